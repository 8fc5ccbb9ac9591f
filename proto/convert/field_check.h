#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "proto/convert/limits.h"

namespace xunjian {

// Takes fields over from a message that nobody vouches for, and remembers the first one that breaks
// a limit. Every function returns a value it is safe to go on with; Finish() says whether to use
// it. Protobuf has refused invalid UTF-8 before.
class FieldCheck {
 public:
  const std::string& Name(std::string_view field, const std::string& value);  // not empty
  const std::string& OptionalName(std::string_view field, const std::string& value);
  const std::string& Words(std::string_view field, const std::string& value,
                           std::size_t most = limits::kTextBytes);
  Timestamp Time(std::string_view field, std::int64_t unix_ns);  // not before 1970
  Duration Span(std::string_view field, std::int64_t ns);        // not negative
  double Number(std::string_view field, double value);           // finite
  std::uint64_t Positive(std::string_view field, std::uint64_t value);
  std::int64_t Within(std::string_view field, std::int64_t value, std::int64_t least,
                      std::int64_t most);
  void Bytes(std::string_view field, std::size_t size, std::size_t most);
  void Count(std::string_view field, std::size_t count, std::size_t most);
  // A word of an enumeration whose values are least..most.
  template <class Enum>
  Enum OneOf(std::string_view field, int value, Enum least, Enum most) {
    return static_cast<Enum>(
        Within(field, value, static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)));
  }
  void Fail(std::string_view field, Text problem);

  bool failed() const { return error_.has_value(); }

  template <class T>
  Result<T> Finish(T value) {
    if (error_) return *std::move(error_);
    return value;
  }

 private:
  void Refuse(std::string_view field, const Message& problem);

  std::optional<Error> error_;
};

}  // namespace xunjian
