#pragma once

#include <map>

#include "collector/replay/replay.h"
#include "collector/replay/timeline_check.h"

namespace xunjian {

// All rows but the lines of incidents, and where the replay decided each of them last.
class RowTables {
 public:
  explicit RowTables(OnDifference differs) : differs_(std::move(differs)) {}

  void Take(const ReplayPlace& place, const Changes& changes);

  // `rows`: of the model that the replay ended with.
  void Compare(const RecordedEnd& stored, const Changes& rows);

 private:
  template <class Row>
  void Note(const ReplayPlace& place, const std::vector<Row>& rows);
  template <class Row>
  void CompareRows(const std::vector<Row>& stored, const std::vector<Row>& decided);
  template <class Row>
  void Differ(const Row& row, std::string stored, std::string decided);

  const OnDifference differs_;
  std::map<std::pair<ReplaySubject, std::string>, ReplayPlace> places_;
  // The model forgets incidents when they are solved.
  std::map<std::string, IncidentFacts> incidents_;
  std::map<std::string, MemberChange> members_;
};

}  // namespace xunjian
