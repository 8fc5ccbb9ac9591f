#include "checks/engine/file_nr.h"

#include "checks/engine/fields.h"

namespace xunjian {

Result<FileHandles> ParseFileNr(std::string_view text) {
  const std::vector<std::string_view> lines = SplitLines(text);
  const std::vector<std::string_view> fields =
      lines.empty() ? std::vector<std::string_view>() : SplitFields(lines[0]);
  if (fields.size() != 3) return Malformed(text);
  const auto allocated = ParseUnsigned(fields[0]);
  const auto maximum = ParseUnsigned(fields[2]);
  if (!allocated || !maximum || *maximum == 0) return Malformed(text);
  return FileHandles{*allocated, *maximum};
}

}  // namespace xunjian
