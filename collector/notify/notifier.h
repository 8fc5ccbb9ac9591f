#pragma once

#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "collector/engine/engine.h"
#include "collector/notify/channel.h"
#include "collector/store/store_reader.h"

namespace xunjian {

// Reads the outbox, sends each due entry through its channel and reports what came of it to the
// engine, which alone decides about another try. Renders and delivers, nothing else. One thread.
class Notifier {
 public:
  struct Parts {
    StoreReader& reader;
    Engine& engine;
    const Clock& clock;
    Logger& logger;
  };

  Notifier(const Parts& parts, std::vector<std::unique_ptr<Channel>> channels);

  // One pass over what is due, at most 100 entries; waits for the engine to have noted each report,
  // so that the next pass does not send the same again. To be called when the outbox was filled and
  // about every second.
  void DeliverDue();

 private:
  void Deliver(const OutboxEntry& entry);
  Delivery Send(const OutboxEntry& entry);
  Channel* FindChannel(std::string_view name) const;

  StoreReader& reader_;
  Engine& engine_;
  const Clock& clock_;
  Logger& logger_;
  std::vector<std::unique_ptr<Channel>> channels_;
};

}  // namespace xunjian
