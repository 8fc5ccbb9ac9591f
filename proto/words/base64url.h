#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xunjian {

// RFC 4648 §5 without padding.
std::string EncodeBase64Url(std::string_view bytes);

// Nothing for a foreign character, an impossible length or bits beyond the last byte: of two texts
// at most one decodes to the same bytes.
std::optional<std::string> DecodeBase64Url(std::string_view text);

}  // namespace xunjian
