#include <algorithm>

#include "checks/api/reasons.h"
#include "collector/decide/stages.h"

// One key in two places: a copied disk, a cloned machine, a stolen key. Only a person can tell
// which of the two is the host, so that only a person solves it.
namespace xunjian {
namespace {

constexpr std::size_t kBootsKept = 8;
// A refused copy tries again every few minutes at least; what was not seen for so long is gone.
constexpr Duration kQuiet = std::chrono::hours(1);

MemberKey DoubtOf(const AgentRecord& agent) { return {{agent.host, "", ""}, Trouble::kIdentity}; }

void Doubt(Draft& draft, AgentRecord& record, std::string_view code,
           std::vector<Argument> arguments) {
  News copied;
  copied.kind = News::Kind::kFailed;
  copied.key = DoubtOf(record);
  copied.check = kAgentCheck;
  copied.outcome = Outcome::kCritical;
  copied.code = code;
  copied.arguments = std::move(arguments);
  copied.opens = true;
  draft.news.push_back(std::move(copied));
  record.doubted = true;
  draft.changes.doubted_agent = record.id;
}

void Withdraw(Draft& draft, AgentRecord record, std::string_view code,
              std::vector<Argument> arguments) {
  News gone;
  gone.kind = News::Kind::kWithdrawn;
  gone.key = DoubtOf(record);
  gone.check = kAgentCheck;
  gone.code = code;
  gone.arguments = std::move(arguments);
  draft.news.push_back(std::move(gone));
  record.doubted = false;
  draft.changes.agents.push_back(std::move(record));
}

}  // namespace

void WatchBoots(Draft& draft, AgentRecord& record, const std::string& boot_id) {
  if (boot_id.empty() || (!record.boots.empty() && record.boots.back() == boot_id)) return;
  if (std::erase(record.boots, boot_id) > 0) {
    Doubt(draft, record, reason::kBootReturned, {{"boot", boot_id}});
  }
  record.boots.push_back(boot_id);
  if (record.boots.size() > kBootsKept) record.boots.erase(record.boots.begin());
}

void TakeCopy(Draft& draft, const AgentCopied& copied) {
  const Result<const AgentModel*> agent = AgentInForce(draft.model, copied.agent_id);
  if (!agent) return draft.Refuse(agent.error());
  AgentRecord record = (*agent)->record;
  Doubt(draft, record, reason::kAgentCopied,
        {{"address", copied.address}, {"other_address", copied.other_address}});
  draft.changes.agents.push_back(std::move(record));
}

void ForgetDoubt(Draft& draft, const AgentModel& agent) {
  if (agent.record.doubted) Withdraw(draft, agent.record, reason::kKeyReplaced, {});
}

void TakeTick(Draft& draft, const Tick& tick) {
  draft.changes.now = tick.now;
  const ListenedTime now = draft.model.ListenedAt(tick.now);
  for (const auto& [id, agent] : draft.model.agents) {
    if (!agent.record.doubted) continue;
    if (now - std::max(agent.doubted, draft.model.listening_since) < kQuiet) continue;
    Withdraw(draft, agent.record, reason::kNotSeenAgain, {{"for", FormatDuration(kQuiet)}});
  }
}

}  // namespace xunjian
