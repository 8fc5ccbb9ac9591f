#pragma once

#include <vector>

#include "collector/app/bound_ports.h"
#include "collector/app/collector_config.h"
#include "collector/app/collector_layout.h"
#include "collector/ca/certificate_authority.h"
#include "collector/status/door_probes.h"

namespace xunjian {

// The collector's doors as the collector itself comes to them, on loopback where they are open
// there: a TLS handshake and the server's first word at each port, a question at the socket. It
// shows a certificate of its own, which is nobody's identity.
Result<std::vector<ProbedDoor>> OwnDoors(const CollectorLayout& layout,
                                         const CollectorConfig& config, const BoundPorts& ports,
                                         const CertificateAuthority& ca, Timestamp now);

}  // namespace xunjian
