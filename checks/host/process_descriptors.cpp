#include "checks/host/process_descriptors.h"

#include <algorithm>

#include "base/utf8.h"
#include "checks/api/reasons.h"
#include "checks/engine/process_limits.h"
#include "checks/host/hidden_processes.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostName = 64;

bool IsPid(std::string_view name) {
  return !name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos;
}

bool IsDenied(const Error& error) { return error.code() == ErrorCode::kPermissionDenied; }

// It has no command line; neither has a zombie, which has no descriptors either.
bool IsKernelThread(const FileSystem& files, const std::string& folder) {
  const auto command = files.Read(folder + "/cmdline", FileSystem::kDefaultLimit);
  return command && command->empty();
}

std::string NameOf(const FileSystem& files, const std::string& folder) {
  const auto name = files.Read(folder + "/comm", FileSystem::kDefaultLimit);
  return name ? CleanLine(name->substr(0, name->find('\n')), kMostName) : "?";
}

class Census {
 public:
  explicit Census(const FileSystem& files) : files_(files) {}

  // Nothing, or what about this process makes no sense.
  std::optional<NotRead> Count(const std::string& pid) {
    const std::string folder = "/proc/" + pid;
    const auto limits_text = files_.Read(folder + "/limits", FileSystem::kDefaultLimit);
    const auto open = files_.List(folder + "/fd");
    if ((!limits_text && IsDenied(limits_text.error())) || (!open && IsDenied(open.error()))) {
      if (!IsKernelThread(files_, folder)) ++seen_.denied;
      return std::nullopt;
    }
    // It ended meanwhile; the limits of a dead process are an empty text.
    if (!limits_text || limits_text->empty() || !open) return std::nullopt;
    const auto limits = ParseProcessLimits(*limits_text);
    if (!limits) return UnparsableSource(folder + "/limits", limits.error().message());
    Add(pid, folder, open->size(), limits->open_files);
    return std::nullopt;
  }

  const ProcessDescriptors& seen() const { return seen_; }

 private:
  void Add(const std::string& pid, const std::string& folder, std::uint64_t descriptors,
           std::optional<std::uint64_t> allowed) {
    ++seen_.counted;
    if (!allowed) return;
    const double share = static_cast<double>(descriptors) /
                         static_cast<double>(std::max<std::uint64_t>(*allowed, 1));
    if (seen_.fullest.allowed != 0 && share <= fullest_share_) return;
    fullest_share_ = share;
    seen_.fullest = {NameOf(files_, folder), pid, descriptors,
                     std::max<std::uint64_t>(*allowed, 1)};
  }

  const FileSystem& files_;
  ProcessDescriptors seen_;
  double fullest_share_ = 0;
};

}  // namespace

ProcessDescriptorsReading ReadProcessDescriptors(const FileSystem& files, const Clock& clock,
                                                 SteadyTime deadline) {
  const auto names = files.List("/proc");
  if (!names) return NotReadOf(names.error(), "/proc");
  Census census(files);
  for (const std::string& pid : *names) {
    if (!IsPid(pid)) continue;
    if (clock.Steady() >= deadline) {
      return NotRead{Outcome::kUnknown, std::string(reason::kTimeout), {}};
    }
    if (auto senseless = census.Count(pid)) return *std::move(senseless);
  }
  if (census.seen().counted + census.seen().denied == 0) {
    return UnparsableSource("/proc", {"no process", "没有任何进程"});
  }
  ProcessDescriptors seen = census.seen();
  seen.hidden = HidesProcesses(files);
  return seen;
}

}  // namespace xunjian
