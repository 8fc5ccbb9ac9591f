#include "proto/convert/gap_fields.h"

#include "proto/convert/result_fields.h"

namespace xunjian {
namespace {

// Not known is 0 on the wire and Timestamp{} here.
Timestamp TakeTime(std::int64_t unix_ns, FieldCheck& check) {
  return unix_ns == 0 ? Timestamp{} : check.Time("gap.at_ns", unix_ns);
}

ResultGap Take(const v1::ResultGap& from, FieldCheck& check) {
  ResultGap gap;
  gap.reason =
      check.OneOf("gap.reason", static_cast<int>(from.reason()), GapReason::kCap, GapReason::kVoid);
  gap.seqs = Take(from.ranges(), check);
  gap.count = from.count();
  gap.first_at = TakeTime(from.first_at_ns(), check);
  gap.last_at = TakeTime(from.last_at_ns(), check);
  if (gap.seqs.empty()) check.Fail("gap.ranges", {"is empty", "为空"});
  if (gap.count > (gap.reason == GapReason::kVoid ? 0 : gap.seqs.Count())) {
    check.Fail("gap.count", {"is above the numbers of the gap", "大于缺口中的序号数"});
  }
  return gap;
}

}  // namespace

void Put(const SeqRange& from, v1::SeqRange& to) {
  to.set_first(from.first);
  to.set_last(from.last);
}

SeqRange Take(const v1::SeqRange& from, FieldCheck& check) {
  if (from.first() == 0 || from.first() > from.last() || from.last() > limits::kSeq) {
    check.Fail("range", {"begins at 0 or after its end", "起点为 0 或大于终点"});
    return {1, 1};
  }
  return {.first = from.first(), .last = from.last()};
}

void Put(const SeqRanges& from, RangeFields& to) {
  for (const auto& [first, last] : from.ranges()) Put(SeqRange{first, last}, *to.Add());
}

SeqRanges Take(const RangeFields& from, FieldCheck& check) {
  check.Count("ranges", static_cast<std::size_t>(from.size()), limits::kGapRanges);
  SeqRanges ranges;
  for (const v1::SeqRange& one : from) {
    const SeqRange range = Take(one, check);
    if (check.failed()) break;
    if (range.first <= ranges.Newest()) check.Fail("ranges", {"do not ascend", "未按升序排列"});
    ranges.Add(range.first, range.last);
  }
  return ranges;
}

void Put(const ResultGap& from, v1::ResultGap& to) {
  to.set_reason(static_cast<v1::GapReason>(from.reason));
  Put(from.seqs, *to.mutable_ranges());
  to.set_count(from.count);
  to.set_first_at_ns(ToNanoseconds(from.first_at));
  to.set_last_at_ns(ToNanoseconds(from.last_at));
}

std::vector<ResultGap> Take(const google::protobuf::RepeatedPtrField<v1::ResultGap>& from,
                            FieldCheck& check) {
  check.Count("batch.gaps", static_cast<std::size_t>(from.size()), limits::kGaps);
  std::vector<ResultGap> gaps;
  std::size_t ranges = 0;
  for (const v1::ResultGap& one : from) {
    if (check.failed()) break;
    gaps.push_back(Take(one, check));
    ranges += gaps.back().seqs.ranges().size();
  }
  check.Count("batch.gaps.ranges", ranges, limits::kGapRanges);
  return gaps;
}

}  // namespace xunjian
