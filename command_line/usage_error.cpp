#include "command_line/usage_error.h"

#include "base/utf8.h"
#include "command_line/help_formatter.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 200;

std::vector<std::string> OptionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* each = &app; each; each = each->get_parent()) {
    for (const CLI::Option* option : each->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

std::vector<std::string> CommandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands({})) {
    if (!IsHidden(*sub)) names.push_back(sub->get_name());
  }
  return names;
}

Message WithSuggestion(const Message& message, std::string_view nearest) {
  if (nearest.empty()) return message;
  return Format({"{0}; did you mean '{2}'?", "{1}；是否想用 '{2}'？"}, message.en, message.zh,
                nearest);
}

// The part of CLI11's "--host: 1 required TEXT missing" before the colon.
std::string OptionIn(const std::string& what) { return what.substr(0, what.find(':')); }

}  // namespace

Message UnknownWord(const CLI::App& command, const std::vector<std::string>& extras) {
  const std::string word = CleanLine(extras.front(), kMostBytes);
  if (word.size() > 1 && word.front() == '-') {
    const std::string name = word.substr(0, word.find('='));
    return WithSuggestion(Format({"unknown option {0}", "未知选项 {0}"}, name),
                          NearestWord(name, OptionNames(command)));
  }
  const std::vector<std::string> commands = CommandNames(command);
  if (commands.empty()) {
    return Format({"'{}' takes no further word: {}", "'{}' 不接受多余的词：{}"}, WordsOf(command),
                  word);
  }
  return WithSuggestion(Format({"unknown command '{}'", "未知命令 '{}'"}, word),
                        NearestWord(word, commands));
}

Message UsageProblem(const CLI::ParseError& error) {
  const std::string what = CleanLine(error.what(), kMostBytes);
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    const std::string name = what.substr(0, what.find(" is required"));
    return Format({"{} must be given", "必须给出 {}"}, name);
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return Format({"{} needs one value", "{} 需要一个值"}, OptionIn(what));
  }
  return Format({"{}", "命令行有误：{}"}, what);
}

}  // namespace xunjian
