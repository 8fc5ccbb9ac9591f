#include "base/log_line.h"

#include <sys/stat.h>

#include <algorithm>

#include "base/utf8.h"

namespace xunjian {
namespace {

constexpr std::size_t kLongestValue = 4096;  // bytes

bool NeedsEscape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '\x7F' || c == '"' || c == '\\';
}

std::string EscapedCharacter(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    default:
      return fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
  }
}

// As in JSON. Control characters are made visible before CleanText would drop them.
std::string Escaped(std::string_view value) {
  std::string escaped;
  for (char c : value.substr(0, kLongestValue)) {
    if (NeedsEscape(c)) {
      escaped += EscapedCharacter(c);
    } else {
      escaped += c;
    }
  }
  return CleanText(escaped, std::string::npos);
}

std::string Quoted(std::string_view value) { return '"' + Escaped(value) + '"'; }

bool IsPlainWord(std::string_view value) {
  return !value.empty() && std::none_of(value.begin(), value.end(), [](char c) {
    return c == ' ' || c == '=' || NeedsEscape(c);
  });
}

std::string FieldsAsText(const LogLine& line) {
  std::string text;
  for (const LogField& field : line.fields) {
    text += fmt::format(" {}={}", field.name,
                        IsPlainWord(field.value) ? Escaped(field.value) : Quoted(field.value));
  }
  return text;
}

// As in syslog.h; journald sorts and colours by it.
int PriorityOf(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return 7;
    case LogLevel::kInfo:
      return 6;
    case LogLevel::kWarning:
      return 4;
    case LogLevel::kError:
      return 3;
  }
  return 3;
}

std::string JournalName(std::string_view name) {
  std::string upper = "XUNJIAN_";
  for (char c : name) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

}  // namespace

std::string_view ToString(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}

std::string FormatTextLine(const LogLine& line) {
  return fmt::format("{} {} {}: {}{}\n", FormatRfc3339(line.at), ToString(line.level), line.program,
                     Escaped(line.event), FieldsAsText(line));
}

std::string FormatJsonLine(const LogLine& line) {
  std::string json =
      fmt::format(R"({{"time":"{}","level":"{}","program":{},"event":{})", FormatRfc3339(line.at),
                  ToString(line.level), Quoted(line.program), Quoted(line.event));
  for (const LogField& field : line.fields) {
    json += fmt::format(",{}:{}", Quoted(field.name),
                        field.is_number ? field.value : Quoted(field.value));
  }
  return json + "}\n";
}

std::vector<std::string> FormatJournalEntry(const LogLine& line) {
  std::vector<std::string> entry = {
      "MESSAGE=" + Escaped(line.event) + FieldsAsText(line),
      fmt::format("PRIORITY={}", PriorityOf(line.level)),
      fmt::format("SYSLOG_IDENTIFIER={}", line.program),
  };
  for (const LogField& field : line.fields) {
    entry.push_back(JournalName(field.name) + '=' + CleanLine(field.value, kLongestValue));
  }
  return entry;
}

bool IsJournalStream(const char* journal_stream, int descriptor) {
  struct stat status {};
  if (journal_stream == nullptr || fstat(descriptor, &status) != 0) return false;
  return journal_stream == fmt::format("{}:{}", status.st_dev, status.st_ino);
}

}  // namespace xunjian
