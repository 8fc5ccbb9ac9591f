#include "collector/app/advertised_addresses.h"

#include <unistd.h>

namespace xunjian {
namespace {

std::string MachineName() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

std::string Advertised(const CollectorConfig& config, const std::string& listen, int port) {
  std::string host = listen.substr(0, listen.rfind(':'));
  if (!config.advertise.empty()) {
    host = config.advertise;
  } else if (host == "0.0.0.0" || host == "[::]") {
    host = MachineName();
  }
  return host + ":" + std::to_string(port);
}

}  // namespace

// The operators' own port is what the configuration says: 0 serves tests, which ask for it.
AdvertisedAddresses AddressesOf(const CollectorConfig& config, const BoundPorts& ports) {
  AdvertisedAddresses addresses;
  addresses.agents = Advertised(config, config.listen, ports.agents);
  addresses.enrolment = Advertised(config, config.enroll_listen, ports.enrolment);
  if (!config.operator_listen.empty()) {
    const std::string port = config.operator_listen.substr(config.operator_listen.rfind(':') + 1);
    addresses.operators = Advertised(config, config.operator_listen, std::stoi(port));
  }
  return addresses;
}

}  // namespace xunjian
