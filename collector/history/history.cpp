#include "collector/history/history.h"

#include <mutex>
#include <optional>

#include "journal_writer.h"
#include "latest_run.h"
#include "query_run.h"
#include "recover.h"

namespace xunjian {

class History::Core {
 public:
  Core(FileStorage& storage, Recovered recovered, const HistoryOptions& options,
       std::unique_ptr<DamageLog> damage)
      : damage_(std::move(damage)),
        writer_(storage, recovered.folder, options, recovered.next_segment),
        manifest_(std::move(recovered.manifest)) {
    HistoryView view;
    view.segments.assign(recovered.segments.begin(), recovered.segments.end());
    view_ = std::make_shared<const HistoryView>(std::move(view));
  }

  Result<void> Append(const HistoryEntry& entry) {
    if (final_error_) return *final_error_;
    return Finally(writer_.Append(entry));
  }

  Result<std::string> Sync() {
    if (final_error_) return *final_error_;
    if (auto synced = Finally(writer_.Sync()); !synced) return synced.error();
    manifest_.last_segment = writer_.last_segment();
    manifest_.last_bytes = writer_.last_bytes();
    return EncodeManifest(manifest_);
  }

  void Committed() {
    HistoryView next = *View();
    for (auto& begun : writer_.Publish()) next.segments.push_back(std::move(begun));
    auto view = std::make_shared<const HistoryView>(std::move(next));
    const std::scoped_lock lock(mutex_);
    view_ = std::move(view);
  }

  HistoryAnswer Query(const HistoryQuery& query) const {
    return QueryRun(*View(), query, cache_, *damage_).Run();
  }

  HistoryAnswer Latest(const LatestQuery& query) const {
    return LatestRun(*View(), query, cache_, *damage_).Run();
  }

  HistoryFigures figures() const {
    HistoryFigures figures;
    figures.damaged_records = damage_->records();
    figures.damaged_blocks = damage_->blocks();
    return figures;
  }

 private:
  std::shared_ptr<const HistoryView> View() const {
    const std::scoped_lock lock(mutex_);
    return view_;
  }

  Result<void> Finally(Result<void> done) {
    if (!done) final_error_ = done.error();
    return done;
  }

  const std::unique_ptr<DamageLog> damage_;

  // The writer's own.
  JournalWriter writer_;
  Manifest manifest_;
  std::optional<Error> final_error_;

  mutable ShapeCache cache_;
  mutable std::mutex mutex_;
  std::shared_ptr<const HistoryView> view_;  // by mutex_
};

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
void History::Committed() { core_->Committed(); }
HistoryAnswer History::Query(const HistoryQuery& query) const { return core_->Query(query); }
HistoryAnswer History::Latest(const LatestQuery& query) const { return core_->Latest(query); }
HistoryFigures History::figures() const { return core_->figures(); }

}  // namespace xunjian
