#include "collector/decide/rule_heading.h"

#include "base/ids.h"

namespace xunjian {

std::string ReadRuleName(TomlTable& table, std::set<std::string>& taken) {
  std::string name = table.RequiredString("name");
  if (name.empty()) return name;
  if (!IsValidName(name)) {
    table.Problem("name", Text{"a name has 1 to 128 letters, digits, '.', '_' or '-'",
                               "名称由 1 到 128 个字母、数字、“.”、“_”或“-”组成"});
  } else if (!taken.insert(name).second) {
    table.Problem("name", Format({"there is another rule called '{}'", "另有规则名为“{}”"}, name));
  }
  return name;
}

std::map<std::string, std::string> ReadHostLabels(TomlTable& table) {
  TomlTable hosts = table.Table("hosts");
  std::map<std::string, std::string> labels = hosts.StringMap();
  for (const auto& [label, value] : labels) {
    if (!IsValidName(label)) {
      hosts.Problem(label, Text{"this is no name of a label", "标签名无效"});
    }
  }
  return labels;
}

}  // namespace xunjian
