#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xunjian {

// Private to collector_history: what all its files are made of.
//
//   frame   F5 FE FF kind · length u32 · payload crc u32 · header crc u32 · payload
//
// Checksums are CRC-32 and begin with the seed of the file, the header's takes in its offset too:
// nothing that a host sends, and nothing of another file or place, passes for a frame.
enum class FrameKind : std::uint8_t {
  kStart = 1,      // of a file: what it is, for people
  kSource = 2,     // journal: an epoch number with its epoch and host
  kShape = 3,      // journal: a shape
  kBatch = 4,      // journal: results of one batch
  kBlock = 5,      // day file: results of one epoch number
  kDirectory = 6,  // day file: where the blocks of one fold are
  kFooter = 7,     // day file: the end of one fold
  kContents = 8,   // journal: what the batches before it are
};

inline constexpr std::size_t kFrameHeaderBytes = 16;

// The seed of a file from the history's id and the file's name.
std::uint32_t SeedOf(std::uint64_t history, std::string_view file_name);

std::uint32_t Checksum(std::uint32_t seed, std::string_view bytes);

// Writes the header of a frame to `to`; `offset` is where it will stand in its file.
void WriteFrameHeader(char* to, FrameKind kind, std::string_view payload, std::uint32_t seed,
                      std::uint64_t offset);
void PutFrame(std::string& to, FrameKind kind, std::string_view payload, std::uint32_t seed,
              std::uint64_t offset);

struct FrameHeader {
  FrameKind kind = FrameKind::kStart;
  std::uint32_t length = 0;
  std::uint32_t payload_crc = 0;
};
// The header that `bytes` begin with; none when they do not.
std::optional<FrameHeader> ReadFrameHeader(std::string_view bytes, std::uint32_t seed,
                                           std::uint64_t offset);

struct Frame {
  FrameKind kind = FrameKind::kStart;
  std::uint64_t offset = 0;  // in its file
  std::string_view payload;
};

// The frame that `bytes` begin with, which stand at `offset` in their file; none when it is damaged
// or cut off.
std::optional<Frame> ReadFrame(std::string_view bytes, std::uint32_t seed, std::uint64_t offset);

// A damaged place of a file.
struct FrameHole {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::optional<FrameKind> kind;  // none: its header is damaged
};

// Gives every whole frame of `bytes`, which stand at `base` in their file. After damage it goes on
// with the next header that holds; a frame cut off at the end is where it stops.
class FrameWalk {
 public:
  FrameWalk(std::string_view bytes, std::uint32_t seed, std::uint64_t base = 0)
      : bytes_(bytes), seed_(seed), base_(base) {}

  bool Next(Frame& frame);
  const std::vector<FrameHole>& holes() const { return holes_; }  // passed so far
  std::uint64_t offset() const { return base_ + at_; }
  bool AtEnd() const { return at_ == bytes_.size(); }

 private:
  std::optional<FrameHeader> HeaderHere() const;
  void SkipToHeader();

  std::string_view bytes_;
  std::uint32_t seed_;
  std::uint64_t base_;
  std::size_t at_ = 0;
  std::vector<FrameHole> holes_;
};

}  // namespace xunjian
