#include <catch2/catch.hpp>

#include "china.h"
#include "collector/escalation/read_escalation.h"
#include "escalation_case.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

std::string Wall(Timestamp at) { return FormatRfc3339(at + 8h).substr(5, 11); }

EscalationRules Rules(const std::string& text) {
  EscalationNames names = BuiltInNames();
  names.people = {"wang", "li", "zhao"};
  names.rosters = {"zj"};
  names.channels = {"sms"};
  auto file = TomlFile::Parse(text, "p.toml");
  TomlTable root = file.value().root();
  EscalationRules rules = ReadEscalation(root, names);
  file->Finish().value();
  return rules;
}

// Province, then expert group; no fallback holds anybody.
EscalationRules TwoTiers(const std::string& province_step, const std::string& grading = "") {
  return Rules(grading + R"(
[[escalation]]
name = "p"
restore = "4h"
fallback = "role:auditor"
[[escalation.tier]]
name = "province"
respond = "20m"
hand_over = "1h"
[[escalation.tier.step]]
)" + province_step +
               R"(
[[escalation.tier]]
name = "expert-group"
respond = "20m"
[[escalation.tier.step]]
targets = "role:expert"
)");
}

EscalationCase Opened(EscalationRules rules, const char* since = "2026-11-23T10:00") {
  EscalationCase incident;
  incident.rules = std::move(rules);
  incident.world.roles = {{"operator", {"zhang", "wang"}},
                          {"seat", {"sun"}},
                          {"expert", {"qian"}},
                          {"leader", {"chen"}}};
  incident.facts.incident = 1;
  incident.facts.since = China(since);
  incident.facts.grade = IncidentGrade::kTwo;
  incident.facts.subject = {"zj", "database"};
  return incident;
}

Lines At(EscalationCase& incident, const char* now) {
  Lines lines;
  for (const EscalationEvent& event : incident.At(China(now))) {
    lines.push_back(InWords(event, Wall));
  }
  return lines;
}

std::string Next(const EscalationCase& incident) {
  return incident.next ? Wall(*incident.next) : "never";
}

void Acknowledge(EscalationCase& incident, const std::string& person, const char* at) {
  incident.facts.acknowledgements.push_back({person, China(at)});
}

}  // namespace

TEST_CASE("the default for grade I: calls, clocks and hand-overs in their order") {
  EscalationCase incident = Opened(DefaultEscalation(), "2026-11-22T02:00");  // a Sunday night
  incident.facts.grade = IncidentGrade::kOne;
  CHECK(At(incident, "2026-11-22T02:00") ==
        Lines{"11-22T02:00 call 1/1/province/grade-i/0/0 zhang wang"});
  CHECK(Next(incident) == "11-22T02:05");
  CHECK(At(incident, "2026-11-22T02:29") ==
        Lines{"11-22T02:05 call 1/1/province/grade-i/0/5 x5 zhang wang",
              "11-22T02:11 respond 75 province", "11-22T02:15 respond 100 province",
              "11-22T02:15 call 1/1/province/grade-i/1/0 chen",
              "11-22T02:22 hand_over 75 province"});
  CHECK(At(incident, "2026-11-22T02:30") ==
        Lines{"11-22T02:30 hand_over 100 province", "11-22T02:30 handed over province call-centre",
              "11-22T02:30 call 1/2/call-centre/grade-i/0/0 sun"});
  const Lines rest = At(incident, "2026-11-22T06:00");
  CHECK(rest.back() == "11-22T06:00 restore 100 expert-group");
  CHECK(Next(incident) == "never");
}

TEST_CASE("the default for grade IV calls in working time only, and a day is a working day") {
  EscalationCase incident = Opened(DefaultEscalation(), "2026-11-21T02:00");  // a Saturday
  incident.facts.grade = IncidentGrade::kFour;
  CHECK(At(incident, "2026-11-21T02:00").empty());
  CHECK(Next(incident) == "11-23T09:00");
  CHECK(At(incident, "2026-11-23T09:00") ==
        Lines{"11-23T09:00 call 1/1/province/grade-iv/0/0 zhang wang"});
  Acknowledge(incident, "wang", "2026-11-23T09:30");
  CHECK(At(incident, "2026-11-23T09:30").empty());
  CHECK(Next(incident) == "11-25T11:07");  // 75 % of three working days
  CHECK(At(incident, "2026-11-25T18:00") == Lines{"11-25T11:07 hand_over 75 province",
                                                  "11-25T17:30 hand_over 100 province",
                                                  "11-25T17:30 handed over province call-centre"});
  CHECK(Next(incident) == "11-26T09:00");
}

