#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "collector/decide/decide.h"

// How the stages of one decision hand over to each other; for this room alone.
namespace xunjian {

// A result that was never seen before.
struct FreshResult {
  const ColumnBatch::Row* row = nullptr;  // in the event's batch
  ResultRef ref;
};

// What became of one state, in the order it happened.
struct News {
  enum class Kind {
    kFailed,     // a problem, or silence
    kPassed,     // good again, gone, or heard of again
    kWithdrawn,  // can neither fail nor pass any more
  };
  Kind kind = Kind::kFailed;
  MemberKey key;
  std::string check;
  Outcome outcome = Outcome::kUnknown;
  std::string code;
  std::vector<Argument> arguments;
  ResultRef ref;            // the result that says so; none for silence
  ResultRef first_failing;  // of a problem
  bool opens = false;       // hard: it may open an incident, a soft one only keeps one unsolved
  std::string group;        // where it belongs, when it opens
};

// What people are told now.
struct Told {
  std::uint64_t incident = 0;
  std::string_view kind;  // of kNewsKinds
};

struct TouchedState {
  CheckState state;
  bool removed = false;
};

// One decision in the making: what it starts from, what each stage leaves to the next, and working
// copies of what it changes. A working copy hides the model's row from the moment it is made.
class Draft {
 public:
  Draft(const Model& model_in, const Event& event_in, Timestamp now_in, const Rules& rules_in)
      : model(model_in), event(event_in), now(now_in), rules(rules_in) {}

  const Model& model;
  const Event& event;
  const Timestamp now;
  const Rules& rules;

  const HostModel* host = nullptr;  // of the batch
  const ColumnBatch* batch = nullptr;
  std::vector<FreshResult> fresh;
  std::vector<News> news;
  std::vector<Told> told;
  Changes changes;

  const CheckState* FindState(const StateKey& key) const;  // null: new, or removed
  void PutState(CheckState state);
  void RemoveState(const StateKey& key);
  std::vector<StateKey> TouchedStatesOf(const RunKey& key) const;  // those that are not removed

  const Arrival* FindArrival(const RunKey& key) const;
  void PutArrival(Arrival arrival);
  void ExpectFromNow(Arrival& arrival) const;  // its next result

  // The unsolved incident this state is in, or that its group has; null: none.
  Incident* EditIncidentOf(const MemberKey& key);
  Incident* EditIncidentOfGroup(const std::string& group);
  Incident* EditIncident(std::uint64_t id);
  const Incident* FindIncident(std::uint64_t id) const;  // as it is now; null: none unsolved before
  bool IsFailing(const MemberKey& key) const;  // in an unsolved incident, before this event
  bool IsFailing(const MemberKey& key, std::string_view code) const;  // for this reason
  Incident& OpenIncident(const std::string& group, const std::string& host,
                         const std::string& site);
  IncidentMember& EditMember(Incident& incident, const MemberKey& key);  // added when not there
  const std::map<std::uint64_t, Incident>& touched_incidents() const { return incidents_; }

  // The set of this version that a host has already, or this one: hosts that are told the same
  // share what they are told (60 assignments are some 24 KB).
  std::shared_ptr<const AssignmentSet> Share(AssignmentSet set);

  void Note(const Incident& incident, std::string kind, std::vector<Argument> details = {});
  void NotePerson(const Incident& incident, std::string kind, const Actor& actor, std::string text);
  void Refuse(Error error);  // the reply; rows must not have been made

  // The working copies become rows.
  Changes Finish() &&;

 private:
  std::string_view FailingCode(const MemberKey& key) const;  // "": it does not fail

  std::map<std::string, std::shared_ptr<const AssignmentSet>> sets_;  // shared, by version
  std::map<StateKey, TouchedState> states_;
  std::map<RunKey, Arrival> arrivals_;
  std::map<std::uint64_t, Incident> incidents_;
  std::map<MemberKey, std::uint64_t> memberships_;
  std::map<std::string, std::uint64_t> groups_;
  std::vector<std::pair<std::uint64_t, MemberKey>> changed_members_;
  std::uint64_t opened_ = 0;
};

}  // namespace xunjian
