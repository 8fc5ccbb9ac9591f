#include <charconv>

#include "checks/engine/tcp_connect.h"

namespace xunjian {
namespace {

constexpr std::size_t kLongestHost = 253;  // of a name in the DNS

bool IsPort(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

bool IsHost(std::string_view text) {
  if (text.empty() || text.size() > kLongestHost) return false;
  return text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:%") ==
         std::string_view::npos;
}

struct Halves {
  std::string_view host;
  std::string_view port;
};

Halves Split(std::string_view text, std::string_view fallback_port) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return {};
    const std::string_view host = text.substr(1, close - 1);
    const std::string_view rest = text.substr(close + 1);
    if (rest.empty()) return {host, fallback_port};
    return rest.front() == ':' ? Halves{host, rest.substr(1)} : Halves{};
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {text, fallback_port};
  if (text.find(':', colon + 1) != std::string_view::npos) return {text, fallback_port};  // IPv6
  return {text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace

Result<TcpTarget> ParseTcpTarget(std::string_view text, std::string_view fallback_port) {
  const Halves halves = Split(text, fallback_port);
  if (!IsHost(halves.host) || !IsPort(halves.port)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"'{}' is no target; write host:port or [IPv6]:port",
                      "“{}”不是有效目标，请写成 主机:端口 或 [IPv6]:端口"},
                     text);
  }
  return TcpTarget{std::string(halves.host), std::string(halves.port)};
}

}  // namespace xunjian
