#include <algorithm>
#include <set>

#include "checks/api/quantity.h"
#include "cli/series_chart.h"
#include "cli/series_listing.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostCharts = 4;

// The first metric of an item: what it was judged by, where there is such a reading.
std::vector<ChartPoint> PointsOf(const SeriesDocument& document, const MetricSummary& metric) {
  std::vector<ChartPoint> points;
  for (const SeriesColumns& page : document.pages) {
    for (std::size_t i = 0; i < page.size(); ++i) {
      const CheckResult result = page.ResultOf(i);
      if (result.assignment != metric.assignment) continue;
      for (const ItemResult& item : result.items) {
        const auto metrics = MetricsOf(item);
        const auto found = std::ranges::find(metrics, metric.name, &Metric::name);
        const bool is_whole = result.items.size() == 1 && item.observed.item.empty();
        if (item.observed.item != metric.item && !is_whole) continue;
        std::optional<double> value;
        if (found != metrics.end()) value = found->value;
        points.push_back({result.observed_at, value, item.outcome});
      }
    }
  }
  return points;
}

}  // namespace

std::string HistoryCharts(const SeriesDocument& document, const Console& console) {
  if (console.style.width == 0) return "";
  std::string text;
  std::set<std::pair<std::string, std::string>> drawn;  // assignment, item
  const Duration step = document.summary.step.value_or(Duration());
  const ChartSpan span{document.span.since, document.span.until, step + step / 2};
  for (const MetricSummary& metric : document.summary.metrics) {
    if (drawn.size() == kMostCharts) break;
    if (!drawn.emplace(metric.assignment, metric.item).second) continue;
    const Chart chart{.title = metric.item.empty() ? metric.name : metric.item + "  " + metric.name,
                      .points = PointsOf(document, metric),
                      .most = FormatQuantity(metric.most, metric.unit, console.language),
                      .least = FormatQuantity(metric.least, metric.unit, console.language)};
    text += "\n" + DrawChart(chart, span, console.style);
  }
  return text;
}

}  // namespace xunjian
