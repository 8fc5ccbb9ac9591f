#include <grpcpp/grpcpp.h>

#include "xunjian/v1/agent.grpc.pb.h"
