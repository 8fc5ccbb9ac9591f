#include "inspection/text/escape.h"

#include <charconv>

#include "base/utf8.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 8 << 10;

bool IsNumber(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool LooksLikeFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
}

std::string_view MarkupEntity(char byte) {
  switch (byte) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return "";
  }
}

}  // namespace

std::string EscapeMarkup(std::string_view text) {
  std::string escaped;
  for (const char byte : CleanLine(text, kMostBytes)) {
    const std::string_view entity = MarkupEntity(byte);
    if (entity.empty()) {
      escaped += byte;
    } else {
      escaped += entity;
    }
  }
  return escaped;
}

std::string EscapeMarkdown(std::string_view text) {
  std::string escaped;
  for (const char byte : CleanLine(text, kMostBytes)) {
    if (std::string_view("\\`*[]#|").find(byte) != std::string_view::npos) escaped += '\\';
    const bool raw_html = byte == '<' || byte == '>' || byte == '&';
    if (raw_html) {
      escaped += MarkupEntity(byte);
    } else {
      escaped += byte;
    }
  }
  return escaped;
}

std::string EscapeCsv(std::string_view text) {
  std::string cell = CleanLine(text, kMostBytes);
  // Cleaning turns a leading TAB into a space and may uncover what a control character hid.
  const bool formula = LooksLikeFormula(text) || LooksLikeFormula(cell);
  if (formula && !IsNumber(cell)) cell.insert(0, 1, '\'');
  if (cell.find_first_of(",\"") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char byte : cell) {
    if (byte == '"') quoted += '"';
    quoted += byte;
  }
  return quoted + '"';
}

}  // namespace xunjian
