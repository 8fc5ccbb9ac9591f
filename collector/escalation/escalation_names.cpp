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
  const Message said = Format({"there is no {0} '{2}'", "没有{1}“{2}”"}, kind.en, kind.zh, shown);
  table.Problem(key, OrNearest(said, NearestWord(name, known)));
}

}  // namespace xunjian
