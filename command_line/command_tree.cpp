#include "command_line/command_tree.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <ostream>
#include <utility>

#include "base/utf8.h"
#include "command_line/exit_code.h"
#include "command_line/help_formatter.h"
#include "command_line/usage_error.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 16 << 10;  // of a message

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
  // Of the question that was asked, else of the command; null when there is neither.
  const CommandAction* Action() const;

  struct Question {
    CommandAction answer;
    bool asked = false;
  };
  const Question* Asked() const;

  ProgramInfo program;
  CLI::App app;
  Language language;
  std::string ignored_language;  // taken before the tree was built, see ChooseLanguage
  bool version_asked = false;
  std::deque<Question> questions;  // CLI11 refers to `asked`
  std::map<const CLI::App*, CommandAction> actions;
};

int CommandTree::Impl::Usage(const Message& problem, const CLI::App& command,
                             std::ostream& err) const {
  err << program.name << ": " << problem.In(language) << '\n'
      << Format({"see: {} --help", "请看：{} --help"}, WordsOf(command)).In(language) << '\n';
  return kExitUsage;
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
              {"language; default from the locale", "语言，默认取自系统区域设置"})
      .Flag("--version", impl_->version_asked, {"print the version", "显示版本"});
}

CommandBuilder CommandTree::Globals() { return {impl_->app, impl_->language}; }

CommandTree::~CommandTree() = default;

void CommandTree::AddGroup(std::string_view word, Text summary) {
  CLI::App* group =
      impl_->app.add_subcommand(std::string(word), std::string(summary.In(impl_->language)));
  group->require_subcommand(0, 1);
  group->footer("");  // the program's own examples are inherited otherwise
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

CommandBuilder CommandTree::AddHidden(std::string_view word, CommandAction action) {
  CLI::App* command = impl_->app.add_subcommand(std::string(word), "")->group("")->footer("");
  impl_->actions[command] = std::move(action);
  return {*command, impl_->language};
}

void CommandTree::AddQuestion(std::string_view flag, Text help, CommandAction answer) {
  Impl::Question& question = impl_->questions.emplace_back(std::move(answer));
  Globals().Flag(flag, question.asked, help);
}

const CommandTree::Impl::Question* CommandTree::Impl::Asked() const {
  const auto asked = std::find_if(questions.begin(), questions.end(),
                                  [](const Question& question) { return question.asked; });
  return asked == questions.end() ? nullptr : &*asked;
}

const CommandAction* CommandTree::Impl::Action() const {
  if (const Question* question = Asked()) return &question->answer;
  const auto action = actions.find(&Innermost(app));
  return action == actions.end() ? nullptr : &action->second;
}

std::optional<int> CommandTree::Impl::Parse(std::span<const std::string> arguments,
                                            std::ostream& out, std::ostream& err) {
  std::optional<Message> problem;
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    out << app.help();
    return kExitOk;
  } catch (const CLI::RequiredError& error) {
    // A question needs nothing that its command would need.
    if (!version_asked && !Asked()) problem = UsageProblem(error);
  } catch (const CLI::ParseError& error) {
    problem = UsageProblem(error);
  }
  const CLI::App& command = Innermost(app);
  if (const auto extras = app.remaining(true); !extras.empty()) {
    problem = UnknownWord(command, extras);
  }
  if (problem) return Usage(*problem, command, err);
  if (version_asked) {
    out << program.name << ' ' << program.version << '\n';
    return kExitOk;
  }
  return std::nullopt;
}

int CommandTree::Run(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (const auto finished = impl_->Parse(arguments, out, err)) return *finished;
  const CommandAction* action = impl_->Action();
  if (!action) {
    err << impl_->app.help();
    return kExitUsage;
  }
  const Result<int> code = (*action)();
  if (code) return *code;
  err << impl_->program.name << ": " << CleanText(code.error().In(impl_->language), kMostBytes)
      << '\n';
  return ExitCodeOf(code.error().code());
}

}  // namespace xunjian
