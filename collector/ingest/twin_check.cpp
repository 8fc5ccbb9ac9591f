#include "collector/ingest/twin_check.h"

namespace xunjian {
namespace {

constexpr Duration kAnswerLimit = std::chrono::seconds(5);

}  // namespace

TwinCheck::Entry TwinCheck::Arrive(const std::string& agent, StreamId newcomer, SteadyTime now) {
  const auto [place, first] = seats_.try_emplace(agent);
  Seat& seat = place->second;
  if (seat.waiting) return {Entry::Kind::kCrowd};
  agent_of_[newcomer] = agent;
  if (first) {
    seat.in = newcomer;
    return {Entry::Kind::kIn};
  }
  seat.waiting = Waiting{newcomer, ++last_nonce_, now + kAnswerLimit};
  return {Entry::Kind::kAsk, seat.in, last_nonce_};
}

std::optional<TwinCheck::Pair> TwinCheck::Answered(StreamId older, std::uint64_t nonce) {
  const auto agent = agent_of_.find(older);
  if (agent == agent_of_.end()) return std::nullopt;
  Seat& seat = seats_.at(agent->second);
  if (seat.in != older || !seat.waiting || seat.waiting->nonce != nonce) return std::nullopt;
  const Pair twins{older, seat.waiting->stream};
  agent_of_.erase(twins.newcomer);
  seat.waiting.reset();
  return twins;
}

std::optional<StreamId> TwinCheck::Left(StreamId stream) {
  const auto agent = agent_of_.extract(stream);
  if (agent.empty()) return std::nullopt;
  const auto place = seats_.find(agent.mapped());
  Seat& seat = place->second;
  if (seat.in != stream) {
    seat.waiting.reset();
    return std::nullopt;
  }
  if (!seat.waiting) {
    seats_.erase(place);
    return std::nullopt;
  }
  seat.in = seat.waiting->stream;
  seat.waiting.reset();
  return seat.in;
}

std::vector<TwinCheck::Pair> TwinCheck::TakeSilent(SteadyTime now) {
  std::vector<Pair> silent;
  for (auto& [agent, seat] : seats_) {
    if (!seat.waiting || now < seat.waiting->until) continue;
    silent.push_back({seat.in, seat.waiting->stream});
    agent_of_.erase(seat.in);
    seat.in = seat.waiting->stream;
    seat.waiting.reset();
  }
  return silent;
}

}  // namespace xunjian
