#include "checks/network/judges.h"

#include <array>

namespace xunjian {
namespace {

constexpr std::array kChecks = {&kNetStateLink, &kNetStateTcpProbe, &kNetStateTlsExpiry};

}  // namespace

std::span<const CheckType* const> NetworkChecks() { return kChecks; }

}  // namespace xunjian
