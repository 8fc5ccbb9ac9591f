#include "cli/incident_listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/utf8.h"
#include "checks/api/reasons.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

using Shown = ListingColumn::Shown;

constexpr std::size_t kMostBytes = 2048;

Term StatusTerm(IncidentStatus status, Language language) {
  const bool over = status == IncidentStatus::kSolved || status == IncidentStatus::kConfirmed;
  const bool open = status == IncidentStatus::kOpen;
  return {std::string(ToString(status)), std::string(Label(status).In(language)),
          over ? Colour::kGreen : (open ? Colour::kRed : Colour::kYellow)};
}

Cell MaybeSeq(std::uint64_t seq) { return seq == 0 ? Cell() : Cell(seq); }

Listing MemberListing(const IncidentDetail& detail, const Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  Listing listing{.schema = "xunjian.incident/1",
                  .key = "members",
                  .columns = {{"check", {"CHECK", "检查项"}},
                              {"item", {"ITEM", "对象"}},
                              {"outcome", {"NOW", "当前结论"}},
                              {"code", {"CODE", "代码"}, Shown::kDataOnly},
                              {"overdue", {"OVERDUE", "逾期"}, Shown::kDataOnly},
                              {"passed_again", {"PASSED AGAIN", "已重新通过"}},
                              {"withdrawn", {"WITHDRAWN", "已撤出"}},
                              {"epoch", {"EPOCH", "纪元"}, Shown::kDataOnly},
                              {"first_failing_seq", {"FIRST FAILING", "首次失败序号"}},
                              {"last_failing_seq", {"LAST FAILING", "末次失败序号"}},
                              {"passing_seq", {"PASSING", "通过序号"}},
                              {"summary", {"SUMMARY", "说明"}}}};
  for (const IncidentMemberRow& member : detail.members) {
    const CheckType* check = surroundings.FindCheck(member.check);
    listing.rows.push_back({member.check, member.item, TermOf(member.outcome, language),
                            member.code, member.overdue, member.passed_again, member.withdrawn,
                            member.epoch, MaybeSeq(member.first_failing_seq),
                            MaybeSeq(member.last_failing_seq), MaybeSeq(member.passing_seq),
                            RenderReason(check, member.code, member.arguments, language)});
  }
  return listing;
}

std::map<std::string, std::string> DetailsOf(const TimelineRow& row) {
  std::map<std::string, std::string> details;
  for (const Argument& detail : row.details) details[detail.name] = detail.value;
  return details;
}

// A kind that this program does not know stays as it came.
Term EventTerm(const std::string& kind, Language language) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kChinese = {
      {{"opened", "发生"},
       {"joined", "并入"},
       {"failed", "再次失败"},
       {"passed", "重新通过"},
       {"withdrawn", "撤出"},
       {"acknowledged", "确认接手"},
       {"note", "备注"},
       {"solved", "解决"},
       {"notified", "通知"},
       {"updated", "新增成员"},
       {"restated", "重申"}}};
  const auto found = std::find_if(kChinese.begin(), kChinese.end(),
                                  [&kind](const auto& word) { return word.first == kind; });
  const bool translated = language == Language::kChinese && found != kChinese.end();
  return {kind, translated ? std::string(found->second) : kind};
}

Listing TimelineListing(const IncidentDetail& detail, Language language) {
  Listing listing{.schema = "xunjian.incident/1",
                  .key = "timeline",
                  .columns = {{"at", {"AT", "时间"}},
                              {"kind", {"EVENT", "动作"}},
                              {"actor", {"WHO", "人员"}},
                              {"details", {"DETAILS", "细节"}},
                              {"text", {"TEXT", "说明"}}}};
  for (const TimelineRow& row : detail.timeline) {
    listing.rows.push_back(
        {row.at, EventTerm(row.kind, language), row.actor, DetailsOf(row), row.text});
  }
  return listing;
}

Term DeliveryTerm(DeliveryState state, Language language) {
  const Colour colour = state == DeliveryState::kDelivered  ? Colour::kGreen
                        : state == DeliveryState::kRejected ? Colour::kRed
                                                            : Colour::kYellow;
  return {std::string(ToString(state)), std::string(Label(state).In(language)), colour};
}

Cell MaybeTime(const std::optional<Timestamp>& at) { return at ? Cell(*at) : Cell(); }

Listing NotificationListing(const IncidentDetail& detail, Language language) {
  Listing listing{.schema = "xunjian.incident/1",
                  .key = "notifications",
                  .columns = {{"created_at", {"DECIDED", "决定时间"}},
                              {"kind", {"NEWS", "通知内容"}},
                              {"channel", {"CHANNEL", "渠道"}},
                              {"state", {"STATE", "送达状态"}},
                              {"attempts", {"ATTEMPTS", "尝试次数"}},
                              {"reported_at", {"LAST TRY", "最近尝试"}},
                              {"due_at", {"NEXT TRY", "下次尝试"}},
                              {"detail", {"DETAIL", "详情"}},
                              {"key", {"KEY", "通知键"}, Shown::kDataOnly}}};
  for (const NotificationRow& row : detail.notifications) {
    listing.rows.push_back({row.created_at, EventTerm(row.kind, language), row.channel,
                            DeliveryTerm(row.state, language),
                            static_cast<std::uint64_t>(row.attempts), MaybeTime(row.reported_at),
                            MaybeTime(row.due_at), row.detail, row.key});
  }
  return listing;
}

