#include "checks/api/observation.h"

#include <algorithm>
#include <boost/throw_exception.hpp>
#include <stdexcept>

namespace xunjian {
namespace {

template <class Range>
auto FindByName(const Range& range, std::string_view name) {
  return std::find_if(range.begin(), range.end(),
                      [name](const auto& entry) { return entry.name == name; });
}

}  // namespace

const double* ObservedItem::Find(std::string_view metric) const {
  const auto found = FindByName(metrics, metric);
  return found == metrics.end() ? nullptr : &found->value;
}

const std::string* ObservedItem::FindAttribute(std::string_view name) const {
  const auto found = FindByName(attributes, name);
  return found == attributes.end() ? nullptr : &found->value;
}

const ObservedItem* Observation::Find(std::string_view item) const {
  const auto found = std::find_if(items.begin(), items.end(), [item](const ObservedItem& observed) {
    return observed.item == item;
  });
  return found == items.end() ? nullptr : &*found;
}

void throw_exception_from_error(const NotRead& error, const boost::source_location& where) {
  boost::throw_exception(std::logic_error("value of a reading that failed: " + error.code), where);
}

}  // namespace xunjian
