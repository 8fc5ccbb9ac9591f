#include "cli/command_tree.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <ostream>

#include "cli/exit_code.h"
#include "cli/help_formatter.h"
#include "cli/usage_error.h"

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

int Usage(const Message& problem, const CLI::App& command, Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  surroundings.console.err
      << "xunjian: " << problem.In(language) << '\n'
      << Format({"see: {} --help", "请看：{} --help"}, WordsOf(command)).In(language) << '\n';
  return kExitUsage;
}

// What to do when nobody answers.
Message StartHint(const GlobalOptions& options) {
  const std::string dir = options.dir.empty() ? "DIR" : options.dir;
  return Format({"is the collector running? start it with: xunjian-collector run --dir {}",
                 "采集器是否在运行？启动命令：xunjian-collector run --dir {}"},
                dir);
}

}  // namespace

struct CommandTree::Impl {
  explicit Impl(Language language_in) : app("", "xunjian"), language(language_in) {}

  // Parses; the exit code when there is nothing to run.
  std::optional<int> Parse(std::span<const std::string> arguments, Surroundings& surroundings);

  CLI::App app;
  Language language;
  GlobalOptions options;
  std::string ignored_language;  // taken before the tree was built, see PickLanguage
  std::string version;
  bool version_asked = false;
  std::map<const CLI::App*, CommandAction> actions;
};

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

CommandTree::CommandTree(Language language, std::string version)
    : impl_(std::make_unique<Impl>(language)) {
  CLI::App& app = impl_->app;
  impl_->version = std::move(version);
  const auto say = [language](Text text) { return std::string(text.In(language)); };
  app.description(say({"Xunjian: inspect hosts, follow every trouble until it is solved",
                       "巡检：检查主机健康，跟踪每个问题直到解决"}));
  app.formatter(std::make_shared<HelpFormatter>(language));
  app.set_help_flag("-h,--help", say({"this help", "显示帮助"}));
  app.footer(ExamplesText(
      {{"xunjian inspect", {"a scored report of this host", "本机巡检报告"}},
       {"xunjian --dir D incident list --open", {"what is broken now", "当前未解决的事件"}},
       {"xunjian check show host.perf.fs_space",
        {"what a check does and why", "查看一个检查项的说明"}}},
      language));
  app.fallthrough();
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.add_option("--dir", impl_->options.dir,
                 say({"folder of a collector on this machine", "本机采集器的目录"}))
      ->type_name("DIR");
  app.add_option("--collector", impl_->options.collector,
                 say({"address of a collector elsewhere", "远程采集器的地址"}))
      ->type_name("HOST:PORT");
  app.add_option("--identity", impl_->options.identity,
                 say({"folder that 'operator create' wrote", "'operator create' 生成的凭据目录"}))
      ->type_name("DIR");
  app.add_option("--lang", impl_->ignored_language,
                 say({"language; default from the locale", "语言，默认取自系统区域设置"}))
      ->type_name("zh|en");
  app.add_flag("--version", impl_->version_asked, say({"print the version", "显示版本"}));
}

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

std::optional<int> CommandTree::Impl::Parse(std::span<const std::string> arguments,
                                            Surroundings& surroundings) {
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    surroundings.console.out << app.help();
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    const std::vector<std::string> extras = app.remaining(true);
    const CLI::App& command = Innermost(app);
    return Usage(extras.empty() ? UsageProblem(error) : UnknownWord(command, extras), command,
                 surroundings);
  }
  const CLI::App& command = Innermost(app);
  if (const auto extras = app.remaining(true); !extras.empty()) {
    return Usage(UnknownWord(command, extras), command, surroundings);
  }
  if (version_asked) {
    surroundings.console.out << "xunjian " << version << '\n';
    return kExitOk;
  }
  if (!actions.contains(&command)) {
    surroundings.console.err << app.help();
    return kExitUsage;
  }
  return std::nullopt;
}

int CommandTree::Run(std::span<const std::string> arguments, Surroundings& surroundings) {
  if (const auto finished = impl_->Parse(arguments, surroundings)) return *finished;
  CommandContext context(surroundings, impl_->options);
  const Result<int> code = impl_->actions.at(&Innermost(impl_->app))(context);
  if (code) return *code;
  context.Tell(Format({"xunjian: {0}", "xunjian: {1}"}, code.error().message().en,
                      code.error().message().zh));
  if (code.error().code() == ErrorCode::kUnavailable) context.Tell(StartHint(impl_->options));
  return ExitCodeOf(code.error().code());
}

}  // namespace xunjian
