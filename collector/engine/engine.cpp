#include "collector/engine/engine.h"

#include <algorithm>
#include <future>

#include "collector/engine/without_room.h"
#include "engine_book.h"

namespace xunjian {
namespace {

Error Stopped() {
  return MakeError(ErrorCode::kUnavailable, {"the collector is stopping", "采集中心正在停止"});
}

Model GrowModel(const LoadedStore& loaded) {
  Model model;
  Apply(loaded.rows, model);
  model.last_incident = std::max(model.last_incident, loaded.last_incident);
  model.last_outbox = std::max(model.last_outbox, loaded.last_outbox);
  return model;
}

Result<std::shared_ptr<const Policy>> PolicyInForce(const LoadedStore& loaded,
                                                    const CheckMatcher& match) {
  const std::string_view text =
      loaded.policy_text.empty() ? DefaultPolicyText() : std::string_view(loaded.policy_text);
  auto policy = ParsePolicy(text, "policy.toml", match);
  if (!policy) {
    return policy.error().WithContext(
        {"the policy in force does not fit this program", "当前策略与本程序不符"});
  }
  return std::make_shared<const Policy>(std::move(*policy));
}

Actor SystemActor() {
  Actor actor;
  actor.id = kSystemActor;
  actor.name = kSystemActor;
  actor.role = Role::kAdmin;
  return actor;
}

}  // namespace

Result<std::unique_ptr<Engine>> Engine::Start(Store& store, const Clock& clock,
                                              const CheckMatcher& match, EngineHooks hooks,
                                              EngineOptions options) {
  const auto loaded = store.Load();
  if (!loaded) return loaded.error();
  auto policy = PolicyInForce(*loaded, match);
  if (!policy) return policy.error();

  std::vector<Job> first;
  if (loaded->policy_text.empty())
    first.push_back({PolicyApplied{SystemActor(), *policy}, nullptr, clock.Steady()});
  first.push_back({CollectorStarted{clock.Steady(), loaded->listened}, nullptr, clock.Steady()});
  std::unique_ptr<Engine> engine(new Engine(store, clock, std::move(hooks), options,
                                            GrowModel(*loaded), Rules{std::move(*policy)}));
  std::vector<Decided> begun = engine->DecideGroup(std::move(first));
  const auto committed = engine->TryGroup(begun);
  if (committed) begun.clear();
  if (!committed && committed.error().code() != ErrorCode::kUnavailable) return committed.error();
  engine->thread_ = std::thread(
      [raw = engine.get(), group = std::move(begun)]() mutable { raw->Run(std::move(group)); });
  return engine;
}

Engine::Engine(Store& store, const Clock& clock, EngineHooks hooks, EngineOptions options,
               Model model, Rules rules)
    : store_(store),
      clock_(clock),
      hooks_(std::move(hooks)),
      options_(options),
      model_(std::move(model)),
      rules_(std::move(rules)),
      book_(std::make_unique<EngineBook>()) {
  book_->Look(model_);
}

Engine::~Engine() { Stop(); }

void Engine::Stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<void> Engine::Submit(Event event, Completion done) {
  const std::scoped_lock lock(mutex_);
  if (stopping_) return Stopped();
  if (held_ && WithoutRoomOf(event) == WithoutRoom::kRefused) return NotDone(*held_);
  // Time passes, busy or not.
  if (queue_.size() >= options_.queue_limit && !std::holds_alternative<Tick>(event)) {
    book_->Refused();
    return MakeError(ErrorCode::kUnavailable,
                     {"the collector is busy: {} events wait", "采集中心繁忙：{} 个事件在等待"},
                     queue_.size());
  }
  queue_.push_back({std::move(event), std::move(done), clock_.Steady()});
  if (queue_.size() == 1 || queue_.size() == options_.group_limit) wake_.notify_one();
  return Ok();
}

EngineFigures Engine::figures() const {
  EngineFigures figures = book_->Read(clock_.Steady());
  figures.queue_limit = options_.queue_limit;
  const std::scoped_lock lock(mutex_);
  figures.waiting = queue_.size();
  figures.held = held_;
  std::optional<SteadyTime> oldest = under_way_since_;
  if (!oldest && !queue_.empty()) oldest = queue_.front().since;
  if (oldest) figures.oldest_wait = clock_.Steady() - *oldest;
  return figures;
}

Result<Reply> Engine::Call(Event event) {
  auto answer = std::make_shared<std::promise<Result<Reply>>>();
  std::future<Result<Reply>> reply = answer->get_future();
  const auto taken = Submit(std::move(event),
                            [answer](const Result<Reply>& result) { answer->set_value(result); });
  if (!taken) return taken.error();
  return reply.get();
}

// `group` was decided already.
void Engine::Run(std::vector<Decided> group) {
  for (;;) {
    if (const auto kept = KeepGroup(group); !kept) return Fail(kept.error(), group);
    committed_at_ = std::chrono::steady_clock::now();
    Announce(group);
    if (const auto room = AwaitRoom(); !room) return Fail(room.error(), {});
    std::vector<Job> jobs = TakeGroup();
    if (jobs.empty()) return MarkEnd();
    group = DecideGroup(std::move(jobs));
  }
}

// While a commit is in flight the queue fills; what is there then makes the next group.
std::vector<Engine::Job> Engine::TakeGroup() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  if (last_group_ >= options_.busy_group) {
    wake_.wait_until(lock, committed_at_ + options_.linger,
                     [this] { return stopping_ || queue_.size() >= options_.group_limit; });
  }
  std::vector<Job> group;
  while (!queue_.empty() && group.size() < options_.group_limit) {
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  last_group_ = group.size();
  if (!group.empty()) under_way_since_ = group.front().since;
  return group;
}

// The model runs ahead of the disk from here to the commit; should that fail, nobody saw it.
std::vector<Engine::Decided> Engine::DecideGroup(std::vector<Job> jobs) {
  const Timestamp now = clock_.Now();
  std::vector<Decided> group;
  group.reserve(jobs.size());
  for (Job& job : jobs) {
    Changes changes = Decide(model_, job.event, now, rules_);
    recorder_.Note(model_, rules_, job.event, changes);
    Apply(changes, model_);
    if (changes.policy_in_force) rules_.policy = changes.policy_in_force;
    book_->Note(job.event, changes);
    std::optional<SteadyTime> batch_since;
    if (std::holds_alternative<BatchArrived>(job.event)) batch_since = job.since;
    group.push_back({now, std::move(changes), std::move(job.done), batch_since});
  }
  return group;
}

Result<void> Engine::CommitGroup(const std::vector<Decided>& group) {
  const bool rows = std::any_of(group.begin(), group.end(),
                                [](const Decided& one) { return one.changes.HasRows(); });
  if (!rows && model_.listened - marked_ < options_.mark) return Ok();
  return Commit(group.front().at, group);
}

Result<void> Engine::Commit(Timestamp at, const std::vector<Decided>& group) {
  const SteadyTime begun = clock_.Steady();
  auto transaction = store_.Begin();
  if (!transaction) return transaction.error();
  for (const Decided& one : group) {
    if (const auto written = (*transaction)->Write(one.changes); !written) return written;
  }
  const auto committed = (*transaction)->Commit(at, model_.listened);
  if (!committed) return committed.error();
  marked_ = model_.listened;
  const SteadyTime now = clock_.Steady();
  book_->Committed(now - begun, now);
  return Ok();
}

// An end that leaves no mark is as one by a kill.
void Engine::MarkEnd() {
  if (model_.listened != marked_) static_cast<void>(Commit(clock_.Now(), {}));
}

void Engine::Announce(const std::vector<Decided>& group) {
  const SteadyTime now = clock_.Steady();
  book_->Look(model_);
  for (const Decided& one : group) {
    for (const Effect& effect : one.changes.effects) hooks_.effect(effect);
    if (one.batch_since) book_->Acknowledged(now - *one.batch_since, now);
    if (one.done) one.done(one.changes.reply);
  }
  const std::scoped_lock lock(mutex_);
  under_way_since_.reset();
}

// Without room it comes here to stop, which is nobody's failure.
void Engine::Fail(const Error& reason, const std::vector<Decided>& group) {
  if (reason.code() == ErrorCode::kUnavailable) return Drop(NotDone(reason), group);
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  hooks_.fatal(reason);
  Drop(reason, group);
}

void Engine::Drop(const Error& reason, const std::vector<Decided>& group) {
  std::deque<Job> waiting;
  {
    const std::scoped_lock lock(mutex_);
    waiting.swap(queue_);
  }
  for (const Decided& one : group) {
    if (one.done) one.done(reason);
  }
  for (const Job& job : waiting) {
    if (job.done) job.done(Stopped());
  }
}

}  // namespace xunjian
