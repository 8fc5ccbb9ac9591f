#pragma once

#include <map>
#include <string>
#include <string_view>

namespace xunjian {

// The statements of one .sql file, each after a line "-- name: X". The text outlives it.
class NamedSql {
 public:
  explicit NamedSql(std::string_view text);
  std::string_view Find(std::string_view name) const;  // throws std::out_of_range: a bug of ours

 private:
  std::map<std::string_view, std::string_view> statements_;
};

}  // namespace xunjian
