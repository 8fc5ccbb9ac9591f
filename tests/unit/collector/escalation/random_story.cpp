#include "random_story.h"

#include <algorithm>

namespace xunjian {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr int kMinutes = 36 * 60;
constexpr std::chrono::sys_days kFirstDay = std::chrono::year(2027) / 12 / 24;

bool Chance(int one_in) { return *rc::gen::inRange(0, one_in) == 0; }

// Of minutes whose 75 % are whole, too.
ClockAmount AnyAmount(int most) {
  if (Chance(12)) return {Duration::zero(), 1};
  return {minutes(4 * *rc::gen::inRange(1, most / 4 + 1)), 0};
}

EscalationTarget AnyTarget() {
  using Kind = EscalationTarget::Kind;
  static const std::vector<EscalationTarget> kAll = {{Kind::kPerson, "a"},
                                                     {Kind::kPerson, "b"},
                                                     {Kind::kRoster, "turns"},
                                                     {Kind::kRoster, "late"}};
  return *rc::gen::elementOf(kAll);
}

EscalationStep AnyStep(Duration not_before) {
  EscalationStep step;
  step.after = {not_before + minutes(4 * *rc::gen::inRange(0, 40)), 0};
  step.targets = {AnyTarget()};
  if (Chance(2)) step.targets.push_back(AnyTarget());
  step.all_must_ack = Chance(3);
  step.only_in_working_time = Chance(3);
  if (Chance(2)) return step;
  step.repeat = AnyAmount(120);
  step.repeats = *rc::gen::inRange(1, 5);
  return step;
}

TierPolicy AnyTier(Tier name) {
  TierPolicy tier;
  tier.tier = name;
  tier.working_time = Chance(3);
  tier.respond = AnyAmount(240);
  tier.hand_over = AnyAmount(480);
  Duration after{};
  const int steps = *rc::gen::inRange(1, 4);
  for (int i = 0; i < steps; ++i) {
    tier.steps.push_back(AnyStep(after));
    after = tier.steps.back().after.time;
  }
  return tier;
}

EscalationPolicy AnyPolicy(const std::string& name, std::set<IncidentGrade> grades) {
  EscalationPolicy policy;
  policy.name = name;
  policy.grades = std::move(grades);
  policy.restore = AnyAmount(1200);
  policy.working_time = Chance(3);
  for (const Tier tier : kAllTiers) {
    if (!Chance(3)) policy.tiers.push_back(AnyTier(tier));
  }
  if (policy.tiers.empty()) policy.tiers.push_back(AnyTier(Tier::kExpertGroup));
  policy.tiers.back().hand_over.reset();
  return policy;
}

EscalationWorld AnyWorld() {
  WorkingCalendar calendar({.from = hours(9), .to = hours(17)}, hours(8));
  for (int i = 0; i < 4; ++i) {
    calendar.SetDay(
        kFirstDay + std::chrono::days(*rc::gen::inRange(0, 16)),
        Chance(2) ? WorkingCalendar::DayKind::kHoliday : WorkingCalendar::DayKind::kWorkday);
  }
  EscalationWorld world;
  world.calendars[""] = calendar;
  world.rosters["turns"] = {.name = "turns",
                            .rotations = {{.people = {"a", "b", "c"}, .from = kFirstDay}}};
  // Nobody before the last day of the year.
  world.rosters["late"] = {
      .name = "late", .rotations = {{.people = {"c"}, .from = kFirstDay + std::chrono::days(7)}}};
  return world;
}

StoryEvent AnyEvent() {
  StoryEvent event;
  event.minute = *rc::gen::inRange(0, kMinutes);
  event.kind = static_cast<StoryEvent::Kind>(
      *rc::gen::weightedElement<int>({{5, 0}, {3, 1}, {4, 2}, {1, 3}, {2, 4}, {2, 5}}));
  event.person = *rc::gen::element<std::string>("a", "b", "c", "d");
  event.grade = *rc::gen::elementOf(kAllGrades);
  return event;
}

Story MakeStory() {
  Story story;
  story.rules.policies = {AnyPolicy("grave", {IncidentGrade::kOne, IncidentGrade::kTwo}),
                          AnyPolicy("light", {IncidentGrade::kThree, IncidentGrade::kFour})};
  if (Chance(3)) story.rules.grading.raise_on_missed = {};
  story.world = AnyWorld();
  story.facts.incident = 7;
  story.facts.since = Timestamp(kFirstDay) + minutes(*rc::gen::inRange(0, 13 * 24 * 60));
  story.facts.grade = *rc::gen::elementOf(kAllGrades);
  const int events = *rc::gen::inRange(0, 8);
  for (int i = 0; i < events; ++i) story.events.push_back(AnyEvent());
  std::stable_sort(story.events.begin(), story.events.end(),
                   [](const auto& a, const auto& b) { return a.minute < b.minute; });
  story.minutes = kMinutes;
  return story;
}

}  // namespace

// Of full size from the first: a small story has no second tier.
rc::Gen<Story> AnyStory() { return rc::gen::resize(rc::kNominalSize, rc::gen::exec(MakeStory)); }

}  // namespace xunjian
