#include <fmt/format.h>

#include "checks/api/reasons.h"
#include "cli/series_listing.h"
#include "inspection/text/escape.h"

namespace xunjian {

std::string SampleCsv(const std::string& host, const SeriesColumns& page, bool with_heading) {
  std::string text;
  if (with_heading) {
    text =
        "host,assignment,check,item,observed_at,received_at,id,outcome,code,metric,value,unit\r\n";
  }
  const auto add = [&](const std::string& row, const Metric* metric) {
    text += row;
    if (metric) {
      text += fmt::format("{},{},{}\r\n", EscapeCsv(metric->name), metric->value,
                          EscapeCsv(metric->unit));
    } else {
      text += ",,\r\n";
    }
  };
  for (std::size_t i = 0; i < page.size(); ++i) {
    const CheckResult result = page.ResultOf(i);
    const SeriesRow& whose = page.row(i);
    for (const ItemResult& item : result.items) {
      const std::string row = fmt::format(
          "{},{},{},{},{},{},{},{},{},", EscapeCsv(host), EscapeCsv(result.assignment),
          EscapeCsv(result.check), EscapeCsv(item.observed.item), FormatRfc3339(result.observed_at),
          FormatRfc3339(whose.received_at), ToString(ResultId{whose.epoch, whose.seq}),
          ToString(item.outcome), EscapeCsv(item.code));
      const auto metrics = MetricsOf(item);
      for (const Metric& metric : metrics) add(row, &metric);
      if (metrics.empty()) add(row, nullptr);
    }
  }
  return text;
}

std::string NewResults(const std::string& host, const SeriesColumns& page, Timestamp known_until,
                       const Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  Listing listing{.key = "results",
                  .columns = {{"observed_at", {"OBSERVED", "采集时间"}},
                              {"host", {"HOST", "主机"}},
                              {"item", {"ITEM", "对象"}},
                              {"outcome", {"OUTCOME", "结论"}},
                              {"summary", {"SUMMARY", "说明"}}}};
  for (std::size_t i = 0; i < page.size(); ++i) {
    const CheckResult result = page.ResultOf(i);
    const CheckType* check = surroundings.FindCheck(result.check);
    const Text mark = result.observed_at < known_until ? Text{"(late) ", "（迟到）"} : Text{};
    for (const ItemResult& item : result.items) {
      listing.rows.push_back({result.observed_at, host, item.observed.item,
                              TermOf(item.outcome, language),
                              std::string(mark.In(language)) +
                                  RenderReason(check, item.code, item.arguments, language)});
    }
  }
  const std::string table = ListingTable(listing, language, surroundings.console.style);
  return table.substr(table.find('\n') + 1);
}

}  // namespace xunjian
