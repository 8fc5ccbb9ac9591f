#include "collector/app/replay_text.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

ReplayReport SomeReport() {
  ReplayReport report;
  report.commits = 12;
  report.events = 34;
  report.results = 560;
  report.first_at = Timestamp(std::chrono::hours(24 * 365 * 50));
  report.last_at = report.first_at + std::chrono::minutes(3);
  return report;
}

ReplayReport DifferingReport() {
  ReplayReport report = SomeReport();
  report.difference_count = 2;
  report.differences.push_back(
      {{9, 3, "act"}, {ReplaySubject::kTimeline, "1, 2"}, "text=on it\x1b[2J", "text=not me"});
  report.differences.push_back({{}, {ReplaySubject::kState, "web1 base/x []"}, "", "code=ok"});
  return report;
}

TEST_CASE("a replay that came out the same says what was replayed, in both languages") {
  CHECK(ReplayText(SomeReport(), Language::kEnglish) ==
        "replayed from the beginning: 12 commits from 2019-12-20T00:00:00.000Z to "
        "2019-12-20T00:03:00.000Z, 34 events, 560 results\n"
        "the same as was decided live\n");
  CHECK(ReplayText(SomeReport(), Language::kChinese).find("与当时的决策相同") != std::string::npos);
  CHECK(ReplayText({}, Language::kEnglish) == "nothing was decided yet\n");
}

TEST_CASE("a difference is named with its commit and event, and is safe on a terminal") {
  const std::string text = ReplayText(DifferingReport(), Language::kEnglish);
  CHECK(text.find("2 differences; the first 2:\n"
                  "commit 9, event 3 (act): line of incident 1, 2\n"
                  "  stored:  text=on it") != std::string::npos);
  CHECK(text.find("  decided: text=not me\n") != std::string::npos);
  CHECK(text.find("  stored:  (nothing)\n") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("scripts get the same as JSON") {
  const std::string json = ReplayJson(DifferingReport());
  CHECK(json.find("\"schema\": \"xunjian.replay/1\"") != std::string::npos);
  CHECK(json.find("\"same\": false") != std::string::npos);
  CHECK(json.find("\"about\": \"incident_line\"") != std::string::npos);
  CHECK(json.find("\"difference_count\": 2") != std::string::npos);
  CHECK(ReplayJson(SomeReport()).find("\"same\": true") != std::string::npos);
}

}  // namespace
}  // namespace xunjian
