#include "slow_model.h"

#include <fmt/format.h>

#include <algorithm>

namespace xunjian {
namespace {

using std::chrono::minutes;

// Minutes that a clock ran: always, and in working time.
struct Counter {
  int always = 0;
  int working = 0;
  int In(bool working_time) const { return working_time ? working : always; }
};

class SlowModel {
 public:
  explicit SlowModel(const Story& story) : story_(story), grade_(FactsAt(story, 0).grade) {
    Own(story.facts.first_tier);
    const EscalationPolicy* policy = Policy();
    if (!FindTier(*policy, tier_)) tier_ = NextTier(*policy, tier_)->tier;
  }

  std::vector<std::string> Tell() {
    for (minute_ = 0; minute_ <= story_.minutes; ++minute_) {
      for (const StoryEvent& event : story_.events) {
        if (event.minute == minute_ && event.kind == StoryEvent::Kind::kAcknowledge) {
          acknowledged_by_.insert(event.person);
        }
      }
      TakeFacts();
      while (runs_ && DoOne()) continue;
      if (runs_) Count();
    }
    return told_;
  }

 private:
  bool Working() const {
    return CalendarNow().IsWorkingTime(story_.facts.since + minutes(minute_));
  }
  const WorkingCalendar& CalendarNow() const { return story_.world.calendars.at(""); }
  const EscalationPolicy* Policy() const {
    return ChoosePolicy(story_.rules, story_.facts.subject, Raise(grade_, raised_));
  }

  void Own(Tier tier) {
    tier_ = tier;
    ++visit_;
    owned_ = respond_ = {};
    acknowledged_by_.clear();
    calls_.clear();
    crossed_.clear();
  }

  void TakeFacts() {
    const EscalationFacts facts = FactsAt(story_, minute_);
    if (facts.grade != grade_) raised_ = 0;
    grade_ = facts.grade;
    const bool solved = facts.status == IncidentStatus::kSolved;
    if (solved_ && !solved) Own(tier_);
    solved_ = solved;
    runs_ = !solved && !facts.paused;
  }

  void Count() {
    const int working = Working() ? 1 : 0;
    owned_ = {owned_.always + 1, owned_.working + working};
    restore_ = {restore_.always + 1, restore_.working + working};
    if (acknowledged_by_.empty()) respond_ = {respond_.always + 1, respond_.working + working};
  }

  int Minutes(const ClockAmount& amount, bool working_time) const {
    const Duration day = working_time ? CalendarNow().WorkingDay() : std::chrono::days(1);
    return static_cast<int>((amount.time + amount.days * day) / minutes(1));
  }

  bool DoOne() {
    const EscalationPolicy& policy = *Policy();
    const TierPolicy* tier = FindTier(policy, tier_);
    const TierPolicy* next = NextTier(policy, tier_);
    if (tier && acknowledged_by_.empty() &&
        Cross(policy, ClockKind::kRespond, respond_, tier->respond, tier->working_time)) {
      return true;
    }
    const bool hands = tier && tier->hand_over && next;
    if (hands &&
        Cross(policy, ClockKind::kHandOver, owned_, *tier->hand_over, tier->working_time)) {
      return true;
    }
    if (Cross(policy, ClockKind::kRestore, restore_, policy.restore, policy.working_time))
      return true;
    if (tier && Call(policy, *tier)) return true;
    const bool over =
        hands && owned_.In(tier->working_time) >= Minutes(*tier->hand_over, tier->working_time);
    if (!over && (tier || !next)) return false;
    Tell(fmt::format("handed over {} {}", ToString(tier_), ToString(next->tier)));
    Own(next->tier);
    return true;
  }

  bool Cross(const EscalationPolicy& policy, ClockKind clock, const Counter& counter,
             const ClockAmount& goal, bool working_time) {
    for (const int percent : {75, 100}) {
      if (counter.In(working_time) * 100 < Minutes(goal, working_time) * percent) continue;
      const std::string mark = fmt::format("{} {} {}", policy.name, ToString(clock), percent);
      auto& marks = clock == ClockKind::kRestore ? restore_crossed_ : crossed_;
      if (!marks.insert(mark).second) continue;
      Tell(fmt::format("{} {} {}", ToString(clock), percent, ToString(tier_)));
      if (percent == 100) RaiseFor(clock);
      return true;
    }
    return false;
  }

