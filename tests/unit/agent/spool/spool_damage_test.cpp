#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>

#include "agent/spool/spool.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
constexpr int kRecords = 6;

using Files = std::map<std::string, std::string>;  // content by name

// A spool of two segments, three records each, the second acknowledged; closed, as files.
class Specimen {
 public:
  Specimen() {
    const TempFolder folder;
    auto spool = Spool::Open(storage_, folder.path(), kOptions).value();
    for (int seq = 1; seq <= kRecords; ++seq) spool->Append(Payload(seq)).value();
    REQUIRE(spool->Sync().has_value());
    REQUIRE(spool->Acknowledge(2, 2).has_value());
    REQUIRE(spool->Close().has_value());
    for (const std::string& name : storage_.List(folder.path()).value()) {
      files_[name] = storage_.Read(folder / name, 1 << 20).value();
    }
    REQUIRE(files_.size() == 3);
  }

  static std::string Payload(int seq) { return "result " + std::to_string(seq); }

  const Files& files() const { return files_; }

  // Opens a spool over these files and checks what always holds; gives how many of the six records
  // are missing. The acknowledged one may come back, never changed.
  int MissingWhenOpened(const Files& files) {
    const TempFolder folder;
    for (const auto& [name, bytes] : files) {
      std::ofstream(folder / name, std::ios::binary) << bytes;
    }
    auto spool = Spool::Open(storage_, folder.path(), kOptions).value();
    report_ = spool->recovery();
    std::map<std::uint64_t, std::string> found;
    for (auto& record : spool->Read(1, kAny, kAny).value()) found[record.seq] = record.payload;
    int missing = 0;
    for (int seq = 1; seq <= kRecords; ++seq) {
      const auto record = found.find(static_cast<std::uint64_t>(seq));
      if (record == found.end()) {
        missing += seq == 2 ? 0 : 1;
      } else {
        REQUIRE(record->second == Payload(seq));
        found.erase(record);
      }
    }
    REQUIRE(found.empty());
    REQUIRE(spool->Append("next").value() > kRecords);
    REQUIRE(spool->Sync().has_value());
    REQUIRE(spool->Read(1, kAny, kAny).value().back().payload == "next");
    return missing;
  }

  const RecoveryReport& report() const { return report_; }

 private:
  static constexpr SpoolOptions kOptions{.segment_bytes = 140, .max_bytes = 1 << 20};

  PosixStorage storage_;
  Files files_;
  RecoveryReport report_;
};

bool IsPosition(const std::string& name) { return name == "position"; }

TEST_CASE("without damage nothing is missing and nothing is reported") {
  Specimen specimen;
  CHECK(specimen.MissingWhenOpened(specimen.files()) == 0);
  CHECK(specimen.report().records == kRecords);
  CHECK(specimen.report().damaged == 0);
  CHECK(specimen.report().cut_bytes == 0);
  CHECK(specimen.report().foreign_files == 0);
  CHECK_FALSE(specimen.report().position_lost);
}

TEST_CASE("any flipped bit costs at most one record, and is reported where it does") {
  Specimen specimen;
  for (const auto& [name, bytes] : specimen.files()) {
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      INFO("bit " << bit << " of " << name);
      Files files = specimen.files();
      files[name][bit / 8] = static_cast<char>(files[name][bit / 8] ^ (1 << bit % 8));
      const int missing = specimen.MissingWhenOpened(files);
      const RecoveryReport& report = specimen.report();
      REQUIRE(missing <= (IsPosition(name) ? 0 : 1));
      REQUIRE(report.position_lost == IsPosition(name));
      if (missing == 1) REQUIRE((report.damaged == 1 || report.cut_bytes > 0));
    }
  }
}

TEST_CASE("a file cut at any byte costs the records behind the cut, and no number is given twice") {
  Specimen specimen;
  for (const auto& [name, bytes] : specimen.files()) {
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      INFO(name << " cut at " << size);
      Files files = specimen.files();
      files[name].resize(size);
      const int missing = specimen.MissingWhenOpened(files);
      REQUIRE(missing <= (IsPosition(name) ? 0 : 3));
      if (size + 1 == bytes.size()) REQUIRE(missing <= 1);
    }
  }
}

TEST_CASE("any file may be missing") {
  Specimen specimen;
  for (const auto& [name, bytes] : specimen.files()) {
    Files files = specimen.files();
    files.erase(name);
    CHECK(specimen.MissingWhenOpened(files) <= (IsPosition(name) ? 0 : 3));
  }
}

TEST_CASE("files that are not of this spool are left alone and counted") {
  Specimen specimen;
  Specimen stranger;
  Files files = specimen.files();
  files["README"] = "hello";
  files["0000000000000000-zzzzzzzzzzzzzzzz.spool"] = "";
  for (const auto& [name, bytes] : stranger.files()) {
    if (!IsPosition(name)) files[name] = bytes;
  }
  CHECK(specimen.MissingWhenOpened(files) == 0);
  CHECK(specimen.report().foreign_files == 4);
}

TEST_CASE("a segment of another spool under one of our names is foreign") {
  Specimen specimen;
  Specimen stranger;
  Files files = specimen.files();
  files.begin()->second = stranger.files().begin()->second;
  CHECK(specimen.MissingWhenOpened(files) == 2);  // three were in it, one acknowledged
  CHECK(specimen.report().foreign_files == 1);
}

TEST_CASE("a payload that holds a whole record of another spool invents nothing") {
  const TempFolder folder;
  PosixStorage storage;
  Specimen specimen;
  const std::string image = specimen.files().begin()->second;
  auto spool = Spool::Open(storage, folder.path()).value();
  spool->Append(image).value();
  spool->Append("after").value();
  REQUIRE(spool->Close().has_value());
  spool.reset();
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
    if (file.path().extension() != ".spool") continue;
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(30);  // the header of the first record
    bytes.put('\0');
  }
  spool = Spool::Open(storage, folder.path()).value();
  const std::vector<SpoolRecord> expected{{2, "after"}};
  CHECK(spool->Read(1, kAny, kAny).value() == expected);
  CHECK(spool->recovery().damaged == 1);
}

TEST_CASE("a segment that vanishes while the spool is open is counted and blocks nothing") {
  const TempFolder folder;
  PosixStorage storage;
  auto spool = Spool::Open(storage, folder.path(), {.segment_bytes = 140}).value();
  for (int seq = 1; seq <= kRecords; ++seq) spool->Append(Specimen::Payload(seq)).value();
  REQUIRE(spool->Sync().has_value());
  const std::string first = storage.List(folder.path()).value().front();
  REQUIRE(storage.Remove(folder / first).has_value());
  const auto records = spool->Read(1, kAny, kAny).value();
  CHECK(records.front().seq == 4);
  CHECK(spool->damaged() == 3);
  CHECK(spool->waiting() == 3);
}

TEST_CASE("options that cannot work are refused") {
  const TempFolder folder;
  PosixStorage storage;
  for (const SpoolOptions& options :
       {SpoolOptions{.segment_bytes = 0}, SpoolOptions{.segment_bytes = 1000, .max_bytes = 2000},
        SpoolOptions{.segment_bytes = 17 << 20}}) {
    CHECK(Spool::Open(storage, folder.path(), options).error().code() ==
          ErrorCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace xunjian
