#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "checks/api/assignment.h"

namespace xunjian {

// Why a state is in an incident.
enum class Trouble {
  kOutcome = 1,
  kSilence = 2,   // of an assignment, or of the agent itself
  kIdentity = 3,  // two programs use the agent's key
};

// The service that stands for the agent itself: a silent agent is one incident, not sixty.
inline constexpr std::string_view kAgentService = "agent";
// The check that stands for it in states without an assignment.
inline constexpr std::string_view kAgentCheck = "agent";

// "host" of "host.perf.load".
std::string_view FamilyOf(std::string_view check);

// Whose trouble it is: the assignment's label "service", else the family of its check; of silence
// and identity the agent's. Valid as long as the assignment.
std::string_view ServiceOf(const Assignment& assignment, Trouble trouble);

// What a group is made of: the host's labels with the pseudo-labels "host" and "site".
struct GroupSubject {
  std::string_view host;
  std::string_view site;
  const std::map<std::string, std::string>& host_labels;
};

// "host=web1,service=shop": the values of the labels named in `by`, in that order. "service" is the
// assignment's label and defaults to the check's family; silence and identity go to service=agent,
// named or not. A label that is missing has the value "".
std::string GroupKey(std::span<const std::string> by, const GroupSubject& subject,
                     const Assignment& assignment, Trouble trouble);

}  // namespace xunjian
