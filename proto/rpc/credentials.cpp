#include "proto/rpc/credentials.h"

#include "base/tls_identity.h"
#include "proto/convert/limits.h"

namespace xunjian {

std::shared_ptr<grpc::ChannelCredentials> ClientCredentials(const TlsCredential& tls) {
  return grpc::SslCredentials({.pem_root_certs = tls.ca_pem,
                               .pem_private_key = tls.key_pem,
                               .pem_cert_chain = tls.certificate_pem});
}

std::shared_ptr<grpc::ServerCredentials> ServerCredentials(const TlsCredential& tls,
                                                           ClientCertificate client) {
  grpc::SslServerCredentialsOptions options(
      client == ClientCertificate::kRequired
          ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
          : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  options.pem_root_certs = tls.ca_pem;
  options.pem_key_cert_pairs.push_back({tls.key_pem, tls.certificate_pem + tls.ca_pem});
  return grpc::SslServerCredentials(options);
}

grpc::ChannelArguments ClientArguments(std::size_t most_received) {
  grpc::ChannelArguments arguments;
  arguments.SetSslTargetNameOverride(std::string(kCollectorTlsName));
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 20'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, 64 << 10);
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);  // a ping of gRPC's own with each answer
  arguments.SetMaxReceiveMessageSize(static_cast<int>(most_received));
  return arguments;
}

}  // namespace xunjian
