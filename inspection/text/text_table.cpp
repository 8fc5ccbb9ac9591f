#include "inspection/text/text_table.h"

#include <algorithm>
#include <cassert>

#include "base/utf8.h"
#include "inspection/text/text_width.h"

namespace xunjian {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kMostBytes = 2048;
constexpr std::size_t kLeastWrapWidth = 24;  // a narrower last column helps nobody

using Widths = std::vector<std::size_t>;

std::string Spaces(std::size_t count) { return std::string(count, ' '); }

// Where the last column starts.
std::size_t Indent(const Widths& widths) {
  std::size_t indent = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) indent += widths[i] + kGap;
  return indent;
}

void AppendCell(const TableCell& cell, const TableColumn& column, std::size_t width,
                const TerminalStyle& style, std::string& line) {
  const std::size_t own = DisplayWidth(cell.text);
  const std::string padding = Spaces(width > own ? width - own : 0);
  const std::string painted = Paint(cell.text, cell.colour, style);
  line += column.align == TableColumn::Align::kRight ? padding + painted : painted + padding;
}

std::string WithoutTrailingSpaces(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

void TextTable::AddRow(std::vector<TableCell> cells) {
  assert(cells.size() == columns_.size());
  for (TableCell& cell : cells) cell.text = CleanLine(cell.text, kMostBytes);
  rows_.push_back(std::move(cells));
}

std::string TextTable::Render(const TerminalStyle& style) const {
  std::vector<TableCell> headings;
  Widths widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    headings.emplace_back(columns_[i].heading, Colour::kBold);
    widths.push_back(DisplayWidth(columns_[i].heading));
    for (const auto& row : rows_) widths[i] = std::max(widths[i], DisplayWidth(row[i].text));
  }
  const std::size_t indent = Indent(widths);
  const bool wraps = style.width >= indent + kLeastWrapWidth;

  std::string text;
  const auto append = [&](const std::vector<TableCell>& row) {
    std::string line;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      AppendCell(row[i], columns_[i], widths[i], style, line);
      line += Spaces(kGap);
    }
    const TableCell& last = row.back();
    for (const std::string& part : WrapText(last.text, wraps ? style.width - indent : 0)) {
      AppendCell({part, last.colour}, columns_.back(), wraps ? 0 : widths.back(), style, line);
      text += WithoutTrailingSpaces(std::move(line)) + '\n';
      line = Spaces(indent);
    }
  };
  append(headings);
  for (const auto& row : rows_) append(row);
  return text;
}

}  // namespace xunjian
