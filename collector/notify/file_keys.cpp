#include "collector/notify/file_keys.h"

namespace xunjian {

Secret ReadFileKey(TomlTable& table, std::string_view key, FileKind kind, const FileReader& read) {
  const std::string path = table.String(key, "");
  if (path.empty()) return {};
  auto content = read(path, kind);
  if (content) return *std::move(content);
  table.Problem(key, content.error().message());
  return {};
}

}  // namespace xunjian
