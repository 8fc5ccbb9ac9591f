#include <algorithm>
#include <map>

#include "collector/decide/stages.h"

namespace xunjian {
namespace {

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

// What may not be taken, and why; "" is nothing wrong.
std::string_view WrongWith(const HostModel& host, const CheckResult& skeleton) {
  const auto run = host.runs.find(skeleton.assignment);
  if (run == host.runs.end() || !run->second.assignment) return "";
  return run->second.assignment->check == skeleton.check ? "" : "its assignment is another check's";
}

// Sorts what a batch brings: results and gaps that are new, what is refused, and duplicates, which
// only want their ack again. Nothing is lost between these.
class Sorting {
 public:
  Sorting(Draft& draft, const BatchArrived& arrived, const AgentModel& agent, const HostModel& host)
      : draft_(draft),
        arrived_(arrived),
        host_(host),
        epoch_(NumberEpoch(draft, agent, arrived.batch->epoch())) {}

  void SortResults() {
    const ColumnBatch& batch = *arrived_.batch;
    ItemBudget budget(host_, batch);
    std::vector<std::string_view> wrong;  // by shape
    for (const auto& shape : batch.shapes()) wrong.push_back(WrongWith(host_, shape->skeleton()));
    draft_.fresh.reserve(batch.rows().size());
    fresh_.reserve(batch.rows().size());
    for (std::uint32_t i = 0; i < batch.rows().size(); ++i) {
      const ColumnBatch::Row& row = batch.rows()[i];
      if (epoch_.received.Add(row.seq, row.seq) == 0) {
        acknowledged_.Add(row.seq, row.seq);
      } else if (!wrong[row.shape].empty()) {
        Reject(row, wrong[row.shape]);
      } else if (!budget.Take(batch.ShapeOf(row))) {
        Reject(row, "the host has too many items");
      } else {
        acknowledged_.Add(row.seq, row.seq);
        fresh_.push_back(i);
        draft_.fresh.push_back({&row, {epoch_.number, row.seq, batch.epoch()}});
      }
    }
    epoch_.results += fresh_.size();
  }

  void SortGaps() {
    for (const ResultGap& gap : arrived_.gaps) {
      SeqRanges fresh = gap.seqs;
      for (const auto& [first, last] : gap.seqs.ranges()) {
        fresh.RemoveAll(epoch_.received, first, last);
      }
      acknowledged_.AddAll(gap.seqs);
      if (!fresh.empty()) Keep(CutGap(gap, std::move(fresh)));
    }
    for (const auto& [reason, gap] : rejected_) Keep(gap);
  }

  bool HasTooManyRanges() const { return epoch_.received.ranges().size() > kMaxRangesOfEpoch; }

  // The rows of the batch, and what the agent is told.
  void Finish() {
    Changes& changes = draft_.changes;
    if (!fresh_.empty()) {
      changes.results = AcceptedResults{arrived_.agent_id, host_.record.name, epoch_.number,
                                        draft_.now,        arrived_.batch,    std::move(fresh_)};
    }
    changes.gaps = std::move(gaps_);
    for (const auto& [reason, gap] : rejected_) {
      for (const auto& [first, last] : gap.seqs.ranges()) {
        changes.effects.push_back(
            SendReject{arrived_.session, {epoch_.epoch, {first, last}, std::string(reason)}});
      }
    }
    Acknowledge();
    changes.epochs.push_back(std::move(epoch_));
  }

 private:
  void Reject(const ColumnBatch::Row& row, std::string_view why) {
    ResultGap& gap = rejected_[why];
    gap.reason = GapReason::kRejected;
    gap.seqs.Add(row.seq, row.seq);
    ++gap.count;
    gap.first_at = gap.count == 1 ? row.observed_at : std::min(gap.first_at, row.observed_at);
    gap.last_at = std::max(gap.last_at, row.observed_at);
  }

  void Keep(ResultGap gap) {
    epoch_.received.AddAll(gap.seqs);
    epoch_.missing += gap.count;
    if (gap.reason == GapReason::kVoid) return;  // nothing is missing
    gaps_.push_back({host_.record.name, epoch_.number, draft_.now, std::move(gap)});
  }

  // A message holds so many ranges; mostly there is one.
  void Acknowledge() {
    Ack ack{epoch_.epoch, {}};
    for (const auto& [first, last] : acknowledged_.ranges()) {
      ack.ranges.push_back({first, last});
      if (ack.ranges.size() < kMaxRangesOfAck) continue;
      draft_.changes.effects.push_back(SendAck{arrived_.session, ack});
      ack.ranges.clear();
    }
    if (!ack.ranges.empty()) draft_.changes.effects.push_back(SendAck{arrived_.session, ack});
  }

  Draft& draft_;
  const BatchArrived& arrived_;
  const HostModel& host_;
  EpochRecord epoch_;
  std::vector<std::uint32_t> fresh_;
  SeqRanges acknowledged_;
  std::map<std::string_view, ResultGap> rejected_;  // by reason
  std::vector<GapRecord> gaps_;
};

AgentRecord HeardNow(const AgentModel& agent, Timestamp now) {
  AgentRecord record = agent.record;
  record.last_contact = now;
  return record;
}

Error Unnumbered() {
  return MakeError(ErrorCode::kInvalidArgument,
                   {"results are numbered from 1, and without holes that nobody accounts for",
                    "结果序号从 1 开始，且不得有未说明的缺口"});
}

}  // namespace

void TakeBatch(Draft& draft, const BatchArrived& arrived) {
  const Result<const AgentModel*> agent = AgentInForce(draft.model, arrived.agent_id);
  if (!agent) return draft.Refuse(agent.error());
  const ColumnBatch& batch = *arrived.batch;
  if (batch.rows().empty() && arrived.gaps.empty()) return;
  if (!batch.rows().empty() && batch.rows().front().seq == 0) return draft.Refuse(Unnumbered());
  const HostModel& host = *draft.model.FindHost((*agent)->record.host);

  Sorting sorting(draft, arrived, **agent, host);
  sorting.SortResults();
  sorting.SortGaps();
  if (sorting.HasTooManyRanges()) {
    draft.fresh.clear();
    return draft.Refuse(Unnumbered());
  }
  draft.host = &host;
  draft.batch = &batch;
  draft.changes.agents.push_back(HeardNow(**agent, draft.now));
  draft.changes.heard_agent = arrived.agent_id;
  sorting.Finish();
}

}  // namespace xunjian
