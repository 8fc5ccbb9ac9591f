#include "checks/engine/fstab.h"

#include "checks/engine/fields.h"
#include "checks/engine/mountinfo.h"

namespace xunjian {

Result<std::vector<FstabEntry>> ParseFstab(std::string_view text) {
  std::vector<FstabEntry> entries;
  for (std::string_view line : SplitLines(text)) {
    const std::vector<std::string_view> fields = SplitFields(line);
    if (fields.empty() || fields[0].starts_with('#')) continue;
    if (fields.size() < 3) return Malformed(line);
    entries.push_back({UnescapeOctal(fields[0]), UnescapeOctal(fields[1]), std::string(fields[2]),
                       std::string(fields.size() > 3 ? fields[3] : "defaults")});
  }
  return entries;
}

}  // namespace xunjian
