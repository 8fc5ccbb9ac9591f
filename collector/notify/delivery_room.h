#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "collector/notify/channel_plan.h"
#include "collector/notify/delivery_loop.h"
#include "collector/notify/notifier.h"

namespace xunjian {

// Every channel at work, each on a thread of its own: one that hangs holds up no other, and nothing
// waits in memory for it but the rows of its batch. What is for channels that nobody configured is
// rejected, so that it can be seen. Thread-safe after its construction. The destructor returns
// within a second.
class DeliveryRoom {
 public:
  DeliveryRoom(const NotifierParts& parts, const std::vector<ChannelPlan>& plans);
  ~DeliveryRoom();

  void Wake();  // the outbox was filled
  std::vector<ChannelStatus> Look() const;

 private:
  struct Worker {
    ChannelFigures figures;
    std::unique_ptr<Notifier> notifier;
    std::unique_ptr<DeliveryLoop> loop;  // last: it uses the others
  };

  void AddWorker(const ChannelPlan& plan);
  Duration RejectStray(const std::stop_token& stop);
  bool IsConfigured(const std::string& channel) const;

  const NotifierParts parts_;
  ChannelFigures stray_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<DeliveryLoop> stray_loop_;  // last: it uses all above
};

}  // namespace xunjian
