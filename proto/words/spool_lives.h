#pragma once

#include <cstdint>
#include <vector>

#include "proto/words/seq_ranges.h"

namespace xunjian {

// Which life of a spool gave which numbers. A life lasts from one opening of the folder to the
// next and has a random id of its own, so that (life, number) names one result for ever, whatever
// copies of the folder there are. On the wire and at the collector a life is an *epoch*. A value.
class SpoolLives {
 public:
  struct Life {
    std::uint64_t id = 0;
    std::uint64_t first = 1;  // its numbers reach to the next life's first one
    friend bool operator==(const Life&, const Life&) = default;
  };

  SpoolLives() = default;
  explicit SpoolLives(std::uint64_t id) : list_{{id, 1}} {}

  // Numbers from `first` on are given by `id`. Lives that had begun there or later gave none.
  void Begin(std::uint64_t id, std::uint64_t first);
  // Those that gave nothing beyond `through`; the newest one stays.
  void Forget(std::uint64_t through);

  // There must be a life. What is older than the oldest one known is said to be of that one.
  std::uint64_t IdOf(std::uint64_t seq) const;
  // All that this life may have given; first > last: it is not known here.
  SeqRange NumbersOf(std::uint64_t id) const;
  // The newest one; 0: there is none.
  std::uint64_t newest() const { return list_.empty() ? 0 : list_.back().id; }
  std::vector<std::uint64_t> former() const;  // ids of the others, oldest first
  const std::vector<Life>& list() const { return list_; }
  friend bool operator==(const SpoolLives&, const SpoolLives&) = default;

 private:
  SeqRange NumbersAt(std::size_t i) const;

  std::vector<Life> list_;  // rising
};

}  // namespace xunjian
