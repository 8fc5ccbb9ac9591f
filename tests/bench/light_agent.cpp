#include "tests/bench/light_agent.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>

#include <chrono>
#include <deque>
#include <queue>

#include "base/ids.h"
#include "proto/convert/limits.h"
#include "proto/rpc/credentials.h"
#include "xunjian/v1/agent.grpc.pb.h"

namespace xunjian {
namespace {

using Clock = std::chrono::steady_clock;
using Stream = grpc::ClientAsyncReaderWriter<v1::AgentMessage, v1::CollectorMessage>;

constexpr auto kPatience = std::chrono::seconds(30);
constexpr std::size_t kConnecting = 64;  // at once: the acceptor takes no flood from one address
// Within what a collector lets in (AdmissionOptions): light agents know of no other time to come.
constexpr std::size_t kAtOnce = 300;
constexpr std::size_t kASecond = 150;

}  // namespace

class LightAgents::Impl {
 public:
  Impl(const std::vector<std::string>& batches, Duration beat) : batches_(batches), beat_(beat) {
    // The count stands at the front of a batch (BatchWriter); all have the same.
    std::uint64_t value = 0;
    for (std::size_t i = 0, shift = 0;; ++i, shift += 7) {
      const auto byte = static_cast<std::uint8_t>(batches.front()[i]);
      value |= std::uint64_t(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    results_per_batch_ = value;
  }

  ~Impl() {
    for (auto& agent : agents_) agent->context.TryCancel();
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }

  void Add(EnrolledAgent enrolled) {
    auto agent = std::make_unique<Agent>();
    agent->epoch = RandomEpoch();
    agent->stub = v1::AgentService::NewStub(grpc::CreateCustomChannel(
        enrolled.address, ClientCredentials(enrolled.tls), ClientArguments(limits::kMessageBytes)));
    agents_.push_back(std::move(agent));
  }

  void Connect() {
    const auto begin = Clock::now();
    const auto limit = begin + kPatience * 4;
    std::size_t started = 0;
    while (welcomed_ < agents_.size()) {
      if (Clock::now() > limit) {
        std::cerr << "only " << welcomed_ << " agents were welcomed\n";
        std::exit(1);
      }
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begin);
      const std::size_t may = std::min(
          welcomed_ + kConnecting, kAtOnce + kASecond * static_cast<std::size_t>(seconds.count()));
      for (; started < agents_.size() && started < may; ++started) {
        Agent& agent = *agents_[started];
        agent.stream = agent.stub->PrepareAsyncConnect(&agent.context, &queue_);
        agent.stream->StartCall(TagOf(agent, Step::kStart));
      }
      Wait(Clock::now() + std::chrono::milliseconds(100));
    }
  }

  void Run() {
    const auto begin = Clock::now();
    for (std::size_t i = 0; i < agents_.size(); ++i) {
      due_.push({begin + beat_ * i / agents_.size(), agents_[i].get()});
    }
    const std::uint64_t all = agents_.size() * batches_.size() * results_per_batch_;
    const auto end = begin + beat_ * batches_.size() + kPatience;
    while (acked_ < all && Clock::now() < end) {
      SendDue();
      Wait(due_.empty() ? Clock::now() + std::chrono::milliseconds(10) : due_.top().at);
    }
  }

  std::uint64_t acked_ = 0;
  std::uint64_t sent_batches_ = 0;
  std::uint64_t sent_bytes_ = 0;
  std::uint64_t results_per_batch_ = 0;
  std::vector<double> ack_milliseconds_;

 private:
  struct Sent {
    std::uint64_t last_seq;
    Clock::time_point at;
  };
  struct Agent {
    std::uint64_t epoch = 0;
    std::unique_ptr<v1::AgentService::Stub> stub;
    grpc::ClientContext context;
    std::unique_ptr<Stream> stream;
    v1::AgentMessage sending;
    v1::CollectorMessage received;
    std::size_t next_batch = 0;
    std::size_t owed = 0;  // batches that are due and wait for the write before
    bool writing = false;
    std::deque<Sent> in_flight;
  };
  struct Due {
    Clock::time_point at;
    Agent* agent;
    bool operator<(const Due& other) const { return at > other.at; }
  };
  enum class Step : std::uintptr_t { kStart = 0, kWrite = 1, kRead = 2 };

  // Agents are aligned: the low bits say which operation ended.
  void* TagOf(Agent& agent, Step step) {
    return reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(&agent) |
                                   static_cast<std::uintptr_t>(step));
  }

