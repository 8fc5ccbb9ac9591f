#include "agent/app/agent_config.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "base/file_storage.h"
#include "base/toml.h"
#include "command_line/log_choice.h"
#include "figures/http/loopback_address.h"

namespace xunjian {
namespace {

constexpr std::size_t kConfigLimit = 1 << 20;
constexpr std::int64_t kMebibyte = 1 << 20;

bool IsAddress(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view port = text.substr(colon + 1);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return error == std::errc() && end == port.data() + port.size() && number > 0 && number <= 65535;
}

std::string PathOf(TomlTable& table, std::string_view key, const std::string& fallback,
                   const std::filesystem::path& folder) {
  const std::string path = table.String(key, fallback);
  if (path.empty()) table.Problem(key, Text{"a path is wanted", "应为路径"});
  return (folder / path).lexically_normal().string();
}

void ReadLog(TomlTable table, AgentConfig& config) {
  const auto format = table.Choice("format", LogFormatNames(), "auto");
  const auto level = table.Choice("level", LogLevelNames(), "info");
  config.log_format = ParseLogFormat(format).value_or(LogFormat::kAuto);
  config.log_level = ParseLogLevel(level).value_or(LogLevel::kInfo);
}

}  // namespace

Result<AgentConfig> ParseAgentConfig(std::string_view text, const std::string& file_name) {
  auto file = TomlFile::Parse(text, file_name);
  if (!file) return file.error();
  const std::filesystem::path folder = std::filesystem::path(file_name).parent_path();
  AgentConfig config;
  TomlTable root = file->root();
  config.collector = root.RequiredString("collector");
  if (!config.collector.empty() && !IsAddress(config.collector)) {
    root.Problem("collector",
                 Text{"not an address; write host:port", "不是地址；应写作 主机:端口"});
  }
  config.identity = PathOf(root, "identity", config.identity, folder);
  config.assignments = PathOf(root, "assignments", config.assignments, folder);
  config.http_listen = root.String("http_listen", config.http_listen);
  if (!config.http_listen.empty() && !ParseLoopbackAddress(config.http_listen)) {
    root.Problem("http_listen",
                 Text{"not an address on loopback; write 127.0.0.1:PORT, others cannot be served: "
                      "nobody is asked who he is there",
                      "不是本机回环地址（如 127.0.0.1:9421）；此端口不验证身份，只供本机访问"});
  }
  TomlTable spool = root.Table("spool");
  config.spool = PathOf(spool, "path", config.spool, folder);
  config.spool_bytes =
      static_cast<std::uint64_t>(kMebibyte * spool.Integer("size_mib", 64, {4, 4096}));
  TomlTable runner = root.Table("runner");
  config.runner_socket = PathOf(runner, "socket", config.runner_socket, folder);
  config.runner_state = PathOf(runner, "state", config.runner_state, folder);
  config.runner_plugins = PathOf(runner, "plugins", config.runner_plugins, folder);
  ReadLog(root.Table("log"), config);
  if (auto finished = file->Finish(); !finished) return finished.error();
  return config;
}

Result<AgentConfig> ReadAgentConfig(const std::string& path) {
  const Result<std::string> text = PosixStorage().Read(path, kConfigLimit);
  if (!text) return text.error();
  return ParseAgentConfig(*text, std::filesystem::absolute(path).lexically_normal().string());
}

std::string AgentConfigText(const std::string& collector) {
  return fmt::format(
      R"(# Xunjian agent. An unknown key is an error; paths are relative to this file.
# 巡检代理配置；未知的键即为错误；路径相对于本文件所在目录。

# Where the collector listens for agents. 采集器接受代理连接的地址。
collector = "{}"

# This host's key and certificate. 本机的密钥与证书。
identity = "identity"

# What to check, kept for work without the collector. 检查任务缓存，供离线时使用。
assignments = "assignments.bin"

# Figures for monitoring: http://ADDRESS/metrics and /healthz. Loopback only; "" for none.
# 供监控读取的运行指标：http://地址/metrics 与 /healthz。仅限本机回环地址；空为不开放。
http_listen = "127.0.0.1:9421"

[spool]
# Results that the collector has not committed yet. 采集器尚未确认入库的结果。
path = "spool"
size_mib = 64

[runner]
# The process that runs the checks. 执行检查的进程。
socket = "run/runner.sock"
state = "state"
# Programs that may run as checks. 允许作为检查运行的程序清单目录。
plugins = "plugins.d"

[log]
# auto, text, json or journal · debug, info, warning or error
format = "auto"
level = "info"
)",
      collector);
}

}  // namespace xunjian
