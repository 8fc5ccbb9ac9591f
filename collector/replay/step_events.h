#pragma once

#include <map>
#include <memory>
#include <string>

#include "collector/decide/event.h"
#include "collector/replay/record_source.h"

namespace xunjian {

// Makes events of what they left behind. `stored` and `match` outlive it.
class StepEvents {
 public:
  StepEvents(const RecordedEnd& stored, const CheckMatcher& match);

  // kInternal: a record, a policy or an epoch that cannot be made out.
  Result<Event> EventOfStep(const RecordedStep& step) const;

 private:
  Result<Event> BatchOf(const RecordedStep& step) const;
  Result<std::shared_ptr<const Policy>> FindPolicy(const std::string& version) const;

  const RecordedEnd& stored_;
  const CheckMatcher& match_;
  std::map<std::uint64_t, std::string> agents_;  // by number of the epoch
};

}  // namespace xunjian
