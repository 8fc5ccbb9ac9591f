#include "checks/plugin/judges.h"

#include <array>

namespace xunjian {
namespace {

constexpr std::array kChecks = {&kPluginNagios};

}  // namespace

std::span<const CheckType* const> PluginChecks() { return kChecks; }

}  // namespace xunjian
