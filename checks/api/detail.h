#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace xunjian {

// A message as values that travel with a result: "detail", and "detail_zh" where the Chinese
// differs; RenderReason shows the one for its reader. One line each, of at most 256 bytes.
template <class Named>  // Argument or Attribute
void AddDetail(const Message& message, std::vector<Named>& to) {
  constexpr std::size_t kMostBytes = 256;
  to.push_back({"detail", CleanLine(message.en, kMostBytes)});
  if (message.zh != message.en) to.push_back({"detail_zh", CleanLine(message.zh, kMostBytes)});
}

}  // namespace xunjian
