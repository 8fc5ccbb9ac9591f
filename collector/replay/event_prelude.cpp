#include "collector/replay/event_prelude.h"

#include "collector/replay/field_text.h"

namespace xunjian {
namespace {

constexpr std::string_view kBegins = "@begins";
constexpr std::string_view kNow = "@now";
constexpr std::string_view kHeard = "@heard.";
constexpr std::string_view kWorked = "@worked.";

using Times = std::vector<std::pair<std::string, ListenedTime>>;

void PutTimes(std::string_view prefix, const Times& times, EventRecord& record) {
  for (const auto& [agent, at] : times) {
    record.fields.push_back({std::string(prefix).append(agent), ToFieldText(at)});
  }
}

bool TakeTime(std::string_view prefix, const Argument& field, Times& times) {
  auto& time = times.emplace_back(field.name.substr(prefix.size()), ListenedTime());
  return FromFieldText(field.value, time.second);
}

}  // namespace

void PutPrelude(const EventPrelude& prelude, EventRecord& record) {
  if (prelude.begins) record.fields.push_back({std::string(kBegins), ""});
  if (prelude.now) record.fields.push_back({std::string(kNow), ToFieldText(*prelude.now)});
  PutTimes(kHeard, prelude.heard, record);
  PutTimes(kWorked, prelude.worked, record);
}

Result<EventPrelude> PreludeOf(const EventRecord& record) {
  EventPrelude prelude;
  for (const Argument& field : record.fields) {
    bool good = true;
    if (field.name == kBegins) {
      prelude.begins = true;
    } else if (field.name == kNow) {
      good = FromFieldText(field.value, prelude.now.emplace());
    } else if (field.name.starts_with(kHeard)) {
      good = TakeTime(kHeard, field, prelude.heard);
    } else if (field.name.starts_with(kWorked)) {
      good = TakeTime(kWorked, field, prelude.worked);
    }
    if (!good) {
      return MakeError(
          ErrorCode::kInternal,
          {"the record of an event cannot be read: '{}' is wrong", "无法读取记录：“{}”有误"},
          field.name);
    }
  }
  return prelude;
}

}  // namespace xunjian
