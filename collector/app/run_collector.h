#pragma once

#include <string>

#include "base/file_storage.h"
#include "base/result.h"
#include "collector/app/collector_config.h"
#include "command_line/log_options.h"

namespace xunjian {

struct RunCollectorOptions {
  std::string folder;
  // What the command line says instead of the configuration; "" keeps it.
  std::string listen;
  std::string enroll_listen;
  std::string operator_listen;
  std::string http_listen;
  LogChoice log;
};

// DIR/collector.toml and the files it names, with what the command line says instead.
// kInvalidArgument with every problem at once; kNotFound where no collector was made.
Result<CollectorConfig> ReadCollectorConfig(FileStorage& storage,
                                            const RunCollectorOptions& options);

// Reads DIR/collector.toml with every problem at once; what `run --check-config` does.
Result<void> CheckCollectorConfig(const RunCollectorOptions& options);

// Runs until SIGTERM, SIGINT or SIGHUP, or until the store fails. Writes its addresses to the log
// when it listens.
Result<void> RunCollector(const RunCollectorOptions& options);

}  // namespace xunjian
