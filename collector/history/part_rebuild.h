#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/file_storage.h"
#include "block_reader.h"
#include "day_file.h"
#include "shape_cache.h"

namespace xunjian {

// Private to collector_history: the directory of a part whose own is damaged, from its blocks and
// from what is left of the directory. What neither names is one loss. All it is given outlives it.
class PartRebuild {
 public:
  // `results`: of the part, where that is known.
  PartRebuild(const ReadFile& file, const DayFile& day, const DayPart& part,
              std::optional<std::uint64_t> results, ShapeCache& cache)
      : file_(file), day_(day), part_(part), results_(results), cache_(cache) {}

  // The slow way: every block of the part is looked at.
  DayFile::Entries Run();
  std::uint64_t damaged() const { return holes_.size(); }  // places

 private:
  void WalkFrames();
  void Take(const Frame& frame);
  void ReadDirectory();
  void TakeDirectory(std::string_view entries);
  void AddListed();
  void AddUnnamed();
  bool MayHoldBlocks(const FrameHole& hole) const;
  bool IsCutOff() const;
  bool IsNamed(const FrameHole& hole) const;

  const ReadFile& file_;
  const DayFile& day_;
  const DayPart& part_;
  const std::optional<std::uint64_t> results_;
  ShapeCache& cache_;
  BlockReader blocks_;
  DayFile::Entries entries_;  // of blocks that can be read, then of all others
  DayFile::Entries listed_;   // what is left of the directory
  std::vector<FrameHole> holes_;
  std::optional<FrameKind> last_kind_;
};

}  // namespace xunjian
