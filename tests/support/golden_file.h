#pragma once

#include <string>

namespace xunjian {

// The text of tests/fixtures/<name>. With XUNJIAN_UPDATE_GOLDEN=1 in the environment the file is
// first written from `actual`: look at the difference before you commit it.
std::string GoldenText(const std::string& name, const std::string& actual);

}  // namespace xunjian
