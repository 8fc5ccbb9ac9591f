#pragma once

namespace xunjian {

// Protobuf writes a line to stderr for every message whose text is not UTF-8, and so any peer could
// fill our log; the decoders say it themselves. For the whole process; call it from main(), before
// other threads run.
void SilenceProtobufLog();

}  // namespace xunjian
