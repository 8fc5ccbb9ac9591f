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
  NoteHeard(model, event, changes);
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

void Recorder::NoteHeard(const Model& model, const Event& event, const Changes& changes) {
  if (changes.heard_agent.empty()) return;
  if (std::holds_alternative<HeartbeatArrived>(event)) {
    told_heard_.try_emplace(changes.heard_agent, model.FindAgent(changes.heard_agent)->heard);
  } else if (!told_heard_.empty()) {
    told_heard_.erase(changes.heard_agent);
  }
}

EventPrelude Recorder::PreludeFor(const Model& model, const Rules& rules, const Event& event) {
  EventPrelude prelude;
  prelude.begins = !began_;
  began_ = true;
  if (const auto* tick = std::get_if<Tick>(&event)) {
    TellHeard(model, rules, model.ListenedAt(tick->now), prelude);
    told_now_ = tick->now;
  } else if (const auto* started = std::get_if<CollectorStarted>(&event)) {
    told_now_ = started->now;
  } else if (model.now != told_now_) {
    prelude.now = told_now_ = model.now;
  }
  if (const auto* resumed = std::get_if<ListeningResumed>(&event)) told_now_ = resumed->now;
  return prelude;
}

// Only of agents that a replay would miss while they were not missed.
void Recorder::TellHeard(const Model& model, const Rules& rules, ListenedTime now,
                         EventPrelude& prelude) {
  const auto is_silent = [&](ListenedTime heard) {
    return now - std::max(heard, model.listening_since) > rules.agent_silence;
  };
  std::erase_if(told_heard_, [&](const auto& entry) {
    const ListenedTime heard = model.FindAgent(entry.first)->heard;
    const bool misleads = is_silent(entry.second) && !is_silent(heard);
    if (misleads) prelude.heard.emplace_back(entry.first, heard);
    return misleads;
  });
}

}  // namespace xunjian
