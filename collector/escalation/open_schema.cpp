#include "collector/escalation/read_parsed.h"

namespace xunjian {

Result<TomlFile> OpenSchema(std::string_view text, const std::string& file_name,
                            std::string_view schema, std::size_t most) {
  if (text.size() > most) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"{}: such a file has at most {} bytes", "{}：这类文件最多 {} 字节"},
                     file_name, most);
  }
  Result<TomlFile> file = TomlFile::Parse(text, file_name);
  if (!file) return file;
  TomlTable root = file->root();
  const std::string said = root.RequiredString("schema");
  if (!said.empty() && said != schema) {
    root.Problem("schema",
                 Format({"'{}' is not understood here, only '{}'", "不支持 '{}'，只支持 '{}'"},
                        said, schema));
  }
  return file;
}

}  // namespace xunjian
