#include "checks/engine/flat_keyed.h"

#include "checks/engine/fields.h"

namespace xunjian {

Result<FlatKeyed> ParseFlatKeyed(std::string_view text) {
  FlatKeyed values;
  for (std::string_view line : SplitLines(text)) {
    const std::vector<std::string_view> fields = SplitFields(line);
    const auto value = fields.size() == 2 ? ParseUnsigned(fields[1]) : std::nullopt;
    if (!value) return Malformed(line);
    values.insert_or_assign(std::string(fields[0]), *value);
  }
  if (values.empty()) return Malformed(text);
  return values;
}

}  // namespace xunjian
