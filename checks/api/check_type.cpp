#include "checks/api/check_type.h"

namespace xunjian {

std::string_view ToString(Family family) {
  switch (family) {
    case Family::kHost:
      return "host";
    case Family::kNetwork:
      return "network";
    case Family::kOs:
      return "os";
    case Family::kMiddleware:
      return "middleware";
    case Family::kDatabase:
      return "database";
    case Family::kApplication:
      return "application";
    case Family::kPlugin:
      return "plugin";
  }
  return "";
}

std::string_view ToString(Aspect aspect) {
  switch (aspect) {
    case Aspect::kState:
      return "state";
    case Aspect::kConfig:
      return "config";
    case Aspect::kVersion:
      return "version";
    case Aspect::kLog:
      return "log";
    case Aspect::kPerformance:
      return "performance";
    case Aspect::kSecurity:
      return "security";
    case Aspect::kData:
      return "data";
  }
  return "";
}

Text Label(Family family) {
  switch (family) {
    case Family::kHost:
      return {"host", "主机"};
    case Family::kNetwork:
      return {"network", "网络"};
    case Family::kOs:
      return {"operating system", "操作系统"};
    case Family::kMiddleware:
      return {"middleware", "中间件"};
    case Family::kDatabase:
      return {"database", "数据库"};
    case Family::kApplication:
      return {"application", "应用软件"};
    case Family::kPlugin:
      return {"plugin", "插件"};
  }
  return {};
}

Text Label(Aspect aspect) {
  switch (aspect) {
    case Aspect::kState:
      return {"state", "状态"};
    case Aspect::kConfig:
      return {"configuration", "参数配置"};
    case Aspect::kVersion:
      return {"version and patches", "版本补丁"};
    case Aspect::kLog:
      return {"log", "日志"};
    case Aspect::kPerformance:
      return {"performance", "性能"};
    case Aspect::kSecurity:
      return {"security", "安全"};
    case Aspect::kData:
      return {"data", "数据"};
  }
  return {};
}

}  // namespace xunjian
