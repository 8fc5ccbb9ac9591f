#include "cli/result_detail.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "cli/series_summary.h"
#include "inspection/text/json_text.h"
#include "inspection/text/text_table.h"

namespace xunjian {
namespace {

namespace json = boost::json;

std::string ReasonOf(const StoredResult& stored, const ItemResult& item,
                     const Surroundings& surroundings, Language language) {
  const CheckType* check = surroundings.FindCheck(stored.result.check);
  return RenderReason(check, item.code, item.arguments, language);
}

Listing ItemListing(const StoredResult& stored, const Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  Listing listing{.schema = "xunjian.result/1",
                  .key = "items",
                  .columns = {{"item", {"ITEM", "对象"}},
                              {"outcome", {"OUTCOME", "结论"}},
                              {"code", {"CODE", "代码"}},
                              {"summary", {"REASON", "原因"}}}};
  for (const ItemResult& item : stored.result.items) {
    listing.rows.push_back({item.observed.item, TermOf(item.outcome, language), item.code,
                            ReasonOf(stored, item, surroundings, language)});
  }
  return listing;
}

// What was read of the items: numbers as people read them, and texts.
Listing ValueListing(const StoredResult& stored, Language language) {
  Listing listing{
      .key = "values",
      .columns = {
          {"item", {"ITEM", "对象"}}, {"name", {"NAME", "名称"}}, {"value", {"VALUE", "值"}}}};
  for (const ItemResult& item : stored.result.items) {
    for (const Metric& metric : MetricsOf(item)) {
      listing.rows.push_back(
          {item.observed.item, metric.name, FormatQuantity(metric.value, metric.unit, language)});
    }
    for (const Attribute& attribute : item.observed.attributes) {
      listing.rows.push_back({item.observed.item, attribute.name, attribute.value});
    }
  }
  return listing;
}

std::string FactTable(const StoredResult& stored, const Console& console) {
  const CheckResult& result = stored.result;
  const Outcome outcome = OverallOutcome(result);
  const auto say = [&console](Text text) { return std::string(text.In(console.language)); };
  TextTable table({{say({"FACT", "项目"})}, {say({"VALUE", "值"})}});
  table.AddRow({say({"id", "编号"}), ToString(stored.id)});
  table.AddRow({say({"host", "主机"}), stored.host});
  table.AddRow({say({"check", "检查项"}), result.check});
  table.AddRow({say({"assignment", "检查任务"}), result.assignment});
  const Term term = TermOf(outcome, console.language);
  table.AddRow({say({"outcome", "结论"}), TableCell{term.label, term.colour}});
  table.AddRow({say({"observed", "采集时间"}), FormatRfc3339(result.observed_at)});
  table.AddRow({say({"received", "接收时间"}), FormatRfc3339(stored.received_at)});
  table.AddRow(
      {say({"took", "耗时"}), FormatQuantity(std::chrono::duration<double>(result.duration).count(),
                                             "seconds", console.language)});
  table.AddRow(
      {say({"complete", "完整"}), result.complete ? say({"yes", "是"}) : say({"no", "否"})});
  table.AddRow({say({"ruler", "标准"}), result.ruler});
  return table.Render(console.style);
}

template <class Named>
json::array NamedValues(const std::vector<Named>& values) {
  json::array array;
  for (const Named& value : values) {
    array.push_back(
        json::object{{"name", JsonString(value.name)}, {"value", JsonString(value.value)}});
  }
  return array;
}

json::object ItemJson(const StoredResult& stored, const ItemResult& item,
                      const Surroundings& surroundings) {
  json::array metrics;
  for (const Metric& metric : MetricsOf(item)) {
    metrics.push_back(json::object{{"name", JsonString(metric.name)},
                                   {"value", metric.value},
                                   {"unit", JsonString(metric.unit)}});
  }
  return {{"item", JsonString(item.observed.item)},
          {"outcome", ToString(item.outcome)},
          {"code", JsonString(item.code)},
          {"arguments", NamedValues(item.arguments)},
          {"reason_en", JsonString(ReasonOf(stored, item, surroundings, Language::kEnglish))},
          {"reason_zh", JsonString(ReasonOf(stored, item, surroundings, Language::kChinese))},
          {"metrics", std::move(metrics)},
          {"attributes", NamedValues(item.observed.attributes)}};
}

std::string ResultJson(const StoredResult& stored, const Surroundings& surroundings) {
  const CheckResult& result = stored.result;
  json::array items;
  for (const ItemResult& item : result.items) {
    items.push_back(ItemJson(stored, item, surroundings));
  }
  return JsonText(json::object{
      {"schema", "xunjian.result/1"},
      {"id", ToString(stored.id)},
      {"host", JsonString(stored.host)},
      {"check", JsonString(result.check)},
      {"assignment", JsonString(result.assignment)},
      {"outcome", ToString(OverallOutcome(result))},
      {"observed_at", FormatRfc3339(result.observed_at)},
      {"received_at", FormatRfc3339(stored.received_at)},
      {"epoch", stored.id.epoch},
      {"seq", stored.id.seq},
      {"duration_ms", std::chrono::duration<double, std::milli>(result.duration).count()},
      {"complete", result.complete},
      {"ruler", JsonString(result.ruler)},
      {"items", std::move(items)}});
}

}  // namespace

std::string RenderResult(const StoredResult& stored, ListingFormat format,
                         const Surroundings& surroundings) {
  const Console& console = surroundings.console;
  const Listing items = ItemListing(stored, surroundings);
  if (format == ListingFormat::kJson) return ResultJson(stored, surroundings);
  if (format == ListingFormat::kCsv) return ListingCsv(items);
  std::string text =
      FactTable(stored, console) + "\n" + ListingTable(items, console.language, console.style);
  const Listing values = ValueListing(stored, console.language);
  if (values.rows.empty()) return text;
  return text + "\n" + ListingTable(values, console.language, console.style);
}

}  // namespace xunjian
