#pragma once

#include "base/log.h"

namespace xunjian {

// For tests that look elsewhere.
class QuietLogger final : public Logger {
 public:
  void Write(LogLevel, std::string_view, std::initializer_list<LogField>) override {}
};

}  // namespace xunjian
