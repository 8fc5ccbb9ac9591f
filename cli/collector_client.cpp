#include "collector_client.h"

#include "cli/operator_identity.h"
#include "proto/rpc/operator_client.h"

namespace xunjian {

Result<std::unique_ptr<OperatorApi>> ConnectCollector(FileStorage& storage,
                                                      const CollectorAddress& where,
                                                      Language language) {
  const OperatorClientOptions options{.language = language};
  if (!where.socket.empty()) {
    return std::unique_ptr<OperatorApi>(OperatorClient::OverSocket(where.socket, options));
  }
  const auto identity = ReadOperatorIdentity(storage, where.identity);
  if (!identity) return identity.error();
  const TlsCredential tls{.ca_pem = identity->ca_pem,
                          .certificate_pem = identity->certificate_pem,
                          .key_pem = identity->key_pem};
  const std::string& address = where.address.empty() ? identity->address : where.address;
  if (address.empty()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"the credential names no collector; say --collector HOST:PORT",
                      "凭据中没有采集中心地址；请用 --collector 主机:端口 指定"});
  }
  return std::unique_ptr<OperatorApi>(OperatorClient::OverTls(address, tls, options));
}

}  // namespace xunjian
