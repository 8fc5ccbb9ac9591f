#include "collector/ingest/front_desk.h"

#include <random>
#include <utility>

namespace xunjian {
namespace {

constexpr Duration kBetweenPings = std::chrono::seconds(20);  // an agent waits 60 s for its acks

std::function<double()> Chance() {
  return [engine = std::mt19937_64(std::random_device{}())]() mutable {
    return std::uniform_real_distribution<double>(0, 1)(engine);
  };
}

Error NotNow(Duration wait) {
  return MakeError(ErrorCode::kUnavailable,
                   {"many agents come at once, or the disk is full: come back in {}",
                    "大量代理同时连接，或磁盘已满：请在 {} 后再来"},
                   FormatDuration(wait));
}

Error Copied() {
  return MakeError(ErrorCode::kConflict,
                   {"another program is connected with this agent's key; if this host is a copy, "
                    "enrol it anew with a token of its own",
                    "另有程序正在使用本代理的密钥；如本机是克隆的，请用自己的令牌重新登记"});
}

Error Crowded() {
  return MakeError(ErrorCode::kUnavailable,
                   {"two connections of this agent are open already, come back later",
                    "该代理已有两个连接，请稍后再试"});
}

Error TooEarly() {
  return MakeError(ErrorCode::kInvalidArgument,
                   {"an agent waits for its welcome", "代理须先等到 welcome"});
}

}  // namespace

FrontDesk::FrontDesk(const Parts& parts)
    : engine_(parts.engine),
      clock_(parts.clock),
      logger_(parts.logger),
      clocks_(parts.logger),
      admission_({}, Chance()),
      inbox_(parts.executor),
      heartbeat_interval_(parts.heartbeat_interval) {}

void FrontDesk::Serve(AgentServer& server) { server_ = &server; }

IngestFigures FrontDesk::figures() const {
  IngestFigures figures = counted_.Read();
  const SpoolLags::Total lag = lags_.Sum();
  figures.results_waiting = lag.results;
  figures.most_results_waiting = lag.most;
  return figures;
}

void FrontDesk::Close() {
  server_ = nullptr;
  waiting_.clear();
  streams_.clear();
}

void FrontDesk::OnOpen(const AgentPeer& peer) {
  streams_.emplace(peer.stream, Stream{peer, IngestSession(shapes_)});
  counted_.Opened();
  counted_.Streams(streams_.size());
  logger_.Info("agent connected", {{"host", peer.identity.name},
                                   {"agent_id", peer.identity.id},
                                   {"remote_address", peer.remote_address}});
}

void FrontDesk::OnMessage(StreamId id, AgentMessage message) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  Follow(id, found->second, found->second.session.Receive(std::move(message)));
}

void FrontDesk::OnClosed(StreamId id) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  const Stream stream = std::move(found->second);
  streams_.erase(found);
  counted_.Streams(streams_.size());
  lags_.Forget(stream.peer.identity.id);  // of another stream the next heartbeat says it again
  if (const auto next = twins_.Left(id)) LetInWaiting(*next);
  logger_.Info("agent disconnected",
               {{"host", stream.peer.identity.name}, {"agent_id", stream.peer.identity.id}});
  // A full queue loses this: the agent counts as connected until its next stream or its silence.
  if (stream.announced) (void)engine_.Submit(SessionDown{id, stream.peer.identity.id});
}

void FrontDesk::Perform(const Effect& effect) {
  inbox_.Put([weak = weak_from_this(), effect] {
    const auto self = weak.lock();
    if (!self) return;
    if (const auto* ack = std::get_if<SendAck>(&effect)) self->Send(ack->session, ack->ack);
    if (const auto* no = std::get_if<SendReject>(&effect)) self->Send(no->session, no->reject);
    if (const auto* push = std::get_if<PushAssignments>(&effect)) {
      self->SendToAgent(push->agent_id, AssignmentPush{*push->set});
    }
    if (const auto* run = std::get_if<SendRunNow>(&effect)) {
      self->SendToAgent(run->agent_id, run->run);
    }
  });
}

void FrontDesk::Follow(StreamId id, Stream& stream, IngestSession::Action action) {
  std::visit([&](auto& what) { Do(id, stream, std::move(what)); }, action);
}

