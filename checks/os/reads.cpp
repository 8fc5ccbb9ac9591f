#include "checks/os/reads.h"

#include <array>

namespace xunjian {
namespace {

constexpr std::array kReads = {
    CheckRead{"os.state.time_sync", &ReadOsStateTimeSync},
    CheckRead{"os.version.kernel_running", &ReadOsVersionKernelRunning},
    CheckRead{"os.config.sysctl", &ReadOsConfigSysctl},
};

}  // namespace

std::span<const CheckRead> OsReads() { return kReads; }

}  // namespace xunjian
