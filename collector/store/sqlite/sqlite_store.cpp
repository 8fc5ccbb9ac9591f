#include "collector/store/sqlite/sqlite_store.h"

#include "base/file_lock.h"
#include "collector/store/sqlite/load_rows.h"
#include "collector/store/sqlite/migrate.h"
#include "collector/store/sqlite/write_rows.h"

namespace xunjian {
namespace {

// What the store and its transaction share.
struct Writer {
  UniqueFd lock;  // released after the connection is closed
  SqlFiles sql;
  std::unique_ptr<Connection> connection;
  std::uint64_t last_commit = 0;

  template <class... Values>
  Result<void> Run(std::string_view name, const Values&... values) {
    const Result<Statement*> statement = connection->Named(sql.write, name);
    if (!statement) return statement.error();
    return (*statement)->Run(values...);
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
    return WriteRows(*writer_.connection, writer_.sql.write, changes, writer_.last_commit + 1);
  }

  Result<std::uint64_t> Commit(Timestamp now) override {
    const std::uint64_t number = writer_.last_commit + 1;
    if (const auto logged = writer_.Run("log_commit", number, now); !logged) return logged.error();
    if (const auto done = writer_.Run("commit"); !done) return done.error();
    committed_ = true;
    return writer_.last_commit = number;
  }

 private:
  Writer& writer_;
  bool committed_ = false;
};

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(Writer writer) : writer_(std::move(writer)) {}

  Result<LoadedStore> Load() override { return LoadRows(*writer_.connection, writer_.sql.load); }

  Result<std::unique_ptr<Transaction>> Begin() override {
    if (const auto begun = writer_.Run("begin"); !begun) return begun.error();
    return std::make_unique<SqliteTransaction>(writer_);
  }

 private:
  Writer writer_;
};

}  // namespace

Result<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path,
                                               const SqliteOptions& options) {
  auto lock = LockFile(path + ".lock", Format({"the database {}", "数据库 {} "}, path));
  if (!lock) return lock.error();
  auto connection = Connection::OpenWriter(path, options);
  if (!connection) return connection.error();
  if (const auto migrated = Migrate(**connection, Migrations()); !migrated) {
    return migrated.error().WithContext(Format({"cannot use {}", "无法使用 {}"}, path));
  }
  Writer writer{std::move(*lock), {}, std::move(*connection), 0};
  const auto last = writer.connection->QueryInteger(writer.sql.write.Find("last_commit"));
  if (!last) return last.error();
  writer.last_commit = static_cast<std::uint64_t>(*last);
  return std::make_unique<SqliteStore>(std::move(writer));
}

}  // namespace xunjian
