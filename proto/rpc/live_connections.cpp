#include "proto/rpc/live_connections.h"

#include <sys/stat.h>

namespace xunjian {
namespace {

std::optional<ino_t> InodeOfDescriptor(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return std::nullopt;
  return status.st_ino;
}

}  // namespace

LiveConnections::LiveConnections() : LiveConnections(&InodeOfDescriptor) {}

void LiveConnections::Add(int descriptor, const std::string& host) {
  if (const auto stale = connections_.find(descriptor); stale != connections_.end()) Forget(stale);
  connections_.emplace(descriptor, Connection{inode_of_(descriptor).value_or(0), host});
  ++per_host_[host];
}

void LiveConnections::Sweep() {
  for (auto it = connections_.begin(); it != connections_.end();) {
    it = inode_of_(it->first) == it->second.inode ? std::next(it) : Forget(it);
  }
}

std::size_t LiveConnections::CountOf(const std::string& host) const {
  const auto count = per_host_.find(host);
  return count == per_host_.end() ? 0 : count->second;
}

LiveConnections::Connections::iterator LiveConnections::Forget(Connections::iterator connection) {
  const auto count = per_host_.find(connection->second.host);
  if (--count->second == 0) per_host_.erase(count);
  return connections_.erase(connection);
}

}  // namespace xunjian
