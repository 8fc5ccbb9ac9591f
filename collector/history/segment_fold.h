#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <unordered_map>
#include <vector>

#include "block_writer.h"
#include "damage_log.h"
#include "day_writer.h"
#include "journal_segment.h"

namespace xunjian {

// Private to collector_history: one sealed segment of the journal becomes parts of day files. All
// it is given outlives it.
class SegmentFold {
 public:
  // `days`: the extents that are committed.
  SegmentFold(FileStorage& storage, const HistoryFolder& folder, const JournalSegment& segment,
              const std::vector<DayExtent>& days, DamageLog& damage);

  // The extents of the days that grew; all on disk. Nothing when `stop` was asked. After an error
  // or a stop nothing counts, and what could be taken back is.
  Result<std::optional<std::vector<DayExtent>>> Run(const std::stop_token& stop);

 private:
  Result<std::optional<std::vector<DayExtent>>> TryRun(const std::stop_token& stop);
  std::vector<SegmentLoss> Losses() const;
  Result<void> FoldLoss(const SegmentLoss& loss);
  Result<void> FoldSource(const SourceBatches& source);
  Result<void> FoldBatch(std::uint32_t offset);
  Result<void> FinishBlock();
  Result<DayWriter*> WriterOf(std::int32_t day);
  const FoldShape* ShapeOf(const JournalRow& row);
  FoldShape ReadShape(std::uint32_t number) const;
  std::string_view PayloadAt(std::uint64_t offset) const;

  FileStorage& storage_;
  const HistoryFolder& folder_;
  const JournalSegment& segment_;
  const std::vector<DayExtent>& days_;
  DamageLog& damage_;

  std::string bytes_;  // of the segment
  BatchDecoder decoder_;
  BlockWriter block_;
  std::int32_t day_ = 0;  // of the block
  std::string packed_;
  std::unordered_map<std::uint32_t, FoldShape> shapes_;
  std::map<std::int32_t, std::unique_ptr<DayWriter>> writers_;
};

}  // namespace xunjian
