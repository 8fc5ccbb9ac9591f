#include "cli/command_context.h"

#include <istream>
#include <ostream>

#include "base/utf8.h"
#include "command_line/exit_code.h"

namespace xunjian {
namespace {

constexpr std::string_view kPackagedSocket = "/run/xunjian/operator.sock";
constexpr std::size_t kMostBytes = 16 << 10;

Result<CollectorAddress> AddressOf(const GlobalOptions& options) {
  const bool remote = !options.collector.empty() || !options.identity.empty();
  if (remote && !options.dir.empty()) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        {"--dir names a collector on this machine, --collector and --identity one "
         "elsewhere; give one of the two",
         "--dir 指本机的采集器，--collector 和 --identity 指远程的采集器，只能给出其一"});
  }
  if (remote && options.identity.empty()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"--collector needs --identity DIR, the folder that 'xunjian operator create' "
                      "wrote",
                      "--collector 需要同时给出 --identity DIR（由 'xunjian operator create' "
                      "生成的目录）"});
  }
  if (remote) return CollectorAddress{.address = options.collector, .identity = options.identity};
  return CollectorAddress{.socket = options.dir.empty() ? std::string(kPackagedSocket)
                                                        : options.dir + "/run/operator.sock"};
}

}  // namespace

Result<OperatorApi*> CommandContext::Collector() {
  if (!collector_) {
    const Result<CollectorAddress> address = AddressOf(options_);
    if (!address) return address.error();
    const Result<OperatorApi*> connected = surroundings_.connect(*address, language());
    if (!connected) return connected.error();
    collector_ = *connected;
  }
  return collector_;
}

void CommandContext::Print(const Listing& listing, ListingFormat format) {
  Print(RenderListing(listing, format, language(), surroundings_.console.style));
}

void CommandContext::PrintMore(const Listing& listing, ListingFormat format) {
  const std::string text = RenderListing(listing, format, language(), surroundings_.console.style);
  Print(std::string_view(text).substr(text.find('\n') + 1));
}

void CommandContext::Print(std::string_view data) { surroundings_.console.out << data; }

void CommandContext::Tell(const Message& message) {
  surroundings_.console.err << CleanText(message.In(language()), kMostBytes) << '\n';
}

std::optional<bool> CommandContext::Confirm(const Message& question) {
  std::istream* const answers = surroundings_.console.answers;
  if (!answers) return std::nullopt;
  surroundings_.console.err << CleanText(question.In(language()), kMostBytes) << " [y/N] "
                            << std::flush;
  std::string answer;
  std::getline(*answers, answer);
  return answer == "y" || answer == "yes" || answer == "是";
}

Result<void> CommandContext::Deliver(std::string_view data, const std::string& path) {
  if (path.empty()) {
    Print(data);
    return Ok();
  }
  if (auto written = surroundings_.storage.Replace(path, data, 0644); !written) {
    return written.error();
  }
  Tell(Format({"written to {}", "已写入 {}"}, path));
  return Ok();
}

}  // namespace xunjian
