#include "checks/engine/nagios_output.h"

#include <algorithm>

namespace xunjian {
namespace {

std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

void Join(std::string& text, std::string_view piece, char between) {
  if (piece.empty()) return;
  if (!text.empty()) text += between;
  text += piece;
}

}  // namespace

NagiosOutput SplitNagiosOutput(std::string_view output) {
  NagiosOutput parts;
  const std::string_view first = TakeLine(output);
  const std::size_t bar = std::min(first.find('|'), first.size());
  parts.text = Trim(first.substr(0, bar));
  Join(parts.perfdata, Trim(first.substr(std::min(bar + 1, first.size()))), ' ');

  const std::size_t long_end = std::min(output.find('|'), output.size());
  parts.long_text = Trim(output.substr(0, long_end));
  std::erase(parts.long_text, '\r');
  output.remove_prefix(std::min(long_end + 1, output.size()));
  while (!output.empty()) Join(parts.perfdata, Trim(TakeLine(output)), ' ');
  return parts;
}

}  // namespace xunjian
