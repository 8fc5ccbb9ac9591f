#include "collector/escalation/read_grading.h"

#include <algorithm>

namespace xunjian {
namespace {

std::optional<GradingRules::Row> ParseRow(const std::vector<std::string>& words) {
  GradingRules::Row row{};
  if (words.size() != row.size()) return std::nullopt;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::optional<IncidentGrade> grade = ParseGrade(words[i]);
    if (!grade) return std::nullopt;
    row[i] = *grade;
  }
  return row;
}

void ReadRow(TomlTable& table, std::string_view key, GradingRules::Row& row) {
  if (!table.Has(key)) return;
  const std::optional<GradingRules::Row> read = ParseRow(table.Strings(key));
  if (!read) {
    table.Problem(key,
                  Text{"a row is three grades, for high, medium and low urgency: "
                       "[\"I\", \"II\", \"III\"]",
                       "每行是三个级别，依次对应紧迫程度高、中、低：[\"I\", \"II\", \"III\"]"});
  } else if (!std::is_sorted(read->begin(), read->end())) {
    table.Problem(key, Text{"what can wait longer would be graver", "可以等待更久的反而更严重"});
  } else {
    row = *read;
  }
}

std::set<ClockKind> ReadClocks(TomlTable& table, std::string_view key) {
  std::set<ClockKind> clocks;
  for (const std::string& word : table.Strings(key)) {
    if (const std::optional<ClockKind> clock = ParseClockKind(word)) {
      clocks.insert(*clock);
    } else {
      table.Problem(key, Text{"a clock is \"respond\", \"hand_over\" or \"restore\"",
                              "时限只有“respond”、“hand_over”和“restore”"});
    }
  }
  return clocks;
}

}  // namespace

GradingRules ReadGrading(TomlTable& root) {
  GradingRules rules;
  TomlTable grading = root.Table("grading");
  rules.raise_in_filing_period =
      grading.Boolean("raise_in_filing_period", rules.raise_in_filing_period);
  if (grading.Has("raise_on_missed")) {
    rules.raise_on_missed = ReadClocks(grading, "raise_on_missed");
  }
  TomlTable table = grading.Table("table");
  for (const Impact impact : kAllImpacts) {
    ReadRow(table, ToString(impact), rules.table.at(static_cast<std::size_t>(impact) - 1));
  }
  return rules;
}

}  // namespace xunjian
