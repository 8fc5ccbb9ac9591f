#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xunjian {

// Private to agent_spool: what a segment consists of behind its header.
enum class SegmentFrameKind : std::uint8_t {
  kRecord = 0,   // one result
  kRun = 1,      // a run of numbers whose results were never taken
  kAccount = 2,  // of a rewritten segment: what became of the numbers without a record
};

inline constexpr std::size_t kSegmentFrameBytes = 17;
inline constexpr std::size_t kMaxSegmentFrame = (1 << 22) - 1;
// How far a number may be from its segment's first one.
inline constexpr std::uint64_t kMaxSegmentOffset = UINT32_MAX;

// marker F5 FE · kind and length u24 · number - first u32 · payload crc u32 · header crc u32 ·
// payload. No byte of the marker occurs in UTF-8. The two checksums make a damaged payload
// something that can be stepped over, its number known.
void PutSegmentFrame(std::string& bytes, std::string_view seed, SegmentFrameKind kind,
                     std::uint64_t offset, std::string_view payload);

struct SegmentFrame {
  SegmentFrameKind kind = SegmentFrameKind::kRecord;
  std::uint64_t offset = 0;
  std::optional<std::string_view> payload;  // none: damaged
};

// Gives the frames of a segment one after the other; after damage it goes on with the next header
// that holds.
class SegmentFrames {
 public:
  // `seed` and `segment` outlive it; the frames point into `segment`.
  SegmentFrames(std::string_view segment, std::string_view seed, std::size_t start);

  std::optional<SegmentFrame> Next();
  // Places where something between two frames was stepped over, so far.
  std::uint64_t damaged() const { return damaged_; }
  // After the end: the bytes behind the last frame.
  std::size_t left() const { return segment_.size() - at_; }

 private:
  std::string_view segment_;
  std::string_view seed_;
  std::size_t at_;
  std::uint64_t damaged_ = 0;
};

}  // namespace xunjian
