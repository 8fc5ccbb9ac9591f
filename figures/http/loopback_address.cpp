#include "figures/http/loopback_address.h"

#include <charconv>
#include <optional>
#include <string>

namespace xunjian {
namespace {

std::optional<std::uint16_t> PortOf(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return port;
}

}  // namespace

Result<boost::asio::ip::tcp::endpoint> ParseLoopbackAddress(std::string_view text) {
  const auto colon = text.rfind(':');
  const auto port = colon == std::string_view::npos ? std::nullopt : PortOf(text.substr(colon + 1));
  if (!port) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"'{}' is not an address; write host:port", "“{}”不是地址；应写作 主机:端口"},
                     text);
  }
  std::string host(text.substr(0, colon));
  if (host == "localhost") host = "127.0.0.1";
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  if (error || !address.is_loopback()) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        {"'{}' is not on loopback: nobody is asked who he is there, so only this "
         "machine may reach it; write 127.0.0.1:PORT",
         "“{}”不是本机回环地址（如 127.0.0.1:9420）；此端口不验证身份，只能由本机访问"},
        text);
  }
  return boost::asio::ip::tcp::endpoint(address, *port);
}

}  // namespace xunjian
