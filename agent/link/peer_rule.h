#pragma once

#include <sys/types.h>

#include <vector>

#include "base/result.h"

namespace xunjian {

// Who may talk to the runner: its own user, and the users and groups named here.
struct PeerRule {
  std::vector<uid_t> users;
  std::vector<gid_t> groups;
};

// Who stands at the other end of a unix socket, by the kernel's word (SO_PEERCRED, SO_PEERGROUPS).
struct PeerCredentials {
  uid_t user = 0;
  pid_t process = 0;
  std::vector<gid_t> groups;  // primary and supplementary
};

Result<PeerCredentials> ReadPeerCredentials(int socket);

bool IsAllowed(const PeerCredentials& peer, const PeerRule& rule, uid_t own_user);

}  // namespace xunjian
