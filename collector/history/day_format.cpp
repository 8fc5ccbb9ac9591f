#include "day_format.h"

#include <cstddef>
#include <cstring>

namespace xunjian {
namespace {

template <class Plain>
std::string_view BytesOf(const Plain& plain) {
  return {reinterpret_cast<const char*>(&plain), sizeof plain};
}

std::uint32_t EntryChecksum(const BlockEntry& entry, std::uint32_t seed) {
  return Checksum(seed, BytesOf(entry).substr(0, offsetof(BlockEntry, checksum)));
}

}  // namespace

BlockEntry EntryOf(const BlockFacts& facts, std::uint64_t offset, std::size_t frame_bytes) {
  BlockEntry entry;
  entry.epoch_number = facts.epoch_number;
  entry.offset = offset;
  entry.observed_min = facts.observed_min;
  entry.observed_max = facts.observed_max;
  entry.last_seq = facts.last_seq;
  entry.mask = facts.mask;
  entry.frame_bytes = static_cast<std::uint32_t>(frame_bytes);
  entry.rows = facts.rows;
  entry.outcomes = facts.outcomes;
  return entry;
}

void PutEntry(std::string& to, BlockEntry entry, std::uint32_t seed) {
  entry.checksum = EntryChecksum(entry, seed);
  to.append(BytesOf(entry));
}

std::optional<BlockEntry> ReadEntry(std::string_view bytes, std::uint32_t seed) {
  BlockEntry entry;
  if (bytes.size() < sizeof entry) return std::nullopt;
  std::memcpy(&entry, bytes.data(), sizeof entry);
  if (entry.checksum != EntryChecksum(entry, seed)) return std::nullopt;
  return entry;
}

void PutFooter(std::string& to, const PartFooter& footer, std::uint32_t seed,
               std::uint64_t offset) {
  PutFrame(to, FrameKind::kFooter, BytesOf(footer), seed, offset);
}

std::optional<PartFooter> ReadFooter(std::string_view frame, std::uint32_t seed,
                                     std::uint64_t offset) {
  const auto found = ReadFrame(frame, seed, offset);
  PartFooter footer;
  if (!found || found->kind != FrameKind::kFooter || found->payload.size() != sizeof footer) {
    return std::nullopt;
  }
  std::memcpy(&footer, found->payload.data(), sizeof footer);
  return footer;
}

std::string DayStart(std::string_view file_name, std::uint32_t seed) {
  std::string start;
  PutFrame(start, FrameKind::kStart, "xunjian day 2 " + std::string(file_name), seed, 0);
  return start;
}

}  // namespace xunjian
