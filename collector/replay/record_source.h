#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collector/decide/changes.h"

namespace xunjian {

// What one event of a commit left behind: its record, its results, or both.
struct RecordedStep {
  std::uint64_t order = 0;  // in the commit
  std::optional<EventRecord> event;
  std::shared_ptr<const ColumnBatch> results;  // null: none
  std::uint64_t epoch_number = 0;              // of the results
};

struct RecordedCommit {
  std::uint64_t number = 0;
  Timestamp decided_at;             // the `now` of every event in it
  std::vector<RecordedStep> steps;  // in their order
};

struct RecordedIncident {
  IncidentFacts facts;
  std::vector<IncidentMember> members;
  std::vector<TimelineEntry> timeline;  // in order
};

// What is stored of that which was decided.
struct RecordedEnd {
  Changes rows;                                 // as Store::Load: no history, nothing solved
  std::vector<RecordedIncident> incidents;      // all there ever were, by id
  std::map<std::string, std::string> policies;  // text by version
};

// Everything that was kept, read once from its beginning, at one moment.
class RecordSource {
 public:
  virtual ~RecordSource() = default;
  virtual Result<std::optional<RecordedCommit>> Next() = 0;  // none at the end
  virtual Result<RecordedEnd> ReadEnd() = 0;                 // before the first Next
};

}  // namespace xunjian
