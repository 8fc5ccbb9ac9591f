#include "collector/notify/incident_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "checks/catalogue/catalogue.h"
#include "collector/decide/policy.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 512;
constexpr std::size_t kMostLines = 20;

std::string_view DetailOf(const TimelineRow& row, std::string_view name) {
  return FindArgument(row.details, name);
}

bool IsAbout(const TimelineRow& row, const IncidentMemberRow& member) {
  return DetailOf(row, "check") == member.check && DetailOf(row, "item") == member.item;
}

bool SaysFailing(const TimelineRow& row) {
  return row.kind == news::kOpened || row.kind == "joined" || row.kind == "failed";
}

template <class Which>
const TimelineRow* FirstAbout(const IncidentDetail& detail, const IncidentMemberRow& member,
                              Which which) {
  const auto found = std::ranges::find_if(
      detail.timeline, [&](const TimelineRow& row) { return which(row) && IsAbout(row, member); });
  return found == detail.timeline.end() ? nullptr : &*found;
}

const TimelineRow* LastPassed(const IncidentDetail& detail, const IncidentMemberRow& member) {
  const TimelineRow* last = nullptr;
  for (const TimelineRow& row : detail.timeline) {
    if (row.kind == "passed" && IsAbout(row, member)) last = &row;
  }
  return last;
}

std::string Failed(const TimelineRow& row, const IncidentMemberRow& member, Language language) {
  const auto outcome = ParseOutcome(DetailOf(row, "outcome"));
  const Text label = outcome ? Label(*outcome) : Text{"failed", "失败"};
  const std::string at = FormatRfc3339(row.at);
  if (member.last_failing_seq == 0) {
    return Format({"silent from {}", "自 {} 起没有结果"}, at).In(language);
  }
  return fmt::format(fmt::runtime(Text{"{0} from {1} (results {2} to {3} of epoch {4})",
                                       "自 {1} 起{0}（结果 {2} 至 {3}，纪元 {4}）"}
                                      .In(language)),
                     label.In(language), at, member.first_failing_seq, member.last_failing_seq,
                     member.epoch);
}

std::string Ended(const IncidentDetail& detail, const IncidentMemberRow& member,
                  Language language) {
  if (member.withdrawn) {
    return std::string(Text{"no longer looked at", "不再检查"}.In(language));
  }
  if (!member.passed_again) return std::string(Text{"still failing", "仍未通过"}.In(language));
  const TimelineRow* passed = LastPassed(detail, member);
  const std::string at = passed ? FormatRfc3339(passed->at) : "?";
  return Format({"passed again at {0} with result {1}", "{0} 由结果 {1} 重新通过"}, at,
                member.passing_seq)
      .In(language);
}

bool IsCall(const NotificationRow& row) {
  return row.kind == news::kOpened || row.kind == news::kUpdated;
}

Timestamp LastCallBefore(const Notification& notification) {
  Timestamp last = notification.detail.incident.opened_at;
  for (const NotificationRow& row : notification.detail.notifications) {
    if (IsCall(row) && row.created_at < notification.created_at) {
      last = std::max(last, row.created_at);
    }
  }
  return last;
}

}  // namespace

std::string CleanPart(std::string_view text) { return CleanLine(text, kMostBytes); }

std::string NameOf(const std::string& check, const std::string& item) {
  if (item.empty()) return CleanPart(check);
  return fmt::format("{} [{}]", CleanPart(check), CleanPart(item));
}

std::string StateLine(const IncidentMemberRow& member, Language language) {
  const std::string sentence =
      RenderReason(FindCheck(member.check), member.code, member.arguments, language);
  return fmt::format("{} {}{}{}", Label(member.outcome).In(language),
                     NameOf(member.check, member.item), Text{": ", "："}.In(language),
                     CleanPart(sentence));
}

std::string StoryLine(const IncidentMemberRow& member, const IncidentDetail& detail,
                      Language language) {
  const TimelineRow* failed = FirstAbout(detail, member, &SaysFailing);
  const std::string_view comma = Text{", ", "，"}.In(language);
  std::string line = NameOf(member.check, member.item);
  line += Text{": ", "："}.In(language);
  if (failed) line.append(Failed(*failed, member, language)).append(comma);
  return line + Ended(detail, member, language);
}

std::vector<IncidentMemberRow> JoinedSince(const Notification& notification) {
  const Timestamp since = LastCallBefore(notification);
  std::vector<IncidentMemberRow> joined;
  for (const IncidentMemberRow& member : notification.detail.members) {
    const TimelineRow* row = FirstAbout(
        notification.detail, member, [](const TimelineRow& line) { return line.kind == "joined"; });
    if (row && row->at > since && row->at <= notification.created_at) joined.push_back(member);
  }
  return joined;
}

std::string BulletList(const std::vector<std::string>& lines, Language language) {
  std::string text;
  for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i)
    text += "- " + lines[i] + "\n";
  if (lines.size() <= kMostLines) return text;
  return text +
         Format({"- and {} more\n", "- 另有 {} 项\n"}, lines.size() - kMostLines).In(language);
}

std::string LengthText(Duration length, Language language) {
  return FormatQuantity(std::chrono::duration<double>(length).count(), "seconds", language);
}

}  // namespace xunjian
