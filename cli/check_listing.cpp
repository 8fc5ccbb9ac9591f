#include "cli/check_listing.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace xunjian {
namespace {

namespace json = boost::json;
using Shown = ListingColumn::Shown;

Cell Plain(std::string_view text) { return std::string(text); }

json::value MaybeNumber(const std::optional<double>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

json::value ThresholdsJson(const CheckType& check, Language language) {
  json::array array;
  for (const Threshold& threshold : check.thresholds) {
    const bool above = threshold.direction == Threshold::Direction::kAbove;
    array.push_back(json::object{{"name", threshold.name},
                                 {"metric", threshold.metric},
                                 {"unit", threshold.unit},
                                 {"direction", above ? "above" : "below"},
                                 {"warning", MaybeNumber(threshold.warning)},
                                 {"critical", MaybeNumber(threshold.critical)},
                                 {"warning_for", FormatDuration(threshold.warning_for)},
                                 {"critical_for", FormatDuration(threshold.critical_for)},
                                 {"source", threshold.source.In(language)}});
  }
  return array;
}

json::value ParametersJson(const CheckType& check, Language language) {
  json::array array;
  for (const ParameterSpec& parameter : check.parameters) {
    array.push_back(json::object{{"name", parameter.name},
                                 {"required", parameter.required},
                                 {"help", parameter.help.In(language)}});
  }
  return array;
}

Term Named(std::string_view token, Text label, Language language) {
  return {std::string(token), std::string(label.In(language))};
}

}  // namespace

Listing CheckListing(std::span<const CheckType* const> checks, Language language) {
  Listing listing{.schema = "xunjian.checks/1",
                  .key = "checks",
                  .columns = {{"id", {"CHECK", "检查项"}},
                              {"family", {"FAMILY", "类别"}},
                              {"aspect", {"ASPECT", "维度"}},
                              {"cost", {"COST", "开销"}},
                              {"interval", {"EVERY", "周期"}},
                              {"why", {"WHY", "意义"}, Shown::kDataOnly},
                              {"reads", {"READS", "来源"}, Shown::kDataOnly},
                              {"right", {"RIGHT", "权限"}, Shown::kDataOnly},
                              {"advice", {"ADVICE", "建议"}, Shown::kDataOnly},
                              {"thresholds", {"THRESHOLDS", "阈值"}, Shown::kDataOnly},
                              {"parameters", {"PARAMETERS", "参数"}, Shown::kDataOnly},
                              {"name", {"NAME", "名称"}}}};
  for (const CheckType* check : checks) {
    listing.rows.push_back({Plain(check->id),
                            Named(ToString(check->family), Label(check->family), language),
                            Named(ToString(check->aspect), Label(check->aspect), language),
                            static_cast<std::uint64_t>(check->cost),
                            FormatDuration(check->interval), Plain(check->why.In(language)),
                            Plain(check->reads.In(language)), Plain(check->right.In(language)),
                            Plain(check->advice.In(language)), ThresholdsJson(*check, language),
                            ParametersJson(*check, language), Plain(check->name.In(language))});
  }
  return listing;
}

}  // namespace xunjian
