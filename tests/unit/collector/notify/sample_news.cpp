#include "sample_news.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

IncidentMemberRow Failing(const std::string& check, Outcome outcome, std::uint64_t seq) {
  IncidentMemberRow member;
  member.check = check;
  member.outcome = outcome;
  member.code = "timeout";
  member.arguments = {{"limit", "5s"}};
  member.epoch = 65261;
  member.first_failing_seq = seq;
  member.last_failing_seq = seq + 5;
  return member;
}

TimelineRow Line(Timestamp at, const std::string& kind, const std::string& check) {
  TimelineRow row;
  row.at = at;
  row.kind = kind;
  row.actor = "system";
  row.details = {{"host", "web1"}, {"check", check}, {"outcome", "critical"}, {"code", "timeout"}};
  return row;
}

NotificationRow Call(Timestamp at, const std::string& kind) {
  NotificationRow row;
  row.kind = kind;
  row.created_at = at;
  return row;
}

}  // namespace

Notification SampleNews(std::string_view kind) {
  Notification notification;
  notification.thread = "hunan-1796115600-incident-7";
  notification.id = notification.thread + "-" + std::string(kind);
  notification.kind = kind;
  notification.created_at = kNine + 40s;
  IncidentDetail& detail = notification.detail;
  detail.incident = {.id = 7,
                     .host = "web1",
                     .site = "hunan",
                     .group = "host=web1,service=shop",
                     .worst = Outcome::kCritical,
                     .members = 2,
                     .failing = 2,
                     .opened_at = kNine};
  detail.members = {Failing("net.state.probe", Outcome::kCritical, 3),
                    Failing("host.perf.load", Outcome::kWarning, 4)};
  detail.timeline = {Line(kNine, "opened", "net.state.probe"),
                     Line(kNine + 10s, "joined", "host.perf.load")};
  detail.notifications = {Call(kNine, "opened"), Call(kNine + 40s, "updated")};
  return notification;
}

Notification SampleClosing() {
  Notification notification = SampleNews("solved");
  notification.created_at = kNine + 12min;
  IncidentDetail& detail = notification.detail;
  detail.incident.status = IncidentStatus::kSolved;
  detail.incident.solved_at = kNine + 12min;
  detail.incident.owner = "li";
  detail.incident.failing = 0;
  for (IncidentMemberRow& member : detail.members) {
    member.outcome = Outcome::kOk;
    member.code = "ok";
    member.passed_again = true;
    member.passing_seq = member.last_failing_seq + 1;
    detail.timeline.push_back(Line(kNine + 12min, "passed", member.check));
  }
  TimelineRow taken = Line(kNine + 2min, "acknowledged", "");
  taken.actor = "li";
  taken.text = "restarting the shop";
  detail.timeline.push_back(taken);
  return notification;
}

}  // namespace xunjian
