#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "escalation_case.h"
#include "random_story.h"

namespace xunjian {
namespace {

using std::chrono::minutes;

struct Told {
  std::vector<EscalationEvent> events;
  EscalationState state;
  std::optional<Timestamp> next;
};

// The story, looked at in these minutes and whenever something happens in it.
Told Tell(const Story& story, std::vector<int> looks) {
  for (const StoryEvent& event : story.events) looks.push_back(event.minute);
  looks.push_back(0);
  looks.push_back(story.minutes);
  std::sort(looks.begin(), looks.end());
  EscalationCase incident{story.rules, story.world, story.facts, {}, {}};
  Told told;
  for (const int minute : looks) {
    incident.facts = FactsAt(story, minute);
    auto events = incident.At(story.facts.since + minutes(minute));
    std::move(events.begin(), events.end(), std::back_inserter(told.events));
  }
  told.state = incident.state;
  told.next = incident.next;
  return told;
}

std::vector<int> EveryMinute(const Story& story) {
  std::vector<int> looks;
  for (int minute = 0; minute <= story.minutes; ++minute) looks.push_back(minute);
  return looks;
}

std::vector<int> AnyLooks(const Story& story) {
  return *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, story.minutes + 1));
}

// Each call by itself, without its time.
std::vector<std::string> CallsOf(const std::vector<EscalationEvent>& events) {
  std::vector<std::string> calls;
  for (const EscalationEvent& event : events) {
    const auto* due = std::get_if<StepDue>(&event);
    if (!due) continue;
    StepKey key = due->key;
    for (key.repeat -= due->count - 1; key.repeat <= due->key.repeat; ++key.repeat) {
      calls.push_back(ToString(key));
    }
  }
  return calls;
}

std::vector<std::string> MinuteByMinute(const Story& story) {
  const auto clock = [&](Timestamp at) {
    return fmt::to_string((at - story.facts.since) / minutes(1));
  };
  std::vector<std::string> lines;
  for (const EscalationEvent& event : Tell(story, EveryMinute(story)).events) {
    const auto* due = std::get_if<StepDue>(&event);
    if (!due) {
      lines.push_back(InWords(event, clock));
      continue;
    }
    for (const std::string& call : CallsOf({event})) {
      lines.push_back(fmt::format("{} call {}", clock(due->due_at), call));
    }
  }
  return lines;
}

Timestamp TimeOf(const EscalationEvent& event) {
  if (const auto* due = std::get_if<StepDue>(&event)) return due->due_at;
  if (const auto* crossed = std::get_if<ThresholdCrossed>(&event)) return crossed->at;
  if (const auto* raised = std::get_if<GradeRaised>(&event)) return raised->at;
  return std::get<HandedOver>(event).at;
}

