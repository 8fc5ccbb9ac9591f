#include "collector/notify/delivery_room.h"

#include <algorithm>

namespace xunjian {
namespace {

constexpr std::size_t kStrayBatch = 50;

class MissingChannel final : public Channel {
 public:
  explicit MissingChannel(std::string name) : name_(std::move(name)) {}
  Delivery Send(std::span<const Notification>, const std::stop_token&) override {
    return Rejected("the collector's configuration has no channel " + name_);
  }

 private:
  const std::string name_;
};

}  // namespace

DeliveryRoom::DeliveryRoom(const NotifierParts& parts, const std::vector<ChannelPlan>& plans)
    : parts_(parts), stray_("-", "missing") {
  for (const ChannelPlan& plan : plans) AddWorker(plan);
  stray_loop_ = std::make_unique<DeliveryLoop>(
      [this](const std::stop_token& stop) { return RejectStray(stop); });
}

DeliveryRoom::~DeliveryRoom() {
  stray_loop_->RequestStop();
  for (const auto& worker : workers_) worker->loop->RequestStop();
}

void DeliveryRoom::AddWorker(const ChannelPlan& plan) {
  const ChannelSettings& settings = plan.settings;
  auto worker = std::unique_ptr<Worker>(new Worker{{settings.name, settings.kind}, {}, {}});
  worker->notifier = std::make_unique<Notifier>(
      parts_, settings.name, plan.make({parts_.clock, parts_.logger}),
      Notifier::Limits{settings.per_minute, settings.batch}, worker->figures);
  worker->loop = std::make_unique<DeliveryLoop>(
      [notifier = worker->notifier.get()](const std::stop_token& stop) {
        return notifier->DeliverDue(stop);
      });
  workers_.push_back(std::move(worker));
}

void DeliveryRoom::Wake() {
  for (const auto& worker : workers_) worker->loop->Wake();
  stray_loop_->Wake();
}

std::vector<ChannelStatus> DeliveryRoom::Look() const {
  std::vector<ChannelStatus> channels;
  for (const auto& worker : workers_) channels.push_back(worker->figures.Read());
  const ChannelStatus stray = stray_.Read();
  if (stray.rejected > 0) channels.push_back(stray);
  return channels;
}

bool DeliveryRoom::IsConfigured(const std::string& channel) const {
  return std::ranges::any_of(
      workers_, [&](const auto& worker) { return worker->figures.Read().channel == channel; });
}

Duration DeliveryRoom::RejectStray(const std::stop_token& stop) {
  const auto pending = parts_.reader.PendingChannels();
  if (!pending) return {};  // each worker says why
  for (const std::string& channel : *pending) {
    if (IsConfigured(channel)) continue;
    Notifier(parts_, channel, std::make_unique<MissingChannel>(channel), {0, kStrayBatch}, stray_)
        .DeliverDue(stop);
  }
  return {};
}

}  // namespace xunjian
