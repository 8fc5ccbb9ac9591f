#include "checks/engine/boot_records.h"

#include <utmp.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <string>

namespace xunjian {
namespace {

std::string Record(short type, std::string_view user, std::int64_t at) {
  utmp record{};
  record.ut_type = type;
  std::memcpy(record.ut_user, user.data(), user.size());
  record.ut_tv.tv_sec = static_cast<decltype(record.ut_tv.tv_sec)>(at);
  return std::string(reinterpret_cast<const char*>(&record), sizeof(record));
}

std::string Boot(std::int64_t at) { return Record(BOOT_TIME, "reboot", at); }
std::string Shutdown(std::int64_t at) { return Record(RUN_LVL, "shutdown", at); }
std::string Login(std::int64_t at) { return Record(USER_PROCESS, "ops", at); }

PreviousEnd EndOf(const std::string& wtmp, std::int64_t boot_time) {
  const auto end = ParsePreviousEnd(wtmp, boot_time);
  REQUIRE(end.has_value());
  return *end;
}

TEST_CASE("a boot after a shutdown record was a clean one") {
  const std::string wtmp = Boot(1000) + Login(1500) + Shutdown(2000) + Boot(2060) + Login(2100);
  CHECK(EndOf(wtmp, 2062) == PreviousEnd::kClean);
}

TEST_CASE("a boot right after another without a shutdown record was not") {
  const std::string wtmp = Boot(1000) + Shutdown(2000) + Boot(2060) + Login(2100) + Boot(9000);
  CHECK(EndOf(wtmp, 9001) == PreviousEnd::kUnclean);
}

TEST_CASE("records that begin with this boot tell nothing, nor do old or empty ones") {
  CHECK(EndOf(Login(2000) + Boot(2060), 2060) == PreviousEnd::kUnknown);
  CHECK(EndOf(Boot(1000) + Boot(2060), 99999) == PreviousEnd::kUnknown);
  CHECK(EndOf("", 2060) == PreviousEnd::kUnknown);
}

TEST_CASE("the records of who is logged in begin with the boot as it was stamped then") {
  CHECK(RecordedBoot(Boot(2060) + Record(RUN_LVL, "runlevel", 2070) + Login(2100)) == 2060);
  CHECK_FALSE(RecordedBoot(Login(2100)));
  CHECK_FALSE(RecordedBoot(""));
  CHECK_FALSE(RecordedBoot("short"));
}

TEST_CASE("what is no row of login records is refused") {
  CHECK_FALSE(ParsePreviousEnd("short", 1).has_value());
  CHECK_FALSE(ParsePreviousEnd(std::string(2 * sizeof(utmp), '\x7f'), 1).has_value());
}

}  // namespace
}  // namespace xunjian
