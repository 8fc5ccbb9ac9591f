#include "cli/series_chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/utf8.h"
#include "inspection/outcome_colour.h"
#include "inspection/text/text_width.h"

namespace xunjian {
namespace {

constexpr std::size_t kRows = 4;
constexpr std::size_t kLevels = 8;  // of one character
constexpr std::size_t kLeastColumns = 10;
constexpr std::size_t kMostTitle = 200;
constexpr std::array<std::string_view, kLevels + 1> kBlocks = {" ", "▁", "▂", "▃", "▄",
                                                               "▅", "▆", "▇", "█"};

struct Column {
  std::optional<double> value;
  Outcome outcome = Outcome::kOk;
};
using Columns = std::vector<std::optional<Column>>;

Columns ColumnsOf(const Chart& chart, const ChartSpan& span, std::size_t count) {
  Columns columns(count);
  const double width =
      std::chrono::duration<double>(span.until - span.since).count() / static_cast<double>(count);
  const auto place = [&](Timestamp at) {
    const double seconds = std::chrono::duration<double>(at - span.since).count();
    const double last = static_cast<double>(count - 1);
    return static_cast<std::size_t>(std::clamp(std::floor(seconds / width), 0.0, last));
  };
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const ChartPoint& point = chart.points[i];
    // It stands until the next one, but no longer than it is good for.
    Timestamp end = std::min(point.at + span.step, span.until);
    if (i + 1 < chart.points.size()) end = std::min(end, chart.points[i + 1].at);
    const std::size_t last = std::max(place(point.at), place(end - Duration(1)));
    for (std::size_t at = place(point.at); at <= last; ++at) {
      auto& column = columns[at];
      if (!column) column = Column{point.value, point.outcome};
      column->value = std::max(column->value, point.value);  // none is less than any
      column->outcome = Worse(column->outcome, point.outcome);
    }
  }
  return columns;
}

struct Scale {
  double least = 0;
  double most = 0;
};

std::optional<Scale> ScaleOf(const std::vector<ChartPoint>& points) {
  std::optional<Scale> scale;
  for (const ChartPoint& point : points) {
    if (!point.value) continue;
    if (!scale) scale = Scale{*point.value, *point.value};
    scale->least = std::min(scale->least, *point.value);
    scale->most = std::max(scale->most, *point.value);
  }
  return scale;
}

// 1 to kRows * kLevels: even the least value is seen.
std::size_t HeightOf(double value, const Scale& scale) {
  const auto [least, most] = scale;
  constexpr double kMost = kRows * kLevels;
  if (most <= least) return kRows * kLevels / 2;
  return static_cast<std::size_t>(1 + std::lround((value - least) / (most - least) * (kMost - 1)));
}

std::string Padded(const std::string& text, std::size_t width) {
  const std::size_t taken = DisplayWidth(text);
  return std::string(width - std::min(width, taken), ' ') + text;
}

// What one column shows in one row, the lowest being 0.
std::string_view CellOf(const Column& column, std::size_t row, const Scale& scale) {
  if (!column.value) return row == 0 ? "×" : " ";
  const std::size_t height = HeightOf(*column.value, scale);
  return kBlocks[std::clamp(height, row * kLevels, (row + 1) * kLevels) - row * kLevels];
}

std::string TimeAxis(const ChartSpan& span, std::size_t room) {
  const std::string from = FormatRfc3339(span.since);
  const std::string to = FormatRfc3339(span.until);
  return room > from.size() + to.size() ? from + Padded(to, room - from.size()) : from;
}

}  // namespace

std::string DrawChart(const Chart& chart, const ChartSpan& span, const TerminalStyle& style) {
  const std::size_t labels = std::max(DisplayWidth(chart.most), DisplayWidth(chart.least));
  const auto scale = ScaleOf(chart.points);
  if (style.width < labels + 2 + kLeastColumns || !scale || span.until <= span.since) return "";
  const Columns columns = ColumnsOf(chart, span, style.width - labels - 2);
  std::string text = CleanLine(chart.title, kMostTitle) + "\n";
  for (std::size_t row = kRows; row-- > 0;) {
    const std::string label = row + 1 == kRows ? chart.most : row == 0 ? chart.least : "";
    text += Padded(label, labels) + " ┤";
    for (const auto& column : columns) {
      const std::string_view cell = column ? CellOf(*column, row, *scale) : " ";
      text += cell == " " ? std::string(cell) : Paint(cell, ColourOf(column->outcome), style);
    }
    text += "\n";
  }
  return text + std::string(labels + 2, ' ') + TimeAxis(span, columns.size()) + "\n";
}

}  // namespace xunjian
