#pragma once

#include <memory>
#include <string>

#include "base/file_storage.h"
#include "segment_frame.h"
#include "segment_header.h"
#include "segment_record.h"

namespace xunjian {

// Private to agent_spool: the segment that grows. Its bytes are kept in memory as well, so that the
// newest records are read without a file.
class ActiveSegment {
 public:
  // `file` holds the header.
  ActiveSegment(const SegmentHeader& header, std::unique_ptr<AppendFile> file)
      : id_(header.id),
        seed_(SegmentSeed(id_)),
        file_(std::move(file)),
        bytes_(EncodeSegmentHeader(header)) {}

  // After an error the file may hold a part of it, bytes() does not.
  Result<void> Append(SegmentFrameKind kind, std::uint64_t seq, std::string_view payload) {
    std::string frame;
    PutSegmentFrame(frame, seed_, kind, seq - id_.first, payload);
    auto appended = file_->Append(frame);
    if (appended) bytes_ += frame;
    return appended;
  }

  Result<void> Sync() { return file_->Sync(); }

  SegmentRecordWriter& writer() { return writer_; }
  const SegmentId& id() const { return id_; }
  const std::string& bytes() const { return bytes_; }

 private:
  const SegmentId id_;
  const std::string seed_;
  std::unique_ptr<AppendFile> file_;
  SegmentRecordWriter writer_;
  std::string bytes_;
};

}  // namespace xunjian
