#include "agent/app/assignment_cache.h"

#include "proto/convert/agent_codec.h"

namespace xunjian {
namespace {

constexpr std::size_t kCacheLimit = 16 << 20;
constexpr mode_t kPrivateFile = 0600;  // parameters may name what others need not know

}  // namespace

Result<void> SaveAssignments(FileStorage& storage, const std::string& path,
                             const AssignmentSet& set) {
  return storage.Replace(path, EncodeAssignmentSet(set), kPrivateFile);
}

Result<AssignmentSet> LoadAssignments(FileStorage& storage, const std::string& path) {
  const Result<std::string> bytes = storage.Read(path, kCacheLimit);
  if (!bytes) return bytes.error();
  return DecodeAssignmentSet(*bytes);
}

}  // namespace xunjian
