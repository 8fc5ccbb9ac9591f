#include "cli/context_tree.h"

#include <utility>

namespace xunjian {
namespace {

Message StartHint(const GlobalOptions& options) {
  if (!options.dir.empty()) {
    return Format({"is the collector running? start it with: xunjian-collector run --dir {}",
                   "采集器是否在运行？启动命令：xunjian-collector run --dir {}"},
                  options.dir);
  }
  if (!options.identity.empty()) {
    return Format({"is the collector running, and is this its address for operators?",
                   "采集器是否在运行？这是它供操作员连接的地址吗？"});
  }
  return Format(
      {"is the collector running? start it with: systemctl start xunjian-collector, or name "
       "the folder of another with --dir",
       "采集器是否在运行？启动命令：systemctl start xunjian-collector；或用 --dir 指定其他采集器"
       "的目录"});
}

Error WithStartHint(const Error& error, const GlobalOptions& options) {
  const Message hint = StartHint(options);
  return Error(error.code(),
               {error.message().en + "\n" + hint.en, error.message().zh + "\n" + hint.zh});
}

}  // namespace

ContextTree::ContextTree(CommandTree& tree, CommandContext& context, GlobalOptions& options)
    : tree_(tree), context_(context), options_(options) {
  tree_.Globals()
      .Option("--dir", "DIR", options.dir,
              {"folder of a collector on this machine", "本机采集器的目录"})
      .Option("--collector", "HOST:PORT", options.collector,
              {"address of a collector elsewhere", "远程采集器的地址"})
      .Option("--identity", "DIR", options.identity,
              {"folder that 'operator create' wrote", "'operator create' 生成的凭据目录"});
}

void ContextTree::AddGroup(std::string_view word, Text summary) { tree_.AddGroup(word, summary); }

CommandBuilder ContextTree::Add(std::string_view words, CommandHelp help, ContextAction action) {
  return tree_.Add(words, std::move(help),
                   [action = std::move(action), &context = context_, &options = options_] {
                     const Result<int> code = action(context);
                     const bool nobody = !code && code.error().code() == ErrorCode::kUnavailable;
                     return nobody ? Result<int>(WithStartHint(code.error(), options)) : code;
                   });
}

}  // namespace xunjian