TEST_CASE("an outage over several deadlines: all of it in order, nothing twice") {
  EscalationCase incident =
      Opened(TwoTiers("targets = \"person:li\"\nrepeat = \"10m\"\nrepeats = 9"));
  CHECK(At(incident, "2026-11-23T10:00").size() == 1);
  CHECK(At(incident, "2026-11-23T11:30") ==
        Lines{"11-23T10:10 call 1/1/province/p/0/6 x6 li", "11-23T10:15 respond 75 province",
              "11-23T10:20 respond 100 province", "11-23T10:20 raised II I respond",
              "11-23T10:45 hand_over 75 province", "11-23T11:00 hand_over 100 province",
              "11-23T11:00 handed over province expert-group",
              "11-23T11:00 call 1/2/expert-group/p/0/0 qian", "11-23T11:15 respond 75 expert-group",
              "11-23T11:20 respond 100 expert-group"});
  CHECK(At(incident, "2026-11-23T11:30").empty());
}

TEST_CASE("an acknowledgement stops the respond clock and the steps of its tier") {
  EscalationCase incident =
      Opened(TwoTiers("targets = \"person:li\"\nrepeat = \"10m\"\nrepeats = 9"));
  At(incident, "2026-11-23T10:00");
  Acknowledge(incident, "wang", "2026-11-23T10:10");
  CHECK(At(incident, "2026-11-23T10:10").empty());  // at the moment of a repeat: it came in time
  CHECK(Next(incident) == "11-23T10:45");
  CHECK(At(incident, "2026-11-23T11:00") == Lines{"11-23T10:45 hand_over 75 province",
                                                  "11-23T11:00 hand_over 100 province",
                                                  "11-23T11:00 handed over province expert-group",
                                                  "11-23T11:00 call 1/2/expert-group/p/0/0 qian"});
  CHECK(Next(incident) == "11-23T11:15");  // the next tier has a respond clock of its own
}

TEST_CASE("an acknowledgement that is told late settles only what was due after it") {
  EscalationCase incident =
      Opened(TwoTiers("targets = \"person:li\"\nrepeat = \"10m\"\nrepeats = 9"));
  Acknowledge(incident, "li", "2026-11-23T10:15");
  CHECK(At(incident, "2026-11-23T10:40") == Lines{"11-23T10:00 call 1/1/province/p/0/1 x2 li"});
}

TEST_CASE("where all must acknowledge, calls go on to those who did not") {
  EscalationCase incident =
      Opened(TwoTiers("targets = [\"role:operator\", \"person:li\"]\nrepeat = \"10m\"\nrepeats = "
                      "9\nall_must_ack = true"));
  CHECK(At(incident, "2026-11-23T10:00") ==
        Lines{"11-23T10:00 call 1/1/province/p/0/0 zhang wang li"});
  Acknowledge(incident, "wang", "2026-11-23T10:05");
  CHECK(At(incident, "2026-11-23T10:10") == Lines{"11-23T10:10 call 1/1/province/p/0/1 zhang li"});
  Acknowledge(incident, "li", "2026-11-23T10:15");
  Acknowledge(incident, "zhang", "2026-11-23T10:16");
  CHECK(At(incident, "2026-11-23T10:40").empty());
}

TEST_CASE("a pause moves all that is to come and nothing is missed meanwhile") {
  EscalationCase incident = Opened(TwoTiers("after = \"30m\"\ntargets = \"person:li\""));
  At(incident, "2026-11-23T10:00");
  incident.facts.paused = true;
  CHECK(At(incident, "2026-11-23T10:10").empty());
  CHECK(Next(incident) == "never");
  CHECK(At(incident, "2026-11-24T10:10").empty());
  incident.facts.paused = false;
  CHECK(At(incident, "2026-11-24T11:00").empty());
  CHECK(Next(incident) == "11-24T11:05");
  CHECK(At(incident, "2026-11-24T11:20") ==
        Lines{"11-24T11:05 respond 75 province", "11-24T11:10 respond 100 province",
              "11-24T11:10 raised II I respond", "11-24T11:20 call 1/1/province/p/0/0 li"});
}

