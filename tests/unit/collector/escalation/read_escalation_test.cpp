#include "collector/escalation/read_escalation.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using Kind = EscalationTarget::Kind;

EscalationNames Names() {
  EscalationNames names = BuiltInNames();
  names.people = {"wang", "li"};
  names.rosters = {"zj-day", "hq"};
  names.channels = {"sms", "wecom"};
  names.this_year = 2026y;
  names.calendars[""] = WorkingCalendar();
  WorkingCalendar past;
  past.SetDay(2025y / 10 / 1, WorkingCalendar::DayKind::kHoliday);
  names.calendars["past"] = past;
  return names;
}

Result<EscalationRules> Read(const std::string& body) {
  auto file = TomlFile::Parse(body, "p.toml");
  REQUIRE(file.has_value());
  TomlTable root = file->root();
  const EscalationRules rules = ReadEscalation(root, Names());
  if (auto finished = file->Finish(); !finished) return finished.error();
  return rules;
}

std::string ProblemsOf(const std::string& body) {
  const auto rules = Read(body);
  return rules ? "" : rules.error().In(Language::kEnglish);
}

// One policy for everything, of one tier, with these lines in it.
std::string Policy(const std::string& lines) {
  return "[[escalation]]\nname = \"all\"\nrestore = \"4h\"\n" + lines;
}

std::string TierText(const std::string& lines) {
  return Policy("[[escalation.tier]]\nname = \"province\"\nrespond = \"15m\"\n" + lines);
}

std::string StepText(const std::string& lines) {
  return TierText("[[escalation.tier.step]]\n" + lines);
}

std::string Named(const std::string& name, const std::string& lines) {
  return "[[escalation]]\nname = \"" + name + "\"\nrestore = \"4h\"\n" + lines +
         "\n[[escalation.tier]]\nname = \"province\"\nrespond = \"15m\"\n"
         "[[escalation.tier.step]]\ntargets = \"person:li\"\n";
}

}  // namespace

TEST_CASE("a policy file without escalation has the four grades of the design") {
  const auto rules = Read("");
  REQUIRE(rules.has_value());
  CHECK(*rules == DefaultEscalation());
  struct Row {
    IncidentGrade grade;
    const char* goals;
  };
  const std::vector<Row> rows = {{IncidentGrade::kOne, "15m 30m 4h always"},
                                 {IncidentGrade::kTwo, "30m 2h 8h always"},
                                 {IncidentGrade::kThree, "2h 1d 2d working"},
                                 {IncidentGrade::kFour, "4h 3d 5d working"}};
  for (const Row& row : rows) {
    const EscalationPolicy* policy = ChoosePolicy(*rules, {"any", "database"}, row.grade);
    REQUIRE(policy != nullptr);
    REQUIRE(policy->tiers.size() == 3);
    const TierPolicy& tier = policy->tiers.front();
    CHECK(tier.working_time == policy->working_time);
    CHECK(fmt::format("{} {} {} {}", FormatClockAmount(tier.respond),
                      FormatClockAmount(*tier.hand_over), FormatClockAmount(policy->restore),
                      policy->working_time ? "working" : "always") == row.goals);
  }
}

TEST_CASE("a policy is read with all its parts") {
  const auto rules = Read(R"(
[grading]
raise_in_filing_period = false
raise_on_missed = "restore"
[grading.table]
none = ["III", "IV", "IV"]

[[escalation]]
name = "zj-db"
sites = ["zhejiang"]
families = "database"
grades = ["I", "II"]
restore = "4h"
fallback = "person:wang"
[[escalation.tier]]
name = "province"
respond = "15m"
hand_over = "30m"
[[escalation.tier.step]]
targets = ["roster:zj-day", "channel:sms:+86-1"]
repeat = "5m"
repeats = 2
all_must_ack = true
[[escalation.tier.step]]
after = "10m"
targets = "role:leader"
only_in_working_time = true
[[escalation.tier]]
name = "expert-group"
respond = "1d"
working_time = true
[[escalation.tier.step]]
targets = "person:li"

[[escalation]]
name = "rest"
restore = "2d"
working_time = true
[[escalation.tier]]
name = "call-centre"
respond = "2h"
[[escalation.tier.step]]
targets = "roster:hq"
)");
  INFO((rules ? "" : rules.error().In(Language::kEnglish)));
  REQUIRE(rules.has_value());
  REQUIRE(rules->policies.size() == 2);
  const EscalationPolicy expected{
      .name = "zj-db",
      .sites = {"zhejiang"},
      .families = {"database"},
      .grades = {IncidentGrade::kOne, IncidentGrade::kTwo},
      .restore = {4h, 0},
      .tiers = {{.tier = Tier::kProvince,
                 .respond = {15min, 0},
                 .hand_over = ClockAmount{30min, 0},
                 .steps = {{.targets = {{Kind::kRoster, "zj-day"}, {Kind::kChannel, "sms:+86-1"}},
                            .repeat = ClockAmount{5min, 0},
                            .repeats = 2,
                            .all_must_ack = true},
                           {.after = {10min, 0},
                            .targets = {{Kind::kRole, "leader"}},
                            .only_in_working_time = true}}},
                {.tier = Tier::kExpertGroup,
                 .working_time = true,
                 .respond = {0h, 1},
                 .steps = {{.targets = {{Kind::kPerson, "li"}}}}}},
      .fallback = {{Kind::kPerson, "wang"}}};
  CHECK(rules->policies[0] == expected);
  CHECK(rules->policies[1].fallback ==
        std::vector<EscalationTarget>{{Kind::kRole, "leader"}, {Kind::kRole, "admin"}});
  CHECK_FALSE(rules->grading.raise_in_filing_period);
  CHECK(rules->grading.raise_on_missed == std::set{ClockKind::kRestore});
  CHECK(rules->grading.table[3] ==
        GradingRules::Row{IncidentGrade::kThree, IncidentGrade::kFour, IncidentGrade::kFour});
  CHECK(rules->grading.table[0] == GradingRules{}.table[0]);
}

