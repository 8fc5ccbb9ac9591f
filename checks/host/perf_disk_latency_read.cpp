#include <algorithm>

#include "checks/engine/diskstats.h"
#include "checks/host/disk_devices.h"
#include "checks/host/parsed_source.h"
#include "checks/host/reads.h"

namespace xunjian {
namespace {

constexpr const char* kPath = "/proc/diskstats";

ObservedItem Observe(const DiskDevice& disk, const DiskStats& stats) {
  return {disk.name,
          {{"reads_total", static_cast<double>(stats.reads), "count"},
           {"read_seconds_total", stats.read_seconds, "seconds"},
           {"writes_total", static_cast<double>(stats.writes), "count"},
           {"write_seconds_total", stats.write_seconds, "seconds"}},
          {{"device", disk.device}}};
}

}  // namespace

Reading ReadHostPerfDiskLatency(const ReadContext& context, const Parameters&) {
  const auto stats = ReadParsed(context.files, kPath, ParseDiskStats);
  if (!stats) return stats.error();
  const DiskDevices disks = ReadDiskDevices(context.files);
  if (!disks) return disks.error();
  Observation observation;
  for (const DiskDevice& disk : *disks) {
    const auto found = std::find_if(stats->begin(), stats->end(), [&disk](const DiskStats& line) {
      return line.device == disk.device;
    });
    if (found != stats->end()) observation.items.push_back(Observe(disk, *found));
  }
  // Disks without a line of statistics: that is not "no disk".
  if (observation.items.empty() && !disks->empty()) {
    return UnparsableSource(
        kPath, {"no line for any disk of /sys/block", "没有 /sys/block 中任何磁盘的记录"});
  }
  return observation;
}

}  // namespace xunjian
