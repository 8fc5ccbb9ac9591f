#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <deque>
#include <stdexcept>
#include <string>

#include "base/time.h"

namespace xunjian::sim {

// What happened in a world: the newest events for who must understand it, and a hash of all of
// them, which is equal when the worlds were.
class Trace {
 public:
  static constexpr std::size_t kKept = 40;

  explicit Trace(bool print) : print_(print) {}

  void SetTime(Duration since_begin) { now_ = since_begin; }
  Duration now() const { return now_; }

  template <class... Values>
  void Note(fmt::format_string<Values...> format, Values&&... values) {
    Add(fmt::format(format, std::forward<Values>(values)...));
  }

  std::uint64_t hash() const { return hash_; }
  std::uint64_t events() const { return events_; }
  const std::deque<std::string>& newest() const { return newest_; }

 private:
  void Add(std::string event);

  const bool print_;
  Duration now_{};
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
  std::uint64_t events_ = 0;
  std::deque<std::string> newest_;
};

// A promise does not hold: the end of a world.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class... Values>
void Demand(bool holds, fmt::format_string<Values...> format, Values&&... values) {
  if (!holds) throw Broken(fmt::format(format, std::forward<Values>(values)...));
}

}  // namespace xunjian::sim
