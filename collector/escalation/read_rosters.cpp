#include "collector/escalation/read_rosters.h"

#include <set>

#include "collector/escalation/read_parsed.h"

namespace xunjian {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;

constexpr std::string_view kSchema = "xunjian.rosters/1";
constexpr std::size_t kMaxText = 1 << 20;  // bytes
constexpr Text kPerson = {"person", "人员"};

std::vector<std::string> ReadPeople(TomlTable& table, const NameSet& people) {
  std::vector<std::string> order = table.Strings("people");
  if (order.empty()) {
    table.Problem("people", Text{"who takes turns? a rotation has people", "轮换必须有人员"});
  }
  for (const std::string& person : order) CheckKnown(table, "people", kPerson, person, people);
  return order;
}

// "08:30..20:30"
Result<Rotation::Hours> ParseHours(std::string_view text) {
  const std::size_t between = text.find("..");
  const Result<minutes> from = ParseTimeOfDay(text.substr(0, between));
  if (!from) return from.error();
  const bool alone = between == std::string_view::npos;
  const Result<minutes> to = ParseTimeOfDay(alone ? "" : text.substr(between + 2));
  if (!to) return to.error();
  return Rotation::Hours{*from, *to};
}

Rotation ReadRotation(TomlTable& table, const NameSet& people) {
  Rotation rotation;
  rotation.people = ReadPeople(table, people);
  rotation.from = ReadRequired<sys_days>(table, "from", ParseDay).value_or(sys_days());
  if (table.Has("until")) rotation.until = ReadRequired<sys_days>(table, "until", ParseDay);
  if (rotation.until && *rotation.until < rotation.from) {
    table.Problem("until", Text{"it ends before it begins", "结束日早于开始日"});
  }
  rotation.handover = ReadParsed<minutes>(table, "handover", "09:00", ParseTimeOfDay);
  rotation.shift_days = table.Choice("shift", {"day", "week"}, "day") == "week" ? 7 : 1;
  if (!table.Has("hours")) return rotation;
  rotation.hours = ReadRequired<Rotation::Hours>(table, "hours", ParseHours);
  if (rotation.hours && rotation.hours->from == rotation.hours->to) {
    table.Problem("hours",
                  Text{"leave 'hours' out to have duty around the clock", "全天值班请省略“hours”"});
  }
  return rotation;
}

DutyOverride ReadOverride(TomlTable& table, const NameSet& people) {
  DutyOverride override;
  override.person = table.RequiredString("person");
  if (!override.person.empty()) CheckKnown(table, "person", kPerson, override.person, people);
  override.instead_of = table.String("instead_of", "");
  if (!override.instead_of.empty()) {
    CheckKnown(table, "instead_of", kPerson, override.instead_of, people);
  }
  const auto from = ReadRequired<Timestamp>(table, "from", ParseRfc3339);
  const auto to = ReadRequired<Timestamp>(table, "to", ParseRfc3339);
  if (from && to && *to <= *from) {
    table.Problem("to", Text{"it ends before it begins", "结束时刻早于开始时刻"});
  }
  override.from = from.value_or(Timestamp());
  override.to = to.value_or(Timestamp());
  return override;
}

DutyRoster ReadRoster(TomlTable& table, const NameSet& people) {
  DutyRoster roster;
  roster.name = table.RequiredName("name");
  roster.utc_offset = ReadParsed<minutes>(table, "utc_offset", "+08:00", ParseUtcOffset);
  roster.fallback = table.String("fallback", "");
  for (TomlTable& rotation : table.Tables("rotation")) {
    roster.rotations.push_back(ReadRotation(rotation, people));
  }
  for (TomlTable& override : table.Tables("override")) {
    roster.overrides.push_back(ReadOverride(override, people));
  }
  if (roster.rotations.empty()) {
    table.Problem("", Text{"a roster has at least one [[roster.rotation]]",
                           "值班表至少要有一个 [[roster.rotation]]"});
  }
  return roster;
}

bool GoesRound(const DutyRosters& rosters, const DutyRoster& roster) {
  std::set<std::string_view> seen = {roster.name};
  for (const DutyRoster* at = &roster; !at->fallback.empty();) {
    if (!seen.insert(at->fallback).second) return true;
    const auto next = rosters.find(at->fallback);
    if (next == rosters.end()) return false;
    at = &next->second;
  }
  return false;
}

void CheckFallback(TomlTable& table, const DutyRosters& rosters, const NameSet& names) {
  const auto roster = rosters.find(table.String("name", ""));
  if (roster == rosters.end() || roster->second.fallback.empty()) return;
  CheckKnown(table, "fallback", {"roster", "值班表"}, roster->second.fallback, names);
  if (GoesRound(rosters, roster->second)) {
    table.Problem("fallback", Text{"the fallbacks go round in a circle", "后备值班表形成循环"});
  }
}

}  // namespace

DutyRosters ReadRosters(TomlTable& root, const NameSet& people) {
  DutyRosters rosters;
  NameSet names;
  std::vector<TomlTable> tables = root.Tables("roster");
  for (TomlTable& table : tables) {
    DutyRoster roster = ReadRoster(table, people);
    if (!names.insert(roster.name).second && !roster.name.empty()) {
      table.Problem("name", Text{"there is another roster of this name", "另有同名的值班表"});
    }
    rosters.emplace(roster.name, std::move(roster));
  }
  for (TomlTable& table : tables) CheckFallback(table, rosters, names);
  return rosters;
}

Result<DutyRosters> ParseRosters(std::string_view text, const std::string& file_name,
                                 const NameSet& people) {
  Result<TomlFile> file = OpenSchema(text, file_name, kSchema, kMaxText);
  if (!file) return file.error();
  TomlTable root = file->root();
  DutyRosters rosters = ReadRosters(root, people);
  if (auto finished = file->Finish(); !finished) return finished.error();
  return rosters;
}

}  // namespace xunjian
