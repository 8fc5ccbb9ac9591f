#include "tests/simulation/world.h"

#include "tests/simulation/seeded_kernel.h"

namespace xunjian::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr SteadyTime kBegin{std::chrono::hours(1)};
constexpr Duration kTenYears = std::chrono::hours(24 * 365 * 10);
constexpr Duration kLastResults = seconds(5);
// Connecting, waiting for acks and coming back take a minute each, and may do so in turn.
constexpr Duration kPatience = std::chrono::minutes(20);

Chance Seeded(std::uint64_t seed) {
  SeedKernel(seed);
  return Chance(seed ^ 0x78756e6a69616eULL);
}

AgentHost::Nature DrawNature(const Plan& plan, Chance& chance) {
  AgentHost::Nature nature;
  nature.spool.reserve_bytes = chance.OneIn(2) ? 0 : 8192;
  nature.spool.segment_bytes = chance.OneIn(2) ? 4096 : 1 << 16;
  if (plan.small_spools) {
    nature.spool.segment_bytes = 2048;
    nature.spool.max_bytes = chance.Between(4, 8) * 2048;
  }
  nature.pace = chance.Between(milliseconds(100), milliseconds(3000));
  nature.drift = 0.99 + chance.Fraction() * 0.02;
  return nature;
}

}  // namespace

World::World(std::uint64_t seed, const TempFolder& folder, bool print)
    : chance_(Seeded(seed)),
      trace_(print),
      plan_(Plan::Draw(chance_)),
      network_(chance_.Fork(), trace_),
      collector_(folder, network_, trace_, chance_.Fork()),
      invariants_(agents_, collector_),
      now_(kBegin) {
  for (std::uint64_t i = 1; i <= plan_.agents; ++i) {
    agents_.push_back(std::make_unique<AgentHost>(
        "web" + std::to_string(i), DrawNature(plan_, chance_), network_, trace_, chance_.Fork()));
  }
}

Verdict World::Run() {
  Verdict verdict;
  try {
    Live();
    Rest();
  } catch (const std::exception& broken) {
    verdict.broken = broken.what();
  }
  verdict.hash = trace_.hash();
  verdict.events = trace_.events();
  for (const auto& agent : agents_) verdict.results += agent->ledger().made();
  verdict.newest.assign(trace_.newest().begin(), trace_.newest().end());
  return verdict;
}

void World::Live() {
  std::vector<std::pair<std::string, std::string>> hosts;
  for (const auto& agent : agents_) hosts.emplace_back(agent->name(), agent->id());
  collector_.SetUp(hosts);
  for (std::uint64_t step = 0; step < plan_.steps; ++step) {
    Step(chance_.Between(milliseconds(20), milliseconds(chance_.OneIn(50) ? 10'000 : 400)), true);
    if (chance_.OneIn(plan_.faults_in)) MeetFate();
    if (chance_.OneIn(80)) Look();
  }
  if (plan_.long_absence) BeAbsent(AnyAgent());
}

// Faults are over: whatever waits must arrive, and all sums must be right.
void World::Rest() {
  Heal();
  for (Duration rested{}; rested < kPatience; rested += seconds(1)) {
    // The next result counts those that were refused before it.
    Step(seconds(1), rested < kLastResults);
    if (rested > kLastResults && quiet()) return invariants_.CheckAtRest();
  }
  std::string waits;
  for (const auto& agent : agents_) {
    if (!agent->process()) waits += fmt::format(" {} does not run;", agent->id());
    if (!agent->process()) continue;
    const Spool& spool = agent->process()->spool();
    waits += fmt::format(" {} of {} from {} on;", spool.waiting(), agent->id(),
                         spool.first_unacknowledged());
  }
  Demand(false, "nothing waits for ever:{}", waits);
}

void World::Step(Duration time, bool produces) {
  now_ += time;
  trace_.SetTime(now_ - kBegin);
  collector_.Pass(time);
  for (const auto& agent : agents_) agent->Pass(time);
  collector_.Step(now_);
  for (const auto& agent : agents_) agent->Step(now_, produces);
  // Whoever came back says what its predecessor left.
  if (collector_.process() && collector_.lives() != seen_lives_) {
    seen_lives_ = collector_.lives();
    Look();
  }
}

void World::Look() {
  if (collector_.process()) invariants_.CheckAlways();
}

void World::MeetFate() {
  switch (chance_.Below(4)) {
    case 0:
      return MeetFateOfCollector();
    case 1:
      return HandleCopies();
    default:
      return MeetFateOf(AnyAgent());
  }
}

void World::MeetFateOf(AgentHost& agent) {
  switch (chance_.Below(10)) {
    case 0:
      return agent.Kill(now_, Soon());
    case 1:
      return agent.CutPower(now_, Soon());
    case 2:
      return agent.KillAtChange(chance_.Between(1, 12));
    case 3:
      return agent.FailAtChange(chance_.Between(1, 12));
    case 4:
    case 5:
      return network_.Cut(agent.id(), now_);
    case 6:
      return network_.SetLine(agent.id(), false, now_);
    case 7:
      return network_.SetLine(agent.id(), true, now_);
    case 8:
      if (plan_.small_disks) agent.SetRoom(chance_.OneIn(2) ? UINT64_MAX : chance_.Below(30'000));
      return network_.SetDelay(milliseconds(chance_.OneIn(3) ? 5000 : 50));
    default:
      if (plan_.clocks_jump) agent.JumpClock(chance_.OneIn(2) ? kTenYears : -kTenYears);
  }
}

void World::MeetFateOfCollector() {
  switch (chance_.Below(6)) {
    case 0:
      return collector_.Kill(now_, Soon());
    case 1:
      return collector_.CutPower(now_, Soon());
    case 2:
    case 3:
      return collector_.KillAtChange(chance_.Between(1, 30));
    case 4:
      return collector_.FailAtChange(chance_.Between(1, 30));
    default:
      if (plan_.clocks_jump) collector_.JumpClock(chance_.OneIn(2) ? kTenYears : -kTenYears);
  }
}

void World::HandleCopies() {
  const bool make = chance_.OneIn(3);
  if (plan_.copies == Plan::Copies::kOfCollector) {
    make ? collector_.BackUp(now_) : collector_.RestoreBackup(now_);
  }
  if (plan_.copies == Plan::Copies::kOfAgents) {
    AgentHost& agent = AnyAgent();
    make ? agent.CopyDisk() : agent.RestoreDisk(now_);
  }
}

// Long enough for a small spool to give up what is steady.
void World::BeAbsent(AgentHost& agent) {
  network_.SetLine(agent.id(), false, now_);
  for (int step = 0; step < 400; ++step) Step(seconds(3), true);
}

void World::Heal() {
  trace_.Note("faults are over");
  network_.SetDelay(milliseconds(50));
  for (const auto& agent : agents_) {
    agent->SetRoom(UINT64_MAX);
    agent->KillAtChange(0);
    agent->FailAtChange(0);
    network_.SetLine(agent->id(), true, now_);
  }
  collector_.KillAtChange(0);
  collector_.FailAtChange(0);
}

bool World::quiet() const {
  bool all = collector_.process() != nullptr;
  for (const auto& agent : agents_) all = all && agent->process() && agent->process()->quiet();
  return all;
}

}  // namespace xunjian::sim
