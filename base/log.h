#pragma once

#include <fmt/format.h>

#include <cmath>
#include <concepts>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/clock.h"

namespace xunjian {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// A field of a structured line; names are snake_case.
struct LogField {
  LogField(std::string_view name_in, std::string_view value_in) : name(name_in), value(value_in) {}
  LogField(std::string_view name_in, const char* value_in) : name(name_in), value(value_in) {}
  LogField(std::string_view name_in, const std::string& value_in)
      : name(name_in), value(value_in) {}
  LogField(std::string_view name_in, bool value_in)
      : name(name_in), value(value_in ? "true" : "false"), is_number(true) {}
  template <class Number>
  requires(std::is_arithmetic_v<Number> && !std::same_as<Number, char>)
      LogField(std::string_view name_in, Number number)
      : name(name_in),
        value(fmt::to_string(number)),
        is_number(std::isfinite(static_cast<double>(number))) {}

  std::string_view name;
  std::string value;
  bool is_number = false;  // JSON shows it bare; true and false too
};

// Where lines go. Thread-safe. One line per change of state, never per result (style 17).
class Logger {
 public:
  virtual ~Logger() = default;
  // `event` is a fixed English sentence ("agent connected"), the varying parts are fields.
  virtual void Write(LogLevel level, std::string_view event,
                     std::initializer_list<LogField> fields) = 0;

  void Debug(std::string_view event, std::initializer_list<LogField> fields = {}) {
    Write(LogLevel::kDebug, event, fields);
  }
  void Info(std::string_view event, std::initializer_list<LogField> fields = {}) {
    Write(LogLevel::kInfo, event, fields);
  }
  void Warning(std::string_view event, std::initializer_list<LogField> fields = {}) {
    Write(LogLevel::kWarning, event, fields);
  }
  void Error(std::string_view event, std::initializer_list<LogField> fields = {}) {
    Write(LogLevel::kError, event, fields);
  }
};

enum class LogFormat { kAuto, kText, kJson, kJournal };

// kAuto: journald fields when stderr is the journal's stream (JOURNAL_STREAM), text otherwise. Text
// and JSON go to stderr, and so does what journald does not take; what comes from outside is
// cleaned and escaped (log_line.h). `clock` outlives it.
std::unique_ptr<Logger> MakeLogger(LogFormat format, LogLevel least, const Clock& clock,
                                   std::string program);

}  // namespace xunjian
