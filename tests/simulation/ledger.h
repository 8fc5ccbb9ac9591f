#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "checks/api/check_result.h"
#include "proto/words/result_gap.h"
#include "proto/words/seq_ranges.h"

namespace xunjian::sim {

// What the world knows of one agent's results: which were made, which number each got, what may
// have become of them. Told only what a process was told, so that it can judge the process.
class Ledger {
 public:
  enum class Fate {
    kUnwritten,  // refused, or its process died over it: only a count may speak of it
    kWritten,    // taken, not synced: a power cut may take it away
    kSynced,     // must never be lost
    kUncertain,  // may be there, may be counted, may be gone
  };
  struct Entry {
    CheckResult result;
    Fate fate = Fate::kUnwritten;
    std::uint64_t epoch = 0;  // as it was numbered first
    std::uint64_t seq = 0;
    bool left = false;  // it was acknowledged
  };
  // Results that were refused and are only counted, by the count's own fate.
  struct Refused {
    std::uint64_t written = 0;
    std::uint64_t synced = 0;
    std::uint64_t uncertain = 0;
  };
  struct Promises {
    SeqRanges acknowledged;  // what the agent was told is safe
    SeqRanges gaps;          // what the agent itself said has no result
    SeqRanges burnt;         // of these: never produced
  };

  static constexpr std::string_view kSerial = "serial";  // the metric that names a result

  std::uint64_t Make(CheckResult& result);  // gives it its serial, from 1

  void Written(std::uint64_t serial, std::uint64_t epoch, std::uint64_t seq);
  // The process died over it: whether it and what was refused before is written nobody knows.
  void DiedOver(std::uint64_t serial, std::uint64_t refused);
  void CountedRefused(std::uint64_t results) { refused_.written += results; }
  void Synced();
  void PowerCut();
  void SentGap(std::uint64_t epoch, const ResultGap& gap);
  void Acknowledged(std::uint64_t epoch, SeqRange range);
  // The disk is a copy made when `newest` was the newest entry: what came after is gone with it,
  // unless it had left.
  struct Mark {
    std::uint64_t newest = 0;
    Refused refused;
  };
  Mark Now() const { return {entries_.size(), refused_}; }
  void RestoredTo(const Mark& mark);

  const Entry* Find(std::uint64_t serial) const;  // null: never made
  // Whom a number was given to: nobody, or one.
  std::vector<std::uint64_t> OwnersOf(std::uint64_t epoch, std::uint64_t seq) const;
  const std::map<std::uint64_t, Promises>& promises() const { return promises_; }
  std::uint64_t made() const { return entries_.size(); }
  std::uint64_t Surely() const;  // results that must be stored or counted
  std::uint64_t Perhaps() const;

 private:
  std::vector<Entry> entries_;  // by serial - 1
  std::multimap<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> numbers_;
  std::map<std::uint64_t, Promises> promises_;  // by epoch
  Refused refused_;
};

}  // namespace xunjian::sim