  void Wait(Clock::time_point until) {
    void* tag = nullptr;
    bool ok = false;
    const auto deadline = std::chrono::system_clock::now() +
                          std::chrono::duration_cast<std::chrono::system_clock::duration>(
                              std::max(until - Clock::now(), Clock::duration::zero()));
    if (queue_.AsyncNext(&tag, &ok, deadline) != grpc::CompletionQueue::GOT_EVENT) return;
    const auto bits = reinterpret_cast<std::uintptr_t>(tag);
    Agent& agent = *reinterpret_cast<Agent*>(bits & ~std::uintptr_t{3});
    if (!ok) {
      std::cerr << "an agent was cut off\n";
      std::exit(1);
    }
    Ended(agent, static_cast<Step>(bits & 3));
  }

  void Ended(Agent& agent, Step step) {
    switch (step) {
      case Step::kStart:
        Greet(agent);
        agent.stream->Read(&agent.received, TagOf(agent, Step::kRead));
        return;
      case Step::kWrite:
        agent.writing = false;
        Send(agent);
        return;
      case Step::kRead:
        Hear(agent);
        agent.stream->Read(&agent.received, TagOf(agent, Step::kRead));
        return;
    }
  }

  void Greet(Agent& agent) {
    v1::Hello& hello = *agent.sending.mutable_hello();
    hello.set_agent_version("bench");
    hello.set_epoch(agent.epoch);
    hello.set_last_seq(batches_.size() * results_per_batch_);
    agent.writing = true;
    agent.stream->Write(agent.sending, TagOf(agent, Step::kWrite));
  }

  void Hear(Agent& agent) {
    if (agent.received.has_welcome()) ++welcomed_;
    if (!agent.received.has_ack()) return;
    const auto now = Clock::now();
    for (const v1::SeqRange& range : agent.received.ack().ranges()) {
      acked_ += range.last() - range.first() + 1;
      while (!agent.in_flight.empty() && agent.in_flight.front().last_seq <= range.last()) {
        ack_milliseconds_.push_back(
            std::chrono::duration<double, std::milli>(now - agent.in_flight.front().at).count());
        agent.in_flight.pop_front();
      }
    }
  }

  void SendDue() {
    while (!due_.empty() && due_.top().at <= Clock::now()) {
      const Due due = due_.top();
      due_.pop();
      ++due.agent->owed;
      Send(*due.agent);
      if (due.agent->next_batch + due.agent->owed < batches_.size()) {
        due_.push({due.at + beat_, due.agent});
      }
    }
  }

  void Send(Agent& agent) {
    if (agent.writing || agent.owed == 0) return;
    --agent.owed;
    const std::string& columns = batches_[agent.next_batch++];
    v1::ResultBatch& batch = *agent.sending.mutable_batch();
    batch.set_epoch(agent.epoch);
    batch.set_columns(columns);
    agent.in_flight.push_back({agent.next_batch * results_per_batch_, Clock::now()});
    ++sent_batches_;
    sent_bytes_ += columns.size();
    agent.writing = true;
    agent.stream->Write(agent.sending, TagOf(agent, Step::kWrite));
  }

  const std::vector<std::string>& batches_;
  const Duration beat_;
  grpc::CompletionQueue queue_;
  std::vector<std::unique_ptr<Agent>> agents_;
  std::size_t welcomed_ = 0;
  std::priority_queue<Due> due_;
};

LightAgents::LightAgents(const std::vector<std::string>& batches, Duration beat)
    : impl_(std::make_unique<Impl>(batches, beat)) {}
LightAgents::~LightAgents() = default;

void LightAgents::Add(EnrolledAgent agent) { impl_->Add(std::move(agent)); }
void LightAgents::Connect() { impl_->Connect(); }
void LightAgents::Run() { impl_->Run(); }

std::uint64_t LightAgents::acked() const { return impl_->acked_; }
std::uint64_t LightAgents::sent_results() const {
  return impl_->sent_batches_ * impl_->results_per_batch_;
}
std::uint64_t LightAgents::sent_bytes() const { return impl_->sent_bytes_; }
const std::vector<double>& LightAgents::ack_milliseconds() const {
  return impl_->ack_milliseconds_;
}

}  // namespace xunjian
