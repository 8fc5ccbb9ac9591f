#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace CLI {
class App;
}

namespace xunjian {

struct Example {
  std::string_view command;  // "xunjian host list"
  Text what;
};

struct CommandHelp {
  Text summary;
  std::vector<Example> examples;
};

// A program as its help shows it.
struct ProgramInfo {
  std::string name;     // "xunjian"
  std::string version;  // "0.1.0"
  CommandHelp help;
};

// Does the work; the value is the exit code.
using CommandAction = std::function<Result<int>()>;

// Adds options to one command. Targets must outlive the tree: actions share them. A copy refers to
// the same command.
class CommandBuilder {
 public:
  // "--host NAME"; must be given.
  CommandBuilder& Required(std::string_view name, std::string_view value, std::string& target,
                           Text help);
  // "--only GLOB" or "-o,--output FILE"; keeps the target's value as the default and shows it.
  CommandBuilder& Option(std::string_view name, std::string_view value, std::string& target,
                         Text help);
  CommandBuilder& Repeated(std::string_view name, std::string_view value,
                           std::vector<std::string>& target, Text help);
  CommandBuilder& Flag(std::string_view name, bool& target, Text help);
  // A word after the command's own, in the order of the calls; must be given.
  CommandBuilder& Argument(std::string_view name, std::string& target, Text help);
  // "-o table|json|csv".
  CommandBuilder& Format(std::string& target);

 private:
  friend class CommandTree;
  CommandBuilder(CLI::App& app, Language language) : app_(app), language_(language) {}
  CLI::App& app_;
  Language language_;
};

// The commands of one program in one language, on CLI11: help with examples first, options before
// or after the words of a command, "did you mean", exit codes. Built once, run once. Every program
// has --help, --version and --lang.
class CommandTree {
 public:
  CommandTree(const ProgramInfo& program, Language language);
  CommandTree(const CommandTree&) = delete;
  CommandTree& operator=(const CommandTree&) = delete;
  ~CommandTree();

  // Options that stand before or after the words of any command.
  CommandBuilder Globals();
  // A word that only holds others ("host").
  void AddGroup(std::string_view word, Text summary);
  // "inspect", or "host list" in a group added before.
  CommandBuilder Add(std::string_view words, CommandHelp help, CommandAction action);
  // A command for our own programs to call: neither help nor a suggestion shows it.
  CommandBuilder AddHidden(std::string_view word, CommandAction action);
  // A flag that asks something, such as "--list-checks". With it only `answer` runs, whatever
  // command stands beside it; options are parsed, none must be given.
  void AddQuestion(std::string_view flag, Text help, CommandAction answer);

  // Parses and runs: the exit code. Messages go to `err`, cleaned for a terminal; help that was
  // asked for to `out`.
  int Run(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace xunjian
