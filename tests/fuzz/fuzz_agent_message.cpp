// Whatever bytes an agent sends: refused, or within every limit and stable.
#include <cstdint>
#include <cstdlib>

#include "proto/convert/agent_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto message = xunjian::DecodeAgentMessage(bytes);
  if (message.has_error()) return 0;
  if (xunjian::DecodeAgentMessage(xunjian::EncodeAgentMessage(*message)).has_error()) std::abort();
  return 0;
}