TEST_CASE("re-grading counts what was spent and never begins anew") {
  EscalationCase incident = Opened(DefaultEscalation());
  incident.facts.grade = IncidentGrade::kThree;
  At(incident, "2026-11-23T10:00");
  At(incident, "2026-11-23T10:40");
  incident.facts.grade = IncidentGrade::kOne;
  // 40 minutes are more than grade I has: all at once, at this moment and not in the past.
  CHECK(At(incident, "2026-11-23T10:40") ==
        Lines{"11-23T10:40 respond 75 province", "11-23T10:40 respond 100 province",
              "11-23T10:40 hand_over 75 province", "11-23T10:40 hand_over 100 province",
              "11-23T10:40 call 1/1/province/grade-i/0/5 x6 zhang wang",
              "11-23T10:40 call 1/1/province/grade-i/1/0 chen",
              "11-23T10:40 handed over province call-centre",
              "11-23T10:40 call 1/2/call-centre/grade-i/0/0 sun"});
  incident.facts.grade = IncidentGrade::kThree;
  CHECK(At(incident, "2026-11-23T10:41") ==
        Lines{"11-23T10:41 call 1/2/call-centre/grade-iii/0/0 sun"});
  CHECK(incident.state.restore.events().size() == 1);
}

TEST_CASE("a missed clock raises the grade once, unless the rules say otherwise") {
  EscalationCase incident = Opened(DefaultEscalation());
  incident.facts.grade = IncidentGrade::kThree;
  At(incident, "2026-11-23T10:00");
  const Lines lines = At(incident, "2026-11-23T12:00");
  CHECK(std::count(lines.begin(), lines.end(), "11-23T12:00 raised III II respond") == 1);
  CHECK(GradeOf(incident.state) == IncidentGrade::kTwo);
  // IncidentGrade II missed the same clock long ago, which raises nothing.
  CHECK_THAT(lines, Catch::VectorContains(std::string("11-23T12:00 respond 100 province")));
  incident.facts.grade = IncidentGrade::kFour;  // a person decides
  At(incident, "2026-11-23T12:01");
  CHECK(GradeOf(incident.state) == IncidentGrade::kFour);

  EscalationCase quiet =
      Opened(TwoTiers("targets = \"person:li\"", "[grading]\nraise_on_missed = []\n"));
  At(quiet, "2026-11-24T10:00");
  CHECK(GradeOf(quiet.state) == IncidentGrade::kTwo);
}

TEST_CASE("a solved incident calls nobody; reopened it calls its tier anew and keeps the total") {
  EscalationCase incident = Opened(TwoTiers("targets = \"person:li\""));
  At(incident, "2026-11-23T10:00");
  incident.facts.status = IncidentStatus::kSolved;
  CHECK(At(incident, "2026-11-23T10:10").empty());
  CHECK(Next(incident) == "never");
  incident.facts.status = IncidentStatus::kConfirmed;
  CHECK(At(incident, "2026-11-30T10:10").empty());
  incident.facts.status = IncidentStatus::kInProgress;
  CHECK(At(incident, "2026-12-01T10:00") == Lines{"12-01T10:00 call 1/2/province/p/0/0 li"});
  const WorkingCalendar calendar;
  CHECK(incident.state.restore.Spent(TimeBase(calendar, false), China("2026-12-01T10:05")) ==
        15min);
}

TEST_CASE("an incident that is solved when first seen calls nobody") {
  EscalationCase incident = Opened(TwoTiers("targets = \"person:li\""));
  incident.facts.status = IncidentStatus::kSolved;
  CHECK(At(incident, "2026-11-24T10:00").empty());
  CHECK(Next(incident) == "never");
}

TEST_CASE("nobody on duty is said, and the fallback is called instead") {
  EscalationRules rules = TwoTiers("targets = [\"roster:zj\", \"person:li\"]");
  rules.policies[0].fallback = {{EscalationTarget::Kind::kRole, "auditor"},
                                {EscalationTarget::Kind::kRole, "leader"}};
  EscalationCase incident = Opened(rules);
  const auto events = incident.At(China("2026-11-23T10:00"));
  REQUIRE(events.size() == 1);
  CHECK(InWords(events[0], Wall) == "11-23T10:00 call 1/1/province/p/0/0 li chen !zj");
  CHECK(std::get<StepDue>(events[0]).used_fallback);

  EscalationCase empty = Opened(TwoTiers("targets = \"roster:zj\""));
  CHECK(At(empty, "2026-11-23T10:00") == Lines{"11-23T10:00 call 1/1/province/p/0/0 !zj"});
}

