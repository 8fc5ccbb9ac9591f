#include "agent/uplink/uplink_session.h"

#include <algorithm>
#include <utility>

namespace xunjian {
namespace {

// What a collector may ask for; outside of it the agent would be silent or a nuisance.
constexpr Duration kLeastHeartbeat = std::chrono::seconds(1);
constexpr Duration kMostHeartbeat = std::chrono::minutes(5);
constexpr Duration kMostAway = std::chrono::hours(1);

}  // namespace

UplinkSession::UplinkSession(UplinkOptions options, Backoff backoff)
    : options_(options), backoff_(std::move(backoff)) {}

UplinkActions UplinkSession::Start(SteadyTime now) {
  if (state_ != State::kIdle) return {};
  state_ = State::kConnecting;
  deadline_ = now + options_.connect_limit;
  return {uplink::Connect{}};
}

UplinkActions UplinkSession::Connected(SteadyTime now) {
  if (state_ != State::kConnecting) return {};
  state_ = State::kGreeting;
  deadline_ = now + options_.welcome_limit;
  return {uplink::SendHello{}};
}

UplinkActions UplinkSession::Disconnected(SteadyTime now) {
  if (state_ == State::kIdle || state_ == State::kWaiting) return {};
  state_ = State::kWaiting;
  const Duration asked = std::exchange(come_back_, {});
  deadline_ = now + (asked > Duration::zero() ? asked : backoff_.Next());
  in_flight_.clear();
  reconciled_ = false;
  discard_reading_ = reading_;
  return {};
}

UplinkActions UplinkSession::Receive(const CollectorMessage& message, SteadyTime now) {
  UplinkActions actions;
  const bool greeted = state_ == State::kOpen;
  const bool welcome = state_ == State::kGreeting && (std::holds_alternative<Welcome>(message) ||
                                                      std::holds_alternative<ComeBack>(message));
  if (greeted || welcome) {
    std::visit([&](const auto& words) { On(words, now, actions); }, message);
  } else if (state_ == State::kGreeting) {
    Close("the collector spoke before its welcome", actions);
  }
  return actions;
}

void UplinkSession::On(const Welcome& welcome, SteadyTime now, UplinkActions& actions) {
  if (state_ == State::kOpen) return Close("the collector welcomed twice", actions);
  state_ = State::kOpen;
  backoff_.Reset();
  heartbeat_interval_ = std::clamp(welcome.heartbeat_interval, kLeastHeartbeat, kMostHeartbeat);
  next_heartbeat_ = now;
  actions.push_back(uplink::ReconcileSpool{KnownTo(welcome)});
}

// A copy of the spool may have lived on where ours did not: its numbers are none of ours.
SeqRanges UplinkSession::KnownTo(const Welcome& welcome) const {
  SeqRanges known;
  const auto add = [&](std::uint64_t epoch, const SeqRanges& received) {
    const SeqRange ours = lives_.NumbersOf(epoch);
    known.AddAll(received.Within(ours.first, ours.last));
  };
  for (const ReceivedOfEpoch& former : welcome.former) add(former.epoch, former.seqs);
  add(lives_.newest(), welcome.received);
  return known;
}

UplinkActions UplinkSession::SpoolReconciled(SteadyTime) {
  UplinkActions actions;
  if (state_ != State::kOpen || reconciled_) return actions;
  reconciled_ = true;
  backlog_end_ = last_seq_;
  next_backlog_ = 1;
  next_live_ = backlog_end_ + 1;
  ReadMore(actions);
  return actions;
}

void UplinkSession::On(const Ack& ack, SteadyTime, UplinkActions& actions) {
  for (const SeqRange& range : ack.ranges) Release(ack.epoch, range, actions);
  ReadMore(actions);
}

void UplinkSession::On(const Reject& reject, SteadyTime, UplinkActions& actions) {
  const SeqRange ours = lives_.NumbersOf(reject.epoch);
  if (ours.first > ours.last) return;  // of a life that is no more
  actions.push_back(uplink::LogRejected{reject.range, reject.reason});
  Release(reject.epoch, reject.range, actions);
  ReadMore(actions);
}

void UplinkSession::On(const AssignmentPush& push, SteadyTime, UplinkActions& actions) {
  actions.push_back(uplink::AdoptAssignments{push.set});
}

void UplinkSession::On(const RunNow& run_now, SteadyTime, UplinkActions& actions) {
  actions.push_back(uplink::RunAssignments{run_now.assignment_ids});
}

// Whoever pings is alive, and has a reason for acks that do not come: a full disk, say.
void UplinkSession::On(const Ping& ping, SteadyTime now, UplinkActions& actions) {
  for (InFlight& batch : in_flight_) batch.sent = now;
  next_heartbeat_ = now + heartbeat_interval_;
  actions.emplace_back(uplink::SendHeartbeat{ping.nonce});
}

// The collector works, and keeps a place for that moment: nothing of earlier failures counts.
void UplinkSession::On(const ComeBack& come_back, SteadyTime, UplinkActions& actions) {
  backoff_.Reset();
  come_back_ = std::clamp(come_back.after, Duration::zero(), kMostAway);
  Close("the collector asked us to come back later", actions);
}

void UplinkSession::Release(std::uint64_t epoch, const SeqRange& range, UplinkActions& actions) {
  const SeqRange ours = lives_.NumbersOf(epoch);
  if (ours.first > ours.last) return;  // of a life that is no more
  const bool sensible = range.first >= ours.first && range.first <= range.last;
  if (!sensible || range.last > std::min(ours.last, last_seq_)) {
    return Close("the collector acknowledged what does not exist", actions);
  }
  for (InFlight& batch : in_flight_) batch.waiting.Remove(range.first, range.last);
  std::erase_if(in_flight_, [](const InFlight& batch) { return batch.waiting.empty(); });
  actions.push_back(uplink::AcknowledgeSpool{range});
}

UplinkActions UplinkSession::SpoolChanged(SpoolLives lives, std::uint64_t last_seq, SteadyTime) {
  UplinkActions actions;
  const bool greeted = state_ == State::kGreeting || state_ == State::kOpen;
  const bool renewed = lives_.newest() != lives.newest() && greeted && lives_.newest() != 0;
  lives_ = std::move(lives);
  last_seq_ = last_seq;
  if (renewed) Close("the spool began a new life", actions);  // to be greeted with it
  ReadMore(actions);
  return actions;
}

// Of a window of one nothing can be left to the other.
bool UplinkSession::HasPlace(Lane lane) const {
  const auto used = static_cast<std::size_t>(std::ranges::count(in_flight_, lane, &InFlight::lane));
  return in_flight_.size() < options_.window &&
         used < std::max<std::size_t>(options_.window - 1, 1);
}

std::optional<UplinkSession::Lane> UplinkSession::LaneToRead() const {
  if (next_live_ <= last_seq_ && HasPlace(Lane::kLive)) return Lane::kLive;
  if (next_backlog_ <= backlog_end_ && HasPlace(Lane::kBacklog)) return Lane::kBacklog;
  return std::nullopt;
}

void UplinkSession::ReadMore(UplinkActions& actions) {
  if (state_ != State::kOpen || !reconciled_ || reading_) return;
  const std::optional<Lane> lane = LaneToRead();
  if (!lane) return;
  reading_ = true;
  reading_lane_ = *lane;
  const std::uint64_t from = NextOf(*lane);
  const std::uint64_t end = *lane == Lane::kLive ? last_seq_ : backlog_end_;
  actions.push_back(uplink::ReadSpool{from, std::min(end, lives_.NumbersOf(lives_.IdOf(from)).last),
                                      options_.batch_results, options_.batch_bytes});
}

UplinkActions UplinkSession::SpoolRead(SpoolPart part, SteadyTime now) {
  UplinkActions actions;
  reading_ = false;
  const bool discard = std::exchange(discard_reading_, false);
  if (!discard && state_ == State::kOpen) {
    const std::uint64_t epoch = lives_.IdOf(NextOf(reading_lane_));
    NextOf(reading_lane_) = part.through + 1;
    if (!part.rows.empty() || !part.gaps.empty()) {
      InFlight& batch = in_flight_.emplace_back(InFlight{reading_lane_, {}, now});
      for (const SequencedRow& row : part.rows) batch.waiting.Add(row.seq, row.seq);
      for (const ResultGap& gap : part.gaps) batch.waiting.AddAll(gap.seqs);
      actions.push_back(uplink::SendBatch{epoch, std::move(part.rows), std::move(part.gaps)});
    }
  }
  ReadMore(actions);
  return actions;
}

UplinkActions UplinkSession::Tick(SteadyTime now) {
  UplinkActions actions;
  CheckDeadlines(now, actions);
  if (state_ == State::kOpen && now >= next_heartbeat_) {
    next_heartbeat_ = now + heartbeat_interval_;
    actions.push_back(uplink::SendHeartbeat{});
  }
  return actions;
}

void UplinkSession::CheckDeadlines(SteadyTime now, UplinkActions& actions) {
  if (state_ == State::kOpen) {
    if (in_flight_.empty() || now < in_flight_.front().sent + options_.ack_limit) return;
    return Close("no acknowledgement in time", actions);
  }
  if (now < deadline_) return;
  if (state_ == State::kConnecting) return Close("no connection in time", actions);
  if (state_ == State::kGreeting) return Close("no welcome in time", actions);
  if (state_ != State::kWaiting) return;
  state_ = State::kConnecting;
  deadline_ = now + options_.connect_limit;
  actions.push_back(uplink::Connect{});
}

void UplinkSession::Close(std::string reason, UplinkActions& actions) {
  if (state_ == State::kClosing) return;
  state_ = State::kClosing;
  actions.push_back(uplink::Disconnect{std::move(reason)});
}

std::optional<SteadyTime> UplinkSession::NextTick() const {
  switch (state_) {
    case State::kIdle:
    case State::kClosing:
      return std::nullopt;
    case State::kWaiting:
    case State::kConnecting:
    case State::kGreeting:
      return deadline_;
    case State::kOpen:
      break;
  }
  if (in_flight_.empty()) return next_heartbeat_;
  return std::min(next_heartbeat_, in_flight_.front().sent + options_.ack_limit);
}

}  // namespace xunjian
