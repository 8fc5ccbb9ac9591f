#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "seen_row.h"

namespace xunjian {

// Private to collector_history: the newest row of each assignment out of all that are offered.
class NewestRows final : public RowSink {
 public:
  explicit NewestRows(const LatestQuery& query);

  void Take(const SeenRow& row) override;

  // Whether results of an epoch number up to a seq could still be newer than what was found. No:
  // all assignments that are wanted have a newer one.
  bool Wants(std::uint64_t epoch_number, std::uint64_t last_seq) const;

  std::vector<HistoryRow> Finish() &&;

 private:
  std::vector<std::string> wanted_;
  std::map<std::string, HistoryRow, std::less<>> newest_;  // by assignment
};

}  // namespace xunjian
