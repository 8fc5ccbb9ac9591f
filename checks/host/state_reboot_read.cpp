#include "checks/engine/boot_records.h"
#include "checks/engine/proc_stat.h"
#include "checks/host/parsed_source.h"
#include "checks/host/reads.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostRecords = 16 << 20;  // bytes; logrotate cuts wtmp monthly

Result<std::string> ParseBootId(std::string_view text) {
  const std::string id(text.substr(0, text.find('\n')));
  if (id.size() != 36 || id.find_first_not_of("0123456789abcdef-") != std::string::npos) {
    return MakeError(ErrorCode::kInvalidArgument, {"no boot id", "不是启动标识"});
  }
  return id;
}

// As the boot itself was stamped, where that is known: btime moves when the clock is stepped.
std::int64_t BootStamp(const FileSystem& files, std::int64_t boot_time) {
  const auto utmp = files.Read("/run/utmp", kMostRecords);
  return utmp ? RecordedBoot(*utmp).value_or(boot_time) : boot_time;
}

// Not every system keeps login records: without them a restart is a warning, not less.
std::string PreviousEndOf(const FileSystem& files, std::int64_t boot_time) {
  const auto wtmp = files.Read("/var/log/wtmp", kMostRecords);
  if (!wtmp) return "unknown";
  const auto end = ParsePreviousEnd(*wtmp, boot_time);
  if (!end || *end == PreviousEnd::kUnknown) return "unknown";
  return *end == PreviousEnd::kClean ? "clean" : "unclean";
}

}  // namespace

Reading ReadHostStateReboot(const ReadContext& context, const Parameters&) {
  const auto boot_id = ReadParsed(context.files, "/proc/sys/kernel/random/boot_id", ParseBootId);
  if (!boot_id) return boot_id.error();
  const auto stat = ReadParsed(context.files, "/proc/stat", ParseProcStat);
  if (!stat) return stat.error();
  ObservedItem host;
  host.metrics = {{"boot_time", static_cast<double>(stat->boot_time), "seconds"}};
  host.attributes = {
      {"boot_id", *boot_id},
      {"previous_end", PreviousEndOf(context.files, BootStamp(context.files, stat->boot_time))}};
  return Observation{{std::move(host)}};
}

}  // namespace xunjian
