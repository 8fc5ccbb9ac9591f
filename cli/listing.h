#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"
#include "checks/api/outcome.h"
#include "inspection/text/terminal_style.h"

namespace xunjian {

enum class ListingFormat { kTable, kJson, kCsv };

// A word of ours: the token for programs, the label for people.
struct Term {
  std::string token;
  std::string label;
  Colour colour = Colour::kPlain;
};
Term TermOf(Outcome outcome, Language language);

// Nothing is null in JSON and empty elsewhere; a boost::json::value is for programs only.
using Cell = std::variant<std::monostate, bool, std::uint64_t, std::string, Timestamp, Term,
                          std::map<std::string, std::string>, boost::json::value>;

struct ListingColumn {
  enum class Shown { kEverywhere, kDataOnly, kTableOnly };  // data: JSON and CSV
  std::string_view key;
  Text heading;
  Shown shown = Shown::kEverywhere;
};

// Rows that every reading command prints, once for all formats: a table, one JSON object
// {"schema": …, "<key>": [{…}]}, or CSV with the keys as its first line.
struct Listing {
  std::string_view schema;  // "xunjian.hosts/1"
  std::string_view key;     // "hosts"
  std::vector<ListingColumn> columns;
  std::vector<std::vector<Cell>> rows;  // one cell a column
  std::optional<bool> truncated;        // of lists that may be cut: a field of the JSON object
};

std::string RenderListing(const Listing& listing, ListingFormat format, Language language,
                          const TerminalStyle& style);
std::string ListingTable(const Listing& listing, Language language, const TerminalStyle& style);
std::string ListingCsv(const Listing& listing);
// The rows alone, for documents that hold more than one list.
boost::json::value ListingRows(const Listing& listing);

}  // namespace xunjian
