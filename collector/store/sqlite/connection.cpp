#include "collector/store/sqlite/connection.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace xunjian {
namespace {

constexpr int kBusyMilliseconds = 5000;

// Keeps the index of the WAL in memory, shared by the connections of this process alone: a file
// for it would need room before anything can be read, which a full disk does not have.
constexpr const char* kOwnVfs = "unix-excl";

constexpr const char* kWriterSetup =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA trusted_schema = OFF;";

constexpr const char* kReaderSetup =
    "PRAGMA query_only = ON;"
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA trusted_schema = OFF;";

Message CannotOpen(const std::string& path) {
  return Format({"cannot open {}", "无法打开 {}"}, path);
}

// SQLite would create it by the umask; its WAL takes the mode of the database.
Result<void> CreatePrivate(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return ErrnoError(errno, CannotOpen(path));
  ::close(file);
  return Ok();
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::Open(const std::string& path, int flags,
                                                     const SqliteOptions& options) {
  sqlite3* database = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                      options.vfs.empty() ? kOwnVfs : options.vfs.c_str());
  std::unique_ptr<Connection> connection(new Connection(database));
  if (code != SQLITE_OK) return SqliteError(database, "open").WithContext(CannotOpen(path));
  sqlite3_busy_timeout(database, kBusyMilliseconds);
  return connection;
}

Result<std::unique_ptr<Connection>> Connection::OpenWriter(const std::string& path,
                                                           const SqliteOptions& options) {
  if (const auto created = CreatePrivate(path); !created) return created.error();
  auto connection = Open(path, SQLITE_OPEN_READWRITE, options);
  if (!connection) return connection;
  if (const auto set_up = (*connection)->Execute(kWriterSetup); !set_up) {
    return set_up.error().WithContext(CannotOpen(path));
  }
  return connection;
}

Result<std::unique_ptr<Connection>> Connection::OpenReader(const std::string& path,
                                                           const SqliteOptions& options) {
  auto connection = Open(path, SQLITE_OPEN_READONLY, options);
  if (!connection) return connection;
  sqlite3_db_config((*connection)->database_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (const auto set_up = (*connection)->Execute(kReaderSetup); !set_up) {
    return set_up.error().WithContext(CannotOpen(path));
  }
  return connection;
}

Result<void> Connection::Execute(const std::string& sql) {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return SqliteError(database_.get(), sql.substr(0, 80));
  }
  return Ok();
}

Result<std::int64_t> Connection::QueryInteger(std::string_view sql) {
  auto statement = Statement::Prepare(database_.get(), sql);
  if (!statement) return statement.error();
  const auto row = statement->Next();
  if (!row) return row.error();
  return statement->Integer();
}

Result<Statement*> Connection::Named(const NamedSql& sql, std::string_view name) {
  const std::pair key(&sql, name);
  if (const auto found = statements_.find(key); found != statements_.end()) return &found->second;
  auto statement = Statement::Prepare(database_.get(), sql.Find(name));
  if (!statement) return statement.error();
  return &statements_.emplace(key, std::move(*statement)).first->second;
}

}  // namespace xunjian
