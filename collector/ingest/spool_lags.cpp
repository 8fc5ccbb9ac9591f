#include "collector/ingest/spool_lags.h"

#include <algorithm>

namespace xunjian {

void SpoolLags::Note(const std::string& agent, std::uint64_t results) {
  const std::scoped_lock lock(mutex_);
  agents_[agent] = results;
}

void SpoolLags::Forget(const std::string& agent) {
  const std::scoped_lock lock(mutex_);
  agents_.erase(agent);
}

std::optional<std::uint64_t> SpoolLags::Of(const std::string& agent) const {
  const std::scoped_lock lock(mutex_);
  const auto found = agents_.find(agent);
  return found == agents_.end() ? std::nullopt : std::optional(found->second);
}

SpoolLags::Total SpoolLags::Sum() const {
  const std::scoped_lock lock(mutex_);
  Total total;
  for (const auto& [agent, results] : agents_) {
    total.results += results;
    total.most = std::max(total.most, results);
  }
  return total;
}

}  // namespace xunjian
