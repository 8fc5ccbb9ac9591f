#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include "cli/listing.h"
#include "inspection/text/escape.h"
#include "inspection/text/text_table.h"

namespace xunjian {
namespace {

std::string JoinEntries(const std::map<std::string, std::string>& entries) {
  std::string text;
  for (const auto& [key, value] : entries) {
    if (!text.empty()) text += ' ';
    text += key + "=" + value;
  }
  return text;
}

// Cells as programs read them; the sink escapes.
struct ToData {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::uint64_t value) const { return fmt::to_string(value); }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(Timestamp at) const { return FormatRfc3339(at); }
  std::string operator()(const Term& term) const { return term.token; }
  std::string operator()(const std::map<std::string, std::string>& entries) const {
    return JoinEntries(entries);
  }
  std::string operator()(const boost::json::value& value) const {
    return boost::json::serialize(value);
  }
};

TableCell ToTableCell(const Cell& cell, Language language) {
  if (const Term* term = std::get_if<Term>(&cell)) return {term->label, term->colour};
  if (const bool* value = std::get_if<bool>(&cell)) {
    const Text text = *value ? Text{"yes", "是"} : Text{"no", "否"};
    return {std::string(text.In(language))};
  }
  return {std::visit(ToData{}, cell)};
}

bool IsNumber(const Listing& listing, std::size_t column) {
  return !listing.rows.empty() && std::holds_alternative<std::uint64_t>(listing.rows[0][column]);
}

std::vector<std::size_t> ColumnsWithout(const Listing& listing, ListingColumn::Shown hidden) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < listing.columns.size(); ++i) {
    if (listing.columns[i].shown != hidden) columns.push_back(i);
  }
  return columns;
}

}  // namespace

std::string ListingTable(const Listing& listing, Language language, const TerminalStyle& style) {
  const auto shown = ColumnsWithout(listing, ListingColumn::Shown::kDataOnly);
  std::vector<TableColumn> columns;
  for (const std::size_t i : shown) {
    columns.push_back(
        {std::string(listing.columns[i].heading.In(language)),
         IsNumber(listing, i) ? TableColumn::Align::kRight : TableColumn::Align::kLeft});
  }
  TextTable table(std::move(columns));
  for (const std::vector<Cell>& row : listing.rows) {
    std::vector<TableCell> cells;
    for (const std::size_t i : shown) cells.push_back(ToTableCell(row[i], language));
    table.AddRow(std::move(cells));
  }
  return table.Render(style);
}

std::string ListingCsv(const Listing& listing) {
  const auto shown = ColumnsWithout(listing, ListingColumn::Shown::kTableOnly);
  std::string text;
  for (const std::size_t i : shown) {
    text += fmt::format("{}{}", i == shown.front() ? "" : ",", listing.columns[i].key);
  }
  text += "\r\n";
  for (const std::vector<Cell>& row : listing.rows) {
    for (const std::size_t i : shown) {
      text += (i == shown.front() ? "" : ",") + EscapeCsv(std::visit(ToData{}, row[i]));
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace xunjian
