#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_context.h"

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

// Does the work; the value is the exit code.
using CommandAction = std::function<Result<int>(CommandContext&)>;

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

// The commands of the program in one language, on CLI11. Built once, run once.
class CommandTree {
 public:
  CommandTree(Language language, std::string version);
  CommandTree(const CommandTree&) = delete;
  CommandTree& operator=(const CommandTree&) = delete;
  ~CommandTree();

  // A word that only holds others ("host").
  void AddGroup(std::string_view word, Text summary);
  // "inspect", or "host list" in a group added before.
  CommandBuilder Add(std::string_view words, CommandHelp help, CommandAction action);

  // Parses and runs: the exit code. Messages go to stderr, help that was asked for to stdout.
  int Run(std::span<const std::string> arguments, Surroundings& surroundings);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace xunjian
