#pragma once

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <memory>

#include "base/tls_credential.h"

namespace xunjian {

// Empty certificate and key: the server alone is authenticated.
std::shared_ptr<grpc::ChannelCredentials> ClientCredentials(const TlsCredential& tls);

enum class ClientCertificate { kRequired, kNone };
// The chain that is shown ends with the CA.
std::shared_ptr<grpc::ServerCredentials> ServerCredentials(const TlsCredential& tls,
                                                           ClientCertificate client);

// What every client of ours wants: the collector's TLS name whatever address is dialled, no
// retries, no proxy from the environment, a connection of its own, keepalive 20 s / 10 s.
grpc::ChannelArguments ClientArguments(std::size_t most_received);

}  // namespace xunjian
