#include "tests/simulation/ledger.h"

#include <algorithm>
#include <utility>

#include "tests/simulation/trace.h"

namespace xunjian::sim {

std::uint64_t Ledger::Make(CheckResult& result) {
  const std::uint64_t serial = entries_.size() + 1;
  for (ItemResult& item : result.items) {
    item.observed.metrics.push_back({std::string(kSerial), static_cast<double>(serial), "count"});
  }
  entries_.push_back({result});
  return serial;
}

void Ledger::Written(std::uint64_t serial, std::uint64_t epoch, std::uint64_t seq) {
  Demand(OwnersOf(epoch, seq).empty(),
         "no number twice: {} was given to result {} and again to result {}", seq,
         OwnersOf(epoch, seq).empty() ? 0 : OwnersOf(epoch, seq).front(), serial);
  numbers_.emplace(std::pair(epoch, seq), serial);
  Entry& entry = entries_[serial - 1];
  entry.fate = Fate::kWritten;
  entry.epoch = epoch;
  entry.seq = seq;
}

void Ledger::DiedOver(std::uint64_t serial, std::uint64_t refused) {
  entries_[serial - 1].fate = Fate::kUncertain;
  refused_.uncertain += refused;
}

void Ledger::Synced() {
  for (Entry& entry : entries_) {
    if (entry.fate == Fate::kWritten) entry.fate = Fate::kSynced;
  }
  refused_.synced += std::exchange(refused_.written, 0);
}

void Ledger::PowerCut() {
  for (Entry& entry : entries_) {
    if (entry.fate == Fate::kWritten) entry.fate = Fate::kUncertain;
  }
  refused_.uncertain += std::exchange(refused_.written, 0);
}

void Ledger::SentGap(std::uint64_t epoch, const ResultGap& gap) {
  promises_[epoch].gaps.AddAll(gap.seqs);
  if (gap.reason == GapReason::kVoid) promises_[epoch].burnt.AddAll(gap.seqs);
}

// Who lost a number with its disk is not the one who is spoken of.
void Ledger::Acknowledged(std::uint64_t epoch, SeqRange range) {
  promises_[epoch].acknowledged.Add(range.first, range.last);
  auto at = numbers_.lower_bound(std::pair(epoch, range.first));
  for (; at != numbers_.end() && at->first <= std::pair(epoch, range.last); ++at) {
    Entry& entry = entries_[at->second - 1];
    entry.left = entry.left || entry.fate != Fate::kUncertain;
  }
}

void Ledger::RestoredTo(const Mark& mark) {
  for (std::size_t i = mark.newest; i < entries_.size(); ++i) {
    Entry& entry = entries_[i];
    if (entry.fate != Fate::kUnwritten && !entry.left) entry.fate = Fate::kUncertain;
  }
  const std::uint64_t counted = refused_.synced + refused_.written;
  const std::uint64_t in_copy = mark.refused.synced + mark.refused.written;
  refused_.uncertain += counted - std::min(counted, in_copy);
  refused_.synced = std::min(counted, in_copy);
  refused_.written = 0;
}

const Ledger::Entry* Ledger::Find(std::uint64_t serial) const {
  return serial == 0 || serial > entries_.size() ? nullptr : &entries_[serial - 1];
}

std::vector<std::uint64_t> Ledger::OwnersOf(std::uint64_t epoch, std::uint64_t seq) const {
  std::vector<std::uint64_t> owners;
  const auto [first, last] = numbers_.equal_range(std::pair(epoch, seq));
  for (auto at = first; at != last; ++at) owners.push_back(at->second);
  return owners;
}

std::uint64_t Ledger::Surely() const {
  const auto kept = std::ranges::count_if(entries_, [](const Entry& entry) {
    return entry.fate == Fate::kWritten || entry.fate == Fate::kSynced;
  });
  return static_cast<std::uint64_t>(kept) + refused_.written + refused_.synced;
}

std::uint64_t Ledger::Perhaps() const {
  const auto uncertain = std::ranges::count(entries_, Fate::kUncertain, &Entry::fate);
  return static_cast<std::uint64_t>(uncertain) + refused_.uncertain;
}

}  // namespace xunjian::sim
