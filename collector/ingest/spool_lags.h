#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace xunjian {

// What connected agents said last of the results that wait in their spools. Known anew after a
// start, with the first heartbeat of each. Thread-safe.
class SpoolLags {
 public:
  struct Total {
    std::uint64_t results = 0;
    std::uint64_t most = 0;  // of one agent
  };

  void Note(const std::string& agent, std::uint64_t results);
  void Forget(const std::string& agent);

  std::optional<std::uint64_t> Of(const std::string& agent) const;  // none: it said nothing
  Total Sum() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::uint64_t> agents_;  // by id
};

}  // namespace xunjian
