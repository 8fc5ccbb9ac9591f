#include "collector/store/sqlite/named_sql.h"

#include <fmt/format.h>

#include <stdexcept>

namespace xunjian {
namespace {

constexpr std::string_view kMark = "-- name: ";

}  // namespace

NamedSql::NamedSql(std::string_view text) {
  std::size_t mark = text.find(kMark);
  while (mark != std::string_view::npos) {
    const std::size_t name = mark + kMark.size();
    const std::size_t line_end = text.find('\n', name);
    const std::size_t next = text.find(kMark, line_end);
    statements_.emplace(
        text.substr(name, line_end - name),
        text.substr(line_end, next == std::string_view::npos ? next : next - line_end));
    mark = next;
  }
}

std::string_view NamedSql::Find(std::string_view name) const {
  const auto found = statements_.find(name);
  if (found == statements_.end()) {
    throw std::out_of_range(fmt::format("no SQL statement is named '{}'", name));
  }
  return found->second;
}

}  // namespace xunjian
