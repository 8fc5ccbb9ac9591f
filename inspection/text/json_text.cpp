#include "inspection/text/json_text.h"

#include <fmt/format.h>

#include <boost/json/src.hpp>
#include <cmath>

#include "base/utf8.h"

namespace xunjian {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostBytes = 8 << 10;

void Write(const json::value& value, std::size_t depth, std::string& out);

void NewLine(std::size_t depth, std::string& out) {
  out += '\n';
  out.append(2 * depth, ' ');
}

void WriteNumber(double number, std::string& out) {
  out += std::isfinite(number) ? fmt::format("{}", number) : "null";
}

void WriteArray(const json::array& array, std::size_t depth, std::string& out) {
  out += '[';
  bool first = true;
  for (const json::value& element : array) {
    if (!std::exchange(first, false)) out += ',';
    NewLine(depth + 1, out);
    Write(element, depth + 1, out);
  }
  if (!array.empty()) NewLine(depth, out);
  out += ']';
}

void WriteObject(const json::object& object, std::size_t depth, std::string& out) {
  out += '{';
  bool first = true;
  for (const json::key_value_pair& member : object) {
    if (!std::exchange(first, false)) out += ',';
    NewLine(depth + 1, out);
    out += json::serialize(member.key()) + ": ";
    Write(member.value(), depth + 1, out);
  }
  if (!object.empty()) NewLine(depth, out);
  out += '}';
}

void Write(const json::value& value, std::size_t depth, std::string& out) {
  switch (value.kind()) {
    case json::kind::object:
      return WriteObject(value.get_object(), depth, out);
    case json::kind::array:
      return WriteArray(value.get_array(), depth, out);
    case json::kind::double_:
      return WriteNumber(value.get_double(), out);
    default:
      out += json::serialize(value);
  }
}

}  // namespace

std::string JsonText(const json::value& document) {
  std::string out;
  Write(document, 0, out);
  return out + '\n';
}

json::value JsonString(std::string_view text) { return json::value(CleanText(text, kMostBytes)); }

}  // namespace xunjian
