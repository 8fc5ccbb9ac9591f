#pragma once

#include <string>

#include "base/file_system.h"

namespace xunjian {

// "docker", "podman", "lxc", "systemd-nspawn", "kubernetes", "containerd" … when this is a
// container, "" when nothing says so: an overlay as root does not, live systems have one too.
// Kernel, clock and boot loader of a container are its host's.
std::string ContainerKind(const FileSystem& files);

}  // namespace xunjian
