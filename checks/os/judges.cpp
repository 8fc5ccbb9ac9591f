#include "checks/os/judges.h"

#include <array>

namespace xunjian {
namespace {

constexpr std::array kChecks = {&kOsStateTimeSync, &kOsVersionKernelRunning, &kOsConfigSysctl};

}  // namespace

std::span<const CheckType* const> OsChecks() { return kChecks; }

}  // namespace xunjian
