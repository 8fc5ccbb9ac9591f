#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xunjian {

// Private to collector_history: the names of its files.
//
//   journal-0000000042    a segment of the journal
//   2026-11-23.day        what was received on that day, UTC
struct HistoryFolder {
  std::string path;
  std::uint64_t history = 0;  // the id of this history, from its manifest

  std::string PathOf(std::string_view name) const { return path + "/" + std::string(name); }
};

std::string JournalName(std::uint64_t number);
std::optional<std::uint64_t> ParseJournalName(std::string_view name);

// Days are counted from 1970-01-01.
std::string DayName(std::int32_t day);
std::optional<std::int32_t> ParseDayName(std::string_view name);
std::int32_t DayOf(std::int64_t milliseconds);

inline constexpr int kHistoryFileMode = 0600;
inline constexpr int kHistoryFolderMode = 0700;

}  // namespace xunjian
