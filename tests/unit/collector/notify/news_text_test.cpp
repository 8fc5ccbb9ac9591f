#include "collector/notify/news_text.h"

#include <catch2/catch.hpp>

#include "sample_news.h"

namespace xunjian {
namespace {

using Catch::Contains;

TEST_CASE("a call says where, since when, what fails and how to take it, in both languages") {
  const NewsText english = TextOf(SampleNews("opened"), Language::kEnglish);
  CHECK(english.subject ==
        "[Xunjian] incident 7 on web1 opened: critical net.state.probe: no answer within 5 s");
  for (const char* part :
       {"host web1, site hunan", "Group: host=web1,service=shop", "Since: 2026-12-01T09:00:00.000Z",
        "Worst: critical; 2 of 2 checks fail", "- critical net.state.probe: no answer within 5 s",
        "- warning host.perf.load", "xunjian incident ack 7 --reason"}) {
    CHECK_THAT(english.body, Contains(part));
  }
  const NewsText chinese = TextOf(SampleNews("opened"), Language::kChinese);
  CHECK_THAT(chinese.subject, Contains("【巡检】主机 web1 事件 7 发生：严重 net.state.probe"));
  for (const char* part :
       {"单位 hunan", "分组：", "发生时间：", "2 项检查中 2 项未通过", "接手请执行"}) {
    CHECK_THAT(chinese.body, Contains(part));
  }
}

TEST_CASE("an update names who joined since the call before") {
  const std::string body = TextOf(SampleNews("updated"), Language::kEnglish).body;
  const std::string joined =
      body.substr(body.find("Joined:"), body.find("Failing now:") - body.find("Joined:"));
  CHECK_THAT(joined, Contains("host.perf.load"));
  CHECK_THAT(joined, !Contains("net.state.probe"));
}

TEST_CASE("the closing message stands by itself") {
  const NewsText text = TextOf(SampleClosing(), Language::kEnglish);
  CHECK(text.subject == "[Xunjian] incident 7 on web1 is solved after 12 min");
  for (const char* part : {"Solved: 2026-12-01T09:12:00.000Z, after 12 min",
                           "- net.state.probe: critical from 2026-12-01T09:00:00.000Z (results 3 "
                           "to 8 of epoch 65261), "
                           "passed again at 2026-12-01T09:12:00.000Z with result 9",
                           "- host.perf.load", "with result 10",
                           "Taken by li at 2026-12-01T09:02:00.000Z: restarting"}) {
    CHECK_THAT(text.body, Contains(part));
  }
  CHECK_THAT(text.body, !Contains("incident ack"));
  const NewsText chinese = TextOf(SampleClosing(), Language::kChinese);
  CHECK_THAT(chinese.body, Contains("由结果 9 重新通过"));
  CHECK_THAT(chinese.body, Contains("历时"));
}

TEST_CASE("nothing that a host sent begins a line or a word of ours") {
  Notification news = SampleNews("opened");
  news.detail.incident.host = "web1\r\nBcc: everybody";
  news.detail.members[0].item = "disk\nSolved: yes\x1b[31m";
  news.detail.members[0].code = "shop\nSays: ok";
  const NewsText text = TextOf(news, Language::kEnglish);
  CHECK(text.subject.find('\n') == std::string::npos);
  CHECK(text.subject.find('\r') == std::string::npos);
  CHECK(text.body.find('\r') == std::string::npos);
  CHECK(text.body.find('\x1b') == std::string::npos);
  for (const char* line : {"\nBcc:", "\nSolved:", "\nSays:"}) {
    CHECK(text.body.find(line) == std::string::npos);
  }
}

TEST_CASE("an incident of ten thousand members is told in a page") {
  Notification news = SampleNews("opened");
  const IncidentMemberRow member = news.detail.members[0];
  news.detail.members.assign(10'000, member);
  const NewsText text = TextOf(news, Language::kEnglish);
  CHECK(text.body.size() < 16 << 10);
  CHECK_THAT(text.body, Contains("and 9980 more"));
}

}  // namespace
}  // namespace xunjian
