#include "tests/simulation/engine_door.h"

#include <future>
#include <utility>

namespace xunjian::sim {

Result<std::unique_ptr<EngineDoor>> EngineDoor::Open(Store& store, const Clock& clock,
                                                     const CheckMatcher& match, Heard heard) {
  std::unique_ptr<EngineDoor> door(new EngineDoor(clock));
  EngineHooks hooks;
  hooks.effect = std::move(heard);
  hooks.fatal = [raw = door.get()](const Error& reason) {
    raw->end_ = reason.In(Language::kEnglish);
  };
  EngineOptions options;
  options.linger = Duration::zero();
  auto engine = Engine::Start(store, door->clock_, match, std::move(hooks), options);
  if (!engine) return engine.error();
  door->engine_ = std::move(*engine);
  return door;
}

// The engine is held while it asks what time a tick has; what comes meanwhile is its next group.
void EngineDoor::Decide(std::vector<Asked> group) {
  if (group.empty()) return;
  clock_.Shut();
  const bool held = engine_->Submit(Tick{clock_.Steady()}).has_value();
  if (held) clock_.AwaitSomebody();
  std::promise<void> rests;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const bool last = i + 1 == group.size();
    auto answered = [done = std::move(group[i].answered), last, &rests](const auto& reply) {
      if (done) done(reply);
      if (last) rests.set_value();
    };
    const auto taken = engine_->Submit(std::move(group[i].event), answered);
    if (!taken) answered(taken.error());
  }
  clock_.Open();
  rests.get_future().wait();
}

Result<Reply> EngineDoor::Decide(Event event) { return engine_->Call(std::move(event)); }

}  // namespace xunjian::sim
