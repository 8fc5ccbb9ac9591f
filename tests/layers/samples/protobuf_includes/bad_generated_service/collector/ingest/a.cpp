#  include "xunjian/v1/agent.grpc.pb.h"
