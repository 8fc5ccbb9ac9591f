#pragma once

#include <boost/system/result.hpp>
#include <string>

#include "base/file_system.h"
#include "checks/api/observation.h"

namespace xunjian {

// A failed reading in the words of a check: a missing right is DENIED, everything else UNKNOWN;
// `source` says what was read ("/proc/stat").
NotRead NotReadOf(const Error& error, std::string_view source);

// What was read makes no sense: UNKNOWN `unparsable`.
NotRead UnparsableSource(std::string_view source, const Message& detail);

// The same, where what was read says it best; it is shown quoted.
NotRead StrangeText(std::string_view source, std::string_view text);

using SourceText = boost::system::result<std::string, NotRead>;

// The whole text of a file.
SourceText ReadSource(const FileSystem& files, const std::string& path,
                      std::size_t limit = FileSystem::kDefaultLimit);

}  // namespace xunjian
