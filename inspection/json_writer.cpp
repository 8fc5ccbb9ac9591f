#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "inspection/report_texts.h"
#include "inspection/report_writers.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

namespace json = boost::json;

json::object ScoreObject(const Report& report) {
  json::array deductions;
  for (const Deduction& deduction : report.score.deductions) {
    json::object entry;
    entry["check"] = JsonString(deduction.check);
    entry["points"] = deduction.points;
    entry["why"] = WhyDeducted(deduction, report.language);
    deductions.push_back(std::move(entry));
  }
  json::object score;
  score["low"] = report.score.low;
  score["high"] = report.score.high;
  score["deductions"] = std::move(deductions);
  return score;
}

json::object CoverageObject(const Coverage& coverage) {
  json::object object;
  object["due"] = coverage.due;
  object["answered"] = coverage.answered;
  return object;
}

json::object CountsObject(const Report& report) {
  json::object counts;
  for (const auto& [outcome, count] : report.counts) counts[ToString(outcome)] = count;
  return counts;
}

json::array MetricsArray(const std::vector<Metric>& metrics) {
  json::array array;
  for (const Metric& metric : metrics) {
    json::object object;
    object["name"] = JsonString(metric.name);
    object["value"] = metric.value;
    object["unit"] = JsonString(metric.unit);
    array.push_back(std::move(object));
  }
  return array;
}

json::object RowObject(const ReportRow& row) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  json::object object;
  object["check"] = JsonString(row.check);
  object["item"] = JsonString(row.item);
  object["outcome"] = ToString(row.outcome);
  object["code"] = JsonString(row.code);
  object["summary"] = JsonString(row.summary);
  object["metrics"] = MetricsArray(row.metrics);
  object["duration_ms"] =
      std::chrono::duration_cast<std::chrono::microseconds>(row.duration) / Milliseconds(1);
  return object;
}

}  // namespace

std::string WriteJson(const Report& report) {
  json::object document;
  document["schema"] = "xunjian.inspection/1";
  document["host"] = JsonString(report.host);
  document["started_at"] = FormatRfc3339(report.started_at);
  document["ruler"] = JsonString(report.ruler);
  document["score"] = ScoreObject(report);
  document["coverage"] = CoverageObject(report.score.coverage);
  document["counts"] = CountsObject(report);
  json::array results;
  for (const ReportRow& row : report.rows) results.push_back(RowObject(row));
  document["results"] = std::move(results);
  return JsonText(document);
}

}  // namespace xunjian
