#include "command_line/help_formatter.h"

#include <fmt/format.h>

#include "inspection/text/text_width.h"

namespace xunjian {
namespace {

constexpr std::size_t kColumn = 30;

// "  name   text", or the text on a line of its own below a long name.
std::string Line(const std::string& name, const std::string& text) {
  const std::size_t width = DisplayWidth(name) + 2;
  const std::string gap =
      width + 2 > kColumn ? "\n" + std::string(kColumn, ' ') : std::string(kColumn - width, ' ');
  return "  " + name + gap + text + "\n";
}

std::string NameOf(const CLI::Option& option) {
  if (option.nonpositional() == false) return option.get_name(true);
  const std::string value = option.get_type_name();
  return option.get_name(false, true) + (value.empty() ? "" : " " + value);
}

bool IsPlainCommand(const CLI::App& app) { return app.get_subcommands({}).empty(); }

}  // namespace

bool IsHidden(const CLI::App& app) { return app.get_group().empty(); }

std::string WordsOf(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent ? WordsOf(*parent) + " " + app.get_name() : app.get_name();
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const {
  std::string text = app->get_description() + "\n";
  if (!app->get_footer().empty()) {
    text += fmt::format("\n{}\n{}", In({"Examples:", "示例："}), app->get_footer());
  }
  text += fmt::format("\n{}\n  {}\n", In({"Usage:", "用法："}), Usage(*app));
  text += Commands(*app);
  text += Options(*app, {"Options:", "选项："});
  const CLI::App* root = app;
  while (root->get_parent()) root = root->get_parent();
  if (root != app) return text + Options(*root, {"Options of every command:", "通用选项："});
  return text + "\n" +
         In({"Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 not allowed, 5 unreachable",
             "退出码：0 成功，1 失败，2 用法错误，3 未找到，4 无权限，5 无法连接"}) +
         "\n";
}

std::string HelpFormatter::Usage(const CLI::App& app) const {
  std::string usage = WordsOf(app);
  if (!IsPlainCommand(app)) usage += In({" COMMAND", " 命令"});
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_required()) usage += " " + NameOf(*option);
  }
  return usage + In({" [options]", " [选项]"});
}

std::string HelpFormatter::Commands(const CLI::App& app) const {
  if (IsPlainCommand(app)) return "";
  std::string text = "\n" + In({"Commands:", "命令："}) + "\n";
  for (const CLI::App* sub : app.get_subcommands({})) {
    if (IsHidden(*sub)) continue;
    if (IsPlainCommand(*sub)) {
      text += Line(sub->get_name(), sub->get_description());
      continue;
    }
    for (const CLI::App* leaf : sub->get_subcommands({})) {
      text += Line(sub->get_name() + " " + leaf->get_name(), leaf->get_description());
    }
  }
  return text;
}

std::string HelpFormatter::Options(const CLI::App& app, Text title) const {
  std::string text;
  for (const CLI::Option* option : app.get_options()) {
    // Every command has it: told once, with the options of all.
    if (option == app.get_help_ptr() && app.get_parent() != nullptr) continue;
    std::string help = option->get_description();
    if (option->get_required()) help += In({" (required)", "（必填）"});
    if (!option->get_default_str().empty()) {
      help += Format({" (default {})", "（默认 {}）"}, option->get_default_str()).In(language_);
    }
    text += Line(NameOf(*option), help);
  }
  return text.empty() ? "" : "\n" + In(title) + "\n" + text;
}

}  // namespace xunjian
