#pragma once

#include <string>
#include <string_view>

namespace xunjian {

inline constexpr std::string_view kRedacted = "<redacted>";

// The text without what looks like a secret: the values of keys such as password=, "api_key":,
// --token VALUE; the credentials after "Bearer" and "Basic"; the password in
// scheme://user:password@; whole PEM blocks. Keys stay, so that a person sees what was left out.
// Pure and linear.
std::string RedactSecrets(std::string_view text);

}  // namespace xunjian
