#pragma once

#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/series_summary.h"
#include "proto/columns/result_splitter.h"

namespace xunjian {

using namespace std::chrono_literals;

inline const Timestamp kNoon = *ParseRfc3339("2026-11-23T12:00:00Z");  // the clock of the bench

inline ItemResult Item(const std::string& name, double used) {
  ItemResult item;
  item.observed.item = name;
  item.observed.metrics = {{"used_percent", used, "percent"}, {"free_bytes", 100 - used, "bytes"}};
  item.readings = {{"used_percent", used, "percent"}};
  item.outcome = used >= 95 ? Outcome::kCritical : used >= 85 ? Outcome::kWarning : Outcome::kOk;
  item.code = item.outcome == Outcome::kOk ? "ok" : "above";
  return item;
}

// Packs results of one assignment that were observed so many minutes before noon.
class Series {
 public:
  Series& Add(int minutes_ago, std::vector<ItemResult> items) {
    CheckResult result;
    result.check = "host.perf.fs_space";
    result.assignment = "base/host.perf.fs_space";
    result.observed_at = kNoon - std::chrono::minutes(minutes_ago);
    result.items = std::move(items);
    const SplitResult split = splitter_.Split(result);
    REQUIRE(writer_.Add({7, ++seq_, result.observed_at + 1s}, split.shape, ViewOf(split.row)));
    return *this;
  }
  Series& Add(int minutes_ago, double used) { return Add(minutes_ago, {Item("/", used)}); }

  std::string Bytes() { return std::exchange(writer_, {}).Finish(); }
  SeriesSummary Summary(Duration back, std::optional<Duration> interval) {
    const std::vector<SeriesColumns> pages = {SeriesColumns::Parse(Bytes()).value()};
    return Summarise(pages, {kNoon - back, kNoon, interval});
  }

 private:
  ResultSplitter splitter_;
  SeriesWriter writer_;
  std::uint64_t seq_ = 0;
};

}  // namespace xunjian
