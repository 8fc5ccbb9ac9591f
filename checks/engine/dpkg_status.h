#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xunjian {

struct InstalledPackage {
  std::string name;
  std::string version;
  friend bool operator==(const InstalledPackage&, const InstalledPackage&) = default;
};

// The installed packages of a dpkg status file whose names begin so, in its order. Packages that
// are removed, or half way, do not count.
std::vector<InstalledPackage> InstalledPackages(std::string_view status,
                                                std::string_view name_prefix);

}  // namespace xunjian
