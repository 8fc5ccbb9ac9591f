#include <CLI/App.hpp>
#include <CLI/Config.hpp>

#include "command_line/command_tree.h"

namespace xunjian {

CommandBuilder& CommandBuilder::Required(std::string_view name, std::string_view value,
                                         std::string& target, Text help) {
  app_.add_option(std::string(name), target, std::string(help.In(language_)))
      ->required()
      ->type_name(std::string(value));
  return *this;
}

CommandBuilder& CommandBuilder::Option(std::string_view name, std::string_view value,
                                       std::string& target, Text help) {
  app_.add_option(std::string(name), target, std::string(help.In(language_)))
      ->type_name(std::string(value))
      ->default_str(target);
  return *this;
}

CommandBuilder& CommandBuilder::Repeated(std::string_view name, std::string_view value,
                                         std::vector<std::string>& target, Text help) {
  app_.add_option(std::string(name), target, std::string(help.In(language_)))
      ->type_name(std::string(value))
      ->allow_extra_args(false);
  return *this;
}

CommandBuilder& CommandBuilder::Flag(std::string_view name, bool& target, Text help) {
  app_.add_flag(std::string(name), target, std::string(help.In(language_)));
  return *this;
}

CommandBuilder& CommandBuilder::Argument(std::string_view name, std::string& target, Text help) {
  app_.add_option(std::string(name), target, std::string(help.In(language_)))->required();
  return *this;
}

CommandBuilder& CommandBuilder::Format(std::string& target) {
  target = "table";
  return Option("-o", "table|json|csv", target, {"form of the output", "输出格式"});
}

}  // namespace xunjian
