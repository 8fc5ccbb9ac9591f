#include "checks/network/reads.h"

#include <array>

namespace xunjian {
namespace {

constexpr std::array kReads = {
    CheckRead{"net.state.link", &ReadNetStateLink},
    CheckRead{"net.state.tcp_probe", &ReadNetStateTcpProbe},
    CheckRead{"net.state.tls_expiry", &ReadNetStateTlsExpiry},
};

}  // namespace

std::span<const CheckRead> NetworkReads() { return kReads; }

}  // namespace xunjian
