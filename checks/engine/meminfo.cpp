#include "checks/engine/meminfo.h"

#include <map>

#include "checks/engine/fields.h"

namespace xunjian {
namespace {

using Values = std::map<std::string_view, std::uint64_t>;

Result<std::uint64_t> ParseValue(const std::vector<std::string_view>& fields,
                                 std::string_view line) {
  const auto value = fields.size() >= 2 ? ParseUnsigned(fields[1]) : std::nullopt;
  if (!value || *value > (std::uint64_t{1} << 53)) return Malformed(line);
  return fields.size() == 3 && fields[2] == "kB" ? *value * 1024 : *value;
}

std::uint64_t Find(const Values& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? 0 : found->second;
}

}  // namespace

Result<MemInfo> ParseMemInfo(std::string_view text) {
  Values values;
  for (std::string_view line : SplitLines(text)) {
    const std::vector<std::string_view> fields = SplitFields(line);
    const Result<std::uint64_t> value = ParseValue(fields, line);
    if (!value) return value.error();
    values[fields[0]] = *value;
  }
  if (Find(values, "MemTotal:") == 0) return Malformed("no MemTotal");
  if (!values.contains("MemAvailable:")) return Malformed("no MemAvailable");
  return MemInfo{Find(values, "MemTotal:"), Find(values, "MemAvailable:"), Find(values, "Shmem:"),
                 Find(values, "HugePages_Total:") * Find(values, "Hugepagesize:")};
}

}  // namespace xunjian
