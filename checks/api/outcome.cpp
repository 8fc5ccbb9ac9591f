#include "checks/api/outcome.h"

namespace xunjian {
namespace {

// How loudly an outcome asks to be shown among others.
int Loudness(Outcome outcome) {
  switch (outcome) {
    case Outcome::kCritical:
      return 8;
    case Outcome::kWarning:
      return 7;
    case Outcome::kUnknown:
      return 6;
    case Outcome::kDenied:
      return 5;
    case Outcome::kInfo:
      return 4;
    case Outcome::kOk:
      return 3;
    case Outcome::kSkipped:
      return 2;
    case Outcome::kNotApplicable:
      return 1;
  }
  return 0;
}

}  // namespace

std::string_view ToString(Outcome outcome) {
  switch (outcome) {
    case Outcome::kOk:
      return "ok";
    case Outcome::kInfo:
      return "info";
    case Outcome::kWarning:
      return "warning";
    case Outcome::kCritical:
      return "critical";
    case Outcome::kUnknown:
      return "unknown";
    case Outcome::kDenied:
      return "denied";
    case Outcome::kNotApplicable:
      return "not_applicable";
    case Outcome::kSkipped:
      return "skipped";
  }
  return "";
}

std::optional<Outcome> ParseOutcome(std::string_view text) {
  for (Outcome outcome : kAllOutcomes) {
    if (ToString(outcome) == text) return outcome;
  }
  return std::nullopt;
}

Text Label(Outcome outcome) {
  switch (outcome) {
    case Outcome::kOk:
      return {"OK", "正常"};
    case Outcome::kInfo:
      return {"info", "提示"};
    case Outcome::kWarning:
      return {"warning", "警告"};
    case Outcome::kCritical:
      return {"critical", "严重"};
    case Outcome::kUnknown:
      return {"unknown", "未知"};
    case Outcome::kDenied:
      return {"denied", "无权限"};
    case Outcome::kNotApplicable:
      return {"not applicable", "不适用"};
    case Outcome::kSkipped:
      return {"skipped", "未执行"};
  }
  return {};
}

Outcome Worse(Outcome a, Outcome b) { return Loudness(a) >= Loudness(b) ? a : b; }

}  // namespace xunjian
