#pragma once

#include <functional>
#include <string_view>

#include "cli/command_context.h"
#include "command_line/command_tree.h"

namespace xunjian {

// Does the work; the value is the exit code.
using ContextAction = std::function<Result<int>(CommandContext&)>;

// A CommandTree whose actions get the context of the command. The context outlives the tree.
class ContextTree {
 public:
  // Adds the options that fill `options`, which are the context's.
  ContextTree(CommandTree& tree, CommandContext& context, GlobalOptions& options);

  // As in CommandTree.
  void AddGroup(std::string_view word, Text summary);
  // An action that finds nobody to answer gets a hint how to start the collector.
  CommandBuilder Add(std::string_view words, CommandHelp help, ContextAction action);

 private:
  CommandTree& tree_;
  CommandContext& context_;
  const GlobalOptions& options_;
};

}  // namespace xunjian
