// Whatever bytes come over a wire: refused, or within every limit and stable. The first byte
// chooses what they are taken for.
#include <cstdint>

#include "fuzz_input.h"
#include "proto/convert/agent_codec.h"
#include "proto/convert/protobuf_log.h"

namespace {

template <class Decode, class Encode>
void RoundTrip(std::string_view bytes, Decode decode, Encode encode) {
  const auto word = decode(bytes);
  if (word.has_error()) return;
  const std::string written = encode(*word);
  const auto again = decode(written);
  // By size: the entries of a Protobuf map come in any order.
  xunjian::Require(again.has_value() && encode(*again).size() == written.size());
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  xunjian::SilenceProtobufLog();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace xunjian;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 5) {
    case 0:
      RoundTrip(bytes, DecodeAgentMessage, EncodeAgentMessage);
      break;
    case 1:
      RoundTrip(bytes, DecodeCollectorMessage, EncodeCollectorMessage);
      break;
    case 2:
      RoundTrip(bytes, DecodeAssignmentSet, EncodeAssignmentSet);
      break;
    case 3:
      RoundTrip(bytes, DecodeRunRequest, EncodeRunRequest);
      break;
    default:
      RoundTrip(bytes, DecodeRunReply, EncodeRunReply);
      break;
  }
  return 0;
}
