#pragma once

#include <netdb.h>

#include <memory>
#include <optional>

#include "base/time.h"
#include "checks/engine/tcp_connect.h"

namespace xunjian {

struct AddressListDeleter {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, AddressListDeleter>;

struct NameLookup {
  int error = 0;  // EAI_…, 0 when there are addresses
  AddressList addresses;
};

// getaddrinfo(3) with a time limit; EAI_AGAIN when the resolver did not answer by then.
// Thread-safe.
NameLookup LookUp(const TcpTarget& target, Duration limit);

}  // namespace xunjian
