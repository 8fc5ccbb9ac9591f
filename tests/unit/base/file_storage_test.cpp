#include "base/file_storage.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <thread>

#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

constexpr std::size_t kMuch = 1 << 20;

mode_t ModeOf(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

// Writes beyond `bytes` of a file fail with EFBIG, as they do with ENOSPC on a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit lowered{bytes, before_.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &lowered);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, SIG_DFL);
  }

 private:
  rlimit before_{};
};

TEST_CASE("a file grows by what is appended, across openings") {
  const TempFolder folder;
  PosixStorage storage;
  const std::string path = folder / "log";
  {
    auto file = storage.OpenAppend(path, 0640).value();
    CHECK(file->Append("one ").has_value());
    CHECK(file->Append("two ").has_value());
    CHECK(file->Sync().has_value());
    CHECK(file->size() == 8);
  }
  auto file = storage.OpenAppend(path, 0640).value();
  CHECK(file->size() == 8);
  CHECK(file->Append("three").has_value());
  CHECK(storage.Read(path, kMuch).value() == "one two three");
  CHECK(ModeOf(path) == 0640);
}

TEST_CASE("replace makes, and replaces, a file as a whole with its mode") {
  const TempFolder folder;
  PosixStorage storage;
  const std::string path = folder / "key";
  REQUIRE(storage.Replace(path, "old content", 0600).has_value());
  REQUIRE(storage.Replace(path, "new", 0600).has_value());
  CHECK(storage.Read(path, kMuch).value() == "new");
  CHECK(ModeOf(path) == 0600);
  CHECK(storage.List(folder.path()).value() == std::vector<std::string>{"key"});
}

TEST_CASE("a replace that fails half-way leaves the old content and nothing else") {
  const TempFolder folder;
  PosixStorage storage;
  const std::string path = folder / "state";
  REQUIRE(storage.Replace(path, "old", 0600).has_value());
  {
    const FileSizeLimit full(1000);
    CHECK(storage.Replace(path, std::string(5000, 'x'), 0600).has_error());
  }
  CHECK(storage.Read(path, kMuch).value() == "old");
  CHECK(storage.List(folder.path()).value() == std::vector<std::string>{"state"});
}

TEST_CASE("who reads while a file is replaced sees one content or the other, never a part") {
  const TempFolder folder;
  PosixStorage storage;
  const std::string path = folder / "state";
  const std::string a(100'000, 'a');
  const std::string b(200'000, 'b');
  REQUIRE(storage.Replace(path, a, 0600).has_value());
  std::thread writer([&] {
    PosixStorage own;
    for (int i = 0; i < 50; ++i) static_cast<void>(own.Replace(path, i % 2 ? a : b, 0600));
  });
  int torn = 0;
  for (int i = 0; i < 200; ++i) {
    const auto seen = storage.Read(path, kMuch);
    if (!seen || (*seen != a && *seen != b)) ++torn;
  }
  writer.join();
  CHECK(torn == 0);
}

TEST_CASE("a file is cut at a size") {
  const TempFolder folder;
  PosixStorage storage;
  REQUIRE(storage.Replace(folder / "f", "123456", 0600).has_value());
  REQUIRE(storage.Truncate(folder / "f", 2).has_value());
  CHECK(storage.Read(folder / "f", kMuch).value() == "12");
}

TEST_CASE("a file longer than the limit is an error, not a cut") {
  const TempFolder folder;
  PosixStorage storage;
  REQUIRE(storage.Replace(folder / "f", "123456", 0600).has_value());
  CHECK(storage.Read(folder / "f", 6).value() == "123456");
  CHECK(storage.Read(folder / "f", 5).error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("what is absent is not found") {
  const TempFolder folder;
  PosixStorage storage;
  const std::string absent = folder / "absent";
  CHECK(storage.Read(absent, kMuch).error().code() == ErrorCode::kNotFound);
  CHECK(storage.Remove(absent).error().code() == ErrorCode::kNotFound);
  CHECK(storage.Truncate(absent, 0).error().code() == ErrorCode::kNotFound);
  CHECK(storage.List(absent).error().code() == ErrorCode::kNotFound);
  CHECK(storage.OpenAppend(absent + "/f", 0600).error().code() == ErrorCode::kNotFound);
}

TEST_CASE("an open file is read at any place, also after it was removed") {
  const TempFolder folder;
  PosixStorage storage;
  REQUIRE(storage.Replace(folder / "f", "123456", 0600).has_value());
  const auto file = storage.OpenRead(folder / "f").value();
  REQUIRE(storage.Remove(folder / "f").has_value());
  CHECK(file->size() == 6);
  CHECK(file->Read(2, 3).value() == "345");
  CHECK(file->Read(6, 0).value().empty());
  CHECK(file->Read(4, 3).value() == "56");
  CHECK(storage.OpenRead(folder / "f").error().code() == ErrorCode::kNotFound);
}

TEST_CASE("a folder is made with its parents, and once") {
  const TempFolder folder;
  PosixStorage storage;
  REQUIRE(storage.MakeFolder(folder / "a/b/c", 0700).has_value());
  CHECK(storage.MakeFolder(folder / "a/b/c", 0700).has_value());
  CHECK(ModeOf(folder / "a") == 0700);
  CHECK(ModeOf(folder / "a/b/c") == 0700);
  REQUIRE(storage.Replace(folder / "file", "", 0600).has_value());
  CHECK(storage.MakeFolder(folder / "file", 0700).has_error());
}

std::uint64_t TakenBy(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return static_cast<std::uint64_t>(status.st_blocks) * 512;
}

TEST_CASE("reserved room belongs to the file and is no part of it, until it is cut off") {
  const TempFolder folder;
  PosixStorage storage;
  const std::string path = folder / "segment";
  auto file = storage.OpenAppend(path, 0600).value();
  REQUIRE(file->Reserve(kMuch).has_value());
  REQUIRE(file->Append("one").has_value());
  CHECK(file->size() == 3);
  CHECK(storage.Read(path, kMuch).value() == "one");
  if (TakenBy(path) < kMuch) {
    WARN("this file system cannot reserve room");
    return;
  }
  REQUIRE(storage.Truncate(path, 3).has_value());
  CHECK(TakenBy(path) < kMuch / 4);
  CHECK(storage.Read(path, kMuch).value() == "one");
}

TEST_CASE("room is taken by a file, or not at all") {
  const TempFolder folder;
  PosixStorage storage;
  const std::string path = folder / "reserve";
  REQUIRE(storage.TakeRoom(path, kMuch, 0600).has_value());
  REQUIRE(storage.TakeRoom(path, kMuch, 0600).has_value());
  CHECK(std::filesystem::file_size(path) == kMuch);
  REQUIRE(storage.Remove(path).has_value());
  {
    const FileSizeLimit full(1000);
    CHECK(storage.TakeRoom(path, kMuch, 0600).has_error());
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace xunjian
