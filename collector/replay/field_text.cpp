#include "collector/replay/field_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace xunjian {
namespace {

template <class Number>
bool ReadNumber(std::string_view text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

template <class Time>
bool ReadTime(std::string_view text, Time& value) {
  std::int64_t count = 0;
  if (!ReadNumber(text, count)) return false;
  value = Time(Duration(count));
  return true;
}

std::string_view TakeWord(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

// "reason count first last 1-500 502-502"
std::string GapText(const ResultGap& gap) {
  std::string text =
      fmt::format("{} {} {} {}", static_cast<int>(gap.reason), gap.count,
                  gap.first_at.time_since_epoch().count(), gap.last_at.time_since_epoch().count());
  for (const auto& [first, last] : gap.seqs.ranges()) text += fmt::format(" {}-{}", first, last);
  return text;
}

bool ReadGap(std::string_view text, ResultGap& gap) {
  int reason = 0;
  bool good = ReadNumber(TakeWord(text), reason) && ReadNumber(TakeWord(text), gap.count) &&
              ReadTime(TakeWord(text), gap.first_at) && ReadTime(TakeWord(text), gap.last_at);
  gap.reason = static_cast<GapReason>(reason);
  while (good && !text.empty()) {
    const std::string_view range = TakeWord(text);
    const std::size_t dash = std::min(range.find('-'), range.size() - 1);
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    good = ReadNumber(range.substr(0, dash), first) && ReadNumber(range.substr(dash + 1), last);
    gap.seqs.Add(first, last);
  }
  return good && reason >= 1 && reason <= static_cast<int>(GapReason::kRejected);
}

}  // namespace

std::string ToFieldText(const std::string& value) { return value; }
std::string ToFieldText(std::uint64_t value) { return fmt::to_string(value); }
std::string ToFieldText(std::int64_t value) { return fmt::to_string(value); }
std::string ToFieldText(Timestamp value) { return ToFieldText(value.time_since_epoch()); }
std::string ToFieldText(SteadyTime value) { return ToFieldText(value.time_since_epoch()); }
std::string ToFieldText(ListenedTime value) { return ToFieldText(value.time_since_epoch()); }
std::string ToFieldText(Duration value) { return fmt::to_string(value.count()); }

bool FromFieldText(std::string_view text, std::string& value) {
  value = text;
  return true;
}
bool FromFieldText(std::string_view text, std::uint64_t& value) { return ReadNumber(text, value); }
bool FromFieldText(std::string_view text, std::int64_t& value) { return ReadNumber(text, value); }
bool FromFieldText(std::string_view text, Timestamp& value) { return ReadTime(text, value); }
bool FromFieldText(std::string_view text, SteadyTime& value) { return ReadTime(text, value); }
bool FromFieldText(std::string_view text, ListenedTime& value) { return ReadTime(text, value); }
bool FromFieldText(std::string_view text, Duration& value) { return ReadTime(text, value); }

void RecordWriter::operator()(std::string_view name,
                              const std::map<std::string, std::string>& labels) {
  for (const auto& [label, value] : labels) Put(fmt::format("{}.{}", name, label), value);
}

void RecordWriter::operator()(std::string_view name, const std::vector<ResultGap>& gaps) {
  for (const ResultGap& gap : gaps) Put(name, GapText(gap));
}

void RecordWriter::operator()(std::string_view name, const std::vector<std::uint64_t>& numbers) {
  for (const std::uint64_t number : numbers) Put(name, ToFieldText(number));
}

void RecordWriter::operator()(std::string_view name,
                              const std::shared_ptr<const ColumnBatch>& batch) {
  Put(name, ToFieldText(batch->epoch()));
}

void RecordWriter::operator()(std::string_view name, const std::shared_ptr<const Policy>& policy) {
  Put(name, policy->version);
}

const std::string* RecordReader::Find(std::string_view name) const {
  const auto found = std::ranges::find(from_, name, &Argument::name);
  return found == from_.end() ? nullptr : &found->value;
}

void RecordReader::operator()(std::string_view name, std::map<std::string, std::string>& labels) {
  const std::string prefix = fmt::format("{}.", name);
  for (const Argument& field : from_) {
    if (!field.name.starts_with(prefix)) continue;
    labels.emplace(field.name.substr(prefix.size()), field.value);
  }
}

void RecordReader::operator()(std::string_view name, std::vector<ResultGap>& gaps) {
  for (const Argument& field : from_) {
    if (field.name == name) Judge(name, ReadGap(field.value, gaps.emplace_back()));
  }
}

void RecordReader::operator()(std::string_view name, std::vector<std::uint64_t>& numbers) {
  for (const Argument& field : from_) {
    if (field.name == name) Judge(name, FromFieldText(field.value, numbers.emplace_back()));
  }
}

void RecordReader::operator()(std::string_view name, std::shared_ptr<const ColumnBatch>& batch) {
  std::uint64_t epoch = 0;
  (*this)(name, epoch);
  batch = std::make_shared<const ColumnBatch>(epoch);
}

void RecordReader::operator()(std::string_view name, std::shared_ptr<const Policy>& policy) {
  Policy named;
  (*this)(name, named.version);
  policy = std::make_shared<const Policy>(std::move(named));
}

}  // namespace xunjian
