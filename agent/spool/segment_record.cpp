#include "segment_record.h"

#include <functional>

#include "spool_bytes.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kSteady = 1;
constexpr std::uint64_t kDefines = 2;
constexpr int kFlagBits = 2;
constexpr int kCopies = 2;

}  // namespace

std::size_t SegmentDefinitionHash::operator()(const SegmentDefinition& key) const {
  const std::hash<std::string_view> hash;
  return hash(key.series) ^ (hash(*key.shape) << 1);
}

std::string SegmentRecordWriter::Encode(const SpoolEntry& entry, bool steady) {
  const std::uint64_t next = definitions_.size();
  Definition& definition =
      definitions_.try_emplace({entry.series, entry.shape}, Definition{.number = next})
          .first->second;
  const bool defines = definition.copies < kCopies;
  std::string payload;
  PutVarNumber(payload,
               definition.number << kFlagBits | (defines ? kDefines : 0) | (steady ? kSteady : 0));
  if (defines) {
    PutText(payload, entry.series);
    PutText(payload, *entry.shape);
    ++definition.copies;
  }
  PutTime(payload, entry.at);
  payload.append(entry.row);
  return payload;
}

std::optional<StoredRecord> SegmentRecordReader::Decode(std::string_view payload) {
  FieldReader bytes(payload);
  const std::uint64_t word = bytes.VarNumber();
  const std::uint64_t number = word >> kFlagBits;
  if (word & kDefines) {
    const std::string_view series = bytes.Text();
    const std::string_view shape = bytes.Text();
    if (bytes.ok() && !definitions_.contains(number)) {
      definitions_[number] = {std::string(series), std::make_shared<const std::string>(shape)};
    }
  }
  const Timestamp at = bytes.Time();
  const auto definition = definitions_.find(number);
  if (!bytes.ok() || definition == definitions_.end()) return std::nullopt;
  return StoredRecord{.series = definition->second.series,
                      .shape = definition->second.shape,
                      .row = bytes.Rest(),
                      .at = at,
                      .steady = (word & kSteady) != 0};
}

}  // namespace xunjian
