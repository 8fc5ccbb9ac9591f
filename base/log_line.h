#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"

namespace xunjian {

// One line of a log before it has a form. The functions below are pure; they never give a control
// character but the '\n' at the end of text and JSON, and cut each value at 4 KiB.
struct LogLine {
  LogLevel level = LogLevel::kInfo;
  Timestamp at;
  std::string_view program;
  std::string_view event;
  std::span<const LogField> fields;
};

std::string_view ToString(LogLevel level);  // "debug", "info", "warning", "error"

// 2026-11-23T14:18:46.123Z warning xunjian-agent: connection lost peer=10.0.0.1:7443 why="timed
// out"
std::string FormatTextLine(const LogLine& line);

// {"time":"…","level":"warning","program":"…","event":"connection lost","peer":"10.0.0.1:7443"}
std::string FormatJsonLine(const LogLine& line);

// The fields of a journald entry, "NAME=value": MESSAGE is the text without time and level, a field
// `peer` becomes XUNJIAN_PEER.
std::vector<std::string> FormatJournalEntry(const LogLine& line);

// Whether JOURNAL_STREAM ("device:inode", may be null) names the file behind the descriptor.
bool IsJournalStream(const char* journal_stream, int descriptor);

}  // namespace xunjian
