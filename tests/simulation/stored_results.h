#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "collector/store/store.h"

namespace xunjian::sim {

// All that a collector holds of results, states and epochs, sorted for questions.
struct StoredResults {
  struct Result {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    std::vector<ResultRow> items;
  };
  using Ref = std::pair<std::uint64_t, std::uint64_t>;  // epoch number, seq

  std::map<std::uint64_t, EpochRecord> epochs;               // by the agent's own value
  std::map<std::string, std::map<Ref, Result>> results;      // by host
  std::map<std::string, std::map<std::string, Ref>> newest;  // by host and check
  std::map<std::string, std::vector<StateRow>> states;       // by host
  std::map<std::string, std::vector<GapRow>> gaps;           // by host

  static StoredResults Read(Store& store, StoreReader& reader,
                            const std::vector<std::string>& hosts);
};

}  // namespace xunjian::sim
