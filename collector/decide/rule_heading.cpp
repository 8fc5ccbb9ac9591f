#include "collector/decide/rule_heading.h"

#include "base/ids.h"

namespace xunjian {

std::string ReadRuleName(TomlTable& table, std::set<std::string>& taken) {
  return table.RequiredName("name", taken,
                            {"there is another rule called '{}'", "另有规则名为“{}”"});
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
