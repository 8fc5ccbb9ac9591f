#include "collector/replay/recorder.h"

#include <algorithm>

#include "collector/replay/event_record.h"

namespace xunjian {
namespace {

// All that came was there before; that the agent was heard is all that came of it.
ResultGap ReceivedBefore(const BatchArrived& arrived) {
  ResultGap gap;
  for (const ColumnBatch::Row& row : arrived.batch->rows()) gap.seqs.Add(row.seq, row.seq);
  for (const ResultGap& before : arrived.gaps) gap.seqs.AddAll(before.seqs);
  return gap;
}

// Numbers that were never used leave no row, and are received all the same. The gaps that do are
// those of rejected results, too.
BatchArrived WithoutResults(const BatchArrived& arrived, const Changes& changes) {
  BatchArrived batch{arrived.session, arrived.agent_id, arrived.batch, {}};
  for (const GapRecord& record : changes.gaps) batch.gaps.push_back(record.gap);
  for (const ResultGap& gap : arrived.gaps) {
    if (gap.reason == GapReason::kVoid) batch.gaps.push_back(gap);
  }
  if (!changes.results && batch.gaps.empty()) batch.gaps.push_back(ReceivedBefore(arrived));
  return batch;
}

bool IsInHistory(const BatchArrived& arrived, const Changes& changes) {
  return changes.results && changes.gaps.empty() && arrived.gaps.empty();
}

}  // namespace

void Recorder::Note(const Model& model, const Rules& rules, const Event& event, Changes& changes) {
  NoteSigns(model, event, changes);
  if (!changes.ChangesModel()) return;
  const EventPrelude prelude = PreludeFor(model, rules, event);
  EventRecord record;
  if (const auto* arrived = std::get_if<BatchArrived>(&event)) {
    if (IsInHistory(*arrived, changes) && prelude.empty()) return;
    record = RecordOf(WithoutResults(*arrived, changes));
  } else {
    record = RecordOf(event);
  }
  PutPrelude(prelude, record);
  changes.event = std::move(record);
}

void Recorder::NoteSigns(const Model& model, const Event& event, const Changes& changes) {
  if (changes.heard_agent.empty()) return;
  if (std::holds_alternative<HeartbeatArrived>(event)) {
    const AgentModel& agent = *model.FindAgent(changes.heard_agent);
    told_.try_emplace(changes.heard_agent, Signs{agent.heard, agent.worked});
  } else if (changes.results) {
    told_.erase(changes.heard_agent);
  } else if (const auto told = told_.find(changes.heard_agent); told != told_.end()) {
    told->second.heard = model.listened;
  }
}

EventPrelude Recorder::PreludeFor(const Model& model, const Rules& rules, const Event& event) {
  EventPrelude prelude;
  prelude.begins = !began_;
  began_ = true;
  if (const auto* tick = std::get_if<Tick>(&event)) {
    TellSigns(model, rules, model.ListenedAt(tick->now), prelude);
    told_now_ = tick->now;
  } else if (const auto* started = std::get_if<CollectorStarted>(&event)) {
    told_now_ = started->now;
  } else if (model.now != told_now_) {
    prelude.now = told_now_ = model.now;
  }
  if (const auto* resumed = std::get_if<ListeningResumed>(&event)) told_now_ = resumed->now;
  return prelude;
}

// Only of agents that a replay would miss while they were not missed, or take for idle since
// another moment than they were.
void Recorder::TellSigns(const Model& model, const Rules& rules, ListenedTime now,
                         EventPrelude& prelude) {
  const auto is_silent = [&](ListenedTime heard) {
    return now - std::max(heard, model.listening_since) > rules.agent_silence;
  };
  std::erase_if(told_, [&](const auto& entry) {
    const auto& [id, told] = entry;
    const AgentModel& agent = *model.FindAgent(id);
    const bool heard_misleads = is_silent(told.heard) && !is_silent(agent.heard);
    const bool work_misleads =
        told.worked != agent.worked && now - told.worked > rules.silence.grace;
    if (!heard_misleads && !work_misleads) return false;
    prelude.heard.emplace_back(id, agent.heard);
    prelude.worked.emplace_back(id, agent.worked);
    return true;
  });
}

}  // namespace xunjian
