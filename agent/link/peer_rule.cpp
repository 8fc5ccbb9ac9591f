#include "agent/link/peer_rule.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace xunjian {
namespace {

Result<std::vector<gid_t>> SupplementaryGroups(int socket) {
  std::vector<gid_t> groups(64);
  for (;;) {
    auto size = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
    const int failed = getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size);
    groups.resize(size / sizeof(gid_t));
    if (failed == 0) return groups;
    // ERANGE: `size` says how much room is needed.
    if (errno != ERANGE) {
      return ErrnoError(errno, {"cannot read the groups of the peer", "无法读取对端所属的组"});
    }
  }
}

}  // namespace

Result<PeerCredentials> ReadPeerCredentials(int socket) {
  ucred credentials{};
  socklen_t size = sizeof(credentials);
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) {
    return ErrnoError(errno, {"cannot read who the peer is", "无法读取对端身份"});
  }
  Result<std::vector<gid_t>> groups = SupplementaryGroups(socket);
  if (!groups) return groups.error();
  groups->push_back(credentials.gid);
  return PeerCredentials{credentials.uid, credentials.pid, *std::move(groups)};
}

bool IsAllowed(const PeerCredentials& peer, const PeerRule& rule, uid_t own_user) {
  if (peer.user == own_user) return true;
  if (std::ranges::find(rule.users, peer.user) != rule.users.end()) return true;
  return std::ranges::any_of(peer.groups, [&](gid_t group) {
    return std::ranges::find(rule.groups, group) != rule.groups.end();
  });
}

}  // namespace xunjian
