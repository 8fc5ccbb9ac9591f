#include "agent/app/uplink_shell.h"

#include <algorithm>
#include <memory>
#include <random>
#include <utility>

namespace xunjian {
namespace {

std::function<double()> SystemRandom() {
  auto engine = std::make_shared<std::mt19937_64>(std::random_device{}());
  return [engine] { return std::uniform_real_distribution<double>(0, 1)(*engine); };
}

}  // namespace

UplinkShell::UplinkShell(boost::asio::io_context& io, AgentChannelOptions channel, UplinkHost& host,
                         const Clock& clock, Logger& logger)
    : io_(io),
      channel_options_(std::move(channel)),
      host_(host),
      clock_(clock),
      logger_(logger),
      session_({}, Backoff({}, SystemRandom())),
      timer_(io) {}

UplinkShell::~UplinkShell() = default;

void UplinkShell::Start() { Perform(session_.Start(clock_.Steady())); }

void UplinkShell::SpoolChanged(SpoolLives lives, std::uint64_t last_seq) {
  Perform(session_.SpoolChanged(std::move(lives), last_seq, clock_.Steady()));
}

void UplinkShell::SpoolRead(SpoolPart part) {
  Perform(session_.SpoolRead(std::move(part), clock_.Steady()));
}

void UplinkShell::SpoolReconciled() { Perform(session_.SpoolReconciled(clock_.Steady())); }

UplinkFigures UplinkShell::figures() const {
  UplinkFigures figures = counted_;
  if (acked_at_) figures.since_ack = clock_.Steady() - *acked_at_;
  return figures;
}

void UplinkShell::OnOpen() { Perform(session_.Connected(clock_.Steady())); }

void UplinkShell::OnMessage(CollectorMessage message) {
  if (const Welcome* welcome = std::get_if<Welcome>(&message)) {
    last_reason_.clear();
    counted_.welcome = true;
    ++counted_.welcomes;
    logger_.Info("collector welcomed us",
                 {{"address", channel_options_.address}, {"host", welcome->host}});
  }
  Perform(session_.Receive(message, clock_.Steady()));
}

void UplinkShell::OnClosed(const Error& reason) {
  counted_.welcome = false;
  ++counted_.ends;
  if (reason.In(Language::kEnglish) != last_reason_) {
    last_reason_ = reason.In(Language::kEnglish);
    logger_.Warning("collector is away",
                    {{"address", channel_options_.address}, {"why", last_reason_}});
  }
  channel_.reset();
  Perform(session_.Disconnected(clock_.Steady()));
}

void UplinkShell::Perform(UplinkActions actions) {
  for (UplinkAction& action : actions) {
    std::visit([this](auto& one) { Do(one); }, action);
  }
  Arm();
}

void UplinkShell::Arm() {
  const std::optional<SteadyTime> next = session_.NextTick();
  if (!next) {
    timer_.cancel();
    return;
  }
  timer_.expires_after(clock_.Nap(std::max(Duration::zero(), *next - clock_.Steady())));
  timer_.async_wait([this](boost::system::error_code error) {
    if (!error) Perform(session_.Tick(clock_.Steady()));
  });
}

void UplinkShell::Do(const uplink::Connect&) {
  AgentChannelHandler& handler = *this;
  batches_ = BatchWriter();
  channel_ = std::make_unique<AgentChannel>(channel_options_, io_.get_executor(), handler);
  channel_->Open();
}

void UplinkShell::Do(const uplink::SendHello&) { Send(host_.MakeHello()); }

void UplinkShell::Do(const uplink::SendHeartbeat& send) {
  Heartbeat heartbeat = host_.MakeHeartbeat();
  heartbeat.answers = send.answers;
  Send(heartbeat);
}

void UplinkShell::Do(uplink::ReconcileSpool& reconcile) {
  host_.ReconcileSpool(std::move(reconcile.received));
}

void UplinkShell::Do(const uplink::ReadSpool& read) { host_.ReadSpool(read); }

void UplinkShell::Do(uplink::SendBatch& send) {
  Send(ResultBatch{send.epoch, send.rows.empty() ? std::string() : batches_.Write(send.rows),
                   std::move(send.gaps)});
}

void UplinkShell::Do(const uplink::AcknowledgeSpool& acknowledge) {
  counted_.acked += acknowledge.range.last - acknowledge.range.first + 1;
  acked_at_ = clock_.Steady();
  host_.AcknowledgeSpool(acknowledge.range);
}

void UplinkShell::Do(const uplink::LogRejected& rejected) {
  logger_.Error(
      "collector rejected results",
      {{"first", rejected.range.first}, {"last", rejected.range.last}, {"why", rejected.reason}});
}

void UplinkShell::Do(uplink::AdoptAssignments& adopt) {
  host_.AdoptAssignments(std::move(adopt.set));
}

void UplinkShell::Do(const uplink::RunAssignments& run) { host_.RunAssignments(run.ids); }

void UplinkShell::Do(const uplink::Disconnect& disconnect) {
  logger_.Warning("leaving the collector", {{"why", disconnect.reason}});
  if (channel_) channel_->Close();
}

// A queue that is full means a collector that takes nothing: the same as being away.
void UplinkShell::Send(const AgentMessage& message) {
  if (channel_ && !channel_->Send(message)) channel_->Close();
}

}  // namespace xunjian
