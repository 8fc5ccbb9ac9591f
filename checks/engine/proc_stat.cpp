#include "checks/engine/proc_stat.h"

#include <array>

#include "checks/engine/fields.h"

namespace xunjian {
namespace {

constexpr double kTicksPerSecond = 100;  // USER_HZ, the same on every Linux we run on

// user nice system idle [iowait irq softirq steal …], as old as kernel 2.4.
Result<CpuTimes> ParseTimes(std::string_view line) {
  const std::vector<std::string_view> fields = SplitFields(line);
  if (fields.size() < 5) return Malformed(line);
  std::array<double, 8> seconds{};
  for (std::size_t i = 0; i < seconds.size() && i + 1 < fields.size(); ++i) {
    const auto ticks = ParseUnsigned(fields[i + 1]);
    if (!ticks) return Malformed(line);
    seconds[i] = static_cast<double>(*ticks) / kTicksPerSecond;
  }
  const auto& [user, nice, system, idle, waiting, irq, softirq, steal] = seconds;
  return CpuTimes{user + nice + system + irq + softirq + steal, waiting, idle};
}

}  // namespace

Result<ProcStat> ParseProcStat(std::string_view text) {
  ProcStat stat;
  bool has_all = false;
  for (std::string_view line : SplitLines(text)) {
    if (line.starts_with("btime ")) {
      const auto seconds = ParseUnsigned(line.substr(6));
      if (!seconds) return Malformed(line);
      stat.boot_time = static_cast<std::int64_t>(*seconds);
    }
    if (!line.starts_with("cpu")) continue;
    const Result<CpuTimes> times = ParseTimes(line);
    if (!times) return times.error();
    if (line.starts_with("cpu ")) {
      stat.all = *times;
      has_all = true;
      continue;
    }
    const auto number = ParseUnsigned(SplitFields(line)[0].substr(3));
    if (!number) return Malformed(line);
    stat.cores.push_back({*number, *times});
  }
  if (!has_all || stat.cores.empty()) return Malformed(text);
  return stat;
}

}  // namespace xunjian
