#include "collector/notify/news_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "collector/decide/policy.h"
#include "collector/notify/incident_lines.h"

namespace xunjian {
namespace {

constexpr std::size_t kSubjectBytes = 256;
constexpr std::size_t kPersonBytes = 1024;

Text VerbOf(std::string_view kind) {
  if (kind == news::kOpened) return {"opened", "发生"};
  if (kind == news::kUpdated) return {"grew", "扩大"};
  if (kind == news::kRestated) return {"waits for somebody", "仍无人确认"};
  if (kind == news::kAcknowledged) return {"was acknowledged", "已确认接手"};
  return {"is solved", "已解决"};
}

// Of two members that are equally bad the first.
const IncidentMemberRow* WorstFailing(const IncidentDetail& detail) {
  const IncidentMemberRow* worst = nullptr;
  for (const IncidentMemberRow& member : detail.members) {
    if (member.passed_again || member.withdrawn) continue;
    const bool worse = !worst || (member.outcome != worst->outcome &&
                                  Worse(member.outcome, worst->outcome) == member.outcome);
    if (worse) worst = &member;
  }
  return worst;
}

class Writer {
 public:
  Writer(const Notification& notification, Language language)
      : told_(notification),
        detail_(notification.detail),
        row_(notification.detail.incident),
        language_(language) {}

  std::string Subject() const {
    const Text verb = VerbOf(told_.kind);
    std::string subject =
        Format({"[Xunjian] incident {0} on {1} {2}", "【巡检】主机 {1} 事件 {0} {3}"}, row_.id,
               CleanPart(row_.host), verb.en, verb.zh)
            .In(language_);
    if (IsClosing()) {
      subject += Say({" after {}", "，历时 {}"}, LengthText(Length(), language_));
    } else if (const IncidentMemberRow* worst = WorstFailing(detail_)) {
      subject += Say({": {}", "：{}"}, StateLine(*worst, language_));
    }
    return CleanLine(subject, kSubjectBytes);
  }

  std::string Body() const {
    std::string body = Heading();
    if (IsClosing()) return body + Closing();
    if (told_.kind == news::kUpdated) body += Joined();
    body += Say({"Failing now:\n", "当前未通过：\n"}) + BulletList(FailingLines(), language_);
    if (told_.kind == news::kAcknowledged) return body + PersonsWords(news::kAcknowledged);
    if (row_.status == IncidentStatus::kOpen) body += HowToAcknowledge();
    return body;
  }

 private:
  bool IsClosing() const { return told_.kind == news::kSolved; }
  Duration Length() const { return row_.solved_at.value_or(told_.created_at) - row_.opened_at; }

  template <class... Args>
  std::string Say(Text text, const Args&... args) const {
    return Format(text, args...).In(language_);
  }

  std::string Heading() const {
    std::string text =
        Say({"Incident {0} ({1}) on host {2}, site {3}\n", "事件 {0}（{1}），主机 {2}，单位 {3}\n"},
            row_.id, Label(row_.status).In(language_), CleanPart(row_.host), CleanPart(row_.site));
    text += Say({"Group: {}\n", "分组：{}\n"}, CleanPart(row_.group));
    text += Say({"Since: {}\n", "发生时间：{}\n"}, FormatRfc3339(row_.opened_at));
    if (!row_.owner.empty()) text += Say({"Owner: {}\n", "负责人：{}\n"}, CleanPart(row_.owner));
    if (!IsClosing()) {
      text += Say(
          {"Worst: {0}; {1} of {2} checks fail\n", "最重结论：{0}；{2} 项检查中 {1} 项未通过\n"},
          Label(row_.worst).In(language_), row_.failing, row_.members);
    }
    return text + "\n";
  }

  std::vector<std::string> FailingLines() const {
    std::vector<std::string> lines;
    for (const IncidentMemberRow& member : detail_.members) {
      if (!member.passed_again && !member.withdrawn) lines.push_back(StateLine(member, language_));
    }
    return lines;
  }

  std::string Joined() const {
    std::vector<std::string> lines;
    for (const IncidentMemberRow& member : JoinedSince(told_)) {
      lines.push_back(StateLine(member, language_));
    }
    return Say({"Joined:\n", "新增：\n"}) + BulletList(lines, language_) + "\n";
  }

  std::string Closing() const {
    std::vector<std::string> lines;
    for (const IncidentMemberRow& member : detail_.members) {
      lines.push_back(StoryLine(member, detail_, language_));
    }
    std::string text = Say({"Solved: {0}, after {1}\n", "解决时间：{0}，历时 {1}\n"},
                           FormatRfc3339(row_.solved_at.value_or(told_.created_at)),
                           LengthText(Length(), language_));
    return text + Say({"What happened:\n", "经过：\n"}) + BulletList(lines, language_) +
           PersonsWords(news::kAcknowledged) + PersonsWords(news::kSolved);
  }

  // Who did it and what they said; the system says nothing.
  std::string PersonsWords(std::string_view kind) const {
    const auto row = std::ranges::find(detail_.timeline, kind, &TimelineRow::kind);
    if (row == detail_.timeline.end() || row->text.empty()) return "";
    const Text template_of = kind == news::kSolved
                                 ? Text{"Solved by {0} at {1}: {2}\n", "{0} 于 {1} 解决：{2}\n"}
                                 : Text{"Taken by {0} at {1}: {2}\n", "{0} 于 {1} 接手：{2}\n"};
    return Say(template_of, CleanPart(row->actor), FormatRfc3339(row->at),
               CleanLine(row->text, kPersonBytes));
  }

  std::string HowToAcknowledge() const {
    return Say({"\nTo take it: xunjian incident ack {} --reason TEXT\n",
                "\n接手请执行：xunjian incident ack {} --reason 说明\n"},
               row_.id);
  }

  const Notification& told_;
  const IncidentDetail& detail_;
  const IncidentRow& row_;
  const Language language_;
};

}  // namespace

NewsText TextOf(const Notification& notification, Language language) {
  const Writer writer(notification, language);
  return {writer.Subject(), writer.Body()};
}

}  // namespace xunjian
