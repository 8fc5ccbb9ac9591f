#pragma once

#include <memory>

#include "base/clock.h"
#include "base/file_storage.h"
#include "base/log.h"
#include "base/service_notifier.h"
#include "collector/app/collector_config.h"
#include "collector/app/collector_layout.h"

namespace xunjian {

// A whole collector in this process: store, engine, the three doors, notifier. Wiring only. Start
// it in its own thread's time: Start returns when everything listens; the destructor stops all of
// it.
class CollectorDaemon {
 public:
  struct Parts {
    const Clock& clock;
    FileStorage& storage;
    Logger& logger;
    const ServiceNotifier& notifier;
    // The engine's store failed: the process must end, with this reason. Any thread, once.
    std::function<void(const Error&)> fatal;
  };

  static Result<std::unique_ptr<CollectorDaemon>> Start(const CollectorLayout& layout,
                                                        const CollectorConfig& config,
                                                        const Parts& parts);
  ~CollectorDaemon();

  int agent_port() const;
  int enrolment_port() const;
  int operator_port() const;  // 0 when that door is closed
  int http_port() const;      // the same

 private:
  class Impl;
  explicit CollectorDaemon(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace xunjian
