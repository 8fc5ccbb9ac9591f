#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/file_storage.h"
#include "collector/history/history.h"

namespace xunjian {

// A history, what feeds it, and what that costs.
class FedHistory {
 public:
  // Microseconds of this thread's CPU, and results.
  struct Spent {
    double append = 0;
    double fold = 0;
    std::uint64_t results = 0;
    Spent operator-(const Spent& before) const {
      return {append - before.append, fold - before.fold, results - before.results};
    }
    double AppendEach() const { return append / static_cast<double>(results); }
    double FoldEach() const { return fold / static_cast<double>(results); }
  };

  explicit FedHistory(const std::string& folder, HistoryOptions options = {});

  void Append(std::uint64_t host, const ColumnBatch& batch, Timestamp received);
  void Commit();
  void FoldAndCommit();

  History& history() { return *history_; }
  const Spent& spent() const { return spent_; }

 private:
  PosixStorage storage_;
  std::unique_ptr<History> history_;
  std::vector<std::uint32_t> all_;
  std::uint64_t commit_ = 1;
  Spent spent_;
};

}  // namespace xunjian
