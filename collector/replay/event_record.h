#pragma once

#include "collector/decide/event.h"
#include "collector/decide/records.h"

namespace xunjian {

// What is kept of an event: all that deciding looks at. Not its results and the text of a policy,
// which are kept elsewhere (a batch and a policy come back with their epoch and version alone), and
// not the hash of an enrolment token's secret: what was refused is not kept, and what is kept needs
// it no more.
EventRecord RecordOf(const Event& event);
// kInternal: it is no record of ours.
Result<Event> EventOf(const EventRecord& record);

}  // namespace xunjian
