#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file_storage.h"
#include "checks/api/assignment.h"
#include "checks/api/check_result.h"
#include "cli/console.h"
#include "proto/words/operator_api.h"

namespace xunjian {

// Which collector, and as whom: a unix socket, or an address with the folder of a credential.
struct CollectorAddress {
  std::string socket;    // "" when dialled over TLS
  std::string address;   // "host:port"; "" takes the one in the identity folder
  std::string identity;  // the folder `operator create` wrote
};

// What it gives outlives the run of the program.
using ConnectFunction = std::function<Result<OperatorApi*>(const CollectorAddress&, Language)>;

// Runs the assignments on this host and gives their results in order. Where `plugins_folder` is not
// empty, the check plugin.nagios is run once for every plugin allowed there.
using InspectFunction = std::function<Result<std::vector<CheckResult>>(
    const std::vector<Assignment>&, const std::string& plugins_folder)>;

// All that commands need of the world; main gives the real ones, tests give fakes.
struct Surroundings {
  Console console;
  const Clock& clock;
  FileStorage& storage;
  std::string version;
  std::string host_name;                     // of this machine
  std::span<const CheckType* const> checks;  // those of this program
  ConnectFunction connect;
  InspectFunction inspect;
  // Waits that long; false: no more of it is wanted.
  std::function<bool(Duration)> wait;

  // Null when this program has no such check: the collector may be newer.
  const CheckType* FindCheck(std::string_view id) const;
};

}  // namespace xunjian
