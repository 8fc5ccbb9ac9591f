#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/file_storage.h"
#include "collector/history/history.h"
#include "growing_bytes.h"
#include "history_folder.h"
#include "journal_contents.h"
#include "journal_segment.h"

namespace xunjian {

// Private to collector_history: the end of the journal. One thread.
class JournalWriter {
 public:
  // `next` is the number of the segment to begin; nothing is written before the first Append.
  JournalWriter(FileStorage& storage, HistoryFolder folder, const HistoryOptions& options,
                std::uint64_t next)
      : storage_(storage), folder_(std::move(folder)), options_(options), next_(next) {}

  // kUnavailable, of both: no room, RollBack comes next.
  Result<void> Append(const HistoryEntry& entry);
  Result<void> Sync();  // a failed fdatasync is kInternal
  // What was appended since the last Publish leaves the disk: segments begun since are removed, the
  // one before is cut and ends there.
  Result<void> RollBack();
  // What was synced is committed: indexes learn of it. Returns the segments begun since the last
  // time, oldest first; the last one of all is still being written.
  std::vector<std::shared_ptr<JournalSegment>> Publish();

  // After Sync: the bytes of the segments that grew since the last Publish, by number.
  std::map<std::uint64_t, std::uint64_t> Sizes() const;
  std::uint64_t results() const { return results_; }
  std::uint64_t samples() const { return samples_; }

 private:
  // What the segment knows of a shape.
  struct ShapeFacts {
    std::shared_ptr<const ResultShape> shape;  // keeps its address its own
    std::uint64_t mask = 0;
    std::uint32_t number = 0;
    std::uint32_t samples = 0;
  };
  struct Staged {
    JournalSegment* segment = nullptr;
    BatchFacts facts;
  };

  bool IsFull(std::int64_t received_ms) const;
  Result<void> Begin(std::int64_t received_ms);
  Result<void> Flush();
  void Forget();
  void PutFrame(FrameKind kind, const std::string& payload);
  void PutContents();
  std::uint32_t SourceNumber(const HistoryEntry& entry);
  const ShapeFacts& FactsOf(const std::shared_ptr<const ResultShape>& shape);
  void NumberShapes(const HistoryEntry& entry, BatchFacts& facts);
  std::uint64_t offset() const { return file_->size() + pending_.size(); }

  FileStorage& storage_;
  const HistoryFolder folder_;
  const HistoryOptions options_;
  std::uint64_t next_;
  std::uint64_t results_ = 0;
  std::uint64_t samples_ = 0;

  // Of the segment that is being written.
  std::shared_ptr<JournalSegment> segment_;
  std::unique_ptr<AppendFile> file_;
  GrowingBytes pending_;                           // behind the end of the file
  std::map<std::uint64_t, std::uint64_t> sealed_;  // until Publish: bytes by number
  bool unsynced_ = false;
  std::int64_t begun_ms_ = 0;
  JournalContents contents_;  // since the last ones that were written
  std::unordered_map<std::uint64_t, std::uint32_t> sources_;
  std::unordered_map<const ResultShape*, ShapeFacts> shapes_;

  // Of the batch at hand, by its own indexes.
  std::vector<const ShapeFacts*> shape_facts_;
  std::vector<std::uint32_t> shape_numbers_;

  std::vector<Staged> staged_;  // until Publish
  std::vector<std::shared_ptr<JournalSegment>> begun_;

  // At the last Publish.
  struct Published {
    std::shared_ptr<JournalSegment> segment;
    std::uint64_t bytes = 0;  // of it
    std::uint64_t results = 0;
    std::uint64_t samples = 0;
  };
  Published published_;
  bool changed_ = false;  // since then
};

}  // namespace xunjian
