#include "collector/store/sqlite/sqlite_store.h"

#include <filesystem>

#include "base/file_lock.h"
#include "collector/store/sqlite/load_rows.h"
#include "collector/store/sqlite/migrate.h"
#include "collector/store/sqlite/pairs_text.h"
#include "collector/store/sqlite/read_rows.h"
#include "collector/store/sqlite/room_ahead.h"
#include "collector/store/sqlite/sqlite_reader.h"
#include "collector/store/sqlite/sqlite_record.h"
#include "collector/store/sqlite/write_rows.h"

namespace xunjian {
namespace {

SteadyTime Now() { return std::chrono::steady_clock::now(); }

// How long the disk takes: measured with the machine's clock, whatever clock the collector has.
struct DiskTimes {
  RecentDurations journal_sync;
  RecentDurations database_commit;
};

template <class Act>
auto Measure(RecentDurations& durations, Act act) {
  const SteadyTime begun = Now();
  auto result = act();
  const SteadyTime ended = Now();
  durations.Add(ended - begun, ended);
  return result;
}

std::uint64_t BytesOf(const std::string& path) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(path, error);
  return error ? 0 : bytes;
}

Timestamp ReadTime(Statement& row) { return row.Time(); }

// What the store and its transaction share.
struct Writer {
  UniqueFd lock;  // released after the connection is closed
  SqlFiles sql;
  std::unique_ptr<Connection> connection;
  std::shared_ptr<History> history;
  std::uint64_t last_commit = 0;
  std::optional<Timestamp> oldest_commit{};  // the time of the oldest one that is kept
  std::unique_ptr<DiskTimes> times = std::make_unique<DiskTimes>();

  template <class... Values>
  Result<void> Run(std::string_view name, const Values&... values) {
    const Result<Statement*> statement = connection->Named(sql.write, name);
    if (!statement) return statement.error();
    return (*statement)->Run(values...);
  }

  Result<std::optional<Timestamp>> ReadOldestCommit() {
    const auto read = Query(*connection, sql.write, "oldest_commit", &ReadTime);
    if (!read) return read.error();
    return read->empty() ? std::optional<Timestamp>() : read->front();
  }
};

class SqliteTransaction final : public Transaction {
 public:
  explicit SqliteTransaction(Writer& writer) : writer_(writer) {}

  ~SqliteTransaction() override {
    // Nothing can be done about a failure: closing the database rolls back too.
    if (!committed_) static_cast<void>(writer_.Run("rollback"));
  }

  Result<void> Write(const Changes& changes) override {
    const std::uint64_t order = writes_++;
    if (changes.results) results_.push_back({order, *changes.results});
    if (const auto& event = changes.event) {
      if (auto added = writer_.Run("add_decided_event", writer_.last_commit + 1, order, event->kind,
                                   ArgumentsToText(event->fields));
          !added) {
        return added;
      }
    }
    return WriteRows(*writer_.connection, writer_.sql.write, changes);
  }

  // Without room nothing was committed, for certain; after any other failure only a new start
  // knows, and then the journal must still have what the database might.
  Result<std::uint64_t> Commit(Timestamp decided_at, ListenedTime listened) override {
    auto number = TryCommit(decided_at, listened);
    if (!number && number.error().code() == ErrorCode::kUnavailable) {
      if (const auto back = writer_.history->RollBack(); !back) return back.error();
    }
    return number;
  }

 private:
  struct OrderedResults {
    std::uint64_t order = 0;
    AcceptedResults results;
  };

  // Results are on disk before the commit that makes them count.
  Result<std::uint64_t> TryCommit(Timestamp decided_at, ListenedTime listened) {
    const std::uint64_t number = writer_.last_commit + 1;
    for (const OrderedResults& results : results_) {
      if (auto kept = Append(results, number); !kept) return kept.error();
    }
    DiskTimes& times = *writer_.times;
    const auto manifest =
        results_.empty() ? writer_.history->Sync()
                         : Measure(times.journal_sync, [this] { return writer_.history->Sync(); });
    if (!manifest) return manifest.error();
    if (auto put = writer_.Run("put_history", Blob{*manifest}); !put) return put.error();
    if (auto logged = writer_.Run("log_commit", number, decided_at, listened); !logged) {
      return logged.error();
    }
    if (auto forgot = ForgetOld(number); !forgot) return forgot.error();
    const auto done = Measure(times.database_commit, [this] { return writer_.Run("commit"); });
    if (!done) return done.error();
    committed_ = true;
    writer_.oldest_commit = oldest_commit_.value_or(writer_.oldest_commit.value_or(decided_at));
    writer_.history->Committed();
    return writer_.last_commit = number;
  }

  // What was decided goes with the days of results it was decided on, a few commits at a time.
  Result<void> ForgetOld(std::uint64_t newest) {
    const auto day = writer_.history->OldestDayKept();
    if (!day || !writer_.oldest_commit || *writer_.oldest_commit >= *day) return Ok();
    constexpr std::uint64_t kAtOnce = 64;
    for (const std::string_view step : {"forget_decided_events", "forget_commits"}) {
      if (auto done = writer_.Run(step, newest, kAtOnce, *day); !done) return done;
    }
    auto oldest = writer_.ReadOldestCommit();
    if (!oldest) return oldest.error();
    oldest_commit_ = *oldest;
    return Ok();
  }

