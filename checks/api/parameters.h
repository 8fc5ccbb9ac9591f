#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/text.h"

namespace xunjian {

using ParameterValue =
    std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

// A parameter a check understands. The policy is checked against these before it is applied, and
// the runner checks again: nothing untyped reaches a check.
struct ParameterSpec {
  enum class Kind { kBoolean, kInteger, kNumber, kString, kStrings };
  std::string_view name;
  Kind kind = Kind::kString;
  bool required = false;  // without it the check answers NOT_APPLICABLE "no_target"
  Text help;
  double least = 0;  // bounds of numbers, both inclusive; equal ones mean none
  double most = 0;
};

// A spec of this name stands for every name without one: the check itself checks those values.
inline constexpr std::string_view kAnyParameter = "*";

// The values of one assignment, already checked.
class Parameters {
 public:
  Parameters() = default;
  explicit Parameters(std::map<std::string, ParameterValue, std::less<>> values)
      : values_(std::move(values)) {}

  bool Has(std::string_view name) const { return values_.contains(name); }
  std::string String(std::string_view name, std::string_view fallback = "") const;
  std::int64_t Integer(std::string_view name, std::int64_t fallback) const;
  double Number(std::string_view name, double fallback) const;  // an integer serves too
  bool Boolean(std::string_view name, bool fallback) const;
  std::vector<std::string> Strings(std::string_view name) const;  // one string is a list of one

  const std::map<std::string, ParameterValue, std::less<>>& values() const { return values_; }
  friend bool operator==(const Parameters&, const Parameters&) = default;

 private:
  std::map<std::string, ParameterValue, std::less<>> values_;
};

// kInvalidArgument with every unknown name ("did you mean"), wrong type, value out of bounds.
// A missing required one is *not* an error here: the check says NOT_APPLICABLE.
Result<void> CheckParameters(const Parameters& parameters, std::span<const ParameterSpec> specs);

}  // namespace xunjian
