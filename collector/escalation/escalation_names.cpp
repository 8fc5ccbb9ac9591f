#include "collector/escalation/escalation_names.h"

#include "base/utf8.h"
#include "proto/words/operator_words.h"

namespace xunjian {
namespace {

constexpr std::size_t kShownBytes = 80;

}  // namespace

EscalationNames BuiltInNames() {
  EscalationNames names;
  for (const Role role : kAllRoles) names.roles.emplace(ToString(role));
  return names;
}

void CheckKnown(TomlTable& table, std::string_view key, Text kind, std::string_view name,
                const NameSet& known) {
  if (known.count(name) > 0) return;
  const std::string shown = CleanLine(name, kShownBytes);
  const std::string_view near = NearestWord(name, known);
  const Message hint =
      near.empty() ? Message{} : Format({"; did you mean '{}'?", "；是否指“{}”？"}, near);
  table.Problem(key, Message{fmt::format("there is no {} '{}'{}", kind.en, shown, hint.en),
                             fmt::format("没有{}“{}”{}", kind.zh, shown, hint.zh)});
}

}  // namespace xunjian
