#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "collector/history/history_words.h"

namespace xunjian {

// Private to collector_history.

// Whose results they are.
struct RowOrigin {
  std::uint64_t epoch_number = 0;
  std::uint64_t epoch = 0;
  std::string host;
  friend bool operator==(const RowOrigin&, const RowOrigin&) = default;
};

// A result as a reader passes it, in the reader's memory.
struct SeenRow {
  const RowOrigin* origin = nullptr;
  std::uint64_t seq = 0;
  std::uint64_t commit = 0;
  std::uint64_t order = 0;
  Timestamp received_at;
  Timestamp observed_at;
  Duration duration{};
  const std::shared_ptr<const ResultShape>* shape = nullptr;
  std::span<const double> numbers;
  std::span<const std::string_view> texts;
};

HistoryRow Keep(const SeenRow& row);

// What a search does with the rows that its filter let pass, and with what it could not read.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void Take(const SeenRow& row) = 0;
  virtual void Lose(const HistoryLoss&) {}
};

}  // namespace xunjian
