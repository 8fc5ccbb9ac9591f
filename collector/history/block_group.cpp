#include "block_group.h"

#include <algorithm>

#include "wrapping.h"

namespace xunjian {
namespace {

bool ReadSpans(ByteReader& from, std::int64_t unit, std::vector<std::int64_t>& spans) {
  const bool in_units = from.Byte() != 0;
  if (!IntegerColumn::Read(from, spans)) return false;
  if (!in_units) return true;
  for (std::int64_t& span : spans) span = WrapTimes(span, unit);
  return true;
}

}  // namespace

void BlockGroup::Clear() {
  seqs.clear();
  batches.clear();
  observed.clear();
  durations.clear();
  number_rows.clear();
  text_rows.clear();
}

void GroupCoder::WriteSpans(std::vector<std::int64_t>& spans, std::int64_t unit, std::string& to) {
  const bool in_units =
      std::ranges::all_of(spans, [unit](std::int64_t span) { return span % unit == 0; });
  to.push_back(in_units ? 1 : 0);
  if (in_units) {
    for (std::int64_t& span : spans) span /= unit;
  }
  integers_.Write(spans, to);
}

// A text that repeats the one before has no size; the sizes come first.
void GroupCoder::WriteTexts(const BlockGroup& group, std::size_t text, std::string& to) {
  sizes_.clear();
  const std::string_view* before = nullptr;
  for (std::size_t i = text; i < group.text_rows.size(); i += group.texts) {
    const std::string_view& value = group.text_rows[i];
    const bool same = before != nullptr && *before == value;
    sizes_.push_back(same ? 0 : static_cast<std::int64_t>(value.size()) + 1);
    before = &value;
  }
  const std::vector<std::int64_t> sizes = sizes_;
  integers_.Write(sizes_, to);
  for (std::size_t row = 0; row < sizes.size(); ++row) {
    if (sizes[row] != 0) to.append(group.text_rows[row * group.texts + text]);
  }
}

void GroupCoder::Write(BlockGroup& group, std::string& to) {
  integers_.Write(group.seqs, to);
  integers_.Write(group.batches, to);
  WriteSpans(group.observed, kMillisecond, to);
  WriteSpans(group.durations, kMicrosecond, to);
  for (std::size_t number = 0; number < group.numbers; ++number) {
    values_.clear();
    for (std::size_t i = number; i < group.number_rows.size(); i += group.numbers) {
      values_.push_back(group.number_rows[i]);
    }
    number_column_.Write(values_, to);
  }
  for (std::size_t text = 0; text < group.texts; ++text) WriteTexts(group, text, to);
}

bool GroupCoder::ReadTexts(ByteReader& from, std::size_t text, BlockGroup& group) {
  sizes_.resize(group.rows());
  if (!IntegerColumn::Read(from, sizes_)) return false;
  std::string_view value;
  for (std::size_t row = 0; row < sizes_.size(); ++row) {
    if (sizes_[row] < 0 || (sizes_[row] == 0 && row == 0)) return false;
    if (sizes_[row] != 0) value = from.Bytes(static_cast<std::uint64_t>(sizes_[row]) - 1);
    group.text_rows[row * group.texts + text] = value;
  }
  return from.ok();
}

bool GroupCoder::Read(std::string_view bytes, std::size_t rows, BlockGroup& group) {
  ByteReader from(bytes);
  for (auto* column : {&group.seqs, &group.batches, &group.observed, &group.durations}) {
    column->resize(rows);
  }
  group.number_rows.resize(rows * group.numbers);
  group.text_rows.resize(rows * group.texts);
  if (!IntegerColumn::Read(from, group.seqs) || !IntegerColumn::Read(from, group.batches) ||
      !ReadSpans(from, kMillisecond, group.observed) ||
      !ReadSpans(from, kMicrosecond, group.durations)) {
    return false;
  }
  values_.resize(rows);
  for (std::size_t number = 0; number < group.numbers; ++number) {
    if (!number_column_.Read(from, values_)) return false;
    for (std::size_t row = 0; row < rows; ++row) {
      group.number_rows[row * group.numbers + number] = values_[row];
    }
  }
  for (std::size_t text = 0; text < group.texts; ++text) {
    if (!ReadTexts(from, text, group)) return false;
  }
  return from.ok() && from.AtEnd();
}

}  // namespace xunjian
