#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "checks/api/outcome.h"

namespace xunjian {

// A number that was read or derived. Names are snake_case, base units: bytes, seconds, percent,
// count, count_per_s. A raw counter's name ends in "_total".
struct Metric {
  std::string name;
  double value = 0;
  std::string unit;
  friend bool operator==(const Metric&, const Metric&) = default;
};

struct Attribute {
  std::string name;
  std::string value;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

// What was read of one item (a mount, an interface); item "" is the host itself.
struct ObservedItem {
  std::string item;
  std::vector<Metric> metrics;
  std::vector<Attribute> attributes;

  const double* Find(std::string_view metric) const;              // null when absent
  const std::string* FindAttribute(std::string_view name) const;  // null when absent
  friend bool operator==(const ObservedItem&, const ObservedItem&) = default;
};

// One reading: facts, no judgement.
struct Observation {
  std::vector<ObservedItem> items;
  // All items there are: one that was there before and is not now has vanished.
  bool complete = true;

  const ObservedItem* Find(std::string_view item) const;  // null when absent
  friend bool operator==(const Observation&, const Observation&) = default;
};

// A named value in a reason: {"threshold", "90"}. Values are cleaned UTF-8.
struct Argument {
  std::string name;
  std::string value;
  friend bool operator==(const Argument&, const Argument&) = default;
};

// Why there is nothing to judge: never a kind of health.
struct NotRead {
  Outcome outcome = Outcome::kUnknown;  // kUnknown, kDenied, kNotApplicable or kSkipped
  std::string code;                     // a reason code, see reasons.h
  std::vector<Argument> arguments;
};
[[noreturn]] void throw_exception_from_error(const NotRead& error,
                                             const boost::source_location& where);

using Reading = boost::system::result<Observation, NotRead>;

}  // namespace xunjian