void FrontDesk::Do(StreamId id, Stream& stream, IngestSession::Opened opened) {
  const auto wait = admission_.Arrive(stream.peer.identity.id, clock_.Steady());
  if (wait) return SendAway(id, *wait);
  LookAtClock(stream, opened.hello.now);
  const TwinCheck::Entry entry = twins_.Arrive(stream.peer.identity.id, id, clock_.Steady());
  switch (entry.kind) {
    case TwinCheck::Entry::Kind::kIn:
      return LetIn(id, stream, std::move(opened.hello));
    case TwinCheck::Entry::Kind::kAsk:
      stream.waiting = std::move(opened.hello);
      return Send(entry.older, Ping{entry.nonce});
    case TwinCheck::Entry::Kind::kCrowd:
      return Refuse(id, Crowded());
  }
}

void FrontDesk::SendAway(StreamId id, Duration wait) {
  counted_.SentAway();
  server_->Send(id, ComeBack{wait});
  server_->CloseStream(id, NotNow(wait));
}

// Only who is accepted is welcome: an agent takes a welcome for the end of its waiting.
void FrontDesk::LetIn(StreamId id, Stream& stream, Hello hello) {
  stream.announced = true;
  SessionUp up{id, stream.peer.identity.id, std::move(hello)};
  Submit(std::move(up), id, [this, id](const auto& reply) {
    if (!reply) return Refuse(id, reply.error());
    Greet(id, std::get<SessionAccepted>(*reply));
    server_->Handled(id);
  });
}

// The credit to read on comes with the commit, or later when the agent is over its pace: what the
// engine cannot keep up with waits in the agents' spools.
void FrontDesk::Do(StreamId id, Stream& stream, IngestSession::Submit submit) {
  if (!stream.welcome) return Refuse(id, TooEarly());
  const SteadyTime now = clock_.Steady();
  const SteadyTime credit = pace_.Take(
      stream.peer.identity.id, submit.batch.rows().size() + submit.gaps.size(), submit.bytes, now);
  if (credit > now) counted_.Slowed();
  auto batch = std::make_shared<const ColumnBatch>(std::move(submit.batch));
  waiting_.push_back(
      {id, {id, stream.peer.identity.id, std::move(batch), std::move(submit.gaps)}, credit});
  HandInWaiting();
}

// In the order they came. A queue that is full holds them here, and so their streams: an agent may
// send four messages without a credit.
void FrontDesk::HandInWaiting() {
  while (!waiting_.empty() && HandIn(waiting_.front())) waiting_.pop_front();
  counted_.Waiting(waiting_.size());
}

bool FrontDesk::HandIn(const Waiting& waiting) {
  const StreamId id = waiting.stream;
  if (!streams_.contains(id)) return true;
  const auto taken =
      TrySubmit(waiting.batch, id, [this, id, at = waiting.credit](const auto& reply) {
        if (reply) return GiveCredit(id, at);
        Refuse(id, reply.error());
      });
  return taken.has_value();
}

// A heartbeat that the engine has no room for is missed; the next one says the same.
void FrontDesk::Do(StreamId id, Stream& stream, const IngestSession::Alive& alive) {
  if (!stream.welcome) return Refuse(id, TooEarly());
  LookAtClock(stream, alive.heartbeat.now);
  const std::string& agent = stream.peer.identity.id;
  (void)engine_.Submit(HeartbeatArrived{agent, alive.heartbeat.checks_run});
  lags_.Note(agent, alive.heartbeat.results_waiting);
  if (const auto twins = twins_.Answered(id, alive.heartbeat.answers)) RefuseCopy(*twins);
  server_->Handled(id);
}

void FrontDesk::Do(StreamId id, Stream&, const IngestSession::Refuse& refuse) {
  Refuse(id, refuse.error);
}

void FrontDesk::GiveCredit(StreamId id, SteadyTime at) {
  if (at <= clock_.Steady()) return server_->Handled(id);
  credits_.emplace(at, id);
}

void FrontDesk::GiveDueCredits(SteadyTime now) {
  const auto due = credits_.upper_bound(now);
  for (auto credit = credits_.begin(); credit != due; ++credit) server_->Handled(credit->second);
  credits_.erase(credits_.begin(), due);
  pace_.ForgetSettled(now);
}

