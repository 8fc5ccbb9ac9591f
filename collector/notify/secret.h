#pragma once

#include <string>
#include <utility>

namespace xunjian {

// A password, key or address with a token in it. Nothing prints it by accident: it has no form as
// text but Reveal.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  const std::string& Reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

}  // namespace xunjian
