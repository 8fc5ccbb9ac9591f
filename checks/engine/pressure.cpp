#include "checks/engine/pressure.h"

#include "checks/api/quantity.h"
#include "checks/engine/fields.h"

namespace xunjian {
namespace {

std::optional<double> ValueOf(std::string_view field, std::string_view name) {
  if (!field.starts_with(name)) return std::nullopt;
  const std::optional<double> value = ParseNumber(field.substr(name.size()));
  return value && *value >= 0 ? value : std::nullopt;
}

Result<PressureLine> ParseLine(const std::vector<std::string_view>& fields, std::string_view line) {
  if (fields.size() != 5) return Malformed(line);
  const auto average10 = ValueOf(fields[1], "avg10=");
  const auto average60 = ValueOf(fields[2], "avg60=");
  const auto average300 = ValueOf(fields[3], "avg300=");
  const auto microseconds = ValueOf(fields[4], "total=");
  if (!average10 || !average60 || !average300 || !microseconds) return Malformed(line);
  return PressureLine{*average10, *average60, *average300, *microseconds / 1e6};
}

}  // namespace

Result<Pressure> ParsePressure(std::string_view text) {
  std::optional<PressureLine> some;
  std::optional<PressureLine> full;
  for (std::string_view line : SplitLines(text)) {
    const std::vector<std::string_view> fields = SplitFields(line);
    const Result<PressureLine> parsed = ParseLine(fields, line);
    if (!parsed) return parsed.error();
    if (fields[0] == "some") some = *parsed;
    if (fields[0] == "full") full = *parsed;
  }
  if (!some) return Malformed(text);
  return Pressure{*some, full};
}

}  // namespace xunjian
