#include "segment_account.h"

#include <algorithm>

#include "segment_frame.h"
#include "spool_bytes.h"

namespace xunjian {
namespace {

constexpr Timestamp kUnknown{};

void PutGap(std::string& bytes, const ResultGap& gap, std::uint64_t first) {
  PutVarNumber(bytes, gap.count);
  PutTime(bytes, gap.first_at);
  PutTime(bytes, gap.last_at);
  PutRanges(bytes, gap.seqs, first);
}

void ReadGap(FieldReader& bytes, ResultGap& gap, std::uint64_t first) {
  gap.count = bytes.VarNumber();
  gap.first_at = bytes.Time();
  gap.last_at = bytes.Time();
  gap.seqs = bytes.Ranges(first);
}

void Widen(ResultGap& gap, Timestamp first_at, Timestamp last_at) {
  if (first_at != kUnknown) {
    gap.first_at = gap.first_at == kUnknown ? first_at : std::min(gap.first_at, first_at);
  }
  if (last_at != kUnknown) gap.last_at = std::max(gap.last_at, last_at);
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
    ResultGap& gap = *gaps()[i];
    gap.seqs.AddAll(others[i]->seqs);
    gap.count += others[i]->count;
    Widen(gap, others[i]->first_at, others[i]->last_at);
  }
  settled.AddAll(other.settled);
  last = std::max(last, other.last);
}

void AddToGap(ResultGap& gap, std::uint64_t first, std::uint64_t last, std::uint64_t count,
              Timestamp first_at, Timestamp last_at) {
  gap.seqs.Add(first, last);
  gap.count += count;
  Widen(gap, first_at, last_at);
}

std::string EncodeAccount(const SegmentAccount& account, std::uint64_t first) {
  std::string bytes;
  PutVarNumber(bytes, account.last - first);
  for (const ResultGap* gap : account.gaps()) PutGap(bytes, *gap, first);
  PutRanges(bytes, account.settled, first);
  return bytes;
}

std::optional<SegmentAccount> DecodeAccount(std::string_view payload, std::uint64_t first) {
  FieldReader bytes(payload);
  SegmentAccount account;
  account.last = first + bytes.VarNumber();
  for (ResultGap* gap : account.gaps()) ReadGap(bytes, *gap, first);
  account.settled = bytes.Ranges(first);
  if (!bytes.ok() || account.last < first || account.last - first > kMaxSegmentOffset) {
    return std::nullopt;
  }
  return account;
}

std::string EncodeRun(const SpoolRun& run) {
  std::string bytes;
  PutNumber(bytes, run.reason == GapReason::kDamage ? 1 : 0, 1);
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
