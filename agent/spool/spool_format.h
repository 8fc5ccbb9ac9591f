#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace xunjian {

// Private to agent_spool: the bytes of a segment (docs/decisions/0003-spool-format.md). Numbers are
// little-endian; every checksum is CRC-32 and begins with the epoch, so that nothing of another
// spool passes for ours.

inline constexpr std::size_t kSegmentHeaderBytes = 28;  // magic+version 8, epoch 8, first 8, crc 4
inline constexpr std::size_t kRecordHeaderBytes = 24;   // marker 4, length 4, seq 8, two crcs 8

struct SegmentId {
  std::uint64_t epoch = 0;
  std::uint64_t first = 0;
};

std::string SegmentName(const SegmentId& id);
std::optional<SegmentId> ParseSegmentName(std::string_view name);

std::string SegmentHeader(const SegmentId& id);
// False only for a whole header that says something else than `id` and our version: a damaged one
// condemns nothing, the records prove themselves.
bool MayHold(std::string_view segment, const SegmentId& id);

std::string EncodeRecord(std::uint64_t epoch, std::uint64_t seq, std::string_view payload);

struct ScanReport {
  std::uint64_t records = 0;
  std::uint64_t damaged = 0;    // places where something between whole records is unreadable
  std::uint64_t cut_bytes = 0;  // at the end
};

// Gives every whole record of a segment in rising order until `take` returns false. After damage it
// goes on with the next record header that holds.
ScanReport ScanSegment(
    std::string_view segment, const SegmentId& id,
    const std::function<bool(std::uint64_t seq, std::string_view payload)>& take);

// For the position file, too.
void PutNumber(std::string& bytes, std::uint64_t value, int size);
std::uint64_t GetNumber(std::string_view bytes, std::size_t at, int size);
std::uint32_t Checksum(std::uint64_t epoch, std::string_view bytes);

}  // namespace xunjian