  Result<void> Append(const OrderedResults& ordered, std::uint64_t commit) {
    const AcceptedResults& results = ordered.results;
    HistoryEntry entry;
    entry.epoch_number = results.epoch_number;
    entry.commit = commit;
    entry.order = ordered.order;
    entry.epoch = results.batch->epoch();
    entry.host = results.host;
    entry.received_at = results.received_at;
    entry.batch = results.batch.get();
    entry.fresh = results.fresh;
    return writer_.history->Append(entry);
  }

  Writer& writer_;
  std::uint64_t writes_ = 0;
  std::vector<OrderedResults> results_;
  std::optional<Timestamp> oldest_commit_;  // when some were forgotten
  bool committed_ = false;
};

StoreFigures FiguresOf(const HistoryFigures& history) {
  StoreFigures figures;
  figures.results = history.results;
  figures.samples = history.samples;
  figures.journal_bytes = history.journal_bytes;
  figures.journal_segments = history.segments_waiting;
  figures.fold_lag = history.fold_lag;
  figures.history_bytes = history.day_bytes;
  figures.days = history.days;
  figures.days_kept = history.days_kept;
  figures.oldest_day = history.oldest_day;
  for (const HistoryDay& day : history.newest_days) {
    figures.newest_days.push_back({day.day, day.bytes});
  }
  figures.damaged = history.damaged_records + history.damaged_blocks;
  return figures;
}

class SqliteStore final : public Store {
 public:
  SqliteStore(Writer writer, RoomAhead room, std::string path, SqliteOptions options)
      : writer_(std::move(writer)),
        room_(std::move(room)),
        path_(std::move(path)),
        options_(std::move(options)) {
    if (options_.fold) folding_.emplace(*writer_.history, *options_.fold);
  }

  Result<LoadedStore> Load() override { return LoadRows(*writer_.connection, writer_.sql.load); }

  Result<std::unique_ptr<Transaction>> Begin() override {
    if (const auto begun = writer_.Run("begin"); !begun) return begun.error();
    return std::make_unique<SqliteTransaction>(writer_);
  }

  Result<void> TakeRoom() override { return room_.Take(); }
  bool GiveRoom() override { return room_.Give(); }

  Result<std::unique_ptr<StoreReader>> OpenReader() override {
    return OpenSqliteReader(path_, options_, writer_.history);
  }

  Result<std::unique_ptr<RecordSource>> OpenRecord() override {
    return OpenSqliteRecord(path_, options_, writer_.history);
  }

  StoreFigures figures() const override {
    StoreFigures figures = FiguresOf(writer_.history->figures());
    figures.journal_sync = writer_.times->journal_sync.Read(Now());
    figures.database_commit = writer_.times->database_commit.Read(Now());
    figures.database_bytes = BytesOf(path_) + BytesOf(path_ + "-wal");
    return figures;
  }

 private:
  Writer writer_;
  RoomAhead room_;
  const std::string path_;
  const SqliteOptions options_;
  std::optional<FoldLoop> folding_;  // ends before the history does
};

std::string ReadManifest(Statement& row) { return row.Text(); }

Result<std::unique_ptr<History>> OpenHistory(FileStorage& storage, const std::string& path,
                                             Writer& writer, const SqliteOptions& options) {
  const auto manifests = Query(*writer.connection, writer.sql.load, "history", &ReadManifest);
  if (!manifests) return manifests.error();
  HistoryOptions history = options.history;
  history.last_commit = writer.last_commit;
  return History::Open(storage, path + ".history", manifests->empty() ? "" : manifests->front(),
                       history);
}

}  // namespace

Result<std::unique_ptr<Store>> OpenSqliteStore(FileStorage& storage, const std::string& path,
                                               const SqliteOptions& options) {
  auto lock = LockFile(path + ".lock", Format({"the database {}", "数据库 {} "}, path));
  if (!lock) return lock.error();
  RoomAhead room(storage, path, options.reserve_bytes);
  room.Give();
  auto connection = Connection::OpenWriter(path, options);
  if (!connection) return connection.error();
  if (const auto migrated = Migrate(**connection, Migrations()); !migrated) {
    return migrated.error().WithContext(Format({"cannot use {}", "无法使用 {}"}, path));
  }
  Writer writer{std::move(*lock), {}, std::move(*connection), nullptr};
  const auto last = writer.connection->QueryInteger(writer.sql.write.Find("last_commit"));
  if (!last) return last.error();
  writer.last_commit = static_cast<std::uint64_t>(*last);
  const auto oldest = writer.ReadOldestCommit();
  if (!oldest) return oldest.error();
  writer.oldest_commit = *oldest;
  auto history = OpenHistory(storage, path, writer, options);
  if (!history) return history.error();
  writer.history = std::move(*history);
  static_cast<void>(room.Take());  // the writer asks again before it takes anything on
  return std::make_unique<SqliteStore>(std::move(writer), std::move(room), path, options);
}

}  // namespace xunjian
