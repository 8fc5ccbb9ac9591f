#include "collector/notify/notifier.h"

#include <catch2/catch.hpp>

#include "tests/support/quiet_logger.h"
#include "tests/support/stored_collector.h"

namespace xunjian {
namespace {

using DeliveryOutcome = DeliveryReported::Outcome;

// Keeps what it was sent and answers as told.
class RecordingChannel final : public Channel {
 public:
  RecordingChannel(std::vector<Notification>& sent, DeliveryOutcome& answer)
      : sent_(sent), answer_(answer) {}
  std::string_view name() const override { return "log"; }
  Delivery Send(const Notification& notification) override {
    sent_.push_back(notification);
    return {answer_, "as told"};
  }

 private:
  std::vector<Notification>& sent_;
  DeliveryOutcome& answer_;
};

class Desk {
 public:
  Desk() {
    core.Enrol();
    for (std::uint64_t seq = 1; seq <= 3; ++seq) core.Arrive(seq, kProbe, Outcome::kCritical);
  }

  void Deliver() {
    std::vector<std::unique_ptr<Channel>> channels;
    channels.push_back(std::make_unique<RecordingChannel>(sent, answer));
    Notifier({*core.reader, core.engine(), core.clock, logger}, std::move(channels)).DeliverDue();
  }
  std::size_t Due() { return core.reader->DueOutbox(core.clock.Now(), 100).value().size(); }

  StoredCollector core;
  QuietLogger logger;
  std::vector<Notification> sent;
  DeliveryOutcome answer = DeliveryOutcome::kDelivered;
};

TEST_CASE("an opened incident is told once, with its key and its incident") {
  Desk desk;
  desk.Deliver();
  desk.Deliver();
  REQUIRE(desk.sent.size() == 1);
  REQUIRE(desk.sent.front().key == "incident-1-opened");
  REQUIRE(desk.sent.front().kind == "opened");
  REQUIRE(desk.sent.front().incident.id == 1);
  REQUIRE(desk.Due() == 0);
}

TEST_CASE("a channel that asks for another try gets the same key again, later") {
  Desk desk;
  desk.answer = DeliveryOutcome::kRetry;
  desk.Deliver();
  REQUIRE(desk.Due() == 0);
  desk.core.clock.Advance(std::chrono::hours(1));
  desk.answer = DeliveryOutcome::kDelivered;
  desk.Deliver();
  REQUIRE(desk.sent.size() == 2);
  REQUIRE(desk.sent[0].key == desk.sent[1].key);
  REQUIRE(desk.Due() == 0);
}

TEST_CASE("what a channel rejects is not tried again") {
  Desk desk;
  desk.answer = DeliveryOutcome::kRejected;
  desk.Deliver();
  desk.core.clock.Advance(std::chrono::hours(1));
  desk.Deliver();
  REQUIRE(desk.sent.size() == 1);
}

TEST_CASE("a notification for a channel that does not exist is rejected, not kept for ever") {
  Desk desk;
  Notifier({*desk.core.reader, desk.core.engine(), desk.core.clock, desk.logger}, {}).DeliverDue();
  desk.core.clock.Advance(std::chrono::hours(1));
  REQUIRE(desk.Due() == 0);
}

}  // namespace
}  // namespace xunjian
