#include "collector/app/collector_config.h"

#include <fmt/format.h>

#include "base/ids.h"
#include "base/toml.h"
#include "figures/http/loopback_address.h"

namespace xunjian {
namespace {

std::string Address(TomlTable& table, std::string_view key, const std::string& fallback) {
  std::string address = table.String(key, fallback);
  if (!address.empty() && !IsListenAddress(address)) {
    table.Problem(key, Text{"not an address; write host:port", "不是地址；应写作 主机:端口"});
  }
  return address;
}

std::string LoopbackAddress(TomlTable& table, std::string_view key) {
  std::string address = table.String(key, "");
  if (!address.empty() && !ParseLoopbackAddress(address)) {
    table.Problem(key,
                  Text{"not an address on loopback; write 127.0.0.1:PORT, others cannot be "
                       "served: nobody is asked who he is there",
                       "不是本机回环地址（如 127.0.0.1:9420）；此端口不验证身份，只供本机访问"});
  }
  return address;
}

}  // namespace

bool IsListenAddress(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
  const std::string_view port = text.substr(colon + 1);
  if (port.find_first_not_of("0123456789") != std::string_view::npos) return false;
  if (port.size() > 5) return false;
  return std::stoul(std::string(port)) <= 65535;
}

std::vector<std::string> ChannelNames(const CollectorConfig& config) {
  std::vector<std::string> names;
  for (const ChannelPlan& plan : config.channels) names.push_back(plan.settings.name);
  return names;
}

Result<CollectorConfig> ParseCollectorConfig(std::string_view text, const std::string& file_name,
                                             const FileReader& read) {
  auto file = TomlFile::Parse(text, file_name);
  if (!file) return file.error();
  TomlTable root = file->root();
  CollectorConfig config;
  config.site = root.String("site", config.site);
  if (!IsValidName(config.site)) {
    root.Problem("site", Text{"not a name; use letters, digits, '.', '_' and '-'",
                              "不是合法名称；请用字母、数字、“.”、“_”和“-”"});
  }
  config.listen = Address(root, "listen", config.listen);
  config.enroll_listen = Address(root, "enroll_listen", config.enroll_listen);
  config.operator_listen = Address(root, "operator_listen", config.operator_listen);
  config.http_listen = LoopbackAddress(root, "http_listen");
  config.advertise = root.String("advertise", config.advertise);
  config.connections =
      static_cast<int>(root.Integer("connections", config.connections, {10, 100'000}));
  config.connections_per_address = static_cast<int>(
      root.Integer("connections_per_address", config.connections_per_address, {1, 100'000}));
  config.history_days =
      static_cast<int>(root.Integer("history_days", config.history_days, {2, 4'000}));
  config.heartbeat_interval = root.DurationOf("heartbeat_interval", config.heartbeat_interval,
                                              {std::chrono::seconds(1), std::chrono::seconds(20)});
  config.channels = ReadChannels(root, read);
  if (auto finished = file->Finish(); !finished) return finished.error();
  return config;
}

std::string CollectorConfigText(const CollectorConfig& config) {
  return fmt::format(R"(# Xunjian collector. An unknown key is an error.
# 巡检采集器配置；未知的键即为错误。

# The site that owns hosts whose token names no other. 令牌未指明单位的主机所属单位。
site = "{}"

# Agents connect here, mutual TLS. 代理连接的地址，双向 TLS。
listen = "{}"

# New agents enrol here with a token. 新代理凭令牌在此登记。
enroll_listen = "{}"

# Operators on other machines, mutual TLS; "" for none. 其他机器上的操作员，双向 TLS；空为不开放。
operator_listen = "{}"

# Figures for monitoring: http://ADDRESS/metrics and /healthz. Loopback only; "" for none.
# 供监控读取的运行指标：http://地址/metrics 与 /healthz。仅限本机回环地址；空为不开放。
http_listen = "{}"

# The host name or address that tokens give to agents; "" for this machine's name.
# 令牌中告知代理的主机名或地址；空为本机名。
advertise = "{}"

# Agents connected at once, and from one address: raise the second when more of them stand behind
# one NAT address. 同时连接的代理数及每个地址的上限；同一 NAT 地址后代理更多时请调大后者。
connections = {}
connections_per_address = {}

# Days of results that are kept; older ones are deleted whole. 保留的结果天数；更早的整天删除。
history_days = {}

# How often an idle agent says that it works, 1 s to 20 s; three missed make it silent.
# 空闲代理报告工作状态的间隔，1 秒至 20 秒；连续三次缺失即为失联。
heartbeat_interval = "{}"

# Ways to tell people beside "log", which is always there. Which news each one tells stands in the
# policy ([[notify]]). kind: smtp, webhook, wecom, dingtalk, feishu, alertmanager, syslog. Secrets are
# files (mode 0600) beside this one. docs/notifications.md has every key.
# 除始终存在的 "log" 外的通知渠道；各渠道通知哪些内容由策略 [[notify]] 决定。密钥存放在本目录的文件中（权限 0600）。
# 全部配置项见 docs/notifications.md。
# [[channel]]
# name = "duty-mail"
# kind = "smtp"
# server = "mail.example.cn:587"
# from = "xunjian@example.cn"
# to = ["duty@example.cn"]
# username = "xunjian"
# password_file = "duty-mail.password"
)",
                     config.site, config.listen, config.enroll_listen, config.operator_listen,
                     config.http_listen, config.advertise, config.connections,
                     config.connections_per_address, config.history_days,
                     FormatDuration(config.heartbeat_interval));
}

}  // namespace xunjian
