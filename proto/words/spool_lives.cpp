#include "proto/words/spool_lives.h"

#include <algorithm>
#include <limits>

namespace xunjian {

void SpoolLives::Begin(std::uint64_t id, std::uint64_t first) {
  while (!list_.empty() && list_.back().first >= first) list_.pop_back();
  list_.push_back({id, first});
}

void SpoolLives::Forget(std::uint64_t through) {
  const auto stays =
      std::ranges::find_if(list_, [through](const Life& life) { return life.first > through + 1; });
  if (stays - list_.begin() > 1) list_.erase(list_.begin(), stays - 1);
}

std::uint64_t SpoolLives::IdOf(std::uint64_t seq) const {
  const auto after = std::ranges::upper_bound(list_, seq, {}, &Life::first);
  return after == list_.begin() ? after->id : std::prev(after)->id;
}

SeqRange SpoolLives::NumbersOf(std::uint64_t id) const {
  const auto life = std::ranges::find(list_, id, &Life::id);
  if (life == list_.end()) return {1, 0};
  return NumbersAt(static_cast<std::size_t>(life - list_.begin()));
}

std::vector<std::uint64_t> SpoolLives::former() const {
  std::vector<std::uint64_t> ids;
  for (std::size_t i = 0; i + 1 < list_.size(); ++i) ids.push_back(list_[i].id);
  return ids;
}

SeqRange SpoolLives::NumbersAt(std::size_t i) const {
  const bool newest = i + 1 == list_.size();
  return {i == 0 ? 1 : list_[i].first,
          newest ? std::numeric_limits<std::uint64_t>::max() : list_[i + 1].first - 1};
}

}  // namespace xunjian
