#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "collector/decide/stages.h"

namespace xunjian {
namespace {

constexpr std::array<std::string_view, 3> kTold = {"opened", "acknowledged", "solved"};
constexpr std::string_view kLogChannel = "log";

OutboxEntry EntryFor(const TimelineEntry& act, std::uint64_t id) {
  OutboxEntry entry;
  entry.id = id;
  entry.key = fmt::format("incident-{}-{}", act.incident, act.kind);
  entry.channel = kLogChannel;
  entry.kind = act.kind;
  entry.incident = act.incident;
  entry.created_at = act.at;
  entry.due_at = act.at;
  return entry;
}

}  // namespace

void FillOutbox(Draft& draft) {
  std::uint64_t id = draft.model.last_outbox;
  for (const TimelineEntry& act : draft.changes.timeline) {
    if (std::find(kTold.begin(), kTold.end(), act.kind) == kTold.end()) continue;
    draft.changes.outbox.push_back(EntryFor(act, ++id));
  }
  if (id != draft.model.last_outbox) draft.changes.effects.push_back(OutboxFilled{});
}

}  // namespace xunjian
