#include "inspection/score.h"

#include <algorithm>

namespace xunjian {
namespace {

constexpr int kFullScore = 100;

// What the results of one check say together.
struct CheckTally {
  Risk worst = Risk::kNone;
  std::uint32_t items_at_worst = 0;
  bool applicable = false;
  bool unseen = false;  // some part of it is not known
};

void CountItem(const ItemResult& item, ObjectClass object_class, CheckTally& tally) {
  if (item.outcome == Outcome::kNotApplicable) return;
  tally.applicable = true;
  if (!IsHealth(item.outcome)) {
    tally.unseen = true;
    return;
  }
  const Risk risk = RiskOf(item.outcome, object_class);
  if (risk > tally.worst) {
    tally.worst = risk;
    tally.items_at_worst = 0;
  }
  if (risk == tally.worst) ++tally.items_at_worst;
}

// A check without any item did not answer; one that saw only some of its items may hide the rest,
// unless all it says is that it does not apply.
void CountResult(const CheckResult& result, ObjectClass object_class, CheckTally& tally) {
  for (const ItemResult& item : result.items) CountItem(item, object_class, tally);
  const bool applies =
      std::any_of(result.items.begin(), result.items.end(),
                  [](const ItemResult& item) { return item.outcome != Outcome::kNotApplicable; });
  if (result.items.empty() || (applies && !result.complete)) {
    tally.applicable = true;
    tally.unseen = true;
  }
}

// A host may run one check under several assignments: they deduct once, together.
std::map<std::string, CheckTally> TallyByCheck(std::span<const CheckResult> results,
                                               ObjectClass object_class) {
  std::map<std::string, CheckTally> tallies;
  for (const CheckResult& result : results) {
    CountResult(result, object_class, tallies[result.check]);
  }
  return tallies;
}

Grade GradeOf(int low, bool high_risk_open) {
  if (high_risk_open) return Grade::kAtRisk;
  if (low >= 90) return Grade::kHealthy;
  if (low >= 75) return Grade::kMostlyHealthy;
  return low >= 60 ? Grade::kSubHealthy : Grade::kAtRisk;
}

}  // namespace

ObjectClass ObjectClassOf(const std::map<std::string, std::string>& labels) {
  const auto label = labels.find("class");
  if (label == labels.end()) return ObjectClass::kA;
  if (label->second == "B" || label->second == "b") return ObjectClass::kB;
  return label->second == "C" || label->second == "c" ? ObjectClass::kC : ObjectClass::kA;
}

Risk RiskOf(Outcome outcome, ObjectClass object_class) {
  const bool core = object_class == ObjectClass::kA;
  switch (outcome) {
    case Outcome::kCritical:
      return core ? Risk::kHigh : Risk::kMedium;
    case Outcome::kWarning:
      return core ? Risk::kMedium : Risk::kLow;
    case Outcome::kInfo:
      return Risk::kHint;
    default:
      return Risk::kNone;
  }
}

Text Label(Risk risk) {
  switch (risk) {
    case Risk::kNone:
      return {"none", "无"};
    case Risk::kHint:
      return {"hint", "提示"};
    case Risk::kLow:
      return {"low", "低"};
    case Risk::kMedium:
      return {"medium", "中"};
    case Risk::kHigh:
      return {"high", "高"};
  }
  return {"none", "无"};
}

int PointsOf(Risk risk) {
  switch (risk) {
    case Risk::kHigh:
      return 10;
    case Risk::kMedium:
      return 3;
    case Risk::kLow:
      return 1;
    default:
      return 0;
  }
}

Text Label(Grade grade) {
  switch (grade) {
    case Grade::kHealthy:
      return {"healthy", "健康"};
    case Grade::kMostlyHealthy:
      return {"mostly healthy", "基本健康"};
    case Grade::kSubHealthy:
      return {"sub-healthy", "亚健康"};
    case Grade::kAtRisk:
      return {"at risk", "存在风险"};
  }
  return {"at risk", "存在风险"};
}

Score ScoreOf(std::span<const CheckResult> results, ObjectClass object_class) {
  const int worst_points = PointsOf(RiskOf(Outcome::kCritical, object_class));
  Score score{.low = kFullScore, .high = kFullScore};
  bool high_risk_open = false;
  for (const auto& [check, tally] : TallyByCheck(results, object_class)) {
    if (!tally.applicable) continue;
    ++score.coverage.due;
    if (!tally.unseen) ++score.coverage.answered;
    const int points = PointsOf(tally.worst);
    score.high -= points;
    score.low -= tally.unseen ? worst_points : points;
    high_risk_open = high_risk_open || tally.worst == Risk::kHigh;
    if (points > 0) {
      score.deductions.push_back({check, points, tally.worst, tally.items_at_worst});
    }
  }
  score.low = std::max(score.low, 0);
  score.high = std::max(score.high, 0);
  if (score.coverage.due == 0) score.low = 0;  // nothing was looked at
  score.grade = GradeOf(score.low, high_risk_open);
  std::stable_sort(score.deductions.begin(), score.deductions.end(),
                   [](const Deduction& a, const Deduction& b) { return a.points > b.points; });
  return score;
}

}  // namespace xunjian
