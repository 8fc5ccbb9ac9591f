#include "checks/engine/diskstats.h"

#include <array>

#include "checks/engine/fields.h"

namespace xunjian {
namespace {

// major minor name, then: reads merged sectors ms, writes merged sectors ms, …
Result<DiskStats> ParseLine(std::string_view line) {
  const std::vector<std::string_view> fields = SplitFields(line);
  if (fields.size() < 14) return Malformed(line);
  std::array<std::uint64_t, 8> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = ParseUnsigned(fields[i + 3]);
    if (!number) return Malformed(line);
    numbers[i] = *number;
  }
  return DiskStats{std::string(fields[2]), numbers[0], static_cast<double>(numbers[3]) / 1000,
                   numbers[4], static_cast<double>(numbers[7]) / 1000};
}

}  // namespace

Result<std::vector<DiskStats>> ParseDiskStats(std::string_view text) {
  std::vector<DiskStats> disks;
  for (std::string_view line : SplitLines(text)) {
    Result<DiskStats> disk = ParseLine(line);
    if (!disk) return disk.error();
    disks.push_back(std::move(*disk));
  }
  return disks;
}

}  // namespace xunjian
