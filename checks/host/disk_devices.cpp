#include "checks/host/disk_devices.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/clean_name.h"

namespace xunjian {
namespace {

constexpr const char* kFolder = "/sys/block";
constexpr std::size_t kMostName = 128;

bool IsLeftOut(std::string_view device) {
  constexpr std::array<std::string_view, 6> kPrefixes = {"loop", "ram", "zram", "fd", "sr", "md"};
  return std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [device](std::string_view prefix) { return device.starts_with(prefix); });
}

bool IsMapped(std::string_view device) { return device.starts_with("dm-"); }

std::string NameOf(const FileSystem& files, const std::string& device) {
  if (!IsMapped(device)) return device;
  const auto name = files.Read(std::string(kFolder) + "/" + device + "/dm/name", kMostName);
  if (!name) return device;
  const std::string clean = CleanName(name->substr(0, name->find('\n')), kMostName);
  return clean.empty() ? device : clean;
}

boost::system::result<std::set<std::string>, NotRead> ReadSlaves(
    const FileSystem& files, const std::vector<std::string>& devices) {
  std::set<std::string> slaves;
  for (const std::string& device : devices) {
    if (!IsMapped(device)) continue;
    const std::string folder = std::string(kFolder) + "/" + device + "/slaves";
    const auto below = files.List(folder);
    if (!below) return NotReadOf(below.error(), folder);
    slaves.insert(below->begin(), below->end());
  }
  return slaves;
}

}  // namespace

DiskDevices ReadDiskDevices(const FileSystem& files) {
  const auto devices = files.List(kFolder);
  if (!devices) return NotReadOf(devices.error(), kFolder);
  const auto slaves = ReadSlaves(files, *devices);
  if (!slaves) return slaves.error();
  std::vector<DiskDevice> chosen;
  for (const std::string& device : *devices) {
    if (IsLeftOut(device) || slaves->contains(device)) continue;
    chosen.push_back({device, NameOf(files, device)});
  }
  return chosen;
}

}  // namespace xunjian