std::vector<std::string> Sorted(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("the engine: what a slow model says minute by minute, it says") {
  CHECK(rc::check("engine and slow model", [] {
    const Story story = *AnyStory();
    const auto told = MinuteByMinute(story);
    const auto expected = TellSlowly(story);
    RC_CLASSIFY(!story.events.empty(), "people act");
    RC_CLASSIFY(expected.size() > 20, "more than twenty events");
    RC_ASSERT(told == expected);
  }));
}

TEST_CASE("the engine: properties that hold however often it is asked") {
  CHECK(rc::check("looking more often changes nothing: the same calls, the same state", [] {
    const Story story = *AnyStory();
    const Told once = Tell(story, {});
    const Told often = Tell(story, AnyLooks(story));
    RC_ASSERT((often.state == once.state));
    RC_ASSERT((often.next == once.next));
    RC_ASSERT(Sorted(CallsOf(often.events)) == Sorted(CallsOf(once.events)));
  }));
  CHECK(rc::check("no call is made twice, and repeats are counted without a hole", [] {
    const Story story = *AnyStory();
    std::vector<std::string> calls = Sorted(CallsOf(Tell(story, AnyLooks(story)).events));
    RC_ASSERT(std::adjacent_find(calls.begin(), calls.end()) == calls.end());
  }));
  CHECK(rc::check("events come in the order they were due, none from the future", [] {
    const Story story = *AnyStory();
    EscalationCase incident{story.rules, story.world, story.facts, {}, {}};
    Timestamp before = story.facts.since;
    for (const int minute : {0, story.minutes / 3, story.minutes}) {
      incident.facts = FactsAt(story, minute);
      const Timestamp now = story.facts.since + minutes(minute);
      for (const EscalationEvent& event : incident.At(now)) {
        RC_ASSERT((TimeOf(event) >= before));
        RC_ASSERT((TimeOf(event) <= now));
        before = TimeOf(event);
      }
      RC_ASSERT((!incident.next || *incident.next > now));
    }
  }));
  CHECK(rc::check("nothing happens before the moment it names, and something can then", [] {
    const Story story = *AnyStory();
    EscalationCase incident{story.rules, story.world, story.facts, {}, {}};
    incident.At(story.facts.since);
    for (int i = 0; i < 20 && incident.next; ++i) {
      const Timestamp next = *incident.next;
      RC_ASSERT(incident.At(next - std::chrono::nanoseconds(1)).empty());
      RC_ASSERT((incident.next == next));
      incident.At(next);
    }
  }));
  CHECK(rc::check("a solved incident calls nobody and names no moment", [] {
    const Story story = *AnyStory();
    EscalationCase incident{story.rules, story.world, story.facts, {}, {}};
    const Timestamp solved = story.facts.since + minutes(*rc::gen::inRange(0, story.minutes));
    incident.At(solved);
    incident.facts.status = IncidentStatus::kSolved;
    RC_ASSERT(incident.At(solved).empty());
    RC_ASSERT(!incident.next.has_value());
    RC_ASSERT(incident.At(solved + std::chrono::days(400)).empty());
  }));
  CHECK(rc::check("a wall clock that goes back neither doubles nor forgets", [] {
    const Story story = *AnyStory();
    EscalationCase straight{story.rules, story.world, story.facts, {}, {}};
    EscalationCase jumping = straight;
    const Timestamp first = story.facts.since + minutes(*rc::gen::inRange(0, story.minutes));
    const Timestamp end = story.facts.since + minutes(story.minutes);
    straight.At(first);
    jumping.At(first);
    RC_ASSERT(jumping.At(first - minutes(*rc::gen::inRange(0, 10000))).empty());
    RC_ASSERT(CallsOf(jumping.At(end)) == CallsOf(straight.At(end)));
    RC_ASSERT((jumping.state == straight.state));
  }));
}

TEST_CASE("the engine: another grade and back again is as if nothing had been") {
  CHECK(rc::check("re-grading there and back", [] {
    Story story = *AnyStory();
    story.events.clear();
    story.rules.grading.raise_on_missed = {};
    // One tier: a hand-over that the other grade asked for would stay.
    for (EscalationPolicy& policy : story.rules.policies) {
      policy.tiers = {policy.tiers.back()};
      policy.tiers.front().tier = Tier::kProvince;
    }
    story.facts.grade = IncidentGrade::kThree;
    EscalationCase straight{story.rules, story.world, story.facts, {}, {}};
    EscalationCase changed = straight;
    const Timestamp there = story.facts.since + minutes(*rc::gen::inRange(0, story.minutes));
    const Timestamp back = there + minutes(*rc::gen::inRange(0, 600));
    const Timestamp end = back + std::chrono::days(21);
    const auto calls = [](const std::vector<EscalationEvent>& events) {
      std::vector<std::string> light = CallsOf(events);
      std::erase_if(
          light, [](const std::string& call) { return call.find("/light/") == std::string::npos; });
      return light;
    };
    straight.At(there);
    changed.At(there);
    changed.facts.grade = IncidentGrade::kOne;
    changed.At(there);
    changed.At(back - std::chrono::nanoseconds(1));
    changed.facts.grade = IncidentGrade::kThree;
    const auto whole = [&](EscalationCase& incident) {
      auto all = calls(incident.At(back));
      const auto later = calls(incident.At(end));
      all.insert(all.end(), later.begin(), later.end());
      return Sorted(all);
    };
    RC_ASSERT(whole(changed) == whole(straight));
    RC_ASSERT((changed.state.restore == straight.state.restore));
  }));
}

}  // namespace xunjian
