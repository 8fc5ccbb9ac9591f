#include "tests/support/spool_sight.h"

#include <limits>
#include <stdexcept>

namespace xunjian {
namespace {

void Tell(SpoolSight& sight, std::uint64_t first, std::uint64_t last) {
  if (sight.told.Add(first, last) == last - first + 1) return;
  throw std::logic_error("told twice: a number of " + std::to_string(first) + ".." +
                         std::to_string(last));
}

void Tell(SpoolSight& sight, const SpoolReading& reading, std::uint64_t from) {
  for (const SpoolRecord& record : reading.records) {
    if (record.seq < from || record.seq > reading.through) {
      throw std::logic_error("a record outside its reading");
    }
    Tell(sight, record.seq, record.seq);
    sight.records.emplace(record.seq, record.entry);
  }
  for (const ResultGap& gap : reading.gaps) {
    if (gap.count > gap.seqs.Count()) throw std::logic_error("a gap counts more than its numbers");
    for (const auto& [first, last] : gap.seqs.ranges()) Tell(sight, first, last);
    sight.gaps.push_back(gap);
  }
}

}  // namespace

SpoolEntry MakeEntry(std::string series, const std::string& shape, std::string row, Timestamp at) {
  return {std::move(series), std::make_shared<const std::string>(shape), std::move(row), at};
}

bool SameEntry(const SpoolEntry& a, const SpoolEntry& b) {
  return a.series == b.series && *a.shape == *b.shape && a.row == b.row && a.at == b.at;
}

std::vector<std::uint64_t> SpoolSight::seqs() const {
  std::vector<std::uint64_t> seqs;
  for (const auto& [seq, entry] : records) seqs.push_back(seq);
  return seqs;
}

std::vector<std::string> SpoolSight::rows() const {
  std::vector<std::string> rows;
  for (const auto& [seq, entry] : records) rows.push_back(entry.row);
  return rows;
}

SeqRanges SpoolSight::NumbersOf(GapReason reason) const {
  SeqRanges numbers;
  for (const ResultGap& gap : gaps) {
    if (gap.reason != reason) continue;
    for (const auto& [first, last] : gap.seqs.ranges()) numbers.Add(first, last);
  }
  return numbers;
}

std::uint64_t SpoolSight::CountOf(GapReason reason) const {
  std::uint64_t count = 0;
  for (const ResultGap& gap : gaps) count += gap.reason == reason ? gap.count : 0;
  return count;
}

std::uint64_t SpoolSight::produced() const {
  return records.size() + CountOf(GapReason::kCap) + CountOf(GapReason::kDamage);
}

SpoolSight LookAt(Spool& spool, std::size_t at_once) {
  SpoolSight sight;
  std::uint64_t from = 1;
  while (from <= spool.last()) {
    const auto reading = spool.Read(from, at_once, std::numeric_limits<std::size_t>::max()).value();
    if (reading.through < from) throw std::logic_error("a reading that stands still");
    Tell(sight, reading, from);
    from = reading.through + 1;
  }
  return sight;
}

}  // namespace xunjian
