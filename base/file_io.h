#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xunjian {

// Private to base_system: what FileStorage and FileSystem share. `path` is for messages.

// What is left in the regular file behind `fd`; more than `limit` bytes is kInvalidArgument.
Result<std::string> ReadAll(int fd, const std::string& path, std::size_t limit);

// All of it or an error.
Result<void> WriteAll(int fd, const std::string& path, std::string_view bytes);

// Opens and reads a regular file; never waits on a pipe or a terminal.
Result<std::string> ReadRegularFile(const std::string& path, std::size_t limit);

// Names without "." and "..", sorted.
Result<std::vector<std::string>> ListFolder(const std::string& folder);

}  // namespace xunjian
