#pragma once

#include <catch2/catch.hpp>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "tests/support/spool_sight.h"

namespace xunjian {

// What a spool has promised so far, and whether it keeps it: the model that tests compare with.
class SpoolPromises {
 public:
  void Appended(std::uint64_t seq, const SpoolEntry& entry) {
    REQUIRE((entries_.empty() || seq > entries_.rbegin()->first));
    entries_.emplace(seq, entry);
  }

  // Everything appended so far is safe.
  void Synced(const Spool& spool) {
    for (const auto& [seq, entry] : entries_) {
      if (seq <= spool.last()) synced_.insert(seq);
    }
  }

  // A power cut: what was not synced is as if it never was; acknowledgements may be forgotten.
  void Crashed() {
    for (auto entry = entries_.begin(); entry != entries_.end();) {
      entry = synced_.contains(entry->first) ? std::next(entry) : entries_.erase(entry);
    }
    acknowledged_ = {};
  }

  void Acknowledged(std::uint64_t first, std::uint64_t last) {
    if (first > last) return;
    acknowledged_.Add(first, last);
    ever_.Add(first, last);
  }
  void Resumed(const SeqRanges& received) {
    acknowledged_ = received;
    for (const auto& [first, last] : received.ranges()) ever_.Add(first, last);
  }

  // Every number is told, or was acknowledged; and what is told is the truth.
  void Check(Spool& spool, const SpoolSight& sight) const {
    SeqRanges missing;
    missing.Add(1, spool.last());
    missing.RemoveAll(sight.told, 1, spool.last());
    missing.RemoveAll(ever_, 1, spool.last());
    REQUIRE(missing == SeqRanges());
    const auto unsynced = std::distance(entries_.upper_bound(spool.last()), entries_.end());
    REQUIRE(sight.told.Count() + static_cast<std::uint64_t>(unsynced) == spool.waiting());
    for (const auto& [first, last] : acknowledged_.ranges()) {
      REQUIRE(sight.told.CountIn(first, last) == 0);
    }
    for (const auto& [seq, entry] : sight.records) {
      REQUIRE(synced_.contains(seq));
      REQUIRE(SameEntry(entries_.at(seq), entry));
    }
    for (const ResultGap& gap : sight.gaps) Check(gap);
  }

  const SeqRanges& ever_acknowledged() const { return ever_; }
  std::uint64_t synced() const { return synced_.size(); }

 private:
  void Check(const ResultGap& gap) const {
    std::uint64_t produced = 0;
    for (const auto& [first, last] : gap.seqs.ranges()) {
      for (auto seq = synced_.lower_bound(first); seq != synced_.end() && *seq <= last; ++seq) {
        ++produced;
      }
    }
    REQUIRE(gap.reason != GapReason::kDamage);
    // Refused results never had an entry.
    if (gap.reason == GapReason::kCap) REQUIRE(gap.count >= produced);
    if (gap.reason == GapReason::kVoid) REQUIRE(produced == 0);
  }

  std::map<std::uint64_t, SpoolEntry> entries_;
  std::set<std::uint64_t> synced_;
  SeqRanges acknowledged_;  // and surely remembered
  SeqRanges ever_;
};

}  // namespace xunjian