std::string IncidentJson(const IncidentDetail& detail, const Surroundings& surroundings) {
  const Listing facts = IncidentListing({detail.incident}, surroundings.console.language);
  boost::json::object document;
  document["schema"] = "xunjian.incident/1";
  const boost::json::value rows = ListingRows(facts);
  for (const auto& fact : rows.as_array().front().as_object()) {
    document[fact.key()] = fact.value();
  }
  // In the list "members" is their number; here they are named.
  document["members"] = ListingRows(MemberListing(detail, surroundings));
  document["timeline"] = ListingRows(TimelineListing(detail, surroundings.console.language));
  document["notifications"] =
      ListingRows(NotificationListing(detail, surroundings.console.language));
  return JsonText(document);
}

// "" unless members were withdrawn.
std::string WithdrawalNote(const IncidentRow& row, Language language) {
  if (AwaitsPerson(row)) {
    return Format({"Nothing of it can fail or pass any more: its checks are no longer assigned, or "
                   "do not apply.\nOnly a person can solve it: xunjian incident solve {} --note "
                   "TEXT\n",
                   "事件中已没有可以失败或通过的检查：它们不再分配给该主机，或不再适用。\n"
                   "只能由人员解决：xunjian incident solve {} --note 说明\n"},
                  row.id)
        .In(language);
  }
  if (row.withdrawn == 0) return "";
  return Format({"{} of {} members are withdrawn: no longer assigned, or not applicable.\n",
                 "{1} 个成员中有 {0} 个已撤出：不再分配，或不再适用。\n"},
                row.withdrawn, row.members)
      .In(language);
}

std::string IncidentTable(const IncidentDetail& detail, const Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  const TerminalStyle& style = surroundings.console.style;
  const IncidentRow& row = detail.incident;
  const Term status = StatusTerm(row.status, language);
  std::string text =
      Format({"Incident {} on {}: ", "事件 {}，主机 {}："}, row.id, CleanLine(row.host, kMostBytes))
          .In(language);
  text +=
      Paint(status.label, status.colour, style) + "  " + CleanLine(row.group, kMostBytes) + "\n";
  text += WithdrawalNote(row, language) + "\n";
  text += ListingTable(MemberListing(detail, surroundings), language, style);
  text += "\n" + ListingTable(TimelineListing(detail, language), language, style);
  if (detail.notifications.empty()) return text;
  return text + "\n" + ListingTable(NotificationListing(detail, language), language, style);
}

}  // namespace

Listing IncidentListing(const std::vector<IncidentRow>& incidents, Language language) {
  Listing listing{.schema = "xunjian.incidents/1",
                  .key = "incidents",
                  .columns = {{"id", {"ID", "编号"}},
                              {"status", {"STATUS", "状态"}},
                              {"host", {"HOST", "主机"}},
                              {"site", {"SITE", "单位"}, Shown::kDataOnly},
                              {"group", {"GROUP", "分组"}},
                              {"worst", {"WORST", "最重结论"}},
                              {"members", {"MEMBERS", "成员数"}},
                              {"failing", {"FAILING", "未通过"}},
                              {"withdrawn", {"WITHDRAWN", "已撤出"}, Shown::kDataOnly},
                              {"awaits_person", {"AWAITS A PERSON", "待人工解决"}},
                              {"opened_at", {"OPENED", "发生时间"}},
                              {"solved_at", {"SOLVED", "解决时间"}},
                              {"owner", {"OWNER", "负责人"}}}};
  for (const IncidentRow& row : incidents) {
    const Cell solved = row.solved_at ? Cell(*row.solved_at) : Cell();
    listing.rows.push_back({row.id, StatusTerm(row.status, language), row.host, row.site, row.group,
                            TermOf(row.worst, language), static_cast<std::uint64_t>(row.members),
                            static_cast<std::uint64_t>(row.failing),
                            static_cast<std::uint64_t>(row.withdrawn), AwaitsPerson(row),
                            row.opened_at, solved, row.owner});
  }
  return listing;
}

std::string RenderIncident(const IncidentDetail& detail, ListingFormat format,
                           const Surroundings& surroundings) {
  switch (format) {
    case ListingFormat::kTable:
      return IncidentTable(detail, surroundings);
    case ListingFormat::kJson:
      return IncidentJson(detail, surroundings);
    case ListingFormat::kCsv:
      return ListingCsv(MemberListing(detail, surroundings));
  }
  return "";
}

}  // namespace xunjian
