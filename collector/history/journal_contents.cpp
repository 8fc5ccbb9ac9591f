#include "journal_contents.h"

#include "proto/columns/byte_reader.h"
#include "wrapping.h"

namespace xunjian {
namespace {

constexpr std::size_t kLeastNoteBytes = 8;

}  // namespace

std::string EncodeContents(const JournalContents& contents) {
  std::string payload;
  PutVarint(payload, contents.begin);
  PutVarint(payload, contents.batches.size());
  std::uint64_t before = contents.begin;
  for (const BatchNote& batch : contents.batches) {
    PutVarint(payload, batch.epoch_number);
    PutVarint(payload, batch.offset - before);
    PutVarint(payload, batch.rows);
    PutVarint(payload, batch.first_seq);
    PutVarint(payload, batch.last_seq - batch.first_seq);
    PutSignedVarint(payload, batch.received_ms);
    const std::int64_t received = WrapTimes(batch.received_ms, kMillisecond);
    PutSignedVarint(payload, WrapMinus(batch.observed_min, received));
    PutVarint(payload,
              static_cast<std::uint64_t>(WrapMinus(batch.observed_max, batch.observed_min)));
    before = batch.offset;
  }
  return payload;
}

bool DecodeContents(std::string_view payload, JournalContents& contents) {
  ByteReader from(payload);
  contents.begin = from.Varint();
  const std::uint64_t batches = from.Varint();
  if (batches > from.left() / kLeastNoteBytes) return false;
  contents.batches.assign(batches, {});
  std::uint64_t before = contents.begin;
  for (BatchNote& batch : contents.batches) {
    batch.epoch_number = from.Varint();
    batch.offset = before += from.Varint();
    batch.rows = from.Varint();
    batch.first_seq = from.Varint();
    batch.last_seq = batch.first_seq + from.Varint();
    batch.received_ms = from.SignedVarint();
    if (!IsTimestamp(batch.received_ms)) return false;
    const std::int64_t received = WrapTimes(batch.received_ms, kMillisecond);
    batch.observed_min = WrapPlus(received, from.SignedVarint());
    batch.observed_max = WrapPlus(batch.observed_min, static_cast<std::int64_t>(from.Varint()));
  }
  return from.ok() && from.AtEnd();
}

}  // namespace xunjian
