#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "base/calendar.h"
#include "base/toml.h"

namespace xunjian {

using NameSet = std::set<std::string, std::less<>>;

// What exists, so that a policy or a roster that names something else is refused.
struct EscalationNames {
  NameSet people;
  NameSet roles;
  NameSet rosters;
  NameSet channels;  // before the ':' of an address, or the address itself: "sms", "wecom:duty"
  std::map<std::string, WorkingCalendar, std::less<>> calendars;  // "": the installation's own
  std::chrono::year this_year{1970};
};

// The roles that the product has, and nobody.
EscalationNames BuiltInNames();

// Notes a problem at `key` unless the name is known; `kind` says what is unknown.
void CheckKnown(TomlTable& table, std::string_view key, Text kind, std::string_view name,
                const NameSet& known);

}  // namespace xunjian
