#include "segment_rewrite.h"

#include "segment_frame.h"

namespace xunjian {

SegmentRewriter::SegmentRewriter(const SegmentHeader& header)
    : header_(header), seed_(SegmentSeed(header.id)) {}

void SegmentRewriter::Keep(std::uint64_t seq, const StoredRecord& record) {
  const std::string payload = writer_.Encode(record.ToEntry(), record.steady);
  PutSegmentFrame(records_, seed_, SegmentFrameKind::kRecord, seq - header_.id.first, payload);
  ++kept_;
  kept_steady_ += record.steady ? 1 : 0;
}

void SegmentRewriter::Merge(std::uint64_t seq, const StoredRecord& record) {
  AddToGap(account_.merged, seq, seq, 1, record.at, record.at);
}

void SegmentRewriter::Settle(std::uint64_t seq) { account_.settled.Add(seq, seq); }

std::string SegmentRewriter::Finish(std::uint64_t last) {
  account_.last = last;
  const std::string account = EncodeAccount(account_, header_.id.first);
  std::string bytes = EncodeSegmentHeader(header_);
  for (int copy = 0; copy < 2; ++copy)
    PutSegmentFrame(bytes, seed_, SegmentFrameKind::kAccount, 0, account);
  return bytes + records_;
}

}  // namespace xunjian
