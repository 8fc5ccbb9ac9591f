#include "collector/app/own_doors.h"

#include <utility>

#include "base/tls_knock.h"
#include "collector/app/own_credential.h"
#include "proto/rpc/operator_client.h"

namespace xunjian {
namespace {

constexpr Duration kProbeLimit = std::chrono::seconds(5);

// The way in from this machine: a door that is open to all addresses is also open on loopback.
ProbedDoor Door(std::string name, const std::string& listen, int port, TlsCredential own) {
  std::string host = listen.substr(0, listen.rfind(':'));
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "[::]") host = "[::1]";
  const std::string address = host + ":" + std::to_string(port);
  return {std::move(name),
          [address, own = std::move(own)] { return KnockAtDoor(address, own, kProbeLimit); }};
}

Result<void> AskAt(const std::string& socket) {
  const OperatorClientOptions options{.time_limit = kProbeLimit};
  const auto status = OperatorClient::OverSocket(socket, options)->Status({});
  if (!status) return status.error();
  return Ok();
}

}  // namespace

Result<std::vector<ProbedDoor>> OwnDoors(const CollectorLayout& layout,
                                         const CollectorConfig& config, const BoundPorts& ports,
                                         const CertificateAuthority& ca, Timestamp now) {
  auto own = ProbeCredential(ca, config.site, now);
  if (!own) return own.error();
  const TlsCredential stranger{own->ca_pem, "", ""};
  std::vector<ProbedDoor> doors = {
      Door("agents", config.listen, ports.agents, *own),
      Door("enrolment", config.enroll_listen, ports.enrolment, stranger)};
  if (ports.operators > 0) {
    doors.push_back(Door("operators", config.operator_listen, ports.operators, *own));
  }
  doors.push_back({"socket", [socket = layout.operator_socket()] { return AskAt(socket); }});
  return doors;
}

}  // namespace xunjian
