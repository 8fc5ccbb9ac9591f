#include "tests/simulation/network.h"

#include <algorithm>
#include <utility>

namespace xunjian::sim {

using std::chrono::milliseconds;

SteadyTime Network::Soon(SteadyTime now) {
  return now + chance_.Between(milliseconds(1), most_delay_);
}

// A keepalive's time.
SteadyTime Network::Late(SteadyTime now) {
  return now + chance_.Between(milliseconds(500), milliseconds(45'000));
}

void Network::Put(Way& way, Kind kind, std::string bytes, SteadyTime at) {
  if (way.closed) return;
  if (!way.parcels.empty()) at = std::max(at, way.parcels.back().at);
  way.parcels.push_back({at, kind, std::move(bytes)});
}

void Network::LoseEnd(Way& way) {
  if (way.parcels.empty()) return;
  way.parcels.resize(chance_.Below(way.parcels.size() + 1));
}

// What is on its way is found by others on theirs: it comes after its sender has come back.
void Network::Stall(Way& way, SteadyTime now) {
  const SteadyTime at = Late(now);
  for (Parcel& parcel : way.parcels) parcel.at = std::max(parcel.at, at);
}

void Network::Close(Way& way, SteadyTime at) {
  Put(way, Kind::kClosed, "", at);
  way.closed = true;
}

StreamNumber Network::Connect(const std::string& agent, SteadyTime now) {
  Stream& stream = streams_[++last_];
  stream.agent = agent;
  if (!collector_up_ || line_down_[agent]) {
    stream.dead = true;
    stream.up.closed = true;
    Close(stream.down, collector_up_ ? Late(now) : Soon(now));
    return last_;
  }
  const SteadyTime at = Soon(now);
  Put(stream.up, Kind::kOpened, "", at);
  Put(stream.down, Kind::kOpened, "", Soon(at));
  return last_;
}

void Network::ToCollector(StreamNumber number, std::string bytes, SteadyTime now) {
  Stream& stream = streams_.at(number);
  if (!stream.dead) Put(stream.up, Kind::kMessage, std::move(bytes), Soon(now));
}

void Network::ToAgent(StreamNumber number, std::string bytes, SteadyTime now) {
  const auto found = streams_.find(number);
  if (found == streams_.end() || found->second.dead) return;
  Put(found->second.down, Kind::kMessage, std::move(bytes), Soon(now));
}

std::vector<Network::Arrival> Network::HearAgent(StreamNumber number, SteadyTime now) {
  std::vector<Arrival> arrivals;
  auto& parcels = streams_.at(number).down.parcels;
  while (!parcels.empty() && parcels.front().at <= now) {
    arrivals.push_back({number, parcels.front().kind, std::move(parcels.front().bytes)});
    parcels.pop_front();
  }
  return arrivals;
}

std::vector<Network::Arrival> Network::HearCollector(SteadyTime now) {
  std::vector<std::pair<SteadyTime, Arrival>> all;
  for (auto& [number, stream] : streams_) {
    auto& parcels = stream.up.parcels;
    while (!parcels.empty() && parcels.front().at <= now) {
      Parcel& first = parcels.front();
      all.emplace_back(first.at, Arrival{number, first.kind, std::move(first.bytes)});
      parcels.pop_front();
    }
  }
  std::ranges::stable_sort(all, {}, &std::pair<SteadyTime, Arrival>::first);
  std::vector<Arrival> arrivals;
  for (auto& [at, arrival] : all) arrivals.push_back(std::move(arrival));
  return arrivals;
}

void Network::CloseFromAgent(StreamNumber number, SteadyTime now) {
  Stream& stream = streams_.at(number);
  stream.down.parcels.clear();
  stream.down.closed = true;
  if (chance_.OneIn(2)) LoseEnd(stream.up);
  Close(stream.up, Soon(now));
}

void Network::CloseFromCollector(StreamNumber number, SteadyTime now) {
  const auto found = streams_.find(number);
  if (found == streams_.end()) return;
  found->second.up.parcels.clear();
  found->second.up.closed = true;
  if (chance_.OneIn(2)) LoseEnd(found->second.down);
  Close(found->second.down, Soon(now));
}

void Network::AgentGone(const std::string& agent, bool silently, SteadyTime now) {
  for (auto& [number, stream] : streams_) {
    if (stream.agent != agent || stream.up.closed) continue;
    stream.down.parcels.clear();
    stream.down.closed = true;
    LoseEnd(stream.up);
    Close(stream.up, silently ? Late(now) : Soon(now));
  }
}

void Network::CollectorGone(bool silently, SteadyTime now) {
  collector_up_ = false;
  for (auto& [number, stream] : streams_) {
    stream.up.parcels.clear();
    stream.up.closed = stream.dead = true;
    if (stream.down.closed) continue;
    LoseEnd(stream.down);
    Close(stream.down, silently ? Late(now) : Soon(now));
  }
}

void Network::CutStream(StreamNumber number, Stream& stream, SteadyTime now) {
  if (stream.dead) return;
  trace_.Note("stream {} is cut", number);
  stream.dead = true;
  LoseEnd(stream.up);
  LoseEnd(stream.down);
  if (chance_.OneIn(2)) Stall(stream.up, now);
  Close(stream.up, chance_.OneIn(2) ? Late(now) : Soon(now));
  Close(stream.down, chance_.OneIn(2) ? Late(now) : Soon(now));
}

void Network::Cut(const std::string& agent, SteadyTime now) {
  for (auto& [number, stream] : streams_) {
    if (stream.agent == agent) CutStream(number, stream, now);
  }
  Forget();
}

void Network::SetLine(const std::string& agent, bool up, SteadyTime now) {
  line_down_[agent] = !up;
  if (!up) Cut(agent, now);
}

// The newest ones are still asked about.
void Network::Forget() {
  std::erase_if(streams_, [this](const auto& entry) {
    const Stream& stream = entry.second;
    return entry.first + 64 < last_ && stream.up.closed && stream.down.closed &&
           stream.up.parcels.empty() && stream.down.parcels.empty();
  });
}

}  // namespace xunjian::sim
