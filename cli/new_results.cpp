// What somebody who follows a series sees, a line each.
#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "cli/series_listing.h"

namespace xunjian {
namespace {

std::string LinesOf(std::vector<std::vector<Cell>> rows, const Surroundings& surroundings) {
  const Listing listing{.key = "results",
                        .columns = {{"observed_at", {"OBSERVED", "采集时间"}},
                                    {"host", {"HOST", "主机"}},
                                    {"item", {"ITEM", "对象"}},
                                    {"outcome", {"OUTCOME", "结论"}},
                                    {"summary", {"SUMMARY", "说明"}}},
                        .rows = std::move(rows)};
  const std::string table =
      ListingTable(listing, surroundings.console.language, surroundings.console.style);
  return table.substr(table.find('\n') + 1);
}

}  // namespace

std::string NewResults(const std::string& host, const SeriesColumns& page, Timestamp known_until,
                       const Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const CheckResult result = page.ResultOf(i);
    const CheckType* check = surroundings.FindCheck(result.check);
    const Text mark = result.observed_at < known_until ? Text{"(late) ", "（迟到）"} : Text{};
    for (const ItemResult& item : result.items) {
      rows.push_back({result.observed_at, host, item.observed.item, TermOf(item.outcome, language),
                      std::string(mark.In(language)) +
                          RenderReason(check, item.code, item.arguments, language)});
    }
  }
  return LinesOf(std::move(rows), surroundings);
}

std::string SilenceLine(const std::string& host, const FollowedSilence::News& news,
                        const Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  const auto told = [&]() -> Message {
    if (!news.until) {
      return Format({"nothing was heard since then ({})", "此后没有结果（{}）"}, news.assignment);
    }
    return Format({"heard again after {} ({})", "{} 后恢复（{}）"},
                  FormatDuration(std::chrono::floor<std::chrono::seconds>(
                      std::max(*news.until - news.since, Duration()))),
                  news.assignment);
  };
  return LinesOf({{news.until.value_or(news.since), host, std::string("-"), GapTerm(language),
                   std::string(told().In(language))}},
                 surroundings);
}

}  // namespace xunjian
