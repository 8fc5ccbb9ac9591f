#include "proto/rpc/status.h"

#include "base/utf8.h"
#include "proto/convert/operator_convert.h"
#include "xunjian/v1/operator.pb.h"

namespace xunjian {
namespace {

constexpr std::size_t kShortMessage = 512;  // bytes; percent-encoded in a header of limited size

grpc::StatusCode ToCode(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return grpc::StatusCode::INVALID_ARGUMENT;
    case ErrorCode::kNotFound:
      return grpc::StatusCode::NOT_FOUND;
    case ErrorCode::kPermissionDenied:
      return grpc::StatusCode::PERMISSION_DENIED;
    case ErrorCode::kUnavailable:
      return grpc::StatusCode::UNAVAILABLE;
    case ErrorCode::kConflict:
      return grpc::StatusCode::FAILED_PRECONDITION;
    case ErrorCode::kInternal:
      break;
  }
  return grpc::StatusCode::INTERNAL;
}

ErrorCode FromCode(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::OUT_OF_RANGE:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return ErrorCode::kInvalidArgument;
    case grpc::StatusCode::NOT_FOUND:
      return ErrorCode::kNotFound;
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
      return ErrorCode::kPermissionDenied;
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::ABORTED:
      return ErrorCode::kConflict;
    case grpc::StatusCode::OK:  // a stream that ended when nobody wanted it to
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::CANCELLED:
      return ErrorCode::kUnavailable;
    default:
      return ErrorCode::kInternal;
  }
}

Message Unavailable(const std::string& address, const std::string& detail) {
  return Format({"cannot reach the collector at {}: {}", "无法连接 {} 上的采集器：{}"}, address,
                detail);
}

Message TransportMessage(const grpc::Status& status, const std::string& address) {
  const std::string detail = CleanLine(status.error_message(), kShortMessage);
  switch (status.error_code()) {
    case grpc::StatusCode::OK:
      return Format({"the collector at {0} ended the stream", "{0} 上的采集器结束了连接"}, address);
    case grpc::StatusCode::CANCELLED:
      return Format({"the connection to {0} was closed", "与 {0} 的连接已关闭"}, address);
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return Format({"the collector at {0} did not answer in time", "{0} 上的采集器未按时应答"},
                    address);
    case grpc::StatusCode::UNAVAILABLE:
      return Unavailable(address, detail);
    default:
      return Format({"the call to {0} failed: {1}", "调用 {0} 失败：{1}"}, address, detail);
  }
}

}  // namespace

grpc::Status ToStatus(const Error& error, Language language) {
  v1::ErrorDetail detail;
  ToProto(error.message(), detail);
  return {ToCode(error.code()), CleanText(error.In(language), kShortMessage),
          detail.SerializeAsString()};
}

Error FromStatus(const grpc::Status& status, const std::string& address) {
  const ErrorCode code = FromCode(status.error_code());
  v1::ErrorDetail detail;
  const bool ours = !status.error_details().empty() &&
                    detail.ParseFromString(status.error_details()) && !detail.en().empty();
  return {code, ours ? FromProto(detail) : TransportMessage(status, address)};
}

}  // namespace xunjian
