#include "journal_batch.h"

#include "wrapping.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kTexts = 1 << 2;
constexpr std::uint64_t kObservedInNanoseconds = 1 << 1;
constexpr std::uint64_t kDurationInNanoseconds = 1 << 0;
constexpr int kHeadBits = 3;

constexpr std::size_t kMostRowBytes = 6 * kMostVarintBytes + sizeof(std::uint64_t);
constexpr std::size_t kMostNumberBytes = 9;

// Whole units when it is, with `flag` unset.
std::int64_t InUnits(std::int64_t span, std::int64_t unit, std::uint64_t flag,
                     std::uint64_t& flags) {
  const std::int64_t units = span / unit;
  if (units * unit == span) return units;
  flags |= flag;
  return span;
}

// Doubles of monitoring are mostly whole or short: their low bytes are zero.
char* WriteNumbers(char* to, std::span<const double> numbers) {
  char* codes = to;
  to += (numbers.size() + 1) / 2;
  std::memset(codes, 0, static_cast<std::size_t>(to - codes));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto bits = std::bit_cast<std::uint64_t>(numbers[i]);
    if (bits == 0) continue;
    const auto zeros = static_cast<unsigned>(std::countr_zero(bits)) / 8;
    const unsigned size = 8 - zeros;
    codes[i / 2] = static_cast<char>(codes[i / 2] | static_cast<int>(size << (i % 2 * 4)));
    to = WriteLittle(to, bits >> (8 * zeros), size);
  }
  return to;
}

char* WriteTexts(char* to, std::span<const std::string> texts) {
  to = WriteVarint(to, texts.size());
  for (const std::string& text : texts) to = WriteBytes(WriteVarint(to, text.size()), text);
  return to;
}

std::size_t MostBytes(const RowView& row) {
  std::size_t most = kMostRowBytes + row.numbers.size() * kMostNumberBytes;
  for (const std::string& text : row.texts) most += kMostVarintBytes + text.size();
  return most;
}

}  // namespace

void EncodeBatch(const BatchHead& head, const ColumnBatch& batch,
                 std::span<const std::uint32_t> fresh, std::span<const std::uint32_t> shapes,
                 GrowingBytes& to) {
  char* at = to.Room(5 * kMostVarintBytes);
  at = WriteVarint(at, head.source);
  at = WriteVarint(at, head.commit);
  at = WriteVarint(at, head.order);
  at = WriteVarint(at, ZigZag(head.received_ms));
  to.Keep(WriteVarint(at, fresh.size()));
  std::uint64_t next_seq = 0;
  std::int64_t observed = WrapTimes(head.received_ms, kMillisecond);
  for (const std::uint32_t index : fresh) {
    const ColumnBatch::Row& row = batch.rows()[index];
    const RowView view = batch.ViewOf(row);
    std::uint64_t flags = view.texts.empty() ? 0 : kTexts;
    const std::int64_t step = InUnits(WrapMinus(Count(row.observed_at), observed), kMillisecond,
                                      kObservedInNanoseconds, flags);
    const std::int64_t duration =
        InUnits(row.duration.count(), kMicrosecond, kDurationInNanoseconds, flags);
    at = to.Room(MostBytes(view));
    at = WriteVarint(at, row.seq - next_seq);
    at = WriteVarint(at, shapes[row.shape]);
    at = WriteVarint(at, view.numbers.size() << kHeadBits | flags);
    at = WriteVarint(at, ZigZag(step));
    at = WriteVarint(at, ZigZag(duration));
    at = WriteNumbers(at, view.numbers);
    if (flags & kTexts) at = WriteTexts(at, view.texts);
    to.Keep(at);
    next_seq = row.seq + 1;
    observed = Count(row.observed_at);
  }
}

bool BatchDecoder::Start(std::string_view payload) {
  from_ = ByteReader(payload);
  head_.source = static_cast<std::uint32_t>(from_.Varint());
  head_.commit = from_.Varint();
  head_.order = from_.Varint();
  head_.received_ms = from_.SignedVarint();
  head_.rows = left_ = from_.Varint();
  next_seq_ = 0;
  observed_ = WrapTimes(head_.received_ms, kMillisecond);
  return from_.ok() && IsTimestamp(head_.received_ms);
}

bool BatchDecoder::NextHead(JournalRow& row) {
  if (left_ == 0) return false;
  --left_;
  row.seq = next_seq_ + from_.Varint();
  row.shape = static_cast<std::uint32_t>(from_.Varint());
  row_head_ = from_.Varint();
  const std::int64_t step = from_.SignedVarint();
  const std::int64_t duration = from_.SignedVarint();
  if (!from_.ok()) return false;
  next_seq_ = row.seq + 1;
  observed_ = WrapPlus(observed_,
                       row_head_ & kObservedInNanoseconds ? step : WrapTimes(step, kMillisecond));
  row.observed = observed_;
  row.duration = row_head_ & kDurationInNanoseconds ? duration : WrapTimes(duration, kMicrosecond);
  return true;
}

bool BatchDecoder::ReadValues(JournalRow& row) {
  ReadNumbers(row_head_ >> kHeadBits);
  texts_.clear();
  if (row_head_ & kTexts) ReadTexts();
  row.numbers = numbers_;
  row.texts = texts_;
  return from_.ok();
}

bool BatchDecoder::SkipValues(JournalRow& row) {
  SkipNumbers(row_head_ >> kHeadBits);
  if (row_head_ & kTexts) SkipTexts();
  row.numbers = {};
  row.texts = {};
  return from_.ok();
}

void BatchDecoder::ReadNumbers(std::uint64_t count) {
  if (count / 2 > from_.left()) return from_.Fail();
  const std::string_view codes = from_.Bytes((count + 1) / 2);
  if (!from_.ok()) return;
  numbers_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned size = static_cast<std::uint8_t>(codes[i / 2]) >> (i % 2 * 4) & 15U;
    if (size > 8) return from_.Fail();
    const std::uint64_t bits = size == 0 ? 0 : from_.Little(size) << (64 - 8 * size);
    numbers_[i] = std::bit_cast<double>(bits);
  }
}

void BatchDecoder::SkipNumbers(std::uint64_t count) {
  if (count / 2 > from_.left()) return from_.Fail();
  std::uint64_t bytes = 0;
  for (const char codes : from_.Bytes((count + 1) / 2)) {
    bytes += (static_cast<std::uint8_t>(codes) & 15U) + (static_cast<std::uint8_t>(codes) >> 4);
  }
  from_.Bytes(bytes);
}

void BatchDecoder::ReadTexts() {
  const std::uint64_t count = from_.Varint();
  if (count > from_.left()) return from_.Fail();
  for (std::uint64_t i = 0; i < count; ++i) texts_.push_back(from_.Bytes(from_.Varint()));
}

void BatchDecoder::SkipTexts() {
  for (std::uint64_t left = from_.Varint(); left > 0 && from_.ok(); --left) {
    from_.Bytes(from_.Varint());
  }
}

}  // namespace xunjian
