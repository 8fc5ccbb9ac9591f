// What an operator may write: refused with clean text in both languages, or usable. The first byte
// chooses which file it is.
#include <set>

#include "agent/app/agent_config.h"
#include "base/utf8.h"
#include "collector/app/collector_config.h"
#include "collector/decide/policy.h"
#include "fuzz_input.h"

namespace {

using xunjian::Require;

constexpr xunjian::ParameterSpec kParameters[] = {
    {.name = "target", .kind = xunjian::ParameterSpec::Kind::kString, .required = true},
    {.name = "limit", .kind = xunjian::ParameterSpec::Kind::kInteger, .least = 0, .most = 9},
    {.name = "ignore", .kind = xunjian::ParameterSpec::Kind::kStrings}};
constexpr xunjian::Threshold kThresholds[] = {{.name = "used", .metric = "used_percent"}};

template <class Parsed>
void RequireClean(const xunjian::Result<Parsed>& parsed) {
  if (parsed) return;
  const xunjian::Error error = parsed.error();
  Require(error.code() == xunjian::ErrorCode::kInvalidArgument);
  Require(xunjian::IsValidUtf8(error.In(xunjian::Language::kEnglish)));
  Require(xunjian::IsValidUtf8(error.In(xunjian::Language::kChinese)));
}

void ReadPolicy(std::string_view text) {
  static const xunjian::CheckType type{
      .id = "host.perf.fs_space", .thresholds = kThresholds, .parameters = kParameters};
  const auto policy = xunjian::ParsePolicy(text, "policy.toml",
                                           [](std::string_view) { return std::vector{&type}; });
  RequireClean(policy);
  if (!policy) return;
  std::set<std::string> ids;
  const auto set = xunjian::CompileAssignments(*policy, {"web1", "hunan", {{"role", "web"}}});
  for (const xunjian::Assignment& assignment : set.assignments) {
    Require(ids.insert(assignment.id).second);
    Require(assignment.interval >= xunjian::Duration::zero());
  }
}

xunjian::Result<xunjian::Secret> NoFile(const std::string& path, xunjian::FileKind) {
  return xunjian::MakeError(xunjian::ErrorCode::kNotFound, {"no file {}", "没有文件 {}"}, path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace xunjian;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 3) {
    case 0:
      RequireClean(ParseAgentConfig(text, "/etc/xunjian/agent.toml"));
      break;
    case 1:
      RequireClean(ParseCollectorConfig(text, "/etc/xunjian/collector.toml", &NoFile));
      break;
    default:
      ReadPolicy(text);
      break;
  }
  return 0;
}
