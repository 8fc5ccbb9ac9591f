// The first bytes of any connection, before anybody is known.
#include <cstdint>
#include <cstdlib>

#include "proto/rpc/client_hello.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using xunjian::HelloVerdict;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const HelloVerdict verdict = xunjian::ExamineHello(bytes);
  // Waiting must end: a full peek buffer is always judged.
  if (verdict == HelloVerdict::kNeedMore && size >= xunjian::kMostHelloBytes) std::abort();
  return 0;
}
