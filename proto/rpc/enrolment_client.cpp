#include "proto/rpc/enrolment_client.h"

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>

#include "proto/convert/agent_convert.h"
#include "proto/convert/limits.h"
#include "proto/rpc/credentials.h"
#include "proto/rpc/status.h"
#include "xunjian/v1/enrolment.grpc.pb.h"

namespace xunjian {

Result<EnrolmentReply> EnrolAt(const std::string& address, const std::string& ca_pem,
                               const EnrolmentRequest& request, Duration time_limit) {
  const TlsCredential server_only{.ca_pem = ca_pem, .certificate_pem = {}, .key_pem = {}};
  const auto stub = v1::EnrolmentService::NewStub(grpc::CreateCustomChannel(
      address, ClientCredentials(server_only), ClientArguments(limits::kEnrolmentBytes)));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::duration_cast<std::chrono::microseconds>(time_limit));
  v1::EnrolmentRequest message;
  ToProto(request, message);
  v1::EnrolmentReply reply;
  const grpc::Status status = stub->Enrol(&context, message, &reply);
  if (!status.ok()) return FromStatus(status, address);
  return FromProto(reply);
}

}  // namespace xunjian
