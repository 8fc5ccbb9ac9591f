#pragma once

#include <string>
#include <vector>

#include "checks/engine/read_source.h"

namespace xunjian {

struct DiskDevice {
  std::string device;  // the kernel's: "sda", "dm-0"
  std::string name;    // a person's: "sda", "mpatha"
};

using DiskDevices = boost::system::result<std::vector<DiskDevice>, NotRead>;

// The block devices whose latency somebody feels, from /sys/block: whole disks and dm devices, not
// what a dm device is made of wholly (the paths of a multipath map), not loop, RAM, floppy and
// optical devices, not md arrays (their members tell). A disk stays where only a partition of it is
// below a dm device: its other partitions must be seen too.
DiskDevices ReadDiskDevices(const FileSystem& files);

}  // namespace xunjian
