#include "collector/store/sqlite/statement.h"

#include "collector/store/sqlite/full_disk.h"

namespace xunjian {

Error SqliteError(sqlite3* database, std::string_view about) {
  const FullDisk full = database ? IsDiskFull(database) : FullDisk::kNo;
  if (full != FullDisk::kNo) {
    const char* file = sqlite3_db_filename(database, "main");
    const Error reason = DiskFull(file ? file : "");
    return full == FullDisk::kBeforeCommit ? reason : Error(ErrorCode::kConflict, reason.message());
  }
  const int code = database ? sqlite3_extended_errcode(database) : SQLITE_NOMEM;
  const std::string_view detail = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  const bool busy = (code & 0xff) == SQLITE_BUSY;
  return MakeError(busy ? ErrorCode::kUnavailable : ErrorCode::kInternal,
                   {"database: {0} (SQLite {1}, {2})", "数据库：{0}（SQLite {1}，{2}）"}, detail,
                   code, about);
}

Result<Statement> Statement::Prepare(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return SqliteError(database, sql.substr(0, 80));
  return Statement(statement);
}

Result<bool> Statement::Next() {
  column_ = 0;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return SqliteError(sqlite3_db_handle(statement_.get()), sqlite3_sql(statement_.get()));
}

void Statement::Reset() { sqlite3_reset(statement_.get()); }

void Statement::BindNext(std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), ++bound_, value);
}

void Statement::BindNext(std::uint64_t value) { BindNext(static_cast<std::int64_t>(value)); }

void Statement::BindNext(std::uint32_t value) { BindNext(std::int64_t{value}); }

void Statement::BindNext(int value) { BindNext(std::int64_t{value}); }

void Statement::BindNext(bool value) { BindNext(std::int64_t{value ? 1 : 0}); }

void Statement::BindNext(std::string_view value) {
  // A null pointer would bind NULL instead of the empty text.
  sqlite3_bind_text(statement_.get(), ++bound_, value.empty() ? "" : value.data(),
                    static_cast<int>(value.size()), SQLITE_STATIC);
}

void Statement::BindNext(Blob value) {
  sqlite3_bind_blob(statement_.get(), ++bound_, value.bytes.empty() ? "" : value.bytes.data(),
                    static_cast<int>(value.bytes.size()), SQLITE_STATIC);
}

void Statement::BindNext(Timestamp value) {
  BindNext(std::int64_t{value.time_since_epoch().count()});
}

void Statement::BindNext(const std::optional<Timestamp>& value) {
  if (value) return BindNext(*value);
  sqlite3_bind_null(statement_.get(), ++bound_);
}

void Statement::BindNext(const std::optional<Duration>& value) {
  if (value) return BindNext(value->count());
  sqlite3_bind_null(statement_.get(), ++bound_);
}

void Statement::BindNext(const ResultRef& ref) {
  BindNext(ref.epoch_number);
  BindNext(ref.seq);
  BindNext(ref.epoch);
}

std::int64_t Statement::Integer() { return sqlite3_column_int64(statement_.get(), column_++); }

std::uint64_t Statement::Unsigned() { return static_cast<std::uint64_t>(Integer()); }

int Statement::Small() { return static_cast<int>(Integer()); }

bool Statement::Flag() { return Integer() != 0; }

std::string_view Statement::Bytes() {
  const int column = column_++;
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return {static_cast<const char*>(bytes), bytes ? size : 0};
}

std::string Statement::Text() { return std::string(Bytes()); }

Timestamp Statement::Time() { return Timestamp(Duration(Integer())); }

ListenedTime Statement::Listened() { return ListenedTime(Duration(Integer())); }

std::optional<Timestamp> Statement::MaybeTime() {
  if (SkipNull()) return std::nullopt;
  return Time();
}

std::optional<Duration> Statement::MaybeDuration() {
  if (SkipNull()) return std::nullopt;
  return Duration(Integer());
}

bool Statement::SkipNull() {
  if (sqlite3_column_type(statement_.get(), column_) != SQLITE_NULL) return false;
  ++column_;
  return true;
}

ResultRef Statement::Ref() {
  ResultRef ref;
  ref.epoch_number = Unsigned();
  ref.seq = Unsigned();
  ref.epoch = Unsigned();
  return ref;
}

}  // namespace xunjian
