#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

#include "base/text.h"

namespace xunjian {

// What the caller can do about a failure; the door maps them 1:1 to gRPC status and exit codes.
enum class ErrorCode {
  kInvalidArgument,   // mend the input; exit 2, INVALID_ARGUMENT
  kNotFound,          // name something that exists; exit 3, NOT_FOUND
  kPermissionDenied,  // ask for the right; exit 4, PERMISSION_DENIED
  kUnavailable,       // try again later; exit 5, UNAVAILABLE
  kConflict,          // the state of things forbids it now; exit 1, FAILED_PRECONDITION
  kInternal,          // report it to us or read the log; exit 1, INTERNAL
};

std::string_view ToString(ErrorCode code);

// An expected failure: a code for programs, a message in both languages for people. It gains
// context on its way up ("cannot start: cannot open /x: permission denied") and is logged once, at
// the top.
class Error {
 public:
  // No failure at all: what Result::error() of a success returns (Boost 1.81 needs it to exist).
  Error() = default;
  Error(ErrorCode code, Message message) : code_(code), message_(std::move(message)) {}

  ErrorCode code() const { return code_; }
  const Message& message() const { return message_; }
  const std::string& In(Language language) const { return message_.In(language); }

  // "<context>: <what was there>"; the code stays.
  Error WithContext(const Message& context) const;

 private:
  ErrorCode code_ = ErrorCode::kInternal;
  Message message_;
};

// A broken assumption: Result::value() was called on an error.
[[noreturn]] void throw_exception_from_error(const Error& error,
                                             const boost::source_location& where);

template <class T>
using Result = boost::system::result<T, Error>;

template <class... Args>
Error MakeError(ErrorCode code, Text text, const Args&... args) {
  return Error(code, Format(text, args...));
}

// From errno, with the table in errno_error.cpp: absent → kNotFound, EACCES, EPERM and EROFS →
// kPermissionDenied, what may pass (EAGAIN, EMFILE, ENOSPC, ECONNREFUSED, ETIMEDOUT…) →
// kUnavailable, EEXIST and EADDRINUSE → kConflict, the rest kInternal. The English text is
// strerror's.
Error ErrnoError(int errno_value, const Message& context);

// For interfaces whose success carries nothing.
inline Result<void> Ok() { return {}; }

}  // namespace xunjian
