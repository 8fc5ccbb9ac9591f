#include "collector/decide/policy.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "base/ids.h"
#include "base/toml.h"
#include "collector/decide/default_policy.toml.h"
#include "collector/decide/read_assign_rule.h"
#include "collector/decide/read_notify_rule.h"

namespace xunjian {
namespace {

constexpr std::string_view kSchema = "xunjian.policy/1";
constexpr std::size_t kMaxText = 1 << 20;  // bytes

void CheckSchema(TomlTable& root) {
  const std::string schema = root.RequiredString("schema");
  if (!schema.empty() && schema != kSchema) {
    root.Problem("schema",
                 Format({"'{}' is not understood here, only '{}'", "不支持 '{}'，只支持 '{}'"},
                        schema, kSchema));
  }
}

// A pace that would drown people is a slip of the unit.
constexpr Duration kLeastRestate = std::chrono::minutes(1);

void ReadPace(TomlTable& grouping, Policy& policy) {
  using std::chrono::hours;
  policy.gather = grouping.DurationOf("wait", policy.gather, {Duration::zero(), hours(1)});
  policy.restate = grouping.DurationOf("repeat", policy.restate, {Duration::zero(), hours(24 * 7)});
  if (policy.restate > Duration::zero() && policy.restate < kLeastRestate) {
    grouping.Problem("repeat",
                     Text{"at least 1m, or \"0s\" for never", "至少 1m；不重复请写 \"0s\""});
  }
}

void ReadGrouping(TomlTable& root, Policy& policy) {
  TomlTable grouping = root.Table("grouping");
  ReadPace(grouping, policy);
  if (!grouping.Has("by")) return;
  policy.group_by = grouping.Strings("by");
  for (const std::string& label : policy.group_by) {
    if (!IsValidName(label)) {
      grouping.Problem("by", Format({"'{}' is no name of a label", "“{}”不是标签名"}, label));
    }
  }
  const auto& by = policy.group_by;
  if (std::find(by.begin(), by.end(), "host") == by.end()) {
    grouping.Problem("by", Text{"'host' must be among them: an incident is about one host",
                                "必须包含“host”：一个事件只涉及一台主机"});
  }
}

}  // namespace

Result<Policy> ParsePolicy(std::string_view text, const std::string& file_name,
                           const CheckMatcher& match, const std::vector<std::string>* channels) {
  if (text.size() > kMaxText) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"{}: a policy has at most {} bytes", "{}：策略最多 {} 字节"}, file_name,
                     kMaxText);
  }
  Result<TomlFile> file = TomlFile::Parse(text, file_name);
  if (!file) return file.error();
  Policy policy;
  policy.text = text;
  policy.version = Sha256Hex(text);
  TomlTable root = file->root();
  CheckSchema(root);
  ReadGrouping(root, policy);
  std::set<std::string> taken;
  for (TomlTable& table : root.Tables("assign")) {
    policy.rules.push_back(ReadAssignRule(table, match, taken));
  }
  taken.clear();
  for (TomlTable& table : root.Tables("notify")) {
    policy.notify.push_back(ReadNotifyRule(table, match, channels, taken));
  }
  if (auto finished = file->Finish(); !finished) return finished.error();
  return policy;
}

std::string_view DefaultPolicyText() { return kDefaultPolicy; }

}  // namespace xunjian
