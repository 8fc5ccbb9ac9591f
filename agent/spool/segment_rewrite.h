#pragma once

#include <string>

#include "segment_account.h"
#include "segment_header.h"
#include "segment_record.h"

namespace xunjian {

// Private to agent_spool: makes the bytes of a segment of which some records go: header, the
// account of what went (twice), the records that stay. Pure.
class SegmentRewriter {
 public:
  explicit SegmentRewriter(const SegmentHeader& header);

  void Keep(std::uint64_t seq, const StoredRecord& record);  // rising
  void Merge(std::uint64_t seq, const StoredRecord& record);
  void Settle(std::uint64_t seq);  // it was acknowledged
  void Add(const SegmentAccount& account) { account_.Add(account); }

  // `last`: the newest number it accounts for.
  std::string Finish(std::uint64_t last);

  std::uint64_t kept() const { return kept_; }
  std::uint64_t kept_steady() const { return kept_steady_; }
  const SegmentAccount& account() const { return account_; }

 private:
  SegmentHeader header_;
  std::string seed_;
  SegmentRecordWriter writer_;
  SegmentAccount account_;
  std::string records_;
  std::uint64_t kept_ = 0;
  std::uint64_t kept_steady_ = 0;
};

}  // namespace xunjian
