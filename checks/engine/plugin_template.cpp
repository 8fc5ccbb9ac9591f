#include "plugin_template.h"

namespace xunjian {
namespace {

class Pieces {
 public:
  void Literal(std::string_view text) {
    if (pieces_.empty() || pieces_.back().placeholder) pieces_.push_back({});
    pieces_.back().text += text;
  }
  void Placeholder(std::string_view name) { pieces_.push_back({true, std::string(name)}); }
  std::vector<TemplatePiece> Take() { return std::move(pieces_); }

 private:
  std::vector<TemplatePiece> pieces_;
};

}  // namespace

std::optional<std::vector<TemplatePiece>> ParseArgumentTemplate(std::string_view argument) {
  Pieces pieces;
  while (!argument.empty()) {
    if (argument.starts_with("{{") || argument.starts_with("}}")) {
      pieces.Literal(argument.substr(0, 1));
      argument.remove_prefix(2);
    } else if (argument.front() == '{') {
      const std::size_t close = argument.find('}');
      if (close == std::string_view::npos || close == 1) return std::nullopt;
      pieces.Placeholder(argument.substr(1, close - 1));
      argument.remove_prefix(close + 1);
    } else if (argument.front() == '}') {
      return std::nullopt;
    } else {
      const std::string_view literal = argument.substr(0, argument.find_first_of("{}"));
      pieces.Literal(literal);
      argument.remove_prefix(literal.size());
    }
  }
  return pieces.Take();
}

}  // namespace xunjian
