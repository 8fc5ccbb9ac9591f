#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "agent/spool/spool.h"
#include "agent/uplink/uplink_session.h"
#include "proto/columns/result_splitter.h"
#include "proto/columns/shape_pool.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/network.h"

namespace xunjian::sim {

// The agent from start to end: the real spool and the real uplink session, joined as SpoolKeeper
// and UplinkShell join them. What is asked of the spool waits for its turn, as on a thread.
class AgentProcess {
 public:
  struct Parts {
    const std::string& id;
    const Disk& disk;
    FileStorage& storage;
    const Clock& clock;
    SpoolOptions spool;
    Network& network;
    Ledger& ledger;
    Trace& trace;
    std::string& assignments_version;  // on disk
  };

  // Null: it ends at once, with a reason.
  static std::unique_ptr<AgentProcess> Start(const Parts& parts, Chance chance);

  // What is due at `now` in the world. False: it ends with a reason, or is dead.
  bool Step(SteadyTime now);
  void Produce(CheckResult result, bool urgent);

  bool quiet() const;  // nothing waits, nothing is to be done
  const Spool& spool() const { return *spool_; }

 private:
  AgentProcess(const Parts& parts, std::unique_ptr<Spool> spool, Chance chance);

  void NoteRefused(std::uint64_t serial, std::uint64_t waiting);
  void Hear(SteadyTime now);
  void Perform(const UplinkActions& actions);
  void Perform(const UplinkAction& action);
  void Connect();
  void Drop();
  void Say(const AgentMessage& message);
  void Send(const uplink::SendBatch& batch);

  // On the spool's side.
  void Work(const UplinkAction& job);
  void Read(const uplink::ReadSpool& wanted);
  void Reconcile(const SeqRanges& received);
  void Sync();
  void TellState();

  const Parts parts_;
  std::unique_ptr<Spool> spool_;
  Chance chance_;
  UplinkSession uplink_;
  ResultSplitter splitter_;
  ShapePool shapes_;
  BatchWriter batches_;
  std::deque<UplinkAction> jobs_;
  StreamNumber stream_ = 0;
  Hello told_;  // what the uplink may know of the spool
  bool dirty_ = false;
  bool failed_ = false;
  SteadyTime sync_at_{};
  SteadyTime now_{};  // the world's
};

}  // namespace xunjian::sim
