#include "day_format.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "wrapping.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kMostHoles = (1 << 24) - 1;
constexpr std::uint64_t kMostRows = ~std::uint32_t{0};
constexpr std::uint32_t kAnyOutcome = 0xff;

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
  const std::uint64_t numbers = facts.last_seq - facts.first_seq + 1;
  const std::uint64_t holes = numbers - std::min<std::uint64_t>(facts.rows, numbers);
  entry.holes = std::min(holes, kMostHoles) & kMostHoles;
  return entry;
}

BlockEntry EntryOf(const HistoryLoss& loss) {
  BlockEntry entry;
  entry.epoch_number = loss.epoch_number;
  entry.offset = loss.first_seq;
  entry.observed_min = Count(loss.first_at);
  entry.observed_max = Count(loss.last_at);
  entry.last_seq = loss.last_seq;
  entry.mask = ~0ULL;
  entry.rows = static_cast<std::uint32_t>(std::min<std::uint64_t>(loss.count, kMostRows));
  entry.outcomes = kAnyOutcome;
  return entry;
}

HistoryLoss LossOf(const BlockEntry& entry) {
  HistoryLoss loss{.epoch_number = entry.epoch_number,
                   .count = entry.rows,
                   .first_seq = entry.offset,
                   .last_seq = entry.last_seq,
                   .first_at = At(entry.observed_min),
                   .last_at = At(entry.observed_max)};
  if (entry.is_loss()) return loss;
  const std::uint64_t numbers = std::uint64_t{entry.rows} + entry.holes;
  loss.first_seq = entry.last_seq < numbers ? 1 : entry.last_seq - numbers + 1;
  return loss;
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
