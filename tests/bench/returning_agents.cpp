#include "tests/bench/returning_agents.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <random>

#include "agent/uplink/uplink_session.h"
#include "base/ids.h"
#include "proto/convert/agent_convert.h"
#include "proto/convert/limits.h"
#include "proto/rpc/credentials.h"
#include "xunjian/v1/agent.grpc.pb.h"

namespace xunjian {
namespace {

using Stream = grpc::ClientAsyncReaderWriter<v1::AgentMessage, v1::CollectorMessage>;

SteadyTime Now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
}

// One connection. It lives until its last operation came back.
struct Connection {
  std::unique_ptr<v1::AgentService::Stub> stub;
  grpc::ClientContext context;
  std::unique_ptr<Stream> stream;
  BatchWriter batches;
  v1::CollectorMessage received;
  std::deque<v1::AgentMessage> queue;
  int under_way = 0;
  bool writing = false;
  bool broken = false;
};

struct Agent {
  Agent(EnrolledAgent enrolled, Backoff backoff)
      : home(std::move(enrolled)), session({}, std::move(backoff)), epoch(RandomEpoch()) {}

  EnrolledAgent home;
  UplinkSession session;
  std::uint64_t epoch;
  std::uint64_t produced = 0;
  std::uint64_t acked = 0;  // all up to this
  SteadyTime acked_at;
  std::unique_ptr<Connection> connection;
};

}  // namespace

class ReturningAgents::Impl {
 public:
  explicit Impl(const std::vector<SequencedRow>& round) : round_(round) {}

  ~Impl() {
    for (auto& agent : agents_) {
      if (agent->connection) agent->connection->context.TryCancel();
    }
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }

  void Add(EnrolledAgent enrolled) {
    const auto random = [this] { return std::uniform_real_distribution<double>(0, 1)(random_); };
    agents_.push_back(std::make_unique<Agent>(std::move(enrolled), Backoff({}, random)));
    Perform(*agents_.back(),
            agents_.back()->session.SpoolChanged(SpoolLives(agents_.back()->epoch), 0, Now()));
    Perform(*agents_.back(), agents_.back()->session.Start(Now()));
  }

  void Produce() {
    for (auto& agent : agents_) {
      agent->produced += round_.size();
      Perform(*agent,
              agent->session.SpoolChanged(SpoolLives(agent->epoch), agent->produced, Now()));
    }
  }

  std::vector<double> RunUntilAcked(double limit_seconds) {
    const SteadyTime begin = Now();
    while (Seconds(begin, Now()) < limit_seconds && !AllAcked()) Turn();
    std::vector<double> seconds;
    for (const auto& agent : agents_) {
      const bool done = agent->acked == agent->produced;
      seconds.push_back(done ? Seconds(begin, agent->acked_at) : limit_seconds);
    }
    return seconds;
  }

  void RunFor(double seconds) {
    const SteadyTime begin = Now();
    while (Seconds(begin, Now()) < seconds) Turn();
  }

 private:
  enum class Step : std::uintptr_t { kStart = 0, kWrite = 1, kRead = 2, kFinish = 3 };

  static double Seconds(SteadyTime from, SteadyTime to) {
    return std::chrono::duration<double>(to - from).count();
  }

  bool AllAcked() const {
    return std::ranges::all_of(agents_,
                               [](const auto& agent) { return agent->acked == agent->produced; });
  }

  // What came to pass within 10 ms, then what is due.
  void Turn() {
    const auto until = std::chrono::system_clock::now() + std::chrono::milliseconds(10);
    void* tag = nullptr;
    bool ok = false;
    while (queue_.AsyncNext(&tag, &ok, until) == grpc::CompletionQueue::GOT_EVENT) {
      const auto bits = reinterpret_cast<std::uintptr_t>(tag);
      Ended(*reinterpret_cast<Agent*>(bits & ~std::uintptr_t{3}), static_cast<Step>(bits & 3), ok);
    }
    const SteadyTime now = Now();
    for (auto& agent : agents_) {
      const auto next = agent->session.NextTick();
      if (next && *next <= now) Perform(*agent, agent->session.Tick(now));
    }
  }

