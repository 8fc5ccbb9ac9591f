#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "collector/history/history_words.h"

namespace xunjian {

// A result as the history must give it back.
struct KeptResult {
  std::uint64_t epoch_number = 0;
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  std::uint64_t commit = 0;
  std::string host;
  Timestamp received_at;
  CheckResult result;
  friend bool operator==(const KeptResult&, const KeptResult&) = default;
};
std::ostream& operator<<(std::ostream& to, const KeptResult& kept);

std::vector<KeptResult> KeptOf(const HistoryAnswer& answer);

// What a history should hold, in memory and as simple as can be.
class HistoryModel {
 public:
  void Append(const HistoryEntry& entry);
  void Commit();
  void Crash() { appended_.clear(); }
  void DropDaysBefore(Timestamp day);

  std::vector<KeptResult> Query(const HistoryQuery& query) const;
  std::vector<KeptResult> Latest(const LatestQuery& query) const;  // by assignment
  const std::vector<KeptResult>& committed() const { return committed_; }

 private:
  std::vector<KeptResult> appended_;
  std::vector<KeptResult> committed_;
};

}  // namespace xunjian
