#include "base/file_system.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/fixture_file_system.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

constexpr std::size_t kLimit = FileSystem::kDefaultLimit;

TEST_CASE("paths are seen below the root") {
  const TempFolder folder;
  std::filesystem::create_directories(folder / "proc/1");
  std::ofstream(folder / "proc/stat") << "cpu 1 2\n";
  const RootedFileSystem files(folder.path() + "/");
  CHECK(files.Read("/proc/stat", kLimit).value() == "cpu 1 2\n");
  CHECK(files.List("/proc").value() == std::vector<std::string>{"1", "stat"});
  CHECK(files.Read("/proc/nothing", kLimit).error().code() == ErrorCode::kNotFound);
}

TEST_CASE("files that tell no size are read whole, and bounded") {
  const RootedFileSystem machine("/");
  CHECK(machine.Read("/proc/self/stat", kLimit).value().size() > 20);
  CHECK(machine.Read("/proc/self/stat", 10).error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("a pipe, a device and a folder are not read") {
  const TempFolder folder;
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const RootedFileSystem machine("/");
  for (const std::string& path : {folder / "pipe", std::string("/dev/zero"), folder.path()}) {
    CHECK(machine.Read(path, kLimit).error().code() == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("the status of a link is the link's own") {
  const TempFolder folder;
  std::ofstream(folder / "file") << "12345";
  ::chmod((folder / "file").c_str(), 04750);
  std::filesystem::create_symlink("file", folder / "link");
  const RootedFileSystem files(folder.path());
  const FileStatus file = files.Status("/file").value();
  CHECK(file.kind == FileStatus::Kind::kFile);
  CHECK(file.mode == 04750);
  CHECK(file.size == 5);
  CHECK(file.uid == ::geteuid());
  CHECK(std::chrono::abs(std::chrono::system_clock::now() - file.modified) <
        std::chrono::minutes(1));
  CHECK(files.Status("/link").value().kind == FileStatus::Kind::kSymlink);
  CHECK(files.Status("/").value().kind == FileStatus::Kind::kDirectory);
  CHECK(files.ReadLink("/link").value() == "file");
  CHECK(files.ReadLink("/file").has_error());
}

TEST_CASE("space adds up") {
  const SpaceUsage space = RootedFileSystem("/").Space("/").value();
  CHECK(space.total_bytes > 0);
  CHECK(space.free_bytes <= space.total_bytes);
  CHECK(space.available_bytes <= space.free_bytes);
  CHECK(space.available_inodes <= space.total_inodes);
}

TEST_CASE("a fixture answers what was set, over what was recorded") {
  const TempFolder recorded;
  std::filesystem::create_directories(recorded / "proc");
  std::ofstream(recorded / "proc/stat") << "recorded";
  std::ofstream(recorded / "proc/uptime") << "recorded";
  FixtureFileSystem files(recorded.path());
  files.SetFile("/proc/stat", "set");
  files.SetFile("/proc/loadavg", "set");
  files.SetSpace("/data", {.total_bytes = 7});
  CHECK(files.Read("/proc/stat").value() == "set");
  CHECK(files.Read("/proc/uptime").value() == "recorded");
  CHECK(files.List("/proc").value() == std::vector<std::string>{"loadavg", "stat", "uptime"});
  CHECK(files.Space("/data").value().total_bytes == 7);
  CHECK(files.Space("/").error().code() == ErrorCode::kNotFound);
}

TEST_CASE("a fixture fails where it was told to, and below") {
  FixtureFileSystem files;
  files.SetFile("/etc/shadow", "x");
  files.SetFile("/etc/ssh/key", "x");
  files.SetFile("/etc/sshd", "x");
  files.Deny("/etc/ssh");
  files.SetMissing("/etc/shadow");
  CHECK(files.Read("/etc/ssh/key").error().code() == ErrorCode::kPermissionDenied);
  CHECK(files.List("/etc/ssh").error().code() == ErrorCode::kPermissionDenied);
  CHECK(files.Read("/etc/shadow").error().code() == ErrorCode::kNotFound);
  CHECK(files.Read("/etc/sshd").value() == "x");
}

}  // namespace
}  // namespace xunjian
