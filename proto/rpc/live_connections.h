#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace xunjian {

// The connections that were handed to gRPC, counted by address. gRPC owns their descriptors and
// does not say when it closes one: a descriptor that is no longer the socket it was (another inode,
// or none) has been closed. Not thread-safe.
class LiveConnections {
 public:
  // What identifies an open descriptor; nothing for a closed one. The default asks fstat(2).
  using InodeOf = std::function<std::optional<ino_t>(int descriptor)>;

  LiveConnections();
  explicit LiveConnections(InodeOf inode_of) : inode_of_(std::move(inode_of)) {}

  void Add(int descriptor, const std::string& host);
  void Sweep();  // forgets those that were closed

  std::size_t size() const { return connections_.size(); }
  std::size_t CountOf(const std::string& host) const;

 private:
  struct Connection {
    ino_t inode = 0;
    std::string host;
  };
  using Connections = std::map<int, Connection>;

  Connections::iterator Forget(Connections::iterator connection);

  InodeOf inode_of_;
  Connections connections_;  // by descriptor
  std::map<std::string, std::size_t> per_host_;
};

}  // namespace xunjian
