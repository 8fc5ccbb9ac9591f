#pragma once

#include <string>

namespace xunjian {

// Where things are in a collector's folder; everything below it is the collector's own (0700).
struct CollectorLayout {
  std::string folder;

  std::string config() const { return folder + "/collector.toml"; }
  std::string ca() const { return folder + "/ca"; }
  std::string database() const { return folder + "/xunjian.db"; }
  std::string run() const { return folder + "/run"; }
  std::string operator_socket() const { return run() + "/operator.sock"; }
};

}  // namespace xunjian
