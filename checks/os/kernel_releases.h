#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xunjian {

// "6.1.0-38-cloud-amd64" → "cloud-amd64": kernels of different flavours do not replace each other.
std::string_view KernelFlavour(std::string_view release);

// The newest of the releases that has the flavour of `running`; "" when there is none.
std::string NewestOfFlavour(const std::vector<std::string>& releases, std::string_view running);

// The package version in /proc/version ("… Debian 6.1.147-1 (2025-08-02)"); "" when it names none.
std::string_view RunningBuild(std::string_view proc_version);

}  // namespace xunjian
