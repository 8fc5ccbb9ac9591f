#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_storage.h"
#include "frame.h"
#include "journal_index.h"
#include "journal_losses.h"

namespace xunjian {

// Private to collector_history: one file of the journal, as readers see it. Thread-safe.
//
//   segment   start, then sources, shapes and batches, each after what it refers to
//   source    number, epoch number (varints), epoch u64, host
//   shape     number (varint), bytes (ResultShape)
class JournalSegment {
 public:
  JournalSegment(std::uint64_t number, std::uint32_t seed, std::unique_ptr<ReadFile> file)
      : number_(number), seed_(seed), file_(std::move(file)) {}

  std::uint64_t number() const { return number_; }
  std::uint32_t seed() const { return seed_; }
  JournalIndex& index() { return index_; }
  const JournalIndex& index() const { return index_; }

  // Bytes that count; grows while the segment is written.
  std::uint64_t bytes() const { return bytes_; }
  void set_bytes(std::uint64_t bytes) { bytes_ = bytes; }

  // What cannot be read of it, as far as anybody met it, by rising epoch number.
  std::vector<SegmentLoss> losses() const;
  // Looks for what is lost; `cut_off` bytes are missing at its end. `span` is the time of what
  // nobody knows the time of.
  void Survey(std::uint64_t cut_off, const ReceivedSpan& span);
  // A search met damage at `offset`: looks for what is lost, once for each.
  void NoteDamage(std::uint64_t offset) const;

  Result<std::string> ReadAll() const { return file_->Read(0, bytes_); }
  // FindLosses of `bytes`, which are all of it.
  std::vector<SegmentLoss> LossesOf(std::string_view bytes, const ReceivedSpan& span) const;
  // The payload of the frame at `offset`; empty when it is damaged.
  std::string ReadPayload(std::uint64_t offset) const;
  // The bytes of a shape; empty when its definition is damaged.
  std::string ReadShape(std::uint32_t number) const;

 private:
  const std::uint64_t number_;
  const std::uint32_t seed_;
  const std::unique_ptr<ReadFile> file_;
  std::atomic<std::uint64_t> bytes_ = 0;
  JournalIndex index_;

  mutable std::mutex mutex_;
  std::uint64_t cut_off_ = 0;
  mutable std::set<std::uint64_t> noted_;  // offsets
  mutable std::vector<SegmentLoss> losses_;
};

std::string EncodeSource(std::uint32_t number, const RowOrigin& origin);
std::string EncodeShape(std::uint32_t number, std::string_view bytes);
// The bytes behind the number.
std::string_view ShapeBytes(std::string_view payload);

// Fills the index of a segment from its bytes; batches of unknown sources and damaged places are
// returned as a number.
std::uint64_t IndexSegment(std::string_view bytes, JournalSegment& segment);

}  // namespace xunjian
