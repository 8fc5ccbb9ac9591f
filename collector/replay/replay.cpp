#include "collector/replay/replay.h"

#include <fmt/format.h>

#include "collector/decide/decide.h"
#include "collector/replay/event_prelude.h"
#include "collector/replay/row_tables.h"
#include "collector/replay/step_events.h"
#include "collector/replay/stored_rows.h"
#include "collector/replay/timeline_check.h"

namespace xunjian {
namespace {

Error BeginningGone(const RecordedCommit& first) {
  return MakeError(ErrorCode::kNotFound,
                   {"what was decided before commit {} ({}) is no longer kept, and a replay begins "
                    "at the very beginning",
                    "提交 {}（{}）之前的记录已不再保留，而重放必须从头开始"},
                   first.number, FormatRfc3339(first.decided_at));
}

class ReplayRun {
 public:
  ReplayRun(RecordedEnd stored, const CheckMatcher& match)
      : stored_(std::move(stored)),
        events_(stored_, match),
        lines_(stored_.incidents, [this](auto difference) { Differ(std::move(difference)); }),
        tables_([this](auto difference) { Differ(std::move(difference)); }) {}

  Result<void> Take(const RecordedCommit& commit) {
    if (report_.commits == 0 && commit.number != 1) return BeginningGone(commit);
    if (report_.commits == 0) report_.first_at = commit.decided_at;
    ++report_.commits;
    report_.last_at = commit.decided_at;
    lines_.Begin(commit.decided_at, commit.number);
    for (const RecordedStep& step : commit.steps) {
      if (auto taken = TakeStep(commit, step); !taken) {
        return taken.error().WithContext(
            Format({"commit {}, event {}", "提交 {}，第 {} 项"}, commit.number, step.order));
      }
    }
    return Ok();
  }

  ReplayReport Finish() {
    lines_.End();
    tables_.Compare(stored_, StoredRowsOf(model_));
    return std::move(report_);
  }

 private:
  Result<void> TakeStep(const RecordedCommit& commit, const RecordedStep& step) {
    if (step.event) {
      const auto prelude = PreludeOf(*step.event);
      if (!prelude) return prelude.error();
      LiveThrough(*prelude);
    }
    const auto event = events_.EventOfStep(step);
    if (!event) return event.error();
    if (auto good = RequirePolicy(*event); !good) return good;
    const Changes changes = Decide(model_, *event, commit.decided_at, rules_);
    Compare({commit.number, step.order, step.event ? step.event->kind : "batch"}, step, changes);
    Apply(changes, model_);
    if (changes.policy_in_force) rules_.policy = changes.policy_in_force;
    return Ok();
  }

  void LiveThrough(const EventPrelude& prelude) {
    if (prelude.begins) model_ = GrownAnew(model_);
    if (prelude.now) PassTime(*prelude.now, model_);
    for (const auto& [agent, at] : prelude.heard) SetTime(agent, &AgentModel::heard, at);
    for (const auto& [agent, at] : prelude.worked) SetTime(agent, &AgentModel::worked, at);
  }

  void SetTime(const std::string& agent, ListenedTime AgentModel::*which, ListenedTime at) {
    const auto found = model_.agents.find(agent);
    if (found != model_.agents.end()) found->second.*which = at;
  }

  // A collector's first event of all is the policy it begins with.
  Result<void> RequirePolicy(const Event& event) {
    if (rules_.policy) return Ok();
    if (const auto* applied = std::get_if<PolicyApplied>(&event)) {
      rules_.policy = applied->policy;
      return Ok();
    }
    return MakeError(ErrorCode::kInternal,
                     {"the record does not begin with a policy", "记录不是从策略开始的"});
  }

  void Compare(const ReplayPlace& place, const RecordedStep& step, const Changes& changes) {
    ++report_.events;
    const std::uint64_t results = step.results ? step.results->rows().size() : 0;
    const std::uint64_t fresh = changes.results ? changes.results->fresh.size() : 0;
    report_.results += results;
    const NamedRow event{ReplaySubject::kEvent, place.kind};
    if (!changes.reply) {
      Differ({place, event, "accepted", changes.reply.error().message().en});
    } else if (results != fresh) {
      Differ({place, event, fmt::format("results={}", results), fmt::format("results={}", fresh)});
    }
    for (const TimelineEntry& line : changes.timeline) lines_.Take(place, line);
    tables_.Take(place, changes);
  }

  void Differ(ReplayDifference difference) {
    ++report_.difference_count;
    if (report_.differences.size() == kMostDifferences) return;
    report_.differences.push_back(std::move(difference));
  }

  const RecordedEnd stored_;
  const StepEvents events_;
  TimelineCheck lines_;
  RowTables tables_;
  Model model_;
  Rules rules_;
  ReplayReport report_;
};

}  // namespace

Result<ReplayReport> Replay(RecordSource& source, const CheckMatcher& match) {
  auto stored = source.ReadEnd();
  if (!stored) return stored.error();
  ReplayRun run(std::move(*stored), match);
  for (;;) {
    const auto commit = source.Next();
    if (!commit) return commit.error();
    if (!*commit) return run.Finish();
    if (auto taken = run.Take(**commit); !taken) return taken.error();
  }
}

}  // namespace xunjian
