#include "proto/convert/clean_result.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/utf8.h"
#include "proto/convert/limits.h"

namespace xunjian {
namespace {

// FNV-1a, 64 bits: only to keep two names apart that share their first bytes.
std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

std::string CleanName(const std::string& name) {
  std::string clean = CleanLine(name, name.size() * 3);
  if (clean.size() <= limits::kNameBytes) return clean;
  const std::string mark = fmt::format("~{:016x}", HashOf(name));
  return CleanLine(name, limits::kNameBytes - mark.size()) + mark;
}

std::string RequiredName(const std::string& name) {
  std::string clean = CleanName(name);
  return clean.empty() ? "?" : clean;
}

void CleanMetrics(std::vector<Metric>& metrics) {
  std::erase_if(metrics, [](const Metric& metric) { return !std::isfinite(metric.value); });
  if (metrics.size() > limits::kItemMetrics) metrics.resize(limits::kItemMetrics);
  for (Metric& metric : metrics) {
    metric.name = RequiredName(metric.name);
    metric.unit = CleanName(metric.unit);
  }
}

// Arguments and attributes.
template <class NamedText>
void CleanTexts(std::vector<NamedText>& texts, std::size_t most) {
  if (texts.size() > most) texts.resize(most);
  for (NamedText& text : texts) {
    text.name = RequiredName(text.name);
    text.value = CleanText(text.value, limits::kTextBytes);
  }
}

void CleanItem(ItemResult& item) {
  item.observed.item = CleanName(item.observed.item);
  CleanMetrics(item.observed.metrics);
  CleanTexts(item.observed.attributes, limits::kItemAttributes);
  item.code = RequiredName(item.code);
  CleanTexts(item.arguments, limits::kArguments);
  CleanMetrics(item.readings);
}

// At least what the item takes when encoded: each field costs at most ten bytes beside its own.
std::size_t WeightOf(const ItemResult& item) {
  constexpr std::size_t kOverhead = 10;
  std::size_t weight = 6 * kOverhead + item.observed.item.size() + item.code.size();
  for (const auto* metrics : {&item.observed.metrics, &item.readings}) {
    for (const Metric& metric : *metrics) {
      weight += 4 * kOverhead + metric.name.size() + metric.unit.size();
    }
  }
  for (const Attribute& attribute : item.observed.attributes) {
    weight += 3 * kOverhead + attribute.name.size() + attribute.value.size();
  }
  for (const Argument& argument : item.arguments) {
    weight += 3 * kOverhead + argument.name.size() + argument.value.size();
  }
  return weight;
}

// One item never fills a result: its longest lists give way from the end.
void Shrink(ItemResult& item) {
  constexpr std::size_t kItemBytes = limits::kResultBytes / 2;
  while (WeightOf(item) > kItemBytes && !item.observed.attributes.empty()) {
    item.observed.attributes.pop_back();
  }
  while (WeightOf(item) > kItemBytes) item.arguments.pop_back();
}

// How many of the items, from the first, a result may carry.
std::size_t ItemsThatFit(const std::vector<ItemResult>& items) {
  constexpr std::size_t kHead = 2 << 10;  // the result's own fields
  std::size_t weight = kHead;
  std::size_t count = 0;
  for (const ItemResult& item : items) {
    weight += WeightOf(item);
    if (weight > limits::kResultBytes || count == limits::kResultItems) break;
    ++count;
  }
  return count;
}

}  // namespace

CheckResult CleanResult(CheckResult result) {
  result.check = RequiredName(result.check);
  result.assignment = CleanName(result.assignment);
  result.ruler = CleanName(result.ruler);
  result.observed_at = std::max(result.observed_at, Timestamp{});
  result.duration = std::max(result.duration, Duration::zero());
  for (ItemResult& item : result.items) {
    CleanItem(item);
    Shrink(item);
  }
  const std::size_t count = ItemsThatFit(result.items);
  if (count < result.items.size()) {
    result.items.resize(count);
    result.complete = false;
  }
  return result;
}

}  // namespace xunjian
