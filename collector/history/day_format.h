#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "block_writer.h"
#include "frame.h"

namespace xunjian {

// Private to collector_history: how a day file is laid out. Every fold adds one part:
//
//   day     start, parts
//   part    blocks by rising epoch number; a directory with an entry for each; a footer
//
// A footer has a fixed size, so that the last one is found from the end of the file, and the one
// before from where its part begins. Entries have a fixed size and checksums of their own: what
// belongs to one host is found without reading the whole directory. An entry of 0 bytes has no
// block: it names results that were lost before they could be folded.
struct BlockEntry {
  std::uint64_t epoch_number = 0;  // of a loss: 0 is not known
  std::uint64_t offset = 0;        // of the block's frame; of a loss: the first seq
  std::int64_t observed_min = 0;
  std::int64_t observed_max = 0;
  std::uint64_t last_seq = 0;
  std::uint64_t mask = 0;
  std::uint32_t frame_bytes = 0;
  std::uint32_t rows = 0;
  std::uint32_t outcomes : 8 = 0;
  std::uint32_t holes : 24 = 0;  // numbers between its first seq and its last that it does not have
  std::uint32_t checksum = 0;    // of all before

  bool is_loss() const { return frame_bytes == 0; }
};
static_assert(sizeof(BlockEntry) == 64 && std::is_trivially_copyable_v<BlockEntry>);

BlockEntry EntryOf(const BlockFacts& facts, std::uint64_t offset, std::size_t frame_bytes);
BlockEntry EntryOf(const HistoryLoss& loss);
// What was lost, or what is lost with the block of the entry.
HistoryLoss LossOf(const BlockEntry& entry);
void PutEntry(std::string& to, BlockEntry entry, std::uint32_t seed);
// None: the 64 bytes are damaged.
std::optional<BlockEntry> ReadEntry(std::string_view bytes, std::uint32_t seed);

struct PartFooter {
  std::uint64_t begin = 0;      // of the part: where the part before ends, or after the start
  std::uint64_t directory = 0;  // where the first entry is
  std::uint64_t blocks = 0;
  std::uint64_t segment = 0;  // of the journal that was folded
  std::int64_t observed_min = 0;
  std::int64_t observed_max = 0;
  std::uint64_t results = 0;  // of this part and all before
  std::uint64_t samples = 0;
};
inline constexpr std::size_t kFooterFrameBytes = kFrameHeaderBytes + sizeof(PartFooter);
static_assert(std::is_trivially_copyable_v<PartFooter>);

void PutFooter(std::string& to, const PartFooter& footer, std::uint32_t seed, std::uint64_t offset);
// `frame` is what stands at `offset`. None: it is no footer.
std::optional<PartFooter> ReadFooter(std::string_view frame, std::uint32_t seed,
                                     std::uint64_t offset);

std::string DayStart(std::string_view file_name, std::uint32_t seed);

}  // namespace xunjian
