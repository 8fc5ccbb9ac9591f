#pragma once

#include <functional>
#include <string>

#include "base/toml.h"
#include "collector/notify/secret.h"

namespace xunjian {

// A secret that others can read is none.
enum class FileKind { kSecret, kPublic };

// What a file that the configuration names holds, without its final line end.
using FileReader = std::function<Result<Secret>(const std::string& path, FileKind kind)>;

// The content of the file that stands at `key`; "" when the key is not there, and when the file
// cannot be read, which is noted.
Secret ReadFileKey(TomlTable& table, std::string_view key, FileKind kind, const FileReader& read);

}  // namespace xunjian
