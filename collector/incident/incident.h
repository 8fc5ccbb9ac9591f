#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "collector/incident/check_state.h"
#include "collector/incident/grouping.h"

namespace xunjian {

struct MemberKey {
  StateKey state;
  Trouble trouble = Trouble::kOutcome;
  friend auto operator<=>(const MemberKey&, const MemberKey&) = default;
};

// One state in an incident, with the proof of its trouble and of its repair. Silence has no failing
// results; the first one that arrives after it is the proof.
struct IncidentMember {
  MemberKey key;
  std::string check;
  Outcome outcome = Outcome::kUnknown;  // newest
  std::string code;
  std::vector<Argument> arguments;
  ResultRef first_failing;
  ResultRef last_failing;
  ResultRef passing;  // the first result that passed after the last failing one; none: it fails
  bool withdrawn = false;  // no longer assigned, or no longer applicable: see IsWithdrawn
  friend bool operator==(const IncidentMember&, const IncidentMember&) = default;
};

// One trouble that people work on. Its id is its identity; `group` only says which troubles join it
// while it is not solved. What fails after that opens a new one.
struct IncidentFacts {
  std::uint64_t id = 0;
  IncidentStatus status = IncidentStatus::kOpen;
  std::string host;
  std::string site;
  std::string group;
  Timestamp opened_at;
  std::optional<Timestamp> solved_at;
  std::string owner;  // name of who acknowledged it
  friend bool operator==(const IncidentFacts&, const IncidentFacts&) = default;
};

struct Incident {
  IncidentFacts facts;
  std::map<MemberKey, IncidentMember> members;
};

// A line of the append-only timeline.
struct TimelineEntry {
  std::uint64_t incident = 0;
  Timestamp at;
  std::string kind;  // "opened", "joined", "failed", "passed", "withdrawn", "acknowledged", "note",
                     // "solved", "notified"
  std::string actor;  // kSystemActor or a person's name; the id is the detail "actor_id"
  std::string text;   // what the person wrote
  std::vector<Argument> details;
};

inline constexpr std::string_view kSystemActor = "system";

// Lifecycle as data: may an incident go from one status to the other?
bool MayBecome(IncidentStatus from, IncidentStatus to);

// Passed again, by a result newer than its last failing one.
bool HasPassed(const IncidentMember& member);

// Neither: what the policy no longer assigns, or what does not apply any more, proves nothing.
bool IsWithdrawn(const IncidentMember& member);

bool StillFails(const IncidentMember& member);

// Every member passed again: the collector itself may call the incident solved. One that was
// withdrawn proves nothing, so a person must.
bool EveryMemberPassed(const Incident& incident);

// May a person call it solved? kConflict, naming what still fails, until every member passed or was
// withdrawn.
Result<void> MaySolve(const Incident& incident);

// The worst outcome of the members that still fail; of all of them when none does.
Outcome WorstOutcome(const Incident& incident);

}  // namespace xunjian
