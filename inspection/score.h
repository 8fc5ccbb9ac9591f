#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "checks/api/check_result.h"

namespace xunjian {

// How much hangs on a host (label "class"): A carries core business.
enum class ObjectClass { kA, kB, kC };
ObjectClass ObjectClassOf(const std::map<std::string, std::string>& labels);  // kA without a label

// What a finding risks: outcome and class of the object (catalogue §11.2). kNone is no finding.
enum class Risk { kNone, kHint, kLow, kMedium, kHigh };
Risk RiskOf(Outcome outcome, ObjectClass object_class);
Text Label(Risk risk);

// What one open risk takes from the score: high 10, medium 3, low 1, hint and none 0.
int PointsOf(Risk risk);

struct Deduction {
  std::string check;
  int points = 0;
  Risk risk = Risk::kNone;
  std::uint32_t items = 0;  // how many items of the check are at that risk
};

// Answered ÷ due. A check is due unless all its items are NOT_APPLICABLE, and answered when it saw
// every item there is and each one's health is known.
struct Coverage {
  std::uint32_t due = 0;
  std::uint32_t answered = 0;

  // Below 90 % the score is for reference only. Nothing due is nothing known: 0 %.
  double Percent() const { return due == 0 ? 0 : 100.0 * answered / due; }
  bool ForReferenceOnly() const { return Percent() < 90; }
};

enum class Grade { kHealthy, kMostlyHealthy, kSubHealthy, kAtRisk };
Text Label(Grade grade);

// 100 − deductions, at least 0, of one host. `high` takes off what was seen; `low` also what the
// checks that did not answer would at worst have taken off, so the truth lies between and hiding
// something never raises `low`. The grade is that of `low`, and kAtRisk while any high risk is
// open.
struct Score {
  int low = 0;
  int high = 0;
  Grade grade = Grade::kAtRisk;
  std::vector<Deduction> deductions;  // most points first, then by check
  Coverage coverage;
};

// One check deducts once, for the worst of its items, however many there are.
Score ScoreOf(std::span<const CheckResult> results, ObjectClass object_class = ObjectClass::kA);

}  // namespace xunjian