TEST_CASE("the first policy that covers an incident is its policy") {
  const auto rules = Read(Named("zj", "sites = \"zhejiang\"\ngrades = \"I\"") +
                          Named("db", "families = \"database\"") + Named("rest", ""));
  REQUIRE(rules.has_value());
  const auto chosen = [&](const EscalationSubject& subject, IncidentGrade grade) {
    return ChoosePolicy(*rules, subject, grade)->name;
  };
  CHECK(chosen({"zhejiang", "database"}, IncidentGrade::kOne) == "zj");
  CHECK(chosen({"zhejiang", "database"}, IncidentGrade::kTwo) == "db");
  CHECK(chosen({"hebei", "database"}, IncidentGrade::kOne) == "db");
  CHECK(chosen({"zhejiang", "os"}, IncidentGrade::kTwo) == "rest");
  CHECK(chosen({"", ""}, IncidentGrade::kFour) == "rest");
}

TEST_CASE("whatever is wrong with a policy is said, with its place") {
  const std::string step = "targets = \"person:li\"\n";
  const std::string steps = "[[escalation.tier.step]]\n" + step;
  const std::string second = "[[escalation.tier]]\nrespond = \"1h\"\n";
  const std::vector<std::pair<std::string, const char*>> rows = {
      {Policy(""), "p.toml:1:1: a policy has at least one [[escalation.tier]]"},
      {"[[escalation]]\nname = \"x\"", "'restore' is missing"},
      {"[[escalation]]\nrestore = \"4h\"", "'name' is missing"},
      {Policy("sites = []"), "an empty list covers nothing"},
      {Policy("sites = [\"\"]"), "a site has a name"},
      {Policy("families = \"databse\""), "there is no family 'databse'; did you mean 'database'?"},
      {Policy("grades = [\"V\"]"), "grades are \"I\""},
      {Policy("calendar = \"moon\""), "there is no calendar 'moon'"},
      {Policy("calendar = \"past\""), "the data of calendar 'past' ended with 2025"},
      {Policy("fallback = \"person:zhao\""), "there is no person 'zhao'"},
      {"[[escalation]]\nname = \"x\"\nrestore = \"0s\"", "a goal is more than nothing"},
      {"[[escalation]]\nname = \"x\"\nrestore = \"2 h\"", "is not a duration"},
      {"[[escalation]]\nname = \"x\"\nrestore = \"999d\"", "longer than a year"},
      // Tiers
      {TierText(""), "a tier without steps calls nobody"},
      {TierText("hand_over = \"1h\"\n" + steps), "there is no tier after this one"},
      {TierText("hand_over = \"5m\"\n" + steps), "before it has to respond"},
      {TierText(steps) + second + "name = \"call-centre\"\n" + steps, "'hand_over' is missing"},
      {TierText("hand_over = \"1h\"\n" + steps) + second + "name = \"province\"\n" + steps,
       "'province' after 'province' would hand over in a circle"},
      {TierText(steps) + second + steps, "'name' is missing"},
      {TierText(steps) + second + "name = \"headquarters\"\n" + steps, "must be one of province"},
      // Steps
      {StepText("targets = []"), "whom does this step call?"},
      {StepText(""), "whom does this step call?"},
      {StepText("targets = \"li\""), "'li' calls nobody"},
      {StepText("targets = \"person:lii\""), "there is no person 'lii'; did you mean 'li'?"},
      {StepText("targets = \"role:boss\""), "there is no role 'boss'"},
      {StepText("targets = \"roster:zj-dya\""), "did you mean 'zj-day'?"},
      {StepText("targets = \"channel:fax:1\""), "there is no channel 'fax'"},
      {StepText("targets = \"channel:sms:1\"\nall_must_ack = true"), "nobody can acknowledge"},
      {StepText(step + "repeat = \"0s\""), "repeat without end"},
      {StepText(step + "repeats = 3"), "'repeat' is missing"},
      {StepText(step + "repeat = \"5m\"\nrepeats = 1000"), "must be from 1 to 100"},
      {StepText("after = \"10m\"\n" + step + "[[escalation.tier.step]]\nafter = \"5m\"\n" + step),
       "p.toml:11:9: it comes before the step above it"},
      {TierText("hand_over = \"30m\"\n[[escalation.tier.step]]\nafter = \"30m\"\n" + step) +
           second + "name = \"call-centre\"\n" + steps,
       "by then the next tier has it"},
      {StepText(step + "delay = \"5m\""), "unknown key 'delay'"},
      // Grading
      {"[grading]\nraise_on_missed = \"lunch\"", "a clock is \"respond\""},
      {"[grading.table]\nwide = [\"I\", \"II\"]", "a row is three grades"},
      {"[grading.table]\nwide = [\"I\", \"II\", \"V\"]", "a row is three grades"},
      {"[grading.table]\nwide = [\"II\", \"I\", \"III\"]", "would be graver"},
      {"[grading.table]\nhuge = [\"I\", \"I\", \"I\"]", "unknown key 'huge'"},
  };
  for (const auto& [body, said] : rows) {
    INFO(body);
    CHECK_THAT(ProblemsOf(body), Catch::Contains(said));
  }
}

