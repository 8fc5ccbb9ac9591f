#include "proto/columns/row_chain.h"

#include <algorithm>

#include "base/utf8.h"
#include "proto/convert/limits.h"

namespace xunjian {
namespace {

// The first byte of a row. A span of time is unchanged, or a change in its unit or in nanoseconds.
enum class Span : std::uint8_t { kSame = 0, kInUnits = 1, kInNanoseconds = 2 };
constexpr int kTimeShift = 0;
constexpr int kDurationShift = 2;
constexpr std::uint8_t kTexts = 1 << 4;    // some text changed
constexpr std::uint8_t kNumbers = 1 << 5;  // some number changed

constexpr std::int64_t kTimeUnit = 1'000'000;  // a millisecond
constexpr std::int64_t kDurationUnit = 1'000;  // a microsecond

// All time arithmetic wraps: a hostile row gives a strange time, never undefined behaviour.
std::int64_t Minus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
std::int64_t Plus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

Span WriteSpan(std::int64_t change, std::int64_t unit, std::string& to) {
  if (change == 0) return Span::kSame;
  const bool in_units = change % unit == 0;
  PutSignedVarint(to, in_units ? change / unit : change);
  return in_units ? Span::kInUnits : Span::kInNanoseconds;
}

std::int64_t ReadSpan(std::uint8_t bits, std::int64_t unit, ByteReader& from) {
  switch (static_cast<Span>(bits & 3)) {
    case Span::kSame:
      return 0;
    case Span::kInUnits:
      return static_cast<std::int64_t>(static_cast<std::uint64_t>(from.SignedVarint()) *
                                       static_cast<std::uint64_t>(unit));
    case Span::kInNanoseconds:
      return from.SignedVarint();
  }
  from.Fail();
  return 0;
}

std::int64_t Count(Timestamp time) { return time.time_since_epoch().count(); }

}  // namespace

void RowChain::Write(const RowView& row, std::string& to) {
  const std::size_t first = to.size();
  to.push_back(0);
  std::uint8_t flags = 0;
  WriteTimes(row, flags, to);
  WriteTexts(row, flags, to);
  const std::size_t before_numbers = to.size();
  WriteNumbers(row, to);
  const bool changed = std::any_of(to.begin() + static_cast<std::ptrdiff_t>(before_numbers),
                                   to.end(), [](char byte) { return byte != 0; });
  if (changed) {
    flags |= kNumbers;
  } else {
    to.resize(before_numbers);
  }
  to[first] = static_cast<char>(flags);
}

void RowChain::WriteTimes(const RowView& row, std::uint8_t& flags, std::string& to) {
  const std::int64_t step = Minus(Count(row.observed_at), Count(observed_at_));
  const Span time = WriteSpan(Minus(step, step_.count()), kTimeUnit, to);
  const Span duration =
      WriteSpan(Minus(row.duration.count(), duration_.count()), kDurationUnit, to);
  flags = static_cast<std::uint8_t>(flags | (static_cast<int>(time) << kTimeShift) |
                                    (static_cast<int>(duration) << kDurationShift));
  // The step from nothing to the first row says nothing of the next one.
  step_ = observed_at_ == Timestamp() ? Duration() : Duration(step);
  observed_at_ = row.observed_at;
  duration_ = row.duration;
}

void RowChain::WriteTexts(const RowView& row, std::uint8_t& flags, std::string& to) {
  if (std::ranges::equal(row.texts, texts_)) return;
  flags |= kTexts;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    const bool same = row.texts[i] == texts_[i];
    PutVarint(to, same ? 0 : row.texts[i].size() + 1);
    if (same) continue;
    to.append(row.texts[i]);
    texts_[i] = row.texts[i];
  }
}

// Two codes a byte, then what they announce.
void RowChain::WriteNumbers(const RowView& row, std::string& to) {
  const std::size_t codes = to.size();
  to.append((numbers_.size() + 1) / 2, '\0');
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const int code = numbers_[i].Write(row.numbers[i], to);
    to[codes + i / 2] = static_cast<char>(to[codes + i / 2] | code << (i % 2 * 4));
  }
}

RowView RowChain::Read(ByteReader& from) {
  const std::uint8_t flags = from.Byte();
  ReadTimes(flags, from);
  if (flags & kTexts) ReadTexts(from);
  if (flags & kNumbers) ReadNumbers(from);
  if (values_.size() != numbers_.size()) values_.resize(numbers_.size());
  return {observed_at_, duration_, values_, texts_};
}

void RowChain::ReadTimes(std::uint8_t flags, ByteReader& from) {
  const std::int64_t change = ReadSpan(flags >> kTimeShift, kTimeUnit, from);
  const std::int64_t step = Plus(step_.count(), change);
  const Timestamp before = observed_at_;
  observed_at_ = Timestamp(Duration(Plus(Count(before), step)));
  step_ = before == Timestamp() ? Duration() : Duration(step);
  duration_ =
      Duration(Plus(duration_.count(), ReadSpan(flags >> kDurationShift, kDurationUnit, from)));
}

void RowChain::ReadTexts(ByteReader& from) {
  for (std::string& text : texts_) {
    const std::uint64_t size = from.Varint();
    if (size == 0) continue;
    if (size - 1 > limits::kTextBytes) return from.Fail();
    const std::string_view bytes = from.Bytes(size - 1);
    if (!IsValidUtf8(bytes)) return from.Fail();
    text = bytes;
  }
}

void RowChain::ReadNumbers(ByteReader& from) {
  values_.resize(numbers_.size());
  const std::string_view codes = from.Bytes((numbers_.size() + 1) / 2);
  if (!from.ok()) return;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const auto pair = static_cast<std::uint8_t>(codes[i / 2]);
    values_[i] = numbers_[i].Read(static_cast<std::uint8_t>(i % 2 ? pair >> 4 : pair & 15), from);
  }
}

}  // namespace xunjian