void FrontDesk::Hold(bool held) {
  admission_.SetClosed(held);
  next_ping_.reset();
  if (held) next_ping_ = clock_.Steady() + kBetweenPings;
}

void FrontDesk::PingAll(SteadyTime now) {
  next_ping_ = now + kBetweenPings;
  for (const auto& [id, stream] : streams_) {
    if (stream.welcome) Send(id, Ping{});
  }
}

void FrontDesk::Tick() {
  if (!server_) return;
  const SteadyTime now = clock_.Steady();
  GiveDueCredits(now);
  HandInWaiting();
  if (next_ping_ && now >= *next_ping_) PingAll(now);
  for (const TwinCheck::Pair& pair : twins_.TakeSilent(now)) {
    Refuse(pair.older, MakeError(ErrorCode::kUnavailable, {"no answer to a ping", "未应答 ping"}));
    LetInWaiting(pair.newcomer);
  }
}

void FrontDesk::LetInWaiting(StreamId id) {
  const auto found = streams_.find(id);
  if (!server_ || found == streams_.end() || !found->second.waiting) return;
  Hello hello = std::move(*found->second.waiting);
  found->second.waiting.reset();
  LetIn(id, found->second, std::move(hello));
}

void FrontDesk::RefuseCopy(const TwinCheck::Pair& twins) {
  const auto older = streams_.find(twins.older);
  const auto newcomer = streams_.find(twins.newcomer);
  if (older == streams_.end() || newcomer == streams_.end()) return;
  const AgentPeer& peer = older->second.peer;
  (void)engine_.Submit(
      AgentCopied{peer.identity.id, peer.remote_address, newcomer->second.peer.remote_address});
  Refuse(twins.newcomer, Copied());
}

void FrontDesk::LookAtClock(const Stream& stream, Timestamp theirs) {
  const TlsIdentity& who = stream.peer.identity;
  const auto news = clocks_.Look(who, theirs, clock_.Now());
  if (news) (void)engine_.Submit(ClockSeen{who.id, news->skew});
}

void FrontDesk::Submit(Event event, StreamId id,
                       std::function<void(const Result<Reply>&)> on_reply) {
  const auto taken = TrySubmit(std::move(event), id, std::move(on_reply));
  if (!taken) Refuse(id, taken.error());
}

Result<void> FrontDesk::TrySubmit(Event event, StreamId id,
                                  std::function<void(const Result<Reply>&)> on_reply) {
  auto later = [weak = weak_from_this(), id, on_reply](const Result<Reply>& reply) {
    const auto self = weak.lock();
    if (!self) return;
    self->inbox_.Put([weak, id, on_reply, reply] {
      const auto desk = weak.lock();
      if (desk && desk->server_ && desk->streams_.contains(id)) on_reply(reply);
    });
  };
  return engine_.Submit(std::move(event), std::move(later));
}

void FrontDesk::Greet(StreamId id, const SessionAccepted& accepted) {
  Stream& stream = streams_.at(id);
  stream.welcome = true;
  Send(id, Welcome{stream.peer.identity.name, clock_.Now(), heartbeat_interval_, accepted.received,
                   accepted.former});
  for (const CollectorMessage& message : std::exchange(stream.held, {})) Send(id, message);
}

void FrontDesk::Send(StreamId id, const CollectorMessage& message) {
  const auto found = streams_.find(id);
  if (!server_ || found == streams_.end()) return;
  if (found->second.welcome) {
    server_->Send(id, message);
  } else {
    found->second.held.push_back(message);
  }
}

void FrontDesk::SendToAgent(const std::string& agent_id, const CollectorMessage& message) {
  for (const auto& [id, stream] : streams_) {
    if (stream.peer.identity.id == agent_id) Send(id, message);
  }
}

void FrontDesk::Refuse(StreamId id, const Error& reason) {
  const auto found = streams_.find(id);
  if (!server_ || found == streams_.end()) return;
  counted_.Refused(reason.code());
  logger_.Warning("agent refused", {{"host", found->second.peer.identity.name},
                                    {"remote_address", found->second.peer.remote_address},
                                    {"reason", reason.In(Language::kEnglish)}});
  server_->CloseStream(id, reason);
}

}  // namespace xunjian
