#include "checks/plugin/reads.h"

#include <array>

namespace xunjian {
namespace {

constexpr std::array kReads = {CheckRead{"plugin.nagios", &ReadPluginNagios}};

}  // namespace

std::span<const CheckRead> PluginReads() { return kReads; }

}  // namespace xunjian
