#include "checks/engine/boot_records.h"

#include <utmp.h>

#include <cstdlib>
#include <cstring>

#include "checks/engine/fields.h"

namespace xunjian {
namespace {

constexpr std::int64_t kSlack = 600;  // seconds a clock may be set by while a machine boots

utmp RecordAt(std::string_view records, std::size_t index) {
  utmp record;
  std::memcpy(&record, records.data() + index * sizeof(utmp), sizeof(utmp));
  return record;
}

bool IsShutdown(const utmp& record) {
  return record.ut_type == RUN_LVL && std::strncmp(record.ut_user, "shutdown", UT_NAMESIZE) == 0;
}

bool IsKnownType(const utmp& record) {
  return record.ut_type >= EMPTY && record.ut_type <= ACCOUNTING;
}

}  // namespace

std::optional<std::int64_t> RecordedBoot(std::string_view utmp_records) {
  if (utmp_records.size() % sizeof(utmp) != 0) return std::nullopt;
  for (std::size_t i = 0; i < utmp_records.size() / sizeof(utmp); ++i) {
    const utmp record = RecordAt(utmp_records, i);
    if (record.ut_type == BOOT_TIME) return record.ut_tv.tv_sec;
  }
  return std::nullopt;
}

Result<PreviousEnd> ParsePreviousEnd(std::string_view wtmp, std::int64_t boot_time) {
  if (wtmp.size() % sizeof(utmp) != 0) return Malformed("login records of another size");
  bool in_previous_boot = false;
  for (std::size_t i = wtmp.size() / sizeof(utmp); i-- > 0;) {
    const utmp record = RecordAt(wtmp, i);
    if (!IsKnownType(record)) return Malformed("login record of an unknown type");
    if (in_previous_boot && IsShutdown(record)) return PreviousEnd::kClean;
    if (record.ut_type != BOOT_TIME) continue;
    if (in_previous_boot) return PreviousEnd::kUnclean;
    if (std::llabs(record.ut_tv.tv_sec - boot_time) > kSlack) return PreviousEnd::kUnknown;
    in_previous_boot = true;
  }
  return PreviousEnd::kUnknown;
}

}  // namespace xunjian