  void RaiseFor(ClockKind clock) {
    const IncidentGrade from = Raise(grade_, raised_);
    if (story_.rules.grading.raise_on_missed.count(clock) == 0 || from == IncidentGrade::kOne)
      return;
    if (!missed_.insert({clock, clock == ClockKind::kRestore ? 0 : visit_}).second) return;
    ++raised_;
    Tell(fmt::format("raised {} {} {}", ToString(from), ToString(Raise(grade_, raised_)),
                     ToString(clock)));
  }

  bool Call(const EscalationPolicy& policy, const TierPolicy& tier) {
    for (std::size_t i = 0; i < tier.steps.size(); ++i) {
      const EscalationStep& step = tier.steps[i];
      int& made = calls_[{policy.name, i}];
      int delay = Minutes(step.after, tier.working_time);
      if (step.repeat) delay += made * Minutes(*step.repeat, tier.working_time);
      const bool due = made <= step.repeats && owned_.In(tier.working_time) >= delay &&
                       (!step.only_in_working_time || Working());
      if (!due || (!step.all_must_ack && !acknowledged_by_.empty())) continue;
      if (!EverybodyKnows(step)) {
        Tell(fmt::format("call {}/{}/{}/{}/{}/{}", story_.facts.incident, visit_, ToString(tier_),
                         policy.name, i, made));
      }
      ++made;
      return true;
    }
    return false;
  }

  bool EverybodyKnows(const EscalationStep& step) const {
    std::set<std::string> called;
    for (const EscalationTarget& target : step.targets) {
      if (target.kind == EscalationTarget::Kind::kPerson) called.insert(target.name);
      if (target.kind != EscalationTarget::Kind::kRoster) continue;
      const auto duty =
          FindDuty(story_.world.rosters.at(target.name), story_.facts.since + minutes(minute_));
      called.insert(duty.begin(), duty.end());
    }
    return step.all_must_ack && !called.empty() &&
           std::includes(acknowledged_by_.begin(), acknowledged_by_.end(), called.begin(),
                         called.end());
  }

  void Tell(const std::string& text) { told_.push_back(fmt::format("{} {}", minute_, text)); }

  const Story& story_;
  int minute_ = 0;
  IncidentGrade grade_;
  int raised_ = 0;
  bool solved_ = false;
  bool runs_ = true;
  Tier tier_ = Tier::kProvince;
  int visit_ = 0;
  Counter owned_, respond_, restore_;
  std::set<std::string> acknowledged_by_;
  std::map<std::pair<std::string, std::size_t>, int> calls_;
  std::set<std::string> crossed_, restore_crossed_;
  std::set<std::pair<ClockKind, int>> missed_;
  std::vector<std::string> told_;
};

}  // namespace

EscalationFacts FactsAt(const Story& story, int minute) {
  using Kind = StoryEvent::Kind;
  EscalationFacts facts = story.facts;
  for (const StoryEvent& event : story.events) {
    if (event.minute > minute) break;
    const Timestamp at = facts.since + minutes(event.minute);
    if (event.kind == Kind::kAcknowledge) facts.acknowledgements.push_back({event.person, at});
    if (event.kind == Kind::kPause) facts.paused = true;
    if (event.kind == Kind::kResume) facts.paused = false;
    if (event.kind == Kind::kSolve) facts.status = IncidentStatus::kSolved;
    if (event.kind == Kind::kReopen) facts.status = IncidentStatus::kInProgress;
    if (event.kind == Kind::kGrade) facts.grade = event.grade;
  }
  return facts;
}

std::vector<std::string> TellSlowly(const Story& story) { return SlowModel(story).Tell(); }

}  // namespace xunjian
