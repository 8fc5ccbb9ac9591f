#pragma once

#include <sqlite3.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "collector/store/sqlite/named_sql.h"
#include "collector/store/sqlite/sqlite_store.h"
#include "collector/store/sqlite/statement.h"

namespace xunjian {

// One SQLite connection with its prepared statements. Not thread-safe.
class Connection {
 public:
  // The only kind that writes and checkpoints: WAL, synchronous=FULL. Creates the file, mode 0600.
  static Result<std::unique_ptr<Connection>> OpenWriter(const std::string& path,
                                                        const SqliteOptions& options);
  // Never writes, not even a checkpoint at the end (platform facts: the WAL-reset bug).
  static Result<std::unique_ptr<Connection>> OpenReader(const std::string& path,
                                                        const SqliteOptions& options);

  // Any number of statements without rows.
  Result<void> Execute(const std::string& sql);
  Result<std::int64_t> QueryInteger(std::string_view sql);

  // The statement of `sql` with that name, prepared once; `sql` outlives the connection.
  Result<Statement*> Named(const NamedSql& sql, std::string_view name);

 private:
  struct Closer {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  static Result<std::unique_ptr<Connection>> Open(const std::string& path, int flags,
                                                  const SqliteOptions& options);
  explicit Connection(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, Closer> database_;
  std::map<std::pair<const NamedSql*, std::string_view>, Statement> statements_;
};

}  // namespace xunjian
