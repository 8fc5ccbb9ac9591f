#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "checks/api/check_result.h"
#include "inspection/score.h"

namespace xunjian {

// What a report is made from.
struct ReportInput {
  std::string host;
  std::string site;  // "" when unknown
  std::map<std::string, std::string> labels;
  Timestamp started_at;
  std::string tool_version;
  std::vector<CheckResult> results;
};

// Null for a check this program does not know.
using FindCheckFunction = std::function<const CheckType*(std::string_view id)>;

// One item of one check.
struct ReportRow {
  std::string check;
  std::string name;  // of the check; its id where it is unknown
  std::string item;
  Outcome outcome = Outcome::kUnknown;
  std::string code;
  std::string summary;          // the reason as a sentence
  std::vector<Metric> metrics;  // readings, then observed metrics
  Duration duration{};          // of the whole check
};

// A row that somebody should act on, with what a reader needs for it.
struct Finding {
  ReportRow row;
  Risk risk = Risk::kNone;
  std::string threshold;  // "≥ 90 percent", "" where none was crossed
  std::string source;     // where the threshold comes from
  std::string why;        // what it affects
  std::string advice;
};

// The worst outcome of a family's checks in one aspect; kNotApplicable and no rows: nothing there.
struct OverviewCell {
  Outcome worst = Outcome::kNotApplicable;
  std::uint32_t rows = 0;
};
inline constexpr std::size_t kAspects = 7;  // as in enum Aspect
struct OverviewLine {
  Family family = Family::kHost;
  std::array<OverviewCell, kAspects> cells;
};

// The document every writer writes, in one language. A value; every number in it is computed.
struct Report {
  Language language = Language::kEnglish;
  std::string host;
  std::string site;
  Timestamp started_at;
  std::string ruler;  // fingerprint of the rulers of all results; equal ones judge equally
  std::string tool_version;
  Score score;
  std::map<Outcome, std::uint32_t> counts;  // of rows; every outcome is a key
  std::vector<OverviewLine> overview;       // families that have rows, in order
  std::vector<Finding> findings;            // CRITICAL, WARNING, INFO; the worst first
  std::vector<ReportRow> rows;              // all of them, by check and item as they came
  std::vector<ReportRow> not_run;           // those that are not health, with their reasons
};

Report BuildReport(const ReportInput& input, const FindCheckFunction& find_check,
                   Language language);

}  // namespace xunjian
