#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace xunjian {

// Strict reading of TOML: ask for every key you know, then call TomlFile::Finish(), which reports
// *every* unknown key, wrong type and value out of bounds at once, each with file, line, column
// and, for an unknown key, the known one it looks like. A getter never fails: on a bad value it
// notes the problem and returns the default. Not thread-safe. The reader bounds the size of the
// text; keys of more than 32 parts are refused.
//
//   auto file = TomlFile::Parse(text, "agent.toml");     // an error here is a syntax error
//   auto root = file->root();
//   config.collector = root.String("collector", "");
//   config.interval = root.DurationOf("interval", 30s, {1s, 24h});
//   if (auto finished = file->Finish(); !finished) return finished.error();
class TomlTable;
struct TomlState;

using TomlScalar = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

template <class T>
struct Bounds {
  T least;
  T most;
};

class TomlFile {
 public:
  static Result<TomlFile> Parse(std::string_view text, std::string file_name);

  TomlFile(TomlFile&&) noexcept;
  TomlFile& operator=(TomlFile&&) noexcept;
  ~TomlFile();

  TomlTable root();
  // kInvalidArgument with one problem a line, "policy.toml:12:3: unknown key 'intervall'; did you
  // mean 'interval'?", in file order.
  Result<void> Finish();

 private:
  explicit TomlFile(std::unique_ptr<TomlState> state);
  std::unique_ptr<TomlState> state_;
};

// A view of one table; valid as long as its file.
class TomlTable {
 public:
  bool Has(std::string_view key) const;  // asking marks the key as known

  std::string String(std::string_view key, std::string_view fallback);
  std::string RequiredString(std::string_view key);  // absent or empty is a problem
  // A name as IsValidName wants it, of which `others` has none yet and then has this one; else
  // `another` is the problem. "" after any problem.
  std::string RequiredName(std::string_view key, std::set<std::string>& others,
                           const Text& another);
  std::string RequiredName(std::string_view key);
  std::string Choice(std::string_view key, const std::vector<std::string_view>& choices,
                     std::string_view fallback);
  bool Boolean(std::string_view key, bool fallback);
  std::int64_t Integer(std::string_view key, std::int64_t fallback, Bounds<std::int64_t> bounds);
  double Number(std::string_view key, double fallback, Bounds<double> bounds);  // integers too
  Duration DurationOf(std::string_view key, Duration fallback, Bounds<Duration> bounds);  // "30s"
  std::vector<std::string> Strings(std::string_view key);  // one string is a list of one

  TomlTable Table(std::string_view key);                // absent: empty
  std::vector<TomlTable> Tables(std::string_view key);  // an array of tables; absent: none
  // Every sub-table of this one, by name, for tables whose keys are free ([threshold.NAME]).
  std::vector<std::pair<std::string, TomlTable>> NamedTables();
  // Every scalar of this table, for tables whose keys are free (labels, parameters). Other kinds of
  // value are problems.
  std::map<std::string, TomlScalar> Scalars();
  std::map<std::string, std::string> StringMap();  // the same, but only strings may stand there

  // Notes a problem of the caller's own at this key (or at the table itself for "").
  void Problem(std::string_view key, Text text);
  void Problem(std::string_view key, const Message& message);

 private:
  friend class TomlFile;
  struct Place {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
  };

  TomlTable(TomlState* state, const void* node, Place place);
  TomlTable Open(const void* node) const;

  TomlState* state_;
  const void* node_;  // a toml::table, which only .cpp files see; null for an absent one
  Place place_;       // of the table, or of the one around it when it is absent
};

}  // namespace xunjian