TEST_CASE("a day of working time is as long as the calendar's when delays are compared") {
  const auto with = [](const char* after) {
    return ProblemsOf(TierText("working_time = true\nhand_over = \"1d\"\n[[escalation.tier.step]]\n"
                               "targets = \"person:li\"\nafter = \"" +
                               std::string(after) + "\"\n") +
                      "[[escalation.tier]]\nname = \"call-centre\"\nrespond = \"1h\"\n"
                      "[[escalation.tier.step]]\ntargets = \"person:li\"\n");
  };
  CHECK(with("8h") == "");
  CHECK_THAT(with("9h"), Catch::Contains("by then the next tier has it"));
}

TEST_CASE("incidents that no policy covers, and policies that cover none, are refused") {
  CHECK(ProblemsOf(Named("a", "sites = \"zj\"") + Named("b", "")) == "");
  const std::string two = ProblemsOf(Named("a", "grades = [\"I\", \"II\"]"));
  CHECK_THAT(two, Catch::Contains("no policy covers grade III\n") &&
                      Catch::Contains("no policy covers grade IV") &&
                      !Catch::Contains("grade II\n"));
  CHECK_THAT(ProblemsOf(Named("a", "sites = [\"zj\", \"he\"]\nfamilies = \"os\"") +
                        Named("b", "families = [\"os\", \"host\"]")),
             Catch::Contains("no policy covers grade I, nor 2 more cases"));
  CHECK_THAT(ProblemsOf(Named("a", "families = \"os\"") + Named("b", "sites = \"zj\"")),
             Catch::Contains("no policy covers grade I\n"));
  CHECK_THAT(ProblemsOf(Named("a", "") + Named("b", "sites = \"zj\"")),
             Catch::Contains("p.toml:11:8: never used"));
  CHECK_THAT(ProblemsOf(Named("a", "") + Named("a", "")),
             Catch::Contains("another policy of this name"));
}

TEST_CASE("every reason is said at once, and in both languages") {
  const auto rules = Read(StepText("targets = \"person:lii\"\nafter = \"soon\"\n") +
                          "[[escalation]]\nname = \"b\"\nrestore = \"0s\"\n");
  REQUIRE(rules.has_error());
  const Message said = rules.error().message();
  for (const char* part : {"'lii'", "is not a duration", "more than nothing", "at least one"}) {
    CHECK_THAT(said.en, Catch::Contains(part));
  }
  for (const char* part : {"没有人员", "不是时长", "必须大于零", "至少要有"}) {
    CHECK_THAT(said.zh, Catch::Contains(part));
  }
}

TEST_CASE("tiers are found by name and by what comes after them") {
  const EscalationPolicy policy{.tiers = {{.tier = Tier::kProvince}, {.tier = Tier::kExpertGroup}}};
  CHECK(FindTier(policy, Tier::kCallCentre) == nullptr);
  CHECK(NextTier(policy, Tier::kProvince)->tier == Tier::kExpertGroup);
  CHECK(NextTier(policy, Tier::kCallCentre)->tier == Tier::kExpertGroup);
  CHECK(NextTier(policy, Tier::kExpertGroup) == nullptr);
}

}  // namespace xunjian
