#include "agent/uplink/uplink_session.h"

#include <algorithm>
#include <utility>

namespace xunjian {
namespace {

// What a collector may ask for; outside of it the agent would be silent or a nuisance.
constexpr Duration kLeastHeartbeat = std::chrono::seconds(1);
constexpr Duration kMostHeartbeat = std::chrono::minutes(5);

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
  deadline_ = now + backoff_.Next();
  in_flight_.clear();
  next_seq_ = 1;
  discard_reading_ = reading_;
  return {};
}

UplinkActions UplinkSession::Receive(const CollectorMessage& message, SteadyTime now) {
  UplinkActions actions;
  const bool greeted = state_ == State::kOpen;
  const bool welcome = state_ == State::kGreeting && std::holds_alternative<Welcome>(message);
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
  ReadMore(actions);
}

void UplinkSession::On(const Ack& ack, SteadyTime, UplinkActions& actions) {
  if (ack.epoch != epoch_) return;  // of a spool that is no more
  for (const SeqRange& range : ack.ranges) Release(range, actions);
  ReadMore(actions);
}

void UplinkSession::On(const Reject& reject, SteadyTime, UplinkActions& actions) {
  if (reject.epoch != epoch_) return;
  actions.push_back(uplink::LogRejected{reject.range, reject.reason});
  Release(reject.range, actions);
  ReadMore(actions);
}

void UplinkSession::On(const AssignmentPush& push, SteadyTime, UplinkActions& actions) {
  actions.push_back(uplink::AdoptAssignments{push.set});
}

void UplinkSession::On(const RunNow& run_now, SteadyTime, UplinkActions& actions) {
  actions.push_back(uplink::RunAssignments{run_now.assignment_ids});
}

void UplinkSession::Release(const SeqRange& range, UplinkActions& actions) {
  if (range.first == 0 || range.first > range.last || range.last > last_seq_) {
    return Close("the collector acknowledged what does not exist", actions);
  }
  for (InFlight& batch : in_flight_) {
    const auto begin = std::ranges::lower_bound(batch.waiting, range.first);
    const auto end = std::ranges::upper_bound(batch.waiting, range.last);
    batch.waiting.erase(begin, end);
  }
  std::erase_if(in_flight_, [](const InFlight& batch) { return batch.waiting.empty(); });
  actions.push_back(uplink::AcknowledgeSpool{range});
}

UplinkActions UplinkSession::SpoolChanged(std::uint64_t epoch, std::uint64_t last_seq, SteadyTime) {
  UplinkActions actions;
  epoch_ = epoch;
  last_seq_ = last_seq;
  ReadMore(actions);
  return actions;
}

void UplinkSession::ReadMore(UplinkActions& actions) {
  if (state_ != State::kOpen || reading_) return;
  if (next_seq_ > last_seq_ || in_flight_.size() >= options_.window) return;
  reading_ = true;
  reading_until_ = last_seq_;
  actions.push_back(uplink::ReadSpool{next_seq_, options_.batch_results, options_.batch_bytes});
}

UplinkActions UplinkSession::SpoolRead(std::vector<SequencedRow> rows, SteadyTime now) {
  UplinkActions actions;
  reading_ = false;
  const bool discard = std::exchange(discard_reading_, false);
  if (!discard && state_ == State::kOpen) {
    std::erase_if(rows, [&](const SequencedRow& row) { return row.seq > last_seq_; });
    if (rows.empty()) {
      next_seq_ = reading_until_ + 1;
    } else {
      next_seq_ = rows.back().seq + 1;
      InFlight& batch = in_flight_.emplace_back(InFlight{{}, now});
      for (const SequencedRow& row : rows) batch.waiting.push_back(row.seq);
      actions.push_back(uplink::SendBatch{epoch_, std::move(rows)});
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
