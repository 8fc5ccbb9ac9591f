#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "checks/engine/diskstats.h"
#include "checks/engine/fields.h"
#include "checks/engine/file_nr.h"
#include "checks/engine/flat_keyed.h"
#include "checks/engine/fstab.h"
#include "checks/engine/meminfo.h"
#include "checks/engine/mountinfo.h"
#include "checks/engine/pressure.h"
#include "checks/engine/proc_stat.h"
#include "checks/engine/process_limits.h"

namespace xunjian {
namespace {

TEST_CASE("fields are what stands between blanks") {
  CHECK(SplitFields("  a\t b c ") == std::vector<std::string_view>{"a", "b", "c"});
  CHECK(SplitFields(" \t ").empty());
  CHECK(SplitLines("a\n\nb\n") == std::vector<std::string_view>{"a", "", "b"});
  CHECK(SplitLines("").empty());
}

TEST_CASE("a number is decimal digits that fit 64 bits, and nothing else") {
  CHECK(ParseUnsigned("18446744073709551615") == 18446744073709551615u);
  for (std::string_view text : {"", "-1", "+1", "1 ", " 1", "1x", "0x1", "18446744073709551616"}) {
    INFO(text);
    CHECK_FALSE(ParseUnsigned(text));
  }
}

TEST_CASE("processor times leave guest time where the kernel counted it already") {
  const auto stat = ParseProcStat(
      "cpu  300 0 100 500 50 10 20 20 200 0\n"
      "cpu0 300 0 100 500 50 10 20 20 200 0\n"
      "intr 1 2 3\n"
      "btime 1700000000\n");
  REQUIRE(stat.has_value());
  CHECK(stat->all.busy == Approx(4.5));  // 300 + 100 + 10 + 20 + 20 ticks
  CHECK(stat->all.idle == Approx(5));
  CHECK(stat->all.waiting == Approx(0.5));
  REQUIRE(stat->cores.size() == 1);
  CHECK(stat->cores[0].number == 0);
  CHECK(stat->boot_time == 1700000000);
}

TEST_CASE("processors keep their numbers where some are offline") {
  const auto stat = ParseProcStat("cpu  1 0 1 5\ncpu0 1 0 1 5\ncpu12 1 0 1 5\nbtime 1\n");
  REQUIRE(stat.has_value());
  REQUIRE(stat->cores.size() == 2);
  CHECK(stat->cores[1].number == 12);
  CHECK_FALSE(ParseProcStat("cpu  1 0 1 5\ncpux 1 0 1 5\nbtime 1\n").has_value());
}

TEST_CASE("memory is read in bytes, with the huge pages that are set aside") {
  const auto info = ParseMemInfo(
      "MemTotal:        8000 kB\nMemFree:         100 kB\nMemAvailable:    4000 kB\n"
      "Shmem:             50 kB\nHugePages_Total:       2\nHugepagesize:       2048 kB\n");
  REQUIRE(info.has_value());
  CHECK(info->total == 8000 * 1024);
  CHECK(info->available == 4000 * 1024);
  CHECK(info->shared == 50 * 1024);
  CHECK(info->huge_pages == 2u * 2048 * 1024);
}

TEST_CASE("memory without the kernel's own estimate is not guessed from MemFree") {
  CHECK_FALSE(ParseMemInfo("MemTotal: 8000 kB\nMemFree: 7000 kB\n").has_value());
}

TEST_CASE("pressure has averages in percent and a total in seconds") {
  const auto pressure = ParsePressure(
      "some avg10=1.50 avg60=2.50 avg300=3.50 total=2000000\n"
      "full avg10=0.00 avg60=0.10 avg300=0.20 total=1000000\n");
  REQUIRE(pressure.has_value());
  CHECK(pressure->some.average300 == 3.5);
  CHECK(pressure->some.total == 2.0);
  REQUIRE(pressure->full.has_value());
  CHECK(pressure->full->average60 == 0.1);
  const auto old = ParsePressure("some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
  REQUIRE(old.has_value());
  CHECK_FALSE(old->full);
}

TEST_CASE("disk counters are read with and without the later columns") {
  const auto disks = ParseDiskStats(
      "   8       0 sda 100 2 300 4000 50 6 700 8000 0 10 20\n"
      " 253       0 dm-0 1 0 2 3 4 0 5 6 0 7 8 9 10 11 12 13 14\n");
  REQUIRE(disks.has_value());
  REQUIRE(disks->size() == 2);
  CHECK((*disks)[0].device == "sda");
  CHECK((*disks)[0].reads == 100);
  CHECK((*disks)[0].read_seconds == 4.0);
  CHECK((*disks)[0].writes == 50);
  CHECK((*disks)[0].write_seconds == 8.0);
  CHECK((*disks)[1].device == "dm-0");
}

TEST_CASE("a mount is read with blanks in its path and any number of tags") {
  const auto mounts = ParseMountInfo(
      "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro\n"
      "30 22 8:2 /sub /mnt/my\\040disk ro - xfs /dev/sdb1 rw\n"
      "31 22 0:5 / /proc rw shared:1 master:2 propagate_from:3 - proc proc rw\n");
  REQUIRE(mounts.has_value());
  REQUIRE(mounts->size() == 3);
  CHECK((*mounts)[0].super_options == "rw,errors=remount-ro");
  CHECK((*mounts)[1].mount_point == "/mnt/my disk");
  CHECK((*mounts)[1].root == "/sub");
  CHECK((*mounts)[1].options == "ro");
  CHECK((*mounts)[2].type == "proc");
}

TEST_CASE("an option is a whole word between commas") {
  CHECK(HasOption("rw,relatime", "rw"));
  CHECK(HasOption("noatime,ro", "ro"));
  CHECK_FALSE(HasOption("errors=remount-ro", "ro"));
  CHECK_FALSE(HasOption("", "ro"));
}

TEST_CASE("only whole octal escapes are undone") {
  CHECK(UnescapeOctal("a\\040b\\011c\\134d") == "a b\tc\\d");
  CHECK(UnescapeOctal("a\\04") == "a\\04");
  CHECK(UnescapeOctal("\\999") == "\\999");
}

TEST_CASE("fstab is read without comments, options are optional") {
  const auto entries = ParseFstab(
      "# a comment\n\n  # another\n"
      "UUID=1 / ext4 errors=remount-ro 0 1\n"
      "/dev/sr0 /media/my\\040cd iso9660\n");
  REQUIRE(entries.has_value());
  REQUIRE(entries->size() == 2);
  CHECK((*entries)[0].options == "errors=remount-ro");
  CHECK((*entries)[1].mount_point == "/media/my cd");
  CHECK((*entries)[1].options == "defaults");
  CHECK(ParseFstab("# UNCONFIGURED FSTAB FOR BASE SYSTEM\n")->empty());
}

TEST_CASE("the soft limit of open files may be unlimited") {
  const std::string head = "Limit                     Soft Limit           Hard Limit    Units\n";
  const auto some =
      ParseProcessLimits(head + "Max open files            1024      524288  files\n");
  REQUIRE(some.has_value());
  CHECK(some->open_files == 1024);
  const auto none =
      ParseProcessLimits(head + "Max open files            unlimited unlimited  files\n");
  REQUIRE(none.has_value());
  CHECK_FALSE(none->open_files);
}

TEST_CASE("file handles may have the limit of new kernels") {
  const auto handles = ParseFileNr("1472\t0\t9223372036854775807\n");
  REQUIRE(handles.has_value());
  CHECK(handles->allocated == 1472);
  CHECK(handles->maximum == 9223372036854775807u);
}

TEST_CASE("keys and numbers are read a line each") {
  const auto values = ParseFlatKeyed("oom_kill 3\nnr_free_pages 12345\n");
  REQUIRE(values.has_value());
  CHECK(values->at("oom_kill") == 3);
}

struct Parser {
  std::string_view name;
  std::function<bool(std::string_view)> accepts;
  std::string good;
};

std::vector<Parser> Parsers() {
  return {
      {"stat", [](auto t) { return ParseProcStat(t).has_value(); },
       "cpu 1 2 3 4\ncpu0 1 2 3 4\nbtime 5\n"},
      {"meminfo", [](auto t) { return ParseMemInfo(t).has_value(); },
       "MemTotal: 8 kB\nMemAvailable: 4 kB\n"},
      {"pressure", [](auto t) { return ParsePressure(t).has_value(); },
       "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"},
      {"diskstats", [](auto t) { return t.empty() || ParseDiskStats(t).has_value(); },
       "8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n"},
      {"mountinfo", [](auto t) { return ParseMountInfo(t).has_value(); },
       "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"},
      {"fstab", [](auto t) { return t.empty() || ParseFstab(t).has_value(); },
       "/dev/sda1 / ext4 rw\n"},
      {"limits", [](auto t) { return ParseProcessLimits(t).has_value(); },
       "Max open files 1 2 files\n"},
      {"file-nr", [](auto t) { return ParseFileNr(t).has_value(); }, "1 0 2\n"},
      {"flat keyed", [](auto t) { return ParseFlatKeyed(t).has_value(); }, "a 1\n"},
  };
}

TEST_CASE("every parser takes its own text and refuses garbage") {
  const std::string noise("\x00\xff\x80garbage\n\x01 x", 15);
  const std::string huge_number(400, '9');
  for (const Parser& parser : Parsers()) {
    INFO(parser.name);
    CHECK(parser.accepts(parser.good));
    CHECK_FALSE(parser.accepts(noise));
    CHECK_FALSE(parser.accepts(huge_number));
    CHECK_FALSE(parser.accepts("<html>404</html>\n"));
  }
}

TEST_CASE("every parser refuses an empty text, but lists that may be empty") {
  for (const Parser& parser : Parsers()) {
    INFO(parser.name);
    const bool may_be_empty = parser.name == "diskstats" || parser.name == "fstab";
    CHECK(parser.accepts("") == may_be_empty);
  }
}

TEST_CASE("no parser reads past a text that was cut anywhere") {
  for (const Parser& parser : Parsers()) {
    for (std::size_t size = 0; size < parser.good.size(); ++size) {
      // A copy of just that size, so that a sanitizer sees any overrun.
      const std::vector<char> cut(parser.good.begin(), parser.good.begin() + size);
      (void)parser.accepts(std::string_view(cut.data(), cut.size()));
    }
  }
  SUCCEED();
}

}  // namespace
}  // namespace xunjian
