#include "segment_account.h"

#include <algorithm>

#include "segment_frame.h"
#include "spool_bytes.h"

namespace xunjian {
namespace {

constexpr Timestamp kUnknown{};

void PutGap(std::string& bytes, const SpoolGap& gap, std::uint64_t first) {
  PutVarNumber(bytes, gap.count);
  PutTime(bytes, gap.first_at);
  PutTime(bytes, gap.last_at);
  PutRanges(bytes, gap.seqs, first);
}

void ReadGap(FieldReader& bytes, SpoolGap& gap, std::uint64_t first) {
  gap.count = bytes.VarNumber();
  gap.first_at = bytes.Time();
  gap.last_at = bytes.Time();
  gap.seqs = bytes.Ranges(first);
}

void Widen(SpoolGap& gap, Timestamp first_at, Timestamp last_at) {
  if (first_at != kUnknown) {
    gap.first_at = gap.first_at == kUnknown ? first_at : std::min(gap.first_at, first_at);
  }
  if (last_at != kUnknown) gap.last_at = std::max(gap.last_at, last_at);
}

void AddRanges(SeqRanges& to, const SeqRanges& from) {
  for (const auto& [first, last] : from.ranges()) to.Add(first, last);
}

}  // namespace

SeqRanges SegmentAccount::Unspoken(std::uint64_t first, std::uint64_t through) const {
  SeqRanges unspoken;
  unspoken.Add(first, through);
  for (const SeqRanges* spoken : {&merged.seqs, &damage.seqs, &voids.seqs, &settled}) {
    unspoken.RemoveAll(*spoken, first, through);
  }
  return unspoken;
}

void SegmentAccount::Add(const SegmentAccount& other) {
  const auto others = other.gaps();
  for (std::size_t i = 0; i < others.size(); ++i) {
    SpoolGap& gap = *gaps()[i];
    AddRanges(gap.seqs, others[i]->seqs);
    gap.count += others[i]->count;
    Widen(gap, others[i]->first_at, others[i]->last_at);
  }
  AddRanges(settled, other.settled);
  last = std::max(last, other.last);
}

void AddToGap(SpoolGap& gap, std::uint64_t first, std::uint64_t last, std::uint64_t count,
              Timestamp first_at, Timestamp last_at) {
  gap.seqs.Add(first, last);
  gap.count += count;
  Widen(gap, first_at, last_at);
}

SpoolGap CutGap(const SpoolGap& gap, SeqRanges seqs) {
  const std::uint64_t numbers = seqs.Count();
  const std::uint64_t without = gap.seqs.Count() - std::min(gap.count, gap.seqs.Count());
  SpoolGap cut = gap;
  // Where burnt numbers are among the damaged ones nobody knows which are which.
  cut.count = without == 0 ? numbers : std::min(gap.count, numbers);
  cut.seqs = std::move(seqs);
  return cut;
}

std::string EncodeAccount(const SegmentAccount& account, std::uint64_t first) {
  std::string bytes;
  PutVarNumber(bytes, account.last - first);
  for (const SpoolGap* gap : account.gaps()) PutGap(bytes, *gap, first);
  PutRanges(bytes, account.settled, first);
  return bytes;
}

std::optional<SegmentAccount> DecodeAccount(std::string_view payload, std::uint64_t first) {
  FieldReader bytes(payload);
  SegmentAccount account;
  account.last = first + bytes.VarNumber();
  for (SpoolGap* gap : account.gaps()) ReadGap(bytes, *gap, first);
  account.settled = bytes.Ranges(first);
  if (!bytes.ok() || account.last < first || account.last - first > kMaxSegmentOffset) {
    return std::nullopt;
  }
  return account;
}

std::string EncodeRun(const SpoolRun& run) {
  std::string bytes;
  PutNumber(bytes, static_cast<std::uint64_t>(run.reason), 1);
  PutVarNumber(bytes, run.count);
  PutTime(bytes, run.first_at);
  PutTime(bytes, run.last_at);
  return bytes;
}

std::optional<SpoolRun> DecodeRun(std::string_view payload) {
  FieldReader bytes(payload);
  SpoolRun run;
  const std::uint64_t reason = bytes.Number(1);
  run.reason = reason == 0 ? GapReason::kCap : GapReason::kDamage;
  run.count = bytes.VarNumber();
  run.first_at = bytes.Time();
  run.last_at = bytes.Time();
  if (!bytes.ok() || run.count == 0 || run.count > kMaxSegmentOffset) return std::nullopt;
  return run;
}

}  // namespace xunjian
