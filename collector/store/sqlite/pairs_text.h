#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "checks/api/observation.h"

namespace xunjian {

// Named values as text: one "name=value" a line. A backslash, a line break and, in a name, '=' are
// written with a backslash before them ("\n" for the break), so that any bytes come back as they
// were.
std::string ArgumentsToText(const std::vector<Argument>& arguments);
std::vector<Argument> ArgumentsFromText(std::string_view text);
std::string LabelsToText(const std::map<std::string, std::string>& labels);
std::map<std::string, std::string> LabelsFromText(std::string_view text);

// Names, one a line, with the same backslashes.
std::string NamesToText(const std::vector<std::string>& names);
std::vector<std::string> NamesFromText(std::string_view text);

}  // namespace xunjian
