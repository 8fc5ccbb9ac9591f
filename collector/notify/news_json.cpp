#include "collector/notify/news_json.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "checks/api/reasons.h"
#include "checks/catalogue/catalogue.h"
#include "collector/notify/news_text.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostMembers = 200;

json::value TimeOrNull(const std::optional<Timestamp>& at) {
  if (!at) return nullptr;
  return json::value(FormatRfc3339(*at));
}

json::value SeqOrNull(std::uint64_t seq) { return seq == 0 ? json::value() : json::value(seq); }

json::object MemberJson(const IncidentMemberRow& member, Language language) {
  const std::string summary =
      RenderReason(FindCheck(member.check), member.code, member.arguments, language);
  return {{"check", JsonString(member.check)},
          {"item", JsonString(member.item)},
          {"outcome", std::string(ToString(member.outcome))},
          {"code", JsonString(member.code)},
          {"summary", JsonString(summary)},
          {"passed_again", member.passed_again},
          {"withdrawn", member.withdrawn},
          {"epoch", member.epoch},
          {"first_failing_seq", SeqOrNull(member.first_failing_seq)},
          {"last_failing_seq", SeqOrNull(member.last_failing_seq)},
          {"passing_seq", SeqOrNull(member.passing_seq)}};
}

json::object IncidentJson(const IncidentRow& row) {
  return {{"id", row.id},
          {"status", std::string(ToString(row.status))},
          {"host", JsonString(row.host)},
          {"site", JsonString(row.site)},
          {"group", JsonString(row.group)},
          {"worst", std::string(ToString(row.worst))},
          {"members", row.members},
          {"failing", row.failing},
          {"opened_at", FormatRfc3339(row.opened_at)},
          {"solved_at", TimeOrNull(row.solved_at)},
          {"owner", JsonString(row.owner)}};
}

}  // namespace

json::object NewsJson(const Notification& notification, Language language) {
  const NewsText text = TextOf(notification, language);
  json::array members;
  for (const IncidentMemberRow& member : notification.detail.members) {
    if (members.size() == kMostMembers) break;  // the incident says how many there are
    members.push_back(MemberJson(member, language));
  }
  return {{"schema", "xunjian.notification/1"},
          {"id", notification.id},
          {"thread", notification.thread},
          {"news", notification.kind},
          {"at", FormatRfc3339(notification.created_at)},
          {"subject", JsonString(text.subject)},
          {"text", JsonString(text.body)},
          {"incident", IncidentJson(notification.detail.incident)},
          {"members", std::move(members)}};
}

std::string CompactJson(const json::value& document) { return json::serialize(document); }

}  // namespace xunjian
