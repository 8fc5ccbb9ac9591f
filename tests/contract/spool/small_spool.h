#pragma once

#include <memory>
#include <string>

#include "agent/spool/spool.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_storage.h"
#include "tests/support/spool_sight.h"

namespace xunjian {

// 16 KiB in segments of 1 KiB: rolls, compacts and removes within a few records.
inline constexpr SpoolOptions kSmallSpool{
    .segment_bytes = 1 << 10, .max_bytes = 16 << 10, .reserve_bytes = 2 << 10};

// A spool on a disk in memory that can be opened again.
class SmallSpool {
 public:
  explicit SmallSpool(SpoolOptions options = kSmallSpool) : options_(options) { Reopen(); }

  Spool& operator*() { return *spool_; }
  Spool* operator->() { return spool_.get(); }
  ManualClock& clock() { return clock_; }
  const std::string& folder() const { return folder_; }
  MemoryStorage& storage() { return storage_; }

  // As after a crash that loses nothing of what was written.
  void Reopen() {
    spool_.reset();
    spool_ = Spool::Open(storage_, folder_, clock_, options_).value();
  }
  void Restart() {
    spool_->Close().value();
    Reopen();
  }

  // The row says the number.
  static SpoolEntry Entry(std::uint64_t seq, const std::string& shape = "ok") {
    return MakeEntry("disk", shape, "result " + std::to_string(seq) + std::string(40, '.'));
  }
  void Fill(std::uint64_t records) {
    for (std::uint64_t i = 1; i <= records; ++i) spool_->Append(Entry(i)).value();
    spool_->Sync().value();
  }

 private:
  SpoolOptions options_;
  ManualClock clock_;
  const std::string folder_ = "spool";
  MemoryStorage storage_;
  std::unique_ptr<Spool> spool_;
};

}  // namespace xunjian
