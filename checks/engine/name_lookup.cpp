#include "name_lookup.h"

#include <future>
#include <thread>

namespace xunjian {
namespace {

NameLookup LookUpNow(const TcpTarget& target, int flags) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int error = getaddrinfo(target.host.c_str(), target.port.c_str(), &hints, &list);
  return {error, AddressList(error == 0 ? list : nullptr)};
}

}  // namespace

NameLookup LookUp(const TcpTarget& target, Duration limit) {
  NameLookup numeric = LookUpNow(target, AI_NUMERICHOST);
  if (numeric.error != EAI_NONAME) return numeric;

  // Nothing can stop a getaddrinfo that waits for a dead name server. It ends by itself within the
  // resolver's own limits, and owns all that it touches until then.
  std::promise<NameLookup> promise;
  std::future<NameLookup> answer = promise.get_future();
  std::thread([target, promise = std::move(promise)]() mutable {
    promise.set_value(LookUpNow(target, 0));
  }).detach();
  if (answer.wait_for(limit) != std::future_status::ready) return {EAI_AGAIN, nullptr};
  return answer.get();
}

}  // namespace xunjian
