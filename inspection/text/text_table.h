#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "inspection/text/terminal_style.h"

namespace xunjian {

struct TableColumn {
  enum class Align { kLeft, kRight };
  std::string heading;
  Align align = Align::kLeft;
};

struct TableCell {
  TableCell(std::string text_in, Colour colour_in = Colour::kPlain)
      : text(std::move(text_in)), colour(colour_in) {}

  std::string text;  // cleaned when rendered
  Colour colour = Colour::kPlain;
};

// Text in columns for a terminal or a pipe. Every row has one cell a column.
class TextTable {
 public:
  explicit TextTable(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

  void AddRow(std::vector<TableCell> cells);

  // One line a row below a line of headings, two spaces between columns. Where the style has a
  // width the last column wraps instead of running over the edge.
  std::string Render(const TerminalStyle& style) const;

 private:
  std::vector<TableColumn> columns_;
  std::vector<std::vector<TableCell>> rows_;
};

}  // namespace xunjian
