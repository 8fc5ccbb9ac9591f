#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xunjian {

// One argument of an allow-listed plugin, cut at its placeholders: "--host={host}" is the literal
// "--host=" and the placeholder "host". "{{" and "}}" stand for braces.
struct TemplatePiece {
  bool placeholder = false;
  std::string text;
  friend bool operator==(const TemplatePiece&, const TemplatePiece&) = default;
};

// Nothing when a brace is not closed or names nothing.
std::optional<std::vector<TemplatePiece>> ParseArgumentTemplate(std::string_view argument);

}  // namespace xunjian
