#include "checks/host/cgroup_memory.h"

#include <array>
#include <string>

#include "checks/engine/fields.h"
#include "checks/engine/flat_keyed.h"
#include "checks/host/parsed_source.h"

namespace xunjian {
namespace {

struct CgroupFiles {
  const char* limit;
  const char* used;
  const char* statistics;
  std::string_view inactive_file;  // the key in `statistics`, of the whole subtree
};

// The root group of a host has no memory.max, and in version 1 a limit beyond any machine.
constexpr std::array<CgroupFiles, 2> kVersions = {{
    {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current", "/sys/fs/cgroup/memory.stat",
     "inactive_file"},
    {"/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes",
     "/sys/fs/cgroup/memory/memory.stat", "total_inactive_file"},
}};

constexpr std::uint64_t kUnlimited = std::uint64_t{1} << 60;

std::string_view FirstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

Result<std::uint64_t> ParseBytes(std::string_view text) {
  const std::string_view line = FirstLine(text);
  if (line == "max") return kUnlimited;
  const auto bytes = ParseUnsigned(line);
  return bytes ? Result<std::uint64_t>(*bytes) : Malformed(text);
}

// Without the statistics all page cache counts as used: less is available then, not more.
std::uint64_t InactiveFile(const FileSystem& files, const CgroupFiles& paths) {
  const auto statistics = ReadParsed(files, paths.statistics, ParseFlatKeyed);
  if (!statistics) return 0;
  const auto found = statistics->find(paths.inactive_file);
  return found == statistics->end() ? 0 : found->second;
}

}  // namespace

CgroupMemoryReading ReadCgroupMemory(const FileSystem& files) {
  for (const CgroupFiles& paths : kVersions) {
    const auto there = files.Read(paths.limit, FileSystem::kDefaultLimit);
    if (!there && there.error().code() == ErrorCode::kNotFound) continue;
    const auto limit = ReadParsed(files, paths.limit, ParseBytes);
    if (!limit) return limit.error();
    if (*limit >= kUnlimited) return std::nullopt;
    const auto used = ReadParsed(files, paths.used, ParseBytes);
    if (!used) return used.error();
    const std::uint64_t cache = InactiveFile(files, paths);
    return CgroupMemory{*limit, *used > cache ? *used - cache : 0};
  }
  return std::nullopt;
}

}  // namespace xunjian
