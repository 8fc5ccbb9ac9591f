#include "proto/convert/protobuf_log.h"

#include <google/protobuf/stubs/logging.h>

namespace xunjian {

void SilenceProtobufLog() { google::protobuf::SetLogHandler(nullptr); }

}  // namespace xunjian
