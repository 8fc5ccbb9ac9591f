#include "checks/engine/process_limits.h"

#include "checks/engine/fields.h"

namespace xunjian {

Result<ProcessLimits> ParseProcessLimits(std::string_view text) {
  constexpr std::string_view kOpenFiles = "Max open files";
  for (std::string_view line : SplitLines(text)) {
    if (!line.starts_with(kOpenFiles)) continue;
    const std::vector<std::string_view> fields = SplitFields(line.substr(kOpenFiles.size()));
    if (fields.empty()) return Malformed(line);
    if (fields[0] == "unlimited") return ProcessLimits{};
    const auto soft = ParseUnsigned(fields[0]);
    if (!soft) return Malformed(line);
    return ProcessLimits{soft};
  }
  return Malformed(text);
}

}  // namespace xunjian
