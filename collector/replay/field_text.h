#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/decide/policy.h"
#include "collector/incident/listening_clock.h"
#include "proto/columns/column_batch.h"
#include "proto/words/result_gap.h"

namespace xunjian {

// Values as the fields of an EventRecord: numbers are decimal, times nanoseconds since their epoch.
std::string ToFieldText(const std::string& value);
std::string ToFieldText(std::uint64_t value);
std::string ToFieldText(std::int64_t value);
std::string ToFieldText(Timestamp value);
std::string ToFieldText(SteadyTime value);
std::string ToFieldText(ListenedTime value);
std::string ToFieldText(Duration value);

// False: the text is no such value.
bool FromFieldText(std::string_view text, std::string& value);
bool FromFieldText(std::string_view text, std::uint64_t& value);
bool FromFieldText(std::string_view text, std::int64_t& value);
bool FromFieldText(std::string_view text, Timestamp& value);
bool FromFieldText(std::string_view text, SteadyTime& value);
bool FromFieldText(std::string_view text, ListenedTime& value);
bool FromFieldText(std::string_view text, Duration& value);

// Both visit the fields of an event in one order, by name: the writer puts each at the end, the
// reader finds it. A value that is not there is not written.
class RecordWriter {
 public:
  explicit RecordWriter(std::vector<Argument>& to) : to_(to) {}

  template <class Value>
  void operator()(std::string_view name, const Value& value) {
    if constexpr (std::is_enum_v<Value>) {
      Put(name, ToFieldText(static_cast<std::int64_t>(value)));
    } else {
      Put(name, ToFieldText(value));
    }
  }
  template <class Value>
  void operator()(std::string_view name, const std::optional<Value>& value) {
    if (value) Put(name, ToFieldText(*value));
  }
  void operator()(std::string_view name, const std::map<std::string, std::string>& labels);
  void operator()(std::string_view name, const std::vector<ResultGap>& gaps);
  void operator()(std::string_view name, const std::vector<std::uint64_t>& numbers);
  // Their results and texts are kept elsewhere.
  void operator()(std::string_view name, const std::shared_ptr<const ColumnBatch>& batch);
  void operator()(std::string_view name, const std::shared_ptr<const Policy>& policy);

 private:
  void Put(std::string_view name, std::string text) {
    to_.push_back({std::string(name), std::move(text)});
  }
  std::vector<Argument>& to_;
};

class RecordReader {
 public:
  explicit RecordReader(const std::vector<Argument>& from) : from_(from) {}

  template <class Value>
  void operator()(std::string_view name, Value& value) {
    const std::string* text = Find(name);
    if constexpr (std::is_enum_v<Value>) {
      std::int64_t number = 0;
      Judge(name, text && FromFieldText(*text, number));
      value = static_cast<Value>(number);
    } else {
      Judge(name, text && FromFieldText(*text, value));
    }
  }
  template <class Value>
  void operator()(std::string_view name, std::optional<Value>& value) {
    const std::string* text = Find(name);
    if (text) Judge(name, FromFieldText(*text, value.emplace()));
  }
  void operator()(std::string_view name, std::map<std::string, std::string>& labels);
  void operator()(std::string_view name, std::vector<ResultGap>& gaps);
  void operator()(std::string_view name, std::vector<std::uint64_t>& numbers);
  void operator()(std::string_view name, std::shared_ptr<const ColumnBatch>& batch);
  void operator()(std::string_view name, std::shared_ptr<const Policy>& policy);

  const std::string& wrong() const { return wrong_; }  // the first field that was; "" for none

 private:
  const std::string* Find(std::string_view name) const;
  void Judge(std::string_view name, bool good) {
    if (!good && wrong_.empty()) wrong_ = name;
  }

  const std::vector<Argument>& from_;
  std::string wrong_;
};

}  // namespace xunjian
