#include "command_line/command_tree.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <iostream>
#include <map>
#include <optional>
#include <utility>

#include "command_line/exit_code.h"
#include "command_line/help_formatter.h"
#include "command_line/language_choice.h"
#include "command_line/usage_error.h"

namespace xunjian {
namespace {

std::string ExamplesText(const std::vector<Example>& examples, Language language) {
  std::string text;
  for (const Example& example : examples) {
    text += fmt::format("  {}\n      {}\n", example.command, example.what.In(language));
  }
  return text;
}

// The innermost command that was understood.
const CLI::App& Innermost(const CLI::App& app) {
  const std::vector<CLI::App*> parsed = app.get_subcommands();
  return parsed.empty() ? app : Innermost(*parsed.front());
}

}  // namespace

struct CommandTree::Impl {
  Impl(const ProgramInfo& program_in, Language language_in)
      : program(program_in), app("", program_in.name), language(language_in) {}

  // Parses; the exit code when there is nothing to run.
  std::optional<int> Parse(std::span<const std::string> arguments, std::ostream& out,
                           std::ostream& err);
  int Usage(const Message& problem, const CLI::App& command, std::ostream& err) const;

  ProgramInfo program;
  CLI::App app;
  Language language;
  std::string ignored_language;  // taken before the tree was built, see ChooseLanguage
  bool version_asked = false;
  std::map<const CLI::App*, CommandAction> actions;
};

int CommandTree::Impl::Usage(const Message& problem, const CLI::App& command,
                             std::ostream& err) const {
  err << program.name << ": " << problem.In(language) << '\n'
      << Format({"see: {} --help", "请看:{} --help"}, WordsOf(command)).In(language) << '\n';
  return kExitUsage;
}

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

CommandTree::CommandTree(const ProgramInfo& program, Language language)
    : impl_(std::make_unique<Impl>(program, language)) {
  CLI::App& app = impl_->app;
  app.description(std::string(program.help.summary.In(language)));
  app.formatter(std::make_shared<HelpFormatter>(language));
  app.set_help_flag("-h,--help", std::string(Text{"this help", "显示帮助"}.In(language)));
  app.footer(ExamplesText(program.help.examples, language));
  app.fallthrough();
  app.allow_extras();
  app.require_subcommand(0, 1);
  Globals()
      .Option("--lang", "zh|en", impl_->ignored_language,
              {"language; default from the locale", "语言,默认取自系统区域设置"})
      .Flag("--version", impl_->version_asked, {"print the version", "显示版本"});
}

CommandBuilder CommandTree::Globals() { return {impl_->app, impl_->language}; }

CommandTree::~CommandTree() = default;

void CommandTree::AddGroup(std::string_view word, Text summary) {
  CLI::App* group =
      impl_->app.add_subcommand(std::string(word), std::string(summary.In(impl_->language)));
  group->require_subcommand(0, 1);
}

CommandBuilder CommandTree::Add(std::string_view words, CommandHelp help, CommandAction action) {
  const std::size_t space = words.find(' ');
  CLI::App* parent = &impl_->app;
  if (space != std::string_view::npos) {
    parent = impl_->app.get_subcommand(std::string(words.substr(0, space)));
    words.remove_prefix(space + 1);
  }
  CLI::App* command =
      parent->add_subcommand(std::string(words), std::string(help.summary.In(impl_->language)));
  command->footer(ExamplesText(help.examples, impl_->language));
  impl_->actions[command] = std::move(action);
  return {*command, impl_->language};
}

CommandBuilder CommandTree::AddHidden(std::string_view words, CommandAction action) {
  CLI::App* command = impl_->app.add_subcommand(std::string(words), "")->group("");
  impl_->actions[command] = std::move(action);
  return {*command, impl_->language};
}

std::optional<int> CommandTree::Impl::Parse(std::span<const std::string> arguments,
                                            std::ostream& out, std::ostream& err) {
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    out << app.help();
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    const std::vector<std::string> extras = app.remaining(true);
    const CLI::App& command = Innermost(app);
    return Usage(extras.empty() ? UsageProblem(error) : UnknownWord(command, extras), command, err);
  }
  const CLI::App& command = Innermost(app);
  if (const auto extras = app.remaining(true); !extras.empty()) {
    return Usage(UnknownWord(command, extras), command, err);
  }
  if (version_asked) {
    out << program.name << ' ' << program.version << '\n';
    return kExitOk;
  }
  if (!actions.contains(&command)) {
    err << app.help();
    return kExitUsage;
  }
  return std::nullopt;
}

int CommandTree::Run(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (const auto finished = impl_->Parse(arguments, out, err)) return *finished;
  const Result<int> code = impl_->actions.at(&Innermost(impl_->app))();
  if (code) return *code;
  err << impl_->program.name << ": " << code.error().In(impl_->language) << '\n';
  return ExitCodeOf(code.error().code());
}

int RunMain(int argc, char** argv, const ProgramInfo& program,
            const std::function<void(CommandTree&, Language)>& add) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const Language locale = LanguageOfEnvironment();
  const Result<Language> language = ChooseLanguage(arguments, locale);
  if (!language) {
    std::cerr << program.name << ": " << language.error().In(locale) << '\n';
    return kExitUsage;
  }
  try {
    CommandTree tree(program, *language);
    add(tree, *language);
    return tree.Run(arguments, std::cout, std::cerr);
  } catch (const std::exception& bug) {
    std::cerr << program.name << ": " << bug.what() << '\n';
    return kExitFailed;
  }
}

}  // namespace xunjian