TEST_CASE("a call that is late goes to who has duty now") {
  EscalationCase incident = Opened(TwoTiers("targets = [\"roster:zj\", \"channel:sms:1\"]"));
  incident.world.rosters["zj"] = {
      .name = "zj", .rotations = {{.people = {"wang", "li"}, .from = 2026y / 11 / 23}}};
  CHECK(At(incident, "2026-11-24T10:00").front() == "11-23T10:00 call 1/1/province/p/0/0 li sms:1");
}

TEST_CASE("a tier that the policy lacks is passed over") {
  EscalationCase incident = Opened(TwoTiers("targets = \"person:li\""));
  incident.facts.first_tier = Tier::kCallCentre;
  CHECK(At(incident, "2026-11-23T10:00") == Lines{"11-23T10:00 call 1/1/expert-group/p/0/0 qian"});

  EscalationCase changed = Opened(DefaultEscalation());
  changed.rules.grading.raise_on_missed = {};
  At(changed, "2026-11-23T10:00");
  At(changed, "2026-11-23T12:01");  // with the call centre now
  changed.rules = TwoTiers("targets = \"person:li\"");
  CHECK_THAT(
      At(changed, "2026-11-23T12:01"),
      Catch::VectorContains(std::string("11-23T12:01 handed over call-centre expert-group")));
}

TEST_CASE("a person hands up before the clock; nothing below the new tier goes on") {
  EscalationCase incident =
      Opened(TwoTiers("targets = \"person:li\"\nrepeat = \"10m\"\nrepeats = 9"));
  At(incident, "2026-11-23T10:05");
  incident.state = HandUp(incident.rules, incident.state, China("2026-11-23T10:05")).value();
  CHECK(At(incident, "2026-11-23T10:14") == Lines{"11-23T10:05 call 1/2/expert-group/p/0/0 qian"});
  CHECK(HandUp(incident.rules, incident.state, China("2026-11-23T10:14")).error().code() ==
        ErrorCode::kConflict);
}

TEST_CASE("a tier bounces once, with a reason, and the total clock goes on") {
  EscalationCase incident = Opened(TwoTiers("targets = \"person:li\""));
  At(incident, "2026-11-23T11:05");
  const Timestamp now = China("2026-11-23T11:05");
  CHECK(Bounce(incident.state, " ", now).error().code() == ErrorCode::kInvalidArgument);
  incident.state = Bounce(incident.state, "no log was attached", now).value();
  CHECK(At(incident, "2026-11-23T11:05") == Lines{"11-23T11:05 call 1/3/province/p/0/0 li"});
  CHECK(incident.state.restore.events().size() == 1);
  CHECK(Bounce(incident.state, "why", now).error().code() == ErrorCode::kConflict);  // from nobody
  At(incident, "2026-11-23T12:05");
  CHECK(incident.state.visits.back().tier == Tier::kExpertGroup);
  CHECK(Bounce(incident.state, "again", China("2026-11-23T12:05")).error().code() ==
        ErrorCode::kConflict);
}

TEST_CASE("acts on a solved incident are refused") {
  EscalationCase incident = Opened(TwoTiers("targets = \"person:li\""));
  At(incident, "2026-11-23T11:05");
  incident.facts.status = IncidentStatus::kSolved;
  At(incident, "2026-11-23T11:06");
  const Timestamp now = China("2026-11-23T11:07");
  CHECK(Bounce(incident.state, "why", now).error().code() == ErrorCode::kConflict);
  CHECK(HandUp(incident.rules, incident.state, now).error().code() == ErrorCode::kConflict);
}

TEST_CASE("what is handed up during a pause waits for its end") {
  EscalationCase incident = Opened(TwoTiers("targets = \"person:li\""));
  At(incident, "2026-11-23T10:00");
  incident.facts.paused = true;
  At(incident, "2026-11-23T10:10");
  incident.state = HandUp(incident.rules, incident.state, China("2026-11-23T10:20")).value();
  CHECK(At(incident, "2026-11-23T10:20").empty());
  incident.facts.paused = false;
  CHECK(At(incident, "2026-11-23T11:00") == Lines{"11-23T11:00 call 1/2/expert-group/p/0/0 qian"});
}

TEST_CASE("without a policy nothing is due, and the clocks go on") {
  EscalationCase incident = Opened(EscalationRules{});
  CHECK(At(incident, "2026-11-23T10:00").empty());
  CHECK(Next(incident) == "never");
  incident.rules = TwoTiers("targets = \"person:li\"");
  CHECK_FALSE(At(incident, "2026-11-23T10:30").empty());
}

}  // namespace xunjian
