#include "checks/engine/perfdata.h"

#include <algorithm>
#include <array>

#include "base/clean_name.h"
#include "base/utf8.h"
#include "checks/engine/number_scan.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostItems = 256;
constexpr std::size_t kLongestLabel = 128;
constexpr std::size_t kLongestSearch = 512;  // for the end of a label: keeps hostile text linear
constexpr std::size_t kLongestUnit = 16;
constexpr std::string_view kBlanks = " \t\r\n";

void SkipBlanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
}

std::string_view TakeUntilBlank(std::string_view& text) {
  const std::string_view piece = text.substr(0, text.find_first_of(kBlanks));
  text.remove_prefix(piece.size());
  return piece;
}

// "'it''s'=" → "it's"; nothing when the quote is never closed or no "=" follows it.
std::optional<std::string> TakeQuotedLabel(std::string_view& text) {
  std::string label;
  const std::size_t end = std::min(text.size(), kLongestSearch);
  for (std::size_t at = 1; at < end; ++at) {
    if (text[at] != '\'') {
      label += text[at];
    } else if (at + 1 < text.size() && text[at + 1] == '\'') {
      label += text[at++];
    } else {
      if (at + 1 >= text.size() || text[at + 1] != '=') return std::nullopt;
      text.remove_prefix(at + 2);
      return label;
    }
  }
  return std::nullopt;
}

std::optional<std::string> TakeLabel(std::string_view& text) {
  if (text.starts_with('\'')) return TakeQuotedLabel(text);
  const std::size_t equals = text.substr(0, kLongestSearch).find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  std::string label(text.substr(0, equals));
  text.remove_prefix(equals + 1);
  return label;
}

std::string_view TakeField(std::string_view& fields) {
  const std::size_t end = std::min(fields.find(';'), fields.size());
  const std::string_view field = fields.substr(0, end);
  fields.remove_prefix(std::min(end + 1, fields.size()));
  return field;
}

bool ReadValue(std::string_view text, PerfdataItem& item) {
  if (text == "U") return true;
  item.value = TakeNumber(text);
  item.unit = text;
  return item.value && text.size() <= kLongestUnit && IsValidUtf8(text) &&
         text.find_first_of("0123456789:'=") == std::string_view::npos;
}

// Takes one item off the text, or the piece that is none.
std::optional<PerfdataItem> TakeItem(std::string_view& text) {
  PerfdataItem item;
  auto label = TakeLabel(text);
  std::string_view fields = TakeUntilBlank(text);
  if (!label) return std::nullopt;
  item.label = CleanName(*label, kLongestLabel);
  if (item.label.empty() || !ReadValue(TakeField(fields), item)) return std::nullopt;
  item.warning = ParsePluginRange(TakeField(fields));
  item.critical = ParsePluginRange(TakeField(fields));
  item.least = WholeNumber(TakeField(fields));
  item.most = WholeNumber(TakeField(fields));
  return item;
}

struct UnitRule {
  std::string_view written;
  double factor;
  std::string_view unit;
};

constexpr double kKilo = 1024;
constexpr std::array<UnitRule, 11> kUnits = {{
    {"", 1, "count"},
    {"c", 1, "count"},
    {"s", 1, "seconds"},
    {"ms", 1e-3, "seconds"},
    {"us", 1e-6, "seconds"},
    {"%", 1, "percent"},
    {"B", 1, "bytes"},
    {"KB", kKilo, "bytes"},
    {"MB", kKilo* kKilo, "bytes"},
    {"GB", kKilo* kKilo* kKilo, "bytes"},
    {"TB", kKilo* kKilo* kKilo* kKilo, "bytes"},
}};

}  // namespace

Perfdata ParsePerfdata(std::string_view text) {
  Perfdata perfdata;
  std::vector<std::string> labels;
  for (SkipBlanks(text); !text.empty(); SkipBlanks(text)) {
    auto item = TakeItem(text);
    const bool repeated =
        item && std::find(labels.begin(), labels.end(), item->label) != labels.end();
    if (!item || repeated || perfdata.items.size() == kMostItems) {
      ++perfdata.rejected;
      continue;
    }
    labels.push_back(item->label);
    perfdata.items.push_back(*std::move(item));
  }
  return perfdata;
}

std::optional<Metric> MetricOf(const PerfdataItem& item) {
  if (!item.value) return std::nullopt;
  const std::string name =
      item.unit == "c" && !item.label.ends_with("_total") ? item.label + "_total" : item.label;
  const auto rule = std::find_if(kUnits.begin(), kUnits.end(),
                                 [&](const UnitRule& r) { return r.written == item.unit; });
  if (rule == kUnits.end()) return Metric{name, *item.value, item.unit};
  return Metric{name, *item.value * rule->factor, std::string(rule->unit)};
}

}  // namespace xunjian
