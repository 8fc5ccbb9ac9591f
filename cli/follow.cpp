#include "cli/follow.h"

#include <ostream>

#include "command_line/exit_code.h"

namespace xunjian {

Result<void> CheckFollow(ListingFormat format, const std::string& until) {
  if (format == ListingFormat::kJson) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"--follow has no end and a JSON document needs one; use -o csv or -o table",
                      "--follow 没有终点，而 JSON 文档需要终点；请用 -o csv 或 -o table"});
  }
  if (until.empty()) return Ok();
  return MakeError(ErrorCode::kInvalidArgument,
                   {"--follow has no end: leave --until out", "--follow 没有终点：请去掉 --until"});
}

Result<int> Follow(CommandContext& context, const std::function<Result<void>()>& print) {
  std::ostream& out = context.world().console.out;
  while (out.flush() && context.world().wait(kFollowPause)) {
    if (const auto printed = print(); !printed) return printed.error();
  }
  return kExitOk;
}

}  // namespace xunjian
