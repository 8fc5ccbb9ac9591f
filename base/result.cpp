#include "base/result.h"

#include <stdexcept>

namespace xunjian {

std::string_view ToString(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kPermissionDenied:
      return "permission_denied";
    case ErrorCode::kUnavailable:
      return "unavailable";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

Error Error::WithContext(const Message& context) const {
  return Error(code_, {context.en + ": " + message_.en, context.zh + "：" + message_.zh});
}

void throw_exception_from_error(const Error& error, const boost::source_location& where) {
  throw std::logic_error(fmt::format("{}:{}: value() of an error: {}", where.file_name(),
                                     where.line(), error.In(Language::kEnglish)));
}

}  // namespace xunjian
