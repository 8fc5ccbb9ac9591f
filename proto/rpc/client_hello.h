#pragma once

#include <cstddef>
#include <string_view>

namespace xunjian {

// What the first bytes of a connection are.
enum class HelloVerdict {
  kNeedMore,     // a ClientHello so far
  kOffersTls13,  // a whole one, TLS 1.3 among its versions
  kTooOld,       // a whole one without TLS 1.3
  kNotTls,       // none, or one of more than kMostHelloBytes
};

inline constexpr std::size_t kMostHelloBytes = 16 << 10;

// Reads a ClientHello (RFC 8446 §4.1.2, also spread over several records) far enough to see
// supported_versions. Pure; never reads beyond `bytes`.
HelloVerdict ExamineHello(std::string_view bytes);

}  // namespace xunjian