  // Agents are aligned: the low bits say which operation ended.
  void* Begin(Agent& agent, Step step) {
    ++agent.connection->under_way;
    return reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(&agent) |
                                   static_cast<std::uintptr_t>(step));
  }

  void Ended(Agent& agent, Step step, bool ok) {
    Connection& connection = *agent.connection;
    --connection.under_way;
    if (!ok || step == Step::kFinish) connection.broken = true;
    if (connection.broken) {
      if (connection.under_way > 0) return connection.context.TryCancel();
      agent.connection.reset();
      return Perform(agent, agent.session.Disconnected(Now()));
    }
    if (step == Step::kStart) {
      connection.stream->Read(&connection.received, Begin(agent, Step::kRead));
      Perform(agent, agent.session.Connected(Now()));
    } else if (step == Step::kRead) {
      Hear(agent);
    } else {
      connection.writing = false;
      connection.queue.pop_front();
      WriteNext(agent);
    }
  }

  void Hear(Agent& agent) {
    const CollectorMessage message = Must(FromProto(agent.connection->received));
    agent.connection->stream->Read(&agent.connection->received, Begin(agent, Step::kRead));
    Perform(agent, agent.session.Receive(message, Now()));
  }

  void Send(Agent& agent, const AgentMessage& message) {
    if (!agent.connection || agent.connection->broken) return;
    ToProto(message, agent.connection->queue.emplace_back());
    WriteNext(agent);
  }

  void WriteNext(Agent& agent) {
    Connection& connection = *agent.connection;
    if (connection.writing || connection.queue.empty() || connection.broken) return;
    connection.writing = true;
    connection.stream->Write(connection.queue.front(), Begin(agent, Step::kWrite));
  }

  void Perform(Agent& agent, UplinkActions actions) {
    for (UplinkAction& action : actions) {
      std::visit([&](auto& one) { Do(agent, one); }, action);
    }
  }

  void Do(Agent& agent, uplink::Connect&) {
    agent.connection = std::make_unique<Connection>();
    Connection& connection = *agent.connection;
    connection.stub = v1::AgentService::NewStub(
        grpc::CreateCustomChannel(agent.home.address, ClientCredentials(agent.home.tls),
                                  ClientArguments(limits::kMessageBytes)));
    connection.stream = connection.stub->PrepareAsyncConnect(&connection.context, &queue_);
    connection.stream->StartCall(Begin(agent, Step::kStart));
  }
  void Do(Agent& agent, uplink::SendHello&) {
    Hello hello;
    hello.agent_version = "bench";
    hello.epoch = agent.epoch;
    hello.first_seq = agent.acked < agent.produced ? agent.acked + 1 : 0;
    hello.last_seq = agent.produced;
    hello.now = Timestamp(std::chrono::system_clock::now().time_since_epoch());
    Send(agent, hello);
  }
  void Do(Agent& agent, uplink::SendHeartbeat& send) {
    Heartbeat heartbeat;
    heartbeat.now = Timestamp(std::chrono::system_clock::now().time_since_epoch());
    heartbeat.answers = send.answers;
    Send(agent, heartbeat);
  }
  void Do(Agent& agent, uplink::ReconcileSpool&) {
    Perform(agent, agent.session.SpoolReconciled(Now()));
  }
  void Do(Agent& agent, uplink::ReadSpool& wanted) {
    SpoolPart part;
    for (std::uint64_t seq = std::max(wanted.from_seq, agent.acked + 1);
         seq <= wanted.to_seq && part.rows.size() < wanted.max_records; ++seq) {
      SequencedRow row = round_[(seq - 1) % round_.size()];
      row.seq = seq;
      part.rows.push_back(std::move(row));
    }
    part.through = part.rows.empty() ? wanted.to_seq : part.rows.back().seq;
    Perform(agent, agent.session.SpoolRead(std::move(part), Now()));
  }
  void Do(Agent& agent, uplink::SendBatch& send) {
    if (!agent.connection) return;
    Send(agent, ResultBatch{send.epoch, agent.connection->batches.Write(send.rows), {}});
  }
  void Do(Agent& agent, uplink::AcknowledgeSpool& acknowledge) {
    agent.acked = std::max(agent.acked, acknowledge.range.last);
    agent.acked_at = Now();
  }
  void Do(Agent& agent, uplink::Disconnect&) {
    if (agent.connection) agent.connection->context.TryCancel();
  }
  void Do(Agent&, uplink::LogRejected& rejected) {
    std::cerr << "rejected: " << rejected.reason << '\n';
    std::exit(1);
  }
  void Do(Agent&, uplink::AdoptAssignments&) {}
  void Do(Agent&, uplink::RunAssignments&) {}

  const std::vector<SequencedRow>& round_;
  std::mt19937_64 random_{std::random_device{}()};
  grpc::CompletionQueue queue_;
  std::vector<std::unique_ptr<Agent>> agents_;
};

ReturningAgents::ReturningAgents(const std::vector<SequencedRow>& round)
    : impl_(std::make_unique<Impl>(round)) {}
ReturningAgents::~ReturningAgents() = default;

void ReturningAgents::Add(EnrolledAgent agent) { impl_->Add(std::move(agent)); }
void ReturningAgents::Produce() { impl_->Produce(); }
std::vector<double> ReturningAgents::RunUntilAcked(double limit_seconds) {
  return impl_->RunUntilAcked(limit_seconds);
}
void ReturningAgents::RunFor(double seconds) { impl_->RunFor(seconds); }

}  // namespace xunjian
