#pragma once

#include <map>
#include <string>

namespace xunjian {

// Approved values for one check on one host: item or key → value, with where each came from.
// Travels in the assignment; without a collector it is read from /etc/xunjian/baseline.d.
struct Baseline {
  struct Entry {
    std::string value;
    std::string source;  // "policy server-class db", "baseline.d/10-site.toml"
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::map<std::string, Entry, std::less<>> entries;

  friend bool operator==(const Baseline&, const Baseline&) = default;
};

}  // namespace xunjian
