#include "proto/convert/clean_result.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "base/clean_name.h"
#include "base/utf8.h"
#include "proto/convert/limits.h"

namespace xunjian {
namespace {

std::string NameOf(const std::string& name) { return CleanName(name, limits::kNameBytes); }

std::string RequiredName(const std::string& name) {
  std::string clean = NameOf(name);
  return clean.empty() ? "?" : clean;
}

// What an item had to lose, for its attribute "cut".
class Losses {
 public:
  template <class Row>
  void CutTo(std::size_t most, std::vector<Row>& rows, std::string_view what) {
    if (rows.size() <= most) return;
    rows.resize(most);
    Note(what);
  }
  void Note(std::string_view what) {
    if (std::find(names_.begin(), names_.end(), what) == names_.end()) names_.push_back(what);
  }
  bool any() const { return !names_.empty(); }
  std::string ToText() const { return fmt::format("{}", fmt::join(names_, ", ")); }

 private:
  std::vector<std::string_view> names_;
};

void CleanMetrics(std::vector<Metric>& metrics, std::string_view what, Losses& losses) {
  if (std::erase_if(metrics, [](const Metric& metric) { return !std::isfinite(metric.value); })) {
    losses.Note(what);
  }
  losses.CutTo(limits::kItemMetrics, metrics, what);
  for (Metric& metric : metrics) {
    metric.name = RequiredName(metric.name);
    metric.unit = NameOf(metric.unit);
  }
}

// Arguments and attributes.
template <class NamedText>
void CleanTexts(std::vector<NamedText>& texts, std::size_t most, std::string_view what,
                Losses& losses) {
  losses.CutTo(most, texts, what);
  for (NamedText& text : texts) {
    text.name = RequiredName(text.name);
    if (text.value.size() > limits::kTextBytes) losses.Note(what);
    text.value = CleanText(text.value, limits::kTextBytes);
  }
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
void Shrink(ItemResult& item, Losses& losses) {
  constexpr std::size_t kItemBytes = limits::kResultBytes / 2;
  while (WeightOf(item) > kItemBytes && !item.observed.attributes.empty()) {
    item.observed.attributes.pop_back();
    losses.Note("attributes");
  }
  while (WeightOf(item) > kItemBytes) {
    item.arguments.pop_back();
    losses.Note("arguments");
  }
}

void SetAttribute(ItemResult& item, std::string_view name, std::string value) {
  std::vector<Attribute>& attributes = item.observed.attributes;
  if (attributes.size() == limits::kItemAttributes) attributes.pop_back();
  attributes.push_back({std::string(name), std::move(value)});
}

void CleanItem(ItemResult& item) {
  Losses losses;
  item.observed.item = NameOf(item.observed.item);
  CleanMetrics(item.observed.metrics, "metrics", losses);
  CleanTexts(item.observed.attributes, limits::kItemAttributes, "attributes", losses);
  item.code = RequiredName(item.code);
  CleanTexts(item.arguments, limits::kArguments, "arguments", losses);
  CleanMetrics(item.readings, "readings", losses);
  Shrink(item, losses);
  if (losses.any()) SetAttribute(item, "cut", losses.ToText());
}

// Two items of one name are one: the worse of them speaks, the first of equals.
void MergeTwins(std::vector<ItemResult>& items) {
  std::map<std::string_view, std::pair<std::size_t, std::size_t>> places;  // index, twins
  std::vector<ItemResult> merged;
  merged.reserve(items.size());
  for (ItemResult& item : items) {
    const auto [place, is_new] = places.try_emplace(item.observed.item, merged.size(), 1);
    auto& [index, twins] = place->second;
    if (is_new) {
      merged.push_back(item);
      continue;
    }
    ++twins;
    if (Worse(merged[index].outcome, item.outcome) != merged[index].outcome) merged[index] = item;
  }
  for (const auto& [name, place] : places) {
    if (place.second > 1) {
      SetAttribute(merged[place.first], "merged_items", std::to_string(place.second));
    }
  }
  items = std::move(merged);
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
  result.assignment = NameOf(result.assignment);
  result.ruler = NameOf(result.ruler);
  result.observed_at = std::max(result.observed_at, Timestamp{});
  result.duration = std::max(result.duration, Duration::zero());
  for (ItemResult& item : result.items) CleanItem(item);
  MergeTwins(result.items);
  const std::size_t count = ItemsThatFit(result.items);
  if (count < result.items.size()) {
    result.items.resize(count);
    result.complete = false;
  }
  return result;
}

}  // namespace xunjian
