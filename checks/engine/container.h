#pragma once

#include <string>

#include "base/file_system.h"

namespace xunjian {

// "docker", "podman", "lxc", "systemd-nspawn" … when this is a container, "" when nothing says so.
// Kernel, clock and boot loader of a container are its host's.
std::string ContainerKind(const FileSystem& files);

}  // namespace xunjian
