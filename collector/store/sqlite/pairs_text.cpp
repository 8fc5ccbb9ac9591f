#include "collector/store/sqlite/pairs_text.h"

namespace xunjian {
namespace {

void AppendEscaped(std::string& text, std::string_view part) {
  for (const char byte : part) {
    if (byte == '\n') {
      text += "\\n";
      continue;
    }
    if (byte == '\\' || byte == '=') text += '\\';
    text += byte;
  }
}

void AppendPair(std::string& text, std::string_view name, std::string_view value) {
  AppendEscaped(text, name);
  text += '=';
  AppendEscaped(text, value);
  text += '\n';
}

// Up to the first bare `end`, which is taken too.
std::string TakeUntil(std::string_view& text, char end) {
  std::string part;
  while (!text.empty()) {
    const char byte = text.front();
    text.remove_prefix(1);
    if (byte == end) break;
    if (byte == '\\' && !text.empty()) {
      part += text.front() == 'n' ? '\n' : text.front();
      text.remove_prefix(1);
    } else {
      part += byte;
    }
  }
  return part;
}

}  // namespace

std::string ArgumentsToText(const std::vector<Argument>& arguments) {
  std::string text;
  for (const Argument& argument : arguments) AppendPair(text, argument.name, argument.value);
  return text;
}

std::vector<Argument> ArgumentsFromText(std::string_view text) {
  std::vector<Argument> arguments;
  while (!text.empty()) {
    std::string name = TakeUntil(text, '=');
    std::string value = TakeUntil(text, '\n');
    arguments.push_back({std::move(name), std::move(value)});
  }
  return arguments;
}

std::string LabelsToText(const std::map<std::string, std::string>& labels) {
  std::string text;
  for (const auto& [name, value] : labels) AppendPair(text, name, value);
  return text;
}

std::map<std::string, std::string> LabelsFromText(std::string_view text) {
  std::map<std::string, std::string> labels;
  for (Argument& pair : ArgumentsFromText(text)) {
    labels.emplace(std::move(pair.name), std::move(pair.value));
  }
  return labels;
}

std::string NamesToText(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    AppendEscaped(text, name);
    text += '\n';
  }
  return text;
}

std::vector<std::string> NamesFromText(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) names.push_back(TakeUntil(text, '\n'));
  return names;
}

}  // namespace xunjian
