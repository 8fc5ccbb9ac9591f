#include <algorithm>

#include "collector/decide/stages.h"

namespace xunjian {
namespace {

// More than could still be on their way.
constexpr std::size_t kEmptyEpochsKept = 64;

bool IsNamed(const Hello& hello, std::uint64_t epoch) {
  return epoch == hello.epoch || std::ranges::count(hello.former_epochs, epoch) > 0;
}

}  // namespace

// The newest number of all stays: it is what the next one is counted from after a start.
void ForgetEmptyEpochs(Draft& draft, const AgentModel& agent, const Hello& hello) {
  std::vector<EpochRecord> empty;
  for (const auto& [value, epoch] : agent.epochs) {
    const bool newest = epoch.number == draft.model.last_epoch_number;
    const bool nothing = epoch.results == 0 && epoch.missing == 0;
    if (nothing && !newest && !IsNamed(hello, value)) empty.push_back(epoch);
  }
  if (empty.size() <= kEmptyEpochsKept) return;
  std::ranges::sort(empty, {}, &EpochRecord::number);
  empty.resize(empty.size() - kEmptyEpochsKept);
  draft.changes.removed_epochs = std::move(empty);
}

}  // namespace xunjian
