#include <algorithm>

#include "collector/decide/stages.h"

namespace xunjian {
namespace {

void Extend(std::vector<SeqRange>& ranges, std::uint64_t seq) {
  if (!ranges.empty() && ranges.back().last + 1 == seq) {
    ranges.back().last = seq;
  } else {
    ranges.push_back({seq, seq});
  }
}

std::size_t CountItems(const ColumnBatch& batch) {
  std::size_t items = 0;
  for (const ColumnBatch::Row& row : batch.rows()) {
    items += batch.ShapeOf(row).skeleton().items.size();
  }
  return items;
}

std::size_t CountNewItems(const HostModel& host, const CheckResult& skeleton) {
  const auto run = host.runs.find(skeleton.assignment);
  if (run == host.runs.end()) return 0;  // not assigned: history only
  return static_cast<std::size_t>(std::count_if(
      skeleton.items.begin(), skeleton.items.end(),
      [&run](const ItemResult& item) { return !run->second.states.contains(item.observed.item); }));
}

void RejectRange(Draft& draft, const BatchArrived& arrived, SeqRange range, std::string reason) {
  draft.changes.effects.push_back(
      SendReject{arrived.session, {arrived.batch->epoch(), range, std::move(reason)}});
}

// How many more items this host may make us remember; counted only when it comes near the limit.
class ItemBudget {
 public:
  ItemBudget(const HostModel& host, const ColumnBatch& batch)
      : host_(host),
        left_(kMaxStatesOfHost - std::min(kMaxStatesOfHost, host.state_count)),
        near_(CountItems(batch) > left_) {}

  bool Take(const ResultShape& shape) {
    if (!near_) return true;
    const std::size_t wanted = CountNewItems(host_, shape.skeleton());
    if (wanted > left_) return false;
    left_ -= wanted;
    return true;
  }

 private:
  const HostModel& host_;
  std::size_t left_;
  bool near_;
};

// What a batch comes to, result by result.
struct Sorted {
  EpochRecord epoch;
  AcceptedResults accepted;
  std::vector<SeqRange> acknowledged;
};

// What may not be taken, and why; "" is nothing wrong.
std::string_view WrongWith(const HostModel& host, const CheckResult& skeleton) {
  const auto run = host.runs.find(skeleton.assignment);
  if (run == host.runs.end() || !run->second.assignment) return "";
  return run->second.assignment->check == skeleton.check ? "" : "its assignment is another check's";
}

Sorted SortResults(Draft& draft, const BatchArrived& arrived, const AgentModel& agent,
                   const HostModel& host) {
  const ColumnBatch& batch = *arrived.batch;
  Sorted sorted;
  sorted.epoch = NumberEpoch(draft, agent, batch.epoch());
  ItemBudget budget(host, batch);
  std::vector<std::string_view> wrong;  // by shape
  for (const auto& shape : batch.shapes()) wrong.push_back(WrongWith(host, shape->skeleton()));
  draft.fresh.reserve(batch.rows().size());
  sorted.accepted.fresh.reserve(batch.rows().size());
  for (std::uint32_t i = 0; i < batch.rows().size(); ++i) {
    const ColumnBatch::Row& row = batch.rows()[i];
    if (row.seq == 0) {  // it would mean "no result" from here on
      RejectRange(draft, arrived, {row.seq, row.seq}, "results are numbered from 1");
      continue;
    }
    if (sorted.epoch.received.Contains(row.seq)) {  // a duplicate: it only wants its ack again
      Extend(sorted.acknowledged, row.seq);
      continue;
    }
    sorted.epoch.received.Insert(row.seq);
    if (!wrong[row.shape].empty()) {
      RejectRange(draft, arrived, {row.seq, row.seq}, std::string(wrong[row.shape]));
      continue;
    }
    if (!budget.Take(batch.ShapeOf(row))) {
      RejectRange(draft, arrived, {row.seq, row.seq}, "the host has too many items");
      continue;
    }
    Extend(sorted.acknowledged, row.seq);
    sorted.accepted.fresh.push_back(i);
    draft.fresh.push_back({&row, {sorted.epoch.number, row.seq, batch.epoch()}});
  }
  return sorted;
}

AgentRecord HeardNow(const AgentModel& agent, Timestamp now) {
  AgentRecord record = agent.record;
  record.last_contact = now;
  return record;
}

}  // namespace

void TakeBatch(Draft& draft, const BatchArrived& arrived) {
  const Result<const AgentModel*> agent = AgentInForce(draft.model, arrived.agent_id);
  if (!agent) return draft.Refuse(agent.error());
  if (arrived.batch->rows().empty()) return;
  const HostModel& host = *draft.model.FindHost((*agent)->record.host);

  Sorted sorted = SortResults(draft, arrived, **agent, host);
  if (sorted.epoch.received.ranges().size() > SeqSet::kMaxRanges) {
    draft.fresh.clear();
    draft.changes.effects.clear();
    return RejectRange(draft, arrived,
                       {arrived.batch->rows().front().seq, arrived.batch->rows().back().seq},
                       "the epoch has too many gaps");
  }
  draft.host = &host;
  draft.batch = arrived.batch.get();
  sorted.accepted.agent_id = arrived.agent_id;
  sorted.accepted.host = host.record.name;
  sorted.accepted.epoch_number = sorted.epoch.number;
  sorted.accepted.received_at = draft.now;
  sorted.accepted.batch = arrived.batch;
  draft.changes.agents.push_back(HeardNow(**agent, draft.now));
  draft.changes.epochs.push_back(std::move(sorted.epoch));
  if (!sorted.accepted.fresh.empty()) draft.changes.results = std::move(sorted.accepted);
  draft.changes.effects.push_back(
      SendAck{arrived.session, {arrived.batch->epoch(), std::move(sorted.acknowledged)}});
}

}  // namespace xunjian
