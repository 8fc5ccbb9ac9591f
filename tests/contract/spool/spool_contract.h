#pragma once

#include <catch2/catch.hpp>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/file_storage.h"
#include "tests/support/temp_folder.h"

namespace xunjian {

// What every spool keeps, whatever its format. `SpoolType` has the interface of
// agent/spool/spool.h. One TEST_CASE calls it; each section is one promise.
template <class SpoolType, class Options, class Record>
class SpoolContract {
 public:
  void Check() {
    SECTION("numbers rise from one, and records come back in order as they were") {
      auto spool = Open();
      CHECK(spool->epoch() != 0);
      CHECK(spool->first_unacknowledged() == 0);
      CHECK(spool->Append("first").value() == 1);
      CHECK(spool->Append("").value() == 2);
      CHECK(spool->Append(std::string("\0\xFF\n", 3)).value() == 3);
      REQUIRE(spool->Sync().has_value());
      const std::vector<Record> expected{{1, "first"}, {2, ""}, {3, std::string("\0\xFF\n", 3)}};
      CHECK(All(*spool) == expected);
      CHECK(spool->waiting() == 3);
      CHECK(spool->first_unacknowledged() == 1);
      CHECK(spool->last() == 3);
    }

    SECTION("a record is read only when it is safe on disk") {
      auto spool = Open();
      spool->Append("safe").value();
      REQUIRE(spool->Sync().has_value());
      spool->Append("not yet").value();
      CHECK(Seqs(*spool) == std::vector<std::uint64_t>{1});
      CHECK(spool->last() == 1);
    }

    SECTION("a reading begins and ends where it is told, but gives at least one record") {
      auto spool = Filled(10);
      CHECK(spool->Read(4, 3, kAny).value().front().seq == 4);
      CHECK(spool->Read(4, 3, kAny).value().size() == 3);
      CHECK(spool->Read(1, kAny, 2 * Payload(1).size()).value().size() == 2);
      CHECK(spool->Read(1, kAny, 1).value().size() == 1);
      CHECK(spool->Read(11, kAny, kAny).value().empty());
      CHECK(spool->Read(1, 0, kAny).value().empty());
    }

    SECTION("acknowledged records are read no more, in whatever order that came") {
      auto spool = Filled(10);
      REQUIRE(spool->Acknowledge(3, 4).has_value());
      REQUIRE(spool->Acknowledge(8, 10).has_value());
      REQUIRE(spool->Acknowledge(4, 5).has_value());
      CHECK(Seqs(*spool) == std::vector<std::uint64_t>{1, 2, 6, 7});
      CHECK(spool->waiting() == 4);
      REQUIRE(spool->Acknowledge(1, 2).has_value());
      CHECK(spool->first_unacknowledged() == 6);
    }

    SECTION("what nobody wrote cannot be acknowledged") {
      auto spool = Filled(3);
      spool->Append("unsynced").value();
      REQUIRE(spool->Acknowledge(2, std::numeric_limits<std::uint64_t>::max()).has_value());
      REQUIRE(spool->Sync().has_value());
      CHECK(Seqs(*spool) == std::vector<std::uint64_t>{1, 4});
      CHECK(spool->waiting() == 2);
    }

    SECTION("a restart keeps epoch, records, acknowledgements and the next number") {
      auto spool = Filled(40);
      REQUIRE(spool->Acknowledge(1, 33).has_value());
      REQUIRE(spool->Acknowledge(36, 36).has_value());
      REQUIRE(spool->Close().has_value());
      const std::uint64_t epoch = spool->epoch();
      spool.reset();
      spool = Open();
      CHECK(spool->epoch() == epoch);
      CHECK(Seqs(*spool) == std::vector<std::uint64_t>{34, 35, 37, 38, 39, 40});
      CHECK(spool->Append("next").value() == 41);
    }

    SECTION("an empty spool after a restart goes on counting") {
      auto spool = Filled(40);
      REQUIRE(spool->Acknowledge(1, 40).has_value());
      REQUIRE(spool->Close().has_value());
      spool.reset();
      spool = Open();
      CHECK(spool->waiting() == 0);
      CHECK(spool->Append("next").value() == 41);
    }

    SECTION("after a crash synced records are there, and no number is given twice") {
      auto spool = Filled(5);
      REQUIRE(spool->Acknowledge(1, 2).has_value());
      spool.reset();
      spool = Open();
      const auto seqs = Seqs(*spool);
      CHECK(std::vector<std::uint64_t>(seqs.end() - 3, seqs.end()) ==
            std::vector<std::uint64_t>{3, 4, 5});
      CHECK(spool->Append("next").value() > 5);
    }

    SECTION("another folder is another epoch") {
      const TempFolder other;
      CHECK(Open()->epoch() != SpoolType::Open(storage_, other.path(), Small()).value()->epoch());
    }

    SECTION("acknowledged records leave the disk") {
      auto spool = Filled(200);
      const auto before = spool->bytes();
      REQUIRE(spool->Acknowledge(1, 190).has_value());
      CHECK(spool->bytes() < before / 4);
    }

    SECTION("without room the oldest records go, and are counted") {
      const std::uint64_t written = 2000;
      auto spool = Filled(written);
      CHECK(spool->bytes() <= Small().max_bytes);
      CHECK(spool->dropped() > 0);
      CHECK(spool->dropped() + spool->waiting() == written);
      const auto seqs = Seqs(*spool);
      CHECK(seqs.size() == spool->waiting());
      CHECK(seqs.front() == spool->dropped() + 1);
      CHECK(seqs.back() == written);
      const std::uint64_t dropped = spool->dropped();
      REQUIRE(spool->Close().has_value());
      spool.reset();
      CHECK(Open()->dropped() == dropped);
    }

    SECTION("acknowledged records make no drop") {
      auto spool = Open();
      for (std::uint64_t i = 1; i <= 2000; ++i) {
        spool->Append(Payload(i)).value();
        REQUIRE(spool->Sync().has_value());
        REQUIRE(spool->Acknowledge(i, i).has_value());
      }
      CHECK(spool->dropped() == 0);
      CHECK(spool->waiting() == 0);
    }

    SECTION("a payload that is too long is refused, and harms nothing") {
      auto spool = Filled(1);
      CHECK(spool->Append(std::string(SpoolType::kMaxPayload + 1, 'x')).has_error());
      CHECK(spool->Append("fine").value() == 2);
    }
  }

  // 64 KiB in segments of 1 KiB: rolls, removes and drops within a few records.
  static Options Small() { return {.segment_bytes = 1 << 10, .max_bytes = 64 << 10}; }
  static std::string Payload(std::uint64_t seq) {
    return "result " + std::to_string(seq) + std::string(40, '.');
  }

 private:
  static constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();

  std::unique_ptr<SpoolType> Open() {
    return SpoolType::Open(storage_, folder_.path(), Small()).value();
  }

  std::unique_ptr<SpoolType> Filled(std::uint64_t records) {
    auto spool = Open();
    for (std::uint64_t i = 1; i <= records; ++i) REQUIRE(spool->Append(Payload(i)).value() == i);
    REQUIRE(spool->Sync().has_value());
    return spool;
  }

  static std::vector<Record> All(SpoolType& spool) { return spool.Read(1, kAny, kAny).value(); }

  static std::vector<std::uint64_t> Seqs(SpoolType& spool) {
    std::vector<std::uint64_t> seqs;
    for (const Record& record : All(spool)) seqs.push_back(record.seq);
    return seqs;
  }

  TempFolder folder_;
  PosixStorage storage_;
};

}  // namespace xunjian
