#include "toml_state.h"

namespace xunjian {
namespace {

constexpr int kMostParts = 32;

// Walks over TOML as far as needed to tell a dot of a key from one in a string or a comment.
class DepthScanner {
 public:
  explicit DepthScanner(std::string_view text) : text_(text) {}

  std::uint32_t Run() {
    while (at_ < text_.size()) {
      if (Peek("#")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (Peek("\"\"\"") || Peek("'''")) {
        SkipLongString(text_[at_]);
      } else if (Peek("\"") || Peek("'")) {
        SkipString(text_[at_]);
      } else if (TakeCharacter() > kMostParts) {
        return line_;
      }
    }
    return 0;
  }

 private:
  bool Peek(std::string_view word) const { return text_.substr(at_).starts_with(word); }

  // The number of parts that the key here has so far.
  int TakeCharacter() {
    constexpr std::string_view kEndsKey = "=,[]{}\n";
    const char c = text_[at_++];
    if (c == '\n') ++line_;
    if (c == '.') ++parts_;
    if (kEndsKey.find(c) != std::string_view::npos) parts_ = 1;
    return parts_;
  }

  // One character of a string; a backslash takes the next one along between double quotes.
  void SkipStringCharacter(char quote) {
    if (text_[at_] == '\n') ++line_;
    at_ += quote == '"' && text_[at_] == '\\' ? 2 : 1;
  }

  void SkipString(char quote) {
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      SkipStringCharacter(quote);
    }
    if (at_ < text_.size() && text_[at_] == quote) ++at_;
  }

  void SkipLongString(char quote) {
    const std::string closing(3, quote);
    at_ += 3;
    while (at_ < text_.size() && !Peek(closing)) SkipStringCharacter(quote);
    // The content may end with two quotes of its own.
    for (int i = 0; i < 5 && at_ < text_.size() && text_[at_] == quote; ++i) ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  int parts_ = 1;
};

}  // namespace

std::uint32_t LineOfTooDeepKey(std::string_view text) { return DepthScanner(text).Run(); }

}  // namespace xunjian
