#include "agent/app/spool_rows.h"

#include <algorithm>
#include <map>

#include "proto/columns/column_batch.h"
#include "proto/columns/row_bytes.h"
#include "proto/convert/limits.h"

namespace xunjian {
namespace {

Result<SequencedRow> RowOf(const SpoolRecord& record, ShapePool& shapes) {
  auto shape = shapes.Intern(*record.entry.shape);
  if (!shape) return shape.error();
  auto row = ReadRow(**shape, record.entry.row);
  if (!row) return row.error();
  return SequencedRow{record.seq, std::move(*shape), std::move(*row)};
}

ResultGap DamageOf(const SpoolRecord& record) {
  ResultGap gap;
  gap.reason = GapReason::kDamage;
  gap.seqs.Add(record.seq, record.seq);
  gap.count = 1;
  gap.first_at = gap.last_at = record.entry.at;
  return gap;
}

// Where a part must end so that no more than `most` ranges of gaps are in it.
std::uint64_t EndOfRanges(const std::vector<ResultGap>& gaps, std::uint64_t through,
                          std::size_t most) {
  std::map<std::uint64_t, std::uint64_t> ranges;
  for (const ResultGap& gap : gaps)
    ranges.insert(gap.seqs.ranges().begin(), gap.seqs.ranges().end());
  for (const auto& [first, last] : ranges) {
    if (first > through) break;
    if (most-- == 0) return first - 1;
  }
  return through;
}

void Cut(SpoolPart& part, std::uint64_t through) {
  part.through = through;
  std::erase_if(part.rows, [through](const SequencedRow& row) { return row.seq > through; });
  std::vector<ResultGap> gaps;
  for (const ResultGap& gap : part.gaps) {
    SeqRanges seqs = gap.seqs.Within(1, through);
    if (!seqs.empty()) gaps.push_back(CutGap(gap, std::move(seqs)));
  }
  part.gaps = std::move(gaps);
}

// So many gaps of one batch seldom are: then they are told as one of each reason.
void JoinGaps(std::vector<ResultGap>& gaps) {
  std::map<GapReason, ResultGap> joined;
  for (const ResultGap& gap : gaps) {
    const auto [place, first] = joined.try_emplace(gap.reason, gap);
    if (first) continue;
    ResultGap& all = place->second;
    all.seqs.AddAll(gap.seqs);
    all.count += gap.count;
    if (gap.first_at != Timestamp{}) {
      all.first_at =
          all.first_at == Timestamp{} ? gap.first_at : std::min(all.first_at, gap.first_at);
    }
    all.last_at = std::max(all.last_at, gap.last_at);
  }
  gaps.clear();
  for (auto& [reason, gap] : joined) gaps.push_back(std::move(gap));
}

}  // namespace

SpoolEntry EntryOf(const SplitResult& result) {
  return {.series = result.shape->skeleton().assignment,
          .shape = {result.shape, &result.shape->bytes()},
          .row = WriteRow(*result.shape, result.row),
          .at = result.row.observed_at};
}

SpoolPart PartOf(const SpoolReading& reading, std::uint64_t to_seq, ShapePool& shapes,
                 const std::function<void(const Error&)>& told) {
  SpoolPart part;
  part.gaps = reading.gaps;
  std::uint64_t through = std::min(reading.through, to_seq);
  BatchBudget budget;
  for (const SpoolRecord& record : reading.records) {
    if (record.seq > through) break;
    auto row = RowOf(record, shapes);
    if (!row) {
      told(row.error());
      part.gaps.push_back(DamageOf(record));
    } else if (budget.Take(ViewOf(row->row))) {
      part.rows.push_back(std::move(*row));
    } else {
      through = record.seq - 1;
    }
  }
  Cut(part, EndOfRanges(part.gaps, through, limits::kGapRanges));
  if (part.gaps.size() > limits::kGaps) JoinGaps(part.gaps);
  return part;
}

}  // namespace xunjian
