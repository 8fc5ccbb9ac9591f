#include "xunjian/v1/agent.pb.h"
