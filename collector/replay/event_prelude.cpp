#include "collector/replay/event_prelude.h"

#include "collector/replay/field_text.h"

namespace xunjian {
namespace {

constexpr std::string_view kBegins = "@begins";
constexpr std::string_view kNow = "@now";
constexpr std::string_view kHeard = "@heard.";

}  // namespace

void PutPrelude(const EventPrelude& prelude, EventRecord& record) {
  if (prelude.begins) record.fields.push_back({std::string(kBegins), ""});
  if (prelude.now) record.fields.push_back({std::string(kNow), ToFieldText(*prelude.now)});
  for (const auto& [agent, at] : prelude.heard) {
    record.fields.push_back({std::string(kHeard).append(agent), ToFieldText(at)});
  }
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
      auto& heard = prelude.heard.emplace_back(field.name.substr(kHeard.size()), ListenedTime());
      good = FromFieldText(field.value, heard.second);
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
