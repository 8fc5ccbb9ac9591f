#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xunjian {

// Whether a kernel parameter is as a baseline wants it: an exact value ("1", "4096 87380 6291456";
// blanks are alike), alternatives ("1|2"), or a bound, so that better is not worse (">=65535",
// "<=60").
bool SysctlAgrees(std::string_view wanted, std::string_view actual);

// "net.ipv4.ip_forward" → "/proc/sys/net/ipv4/ip_forward". As in sysctl(8), a key with slashes
// keeps its dots ("net/ipv4/conf/eth0.100/rp_filter"). Nothing for a key that leaves /proc/sys.
std::optional<std::string> SysctlPath(std::string_view key);

// The kernel that removed a parameter ("4.12"); "" for one that is not known as removed. Some
// baselines still ask for them.
std::string_view SysctlRemovedIn(std::string_view key);

}  // namespace xunjian
