#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "agent/spool/spool_words.h"

namespace xunjian {

// Private to agent_spool: the payload of a record's frame. Series and shape are a *definition*,
// which the first two records of a segment that have it carry whole; the later ones name it. So a
// segment is readable by itself, and a flipped bit costs the record it is in and no other.

struct SegmentDefinition {
  std::string series;
  std::shared_ptr<const std::string> shape;
  friend bool operator==(const SegmentDefinition& a, const SegmentDefinition& b) {
    return a.series == b.series && (a.shape == b.shape || *a.shape == *b.shape);
  }
};

struct SegmentDefinitionHash {
  std::size_t operator()(const SegmentDefinition& key) const;
};

// Of one segment that is being written. Everything it encodes must end up in the segment, in order.
class SegmentRecordWriter {
 public:
  // `steady`: with the shape of the record of its series before it.
  std::string Encode(const SpoolEntry& entry, bool steady);

 private:
  struct Definition {
    std::uint64_t number = 0;
    int copies = 0;
  };

  std::unordered_map<SegmentDefinition, Definition, SegmentDefinitionHash> definitions_;
};

// Points into the reader and the payload.
struct StoredRecord {
  std::string_view series;
  std::shared_ptr<const std::string> shape;
  std::string_view row;
  Timestamp at;
  bool steady = false;

  SpoolEntry ToEntry() const { return {std::string(series), shape, std::string(row), at}; }
};

// Of one segment that is being read from its beginning.
class SegmentRecordReader {
 public:
  // None: not a record, or its definition was never seen.
  std::optional<StoredRecord> Decode(std::string_view payload);

 private:
  std::unordered_map<std::uint64_t, SegmentDefinition> definitions_;
};

}  // namespace xunjian
