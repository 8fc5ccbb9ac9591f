#include "tests/bench/fed_history.h"

#include <time.h>

#include <numeric>

namespace xunjian {
namespace {

double ThreadCpu() {
  timespec spent{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) * 1e6 + static_cast<double>(spent.tv_nsec) / 1e3;
}

// Adds what the thread spends until the end of the block.
class Meter {
 public:
  explicit Meter(double& sum) : sum_(sum), begin_(ThreadCpu()) {}
  ~Meter() { sum_ += ThreadCpu() - begin_; }
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;

 private:
  double& sum_;
  const double begin_;
};

}  // namespace

FedHistory::FedHistory(const std::string& folder, HistoryOptions options)
    : history_(History::Open(storage_, folder, "", options).value()) {}

void FedHistory::Append(std::uint64_t host, const ColumnBatch& batch, Timestamp received) {
  all_.resize(batch.rows().size());
  std::iota(all_.begin(), all_.end(), 0U);
  const HistoryEntry entry{host + 1, commit_, host + 1, "host" + std::to_string(host),
                           received, &batch,  all_};
  const Meter meter(spent_.append);
  history_->Append(entry).value();
  spent_.results += all_.size();
}

void FedHistory::Commit() {
  const Meter meter(spent_.append);
  history_->Sync().value();
  history_->Committed();
  ++commit_;
}

void FedHistory::FoldAndCommit() {
  const auto fold = [this] {
    const Meter meter(spent_.fold);
    return history_->Fold().value();
  };
  while (fold()) Commit();
}

}  // namespace xunjian
