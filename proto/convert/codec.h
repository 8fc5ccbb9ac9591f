#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "proto/convert/field_check.h"

namespace xunjian {

// Words ⇄ bytes by the room's Put and Take for that Protobuf message.
template <class Proto, class Word>
std::string Encode(const Word& word) {
  Proto message;
  Put(word, message);
  return message.SerializeAsString();
}

// kInvalidArgument for too many bytes, for what is no message (text that is not UTF-8 included) and
// for a field out of bounds.
template <class Proto>
auto Decode(std::string_view bytes, std::size_t most) {
  Proto message;
  FieldCheck check;
  check.Bytes("message", bytes.size(), most);
  if (!check.failed() && !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    check.Fail("message", {"cannot be decoded", "无法解码"});
  }
  auto word = Take(message, check);
  return check.Finish(std::move(word));
}

}  // namespace xunjian
