#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "collector/engine/engine.h"
#include "collector/notify/channel.h"
#include "collector/notify/channel_figures.h"
#include "collector/notify/message_pace.h"
#include "collector/store/store_reader.h"

namespace xunjian {

// What one channel's notifier reads and writes; all of it outlives it.
struct NotifierParts {
  StoreReader& reader;
  Engine& engine;
  const Clock& clock;
  Logger& logger;
  std::string collector;  // name of this collector, for ids that no other has
};

// Reads what is due for one channel in the outbox, sends it and reports what came of it to the
// engine, which alone decides about another try. Renders and delivers, nothing else. One thread.
class Notifier {
 public:
  struct Limits {
    int per_minute = 0;     // messages; 0: no limit
    std::size_t batch = 1;  // pieces of news in one
  };

  Notifier(const NotifierParts& parts, std::string channel, std::unique_ptr<Channel> to,
           Limits limits, ChannelFigures& figures);

  // One pass over what is due; waits for the engine to have noted each report, so that the next
  // pass does not send the same again. Ends early at the pace's limit, when the channel asks for
  // another try (the rest would fare no better), and on `stop`. To be called when the outbox was
  // filled, and about every second. How long the next pass must wait whatever happens.
  Duration DeliverDue(const std::stop_token& stop = {});

 private:
  std::vector<OutboxEntry> ReadDue();
  std::vector<Notification> Describe(const std::vector<OutboxEntry>& entries) const;
  Notification Describe(const OutboxEntry& entry, IncidentDetail detail) const;
  bool Report(const OutboxEntry& entry, const Delivery& delivery);  // false: not noted
  Duration BackOff();

  const NotifierParts parts_;
  const std::string channel_;
  const std::unique_ptr<Channel> to_;
  const Limits limits_;
  ChannelFigures& figures_;
  MessagePace pace_;
  int failures_ = 0;  // passes in a row that ended with another try
};

}  // namespace xunjian
