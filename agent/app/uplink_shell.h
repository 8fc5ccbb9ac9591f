#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/uplink/uplink_session.h"
#include "base/clock.h"
#include "base/log.h"
#include "proto/rpc/agent_channel.h"

namespace xunjian {

// What the uplink asks of the rest of the agent.
class UplinkHost {
 public:
  virtual ~UplinkHost() = default;
  virtual Hello MakeHello() = 0;
  virtual Heartbeat MakeHeartbeat() = 0;
  // Answer with UplinkShell's SpoolRead, and with its SpoolChanged and SpoolReconciled.
  virtual void ReadSpool(const uplink::ReadSpool& wanted) = 0;
  virtual void ReconcileSpool(SeqRanges received) = 0;
  virtual void AcknowledgeSpool(SeqRange range) = 0;
  virtual void AdoptAssignments(AssignmentSet set) = 0;
  virtual void RunAssignments(const std::vector<std::string>& ids) = 0;
};

struct UplinkFigures {
  bool welcome = false;  // the collector takes results now
  std::uint64_t welcomes = 0;
  std::uint64_t ends = 0;   // of connections, those that never came about too
  std::uint64_t acked = 0;  // numbers of results and gaps
  std::optional<Duration> since_ack;
};

// The session with its channel and its timer. Lives on `io` and its thread.
class UplinkShell final : private AgentChannelHandler {
 public:
  // `host`, `clock` and `logger` outlive the shell.
  UplinkShell(boost::asio::io_context& io, AgentChannelOptions channel, UplinkHost& host,
              const Clock& clock, Logger& logger);
  ~UplinkShell() override;

  void Start();
  void SpoolChanged(SpoolLives lives, std::uint64_t last_seq);
  void SpoolRead(SpoolPart part);
  void SpoolReconciled();

  UplinkFigures figures() const;

 private:
  void OnOpen() override;
  void OnMessage(CollectorMessage message) override;
  void OnClosed(const Error& reason) override;

  void Perform(UplinkActions actions);
  void Do(const uplink::Connect& connect);
  void Do(const uplink::SendHello& hello);
  void Do(const uplink::SendHeartbeat& heartbeat);
  void Do(uplink::ReconcileSpool& reconcile);
  void Do(const uplink::ReadSpool& read);
  void Do(uplink::SendBatch& send);
  void Do(const uplink::AcknowledgeSpool& acknowledge);
  void Do(const uplink::LogRejected& rejected);
  void Do(uplink::AdoptAssignments& adopt);
  void Do(const uplink::RunAssignments& run);
  void Do(const uplink::Disconnect& disconnect);
  void Send(const AgentMessage& message);
  void Arm();

  boost::asio::io_context& io_;
  AgentChannelOptions channel_options_;
  UplinkHost& host_;
  const Clock& clock_;
  Logger& logger_;
  UplinkSession session_;
  boost::asio::steady_timer timer_;
  std::unique_ptr<AgentChannel> channel_;
  BatchWriter batches_;  // of the channel
  UplinkFigures counted_;
  std::optional<SteadyTime> acked_at_;
  std::string last_reason_;  // of being away, so that each is logged once
};

}  // namespace xunjian
