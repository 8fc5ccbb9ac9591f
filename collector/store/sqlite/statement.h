#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "collector/incident/listening_clock.h"
#include "collector/incident/result_ref.h"

namespace xunjian {

struct Blob {
  std::string_view bytes;
};

// What SQLite says about its last failure, as an Error that names what we were about; of a full
// disk, what to do.
Error SqliteError(sqlite3* database, std::string_view about);

// A prepared statement. Run it with its values in the order ?1, ?2 …, or bind them and step through
// the rows, taking each row's columns from the left. Not thread-safe; the database outlives it.
class Statement {
 public:
  static Result<Statement> Prepare(sqlite3* database, std::string_view sql);

  // For statements without rows.
  template <class... Values>
  Result<void> Run(const Values&... values) {
    Bind(values...);
    const Result<bool> stepped = Next();
    sqlite3_reset(statement_.get());
    if (!stepped) return stepped.error();
    return Ok();
  }

  // Starts anew. Texts must live until the last Next.
  template <class... Values>
  void Bind(const Values&... values) {
    sqlite3_reset(statement_.get());
    bound_ = 0;
    (BindNext(values), ...);
  }

  // False when there are no more rows.
  Result<bool> Next();
  void Reset();

  std::int64_t Integer();
  std::uint64_t Unsigned();  // the same 64 bits
  int Small();
  bool Flag();
  std::string Text();
  std::string_view Bytes();  // until the next call of Next
  Timestamp Time();
  std::optional<Timestamp> MaybeTime();
  ListenedTime Listened();
  std::optional<Duration> MaybeDuration();
  ResultRef Ref();  // three columns: epoch number, seq, epoch
  template <class Enumeration>
  Enumeration Enum() {
    return static_cast<Enumeration>(Integer());
  }

 private:
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  bool SkipNull();  // the column, if it is NULL

  void BindNext(std::int64_t value);
  void BindNext(std::uint64_t value);
  void BindNext(std::uint32_t value);
  void BindNext(int value);
  void BindNext(bool value);
  void BindNext(std::string_view value);
  void BindNext(const std::string& value) { BindNext(std::string_view(value)); }
  void BindNext(const char* value) { BindNext(std::string_view(value)); }
  void BindNext(Blob value);
  void BindNext(Timestamp value);
  void BindNext(ListenedTime value) { BindNext(std::int64_t{value.time_since_epoch().count()}); }
  void BindNext(const std::optional<Timestamp>& value);
  void BindNext(const std::optional<Duration>& value);
  void BindNext(const ResultRef& ref);  // three values
  template <class Enumeration>
  requires std::is_enum_v<Enumeration>
  void BindNext(Enumeration value) { BindNext(static_cast<int>(value)); }

  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  int bound_ = 0;
  int column_ = 0;
};

}  // namespace xunjian
