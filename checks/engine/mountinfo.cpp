#include "checks/engine/mountinfo.h"

#include <algorithm>

#include "checks/engine/fields.h"

namespace xunjian {
namespace {

bool IsOctal(char c) { return c >= '0' && c <= '7'; }

// id parent device root mount_point options [tag…] - type source super_options
Result<Mount> ParseLine(std::string_view line) {
  const std::vector<std::string_view> fields = SplitFields(line);
  const auto dash = std::find(fields.begin() + std::min<std::size_t>(6, fields.size()),
                              fields.end(), std::string_view("-"));
  if (fields.end() - dash < 4 || fields[2].find(':') == std::string_view::npos) {
    return Malformed(line);
  }
  return Mount{std::string(fields[2]), UnescapeOctal(fields[3]), UnescapeOctal(fields[4]),
               std::string(fields[5]), std::string(dash[1]),     UnescapeOctal(dash[2]),
               std::string(dash[3])};
}

}  // namespace

Result<std::vector<Mount>> ParseMountInfo(std::string_view text) {
  std::vector<Mount> mounts;
  for (std::string_view line : SplitLines(text)) {
    Result<Mount> mount = ParseLine(line);
    if (!mount) return mount.error();
    mounts.push_back(std::move(*mount));
  }
  if (mounts.empty()) return Malformed("no mount");
  return mounts;
}

bool HasOption(std::string_view options, std::string_view option) {
  while (!options.empty()) {
    const std::size_t comma = options.find(',');
    if (options.substr(0, comma) == option) return true;
    if (comma == std::string_view::npos) break;
    options.remove_prefix(comma + 1);
  }
  return false;
}

std::string UnescapeOctal(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 3 < text.size() && IsOctal(text[i + 1]) &&
                        IsOctal(text[i + 2]) && IsOctal(text[i + 3]);
    if (!escape) {
      plain += text[i];
      continue;
    }
    plain +=
        static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
    i += 3;
  }
  return plain;
}

}  // namespace xunjian
