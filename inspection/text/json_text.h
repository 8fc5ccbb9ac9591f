#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace xunjian {

// The document as indented JSON with a final newline. Keys keep their order; numbers are the
// shortest form that reads back the same, NaN and infinity become null.
std::string JsonText(const boost::json::value& document);

// A JSON string of text from outside: CleanText first, so that what a script prints is clean too.
boost::json::value JsonString(std::string_view text);

}  // namespace xunjian
