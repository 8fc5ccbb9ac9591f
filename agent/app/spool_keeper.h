#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "agent/spool/spool.h"
#include "agent/uplink/uplink_action.h"
#include "base/log.h"
#include "proto/columns/result_splitter.h"
#include "proto/columns/shape_pool.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// What may be known of the spool: only what is safe on disk.
struct SpoolState {
  SpoolLives lives;
  std::uint64_t first_seq = 0;  // oldest one waiting; 0: none
  std::uint64_t last_seq = 0;   // newest one ever
  std::uint64_t waiting = 0;    // numbers not acknowledged
  std::uint64_t produced = 0;   // results ever, those that only a gap counts too
  std::uint64_t refused = 0;    // results there was no room for, not yet counted in a gap
  std::uint64_t bytes = 0;      // on disk
};

// The spool on a thread of its own, because a disk may block. Results are synced together, at most
// every kSyncInterval; an urgent one at once. Members may be called from `home`'s thread only;
// events come there and none after the destructor, which syncs what was appended.
class SpoolKeeper {
 public:
  static constexpr Duration kSyncInterval = std::chrono::milliseconds(500);

  struct Events {
    std::function<void(SpoolState)>
        synced;  // also once after the start, and after acknowledgements
    std::function<void(SpoolPart)> read;
    std::function<void()> reconciled;
    std::function<void(Error)> failed;  // once: a sync failed, the process must end
  };

  SpoolKeeper(boost::asio::any_io_executor home, std::unique_ptr<Spool> spool, Events events,
              Logger& logger);
  ~SpoolKeeper();

  void Append(CheckResult result, bool urgent);
  void Read(const uplink::ReadSpool& wanted);
  // The collector has these of our numbers: what else was acknowledged waits again. Then `synced`
  // and `reconciled`.
  void Reconcile(SeqRanges received);
  void Acknowledge(SeqRange range);
  // Calls back at home after everything asked for before was done: proof that the disk answers.
  void Echo(std::function<void()> done);

 private:
  template <class Event>
  void Tell(Event event);
  void AppendNow(const CheckResult& result, bool urgent);
  void ReadNow(const uplink::ReadSpool& wanted);
  void ReconcileNow(const SeqRanges& received);
  void Sync();
  void SyncLater();
  void LogGap(const ResultGap& gap);
  void Fail(const Error& error);
  void TellState();
  void Complain(std::string_view event, const Error& error);

  boost::asio::any_io_executor home_;
  std::shared_ptr<const Events> events_;  // held weakly by what is on its way home
  Logger& logger_;
  std::unique_ptr<Spool> spool_;
  ResultSplitter splitter_;  // of what comes
  ShapePool shapes_;         // of what goes
  boost::asio::thread_pool thread_{1};
  boost::asio::steady_timer sync_timer_;
  bool dirty_ = false;
  bool failed_ = false;    // a sync did: final
  bool refusing_ = false;  // appending fails
};

}  // namespace xunjian
