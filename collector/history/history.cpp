#include "collector/history/history.h"

#include "history_core.h"

namespace xunjian {

Result<std::unique_ptr<History>> History::Open(FileStorage& storage, std::string folder,
                                               std::string_view committed_manifest,
                                               HistoryOptions options) {
  auto damage = std::make_unique<DamageLog>();
  auto recovered = Recover(storage, folder, committed_manifest, *damage);
  if (!recovered) {
    return recovered.error().WithContext({"cannot open the history", "无法打开历史数据"});
  }
  auto core = std::make_unique<Core>(storage, *std::move(recovered), options, std::move(damage));
  return std::unique_ptr<History>(new History(std::move(core)));
}

History::History(std::unique_ptr<Core> core) : core_(std::move(core)) {}
History::~History() = default;

Result<void> History::Append(const HistoryEntry& entry) { return core_->Append(entry); }
Result<std::string> History::Sync() { return core_->Sync(); }
Result<void> History::RollBack() { return core_->RollBack(); }
void History::Committed() { core_->Committed(); }
Result<bool> History::Fold(std::stop_token stop) { return core_->Fold(stop); }
HistoryAnswer History::Query(const HistoryQuery& query) const { return core_->Query(query); }
HistoryAnswer History::Latest(const LatestQuery& query) const { return core_->Latest(query); }
std::optional<HistoryRow> History::Find(std::uint64_t epoch_number, std::uint64_t seq) const {
  return core_->Find(epoch_number, seq);
}
std::unique_ptr<HistoryWalk> History::Walk() const { return core_->Walk(); }
std::optional<Timestamp> History::OldestDayKept() const { return core_->OldestDayKept(); }
std::uint64_t History::committed() const { return core_->committed(); }
HistoryFigures History::figures() const { return core_->figures(); }

}  // namespace xunjian
