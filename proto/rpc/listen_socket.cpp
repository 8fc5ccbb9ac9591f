#include "proto/rpc/listen_socket.h"

#include <boost/asio/io_context.hpp>

namespace xunjian {
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

Error CannotListen(const std::string& address, const boost::system::error_code& error) {
  const bool in_use = error == asio::error::address_in_use;
  const ErrorCode code = in_use ? ErrorCode::kConflict : ErrorCode::kInvalidArgument;
  if (in_use) {
    return MakeError(code,
                     {"cannot listen on {0}: address already in use", "无法监听 {0}：地址已被占用"},
                     address);
  }
  return MakeError(code, {"cannot listen on {0}: {1}", "无法监听 {0}：{1}"}, address,
                   error.message());
}

}  // namespace

Result<HostAndPort> SplitAddress(const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == address.size()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"\"{0}\" is not host:port", "“{0}”不是“主机:端口”形式"}, address);
  }
  std::string host = address.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  return HostAndPort{host, address.substr(colon + 1)};
}

Result<tcp::acceptor> ListenOn(asio::io_context& context, const std::string& address) {
  const auto parts = SplitAddress(address);
  if (parts.has_error()) return parts.error();
  boost::system::error_code error;
  tcp::resolver resolver(context);
  const auto found = resolver.resolve(
      parts->host, parts->port, tcp::resolver::passive | tcp::resolver::numeric_service, error);
  if (error) return CannotListen(address, error);
  const tcp::endpoint endpoint = found.begin()->endpoint();
  tcp::acceptor acceptor(context);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (error) return CannotListen(address, error);
  return acceptor;
}

}  // namespace xunjian
