#include "collector/notify/notifier.h"

#include <catch2/catch.hpp>

#include "collector/notify/delivery_room.h"
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
  Delivery Send(std::span<const Notification> batch, const std::stop_token&) override {
    sent_.insert(sent_.end(), batch.begin(), batch.end());
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

  void Deliver() { Make(10).DeliverDue(); }
  Notifier Make(std::size_t batch, int per_minute = 0) {
    return Notifier(parts(), "log", std::make_unique<RecordingChannel>(sent, answer),
                    {per_minute, batch}, figures);
  }
  NotifierParts parts() { return {*core.reader, core.engine(), core.clock, logger, "hunan"}; }
  std::size_t Due() { return core.reader->DueOutbox(core.clock.Now(), 100).value().size(); }
  NotificationRow Row() { return core.reader->ShowIncident("", 1).value().notifications.at(0); }

  StoredCollector core;
  QuietLogger logger;
  ChannelFigures figures{"log", "log"};
  std::vector<Notification> sent;
  DeliveryOutcome answer = DeliveryOutcome::kDelivered;
};

TEST_CASE("an opened incident is told once, with its key and its incident") {
  Desk desk;
  desk.Deliver();
  desk.Deliver();
  REQUIRE(desk.sent.size() == 1);
  const auto opened = std::chrono::floor<std::chrono::seconds>(desk.core.clock.Now());
  CHECK(desk.sent.front().id ==
        fmt::format("hunan-{}-incident-1-opened", opened.time_since_epoch().count()));
  CHECK(desk.sent.front().id == desk.sent.front().thread + "-opened");
  CHECK(desk.sent.front().kind == "opened");
  CHECK(desk.sent.front().detail.incident.id == 1);
  CHECK(desk.sent.front().detail.incident.site == "hq");
  CHECK(desk.Due() == 0);
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
  REQUIRE(desk.sent[0].id == desk.sent[1].id);
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

TEST_CASE("an incident shows what became of each notification") {
  Desk desk;
  CHECK(desk.Row().state == DeliveryState::kPending);
  CHECK(desk.Row().due_at == desk.core.clock.Now());
  desk.answer = DeliveryOutcome::kRetry;
  desk.Deliver();
  CHECK(desk.Row().state == DeliveryState::kPending);
  CHECK(desk.Row().attempts == 1);
  CHECK(desk.Row().detail == "as told");
  CHECK(desk.Row().reported_at == desk.core.clock.Now());
  CHECK(desk.Row().due_at > desk.core.clock.Now());
  desk.core.clock.Advance(std::chrono::hours(1));
  desk.answer = DeliveryOutcome::kDelivered;
  desk.Deliver();
  CHECK(desk.Row().state == DeliveryState::kDelivered);
  CHECK(desk.Row().attempts == 2);
  CHECK_FALSE(desk.Row().due_at);
}

TEST_CASE("a channel's figures count what came of its tries") {
  Desk desk;
  desk.answer = DeliveryOutcome::kRetry;
  desk.Deliver();
  CHECK(desk.figures.Read().retried == 1);
  CHECK(desk.figures.Read().failure == "as told");
  desk.core.clock.Advance(std::chrono::hours(1));
  desk.answer = DeliveryOutcome::kDelivered;
  desk.Deliver();
  CHECK(desk.figures.Read().delivered == 1);
  CHECK(desk.figures.Read().failure.empty());
}

TEST_CASE("after a failure the next pass waits, longer each time") {
  Desk desk;
  Notifier notifier = desk.Make(1);
  desk.answer = DeliveryOutcome::kRetry;
  Duration last{};
  for (int i = 0; i < 3; ++i) {
    const Duration wait = notifier.DeliverDue();
    CHECK(wait > last);
    last = wait;
    desk.core.clock.Advance(std::chrono::hours(1));
  }
  desk.answer = DeliveryOutcome::kDelivered;
  CHECK(notifier.DeliverDue() == Duration::zero());
}

TEST_CASE("a channel sends no more messages a minute than it may, and gathers what waits") {
  Desk desk;
  for (std::uint64_t seq = 4; seq <= 9; ++seq) {
    desk.core.Arrive(seq, kLoad, Outcome::kCritical);  // opens the second
  }
  desk.core.Arrive(10, kLoad, Outcome::kOk);
  REQUIRE(desk.Due() == 3);
  Notifier notifier = desk.Make(2, 1);
  CHECK(notifier.DeliverDue() == std::chrono::minutes(1));
  CHECK(desk.sent.size() == 2);
  desk.core.clock.Advance(std::chrono::seconds(59));
  CHECK(notifier.DeliverDue() == std::chrono::seconds(1));
  desk.core.clock.Advance(std::chrono::seconds(1));
  notifier.DeliverDue();
  CHECK(desk.sent.size() == 3);
}

TEST_CASE("a notification for a channel that does not exist is rejected, with a reason") {
  Desk desk;
  const DeliveryRoom room(desk.parts(), {});
  while (desk.Due() > 0) std::this_thread::yield();
  CHECK(desk.Row().state == DeliveryState::kRejected);
  CHECK_THAT(desk.Row().detail, Catch::Contains("no channel log"));
  desk.core.clock.Advance(std::chrono::hours(1));
  CHECK(desk.Due() == 0);
}

// Never answers until it is told to stop.
class HangingChannel final : public Channel {
 public:
  Delivery Send(std::span<const Notification>, const std::stop_token& stop) override {
    while (!stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return Retry("stopped");
  }
};

ChannelPlan PlanOf(const std::string& name, std::function<std::unique_ptr<Channel>()> make) {
  ChannelPlan plan;
  plan.settings.name = plan.settings.kind = name;
  plan.make = [make = std::move(make)](const ChannelParts&) { return make(); };
  return plan;
}

TEST_CASE("a channel that hangs holds up neither another one nor the end") {
  StoredCollector core;
  QuietLogger logger;
  std::string text(kFakePolicyText);
  text += "[[notify]]\nname = 'a'\nchannels = ['hangs', 'works']\n";
  auto policy = ParsePolicy(text, "p", &MatchFakeChecks).value();
  core.engine().Call(PolicyApplied{FakeActor(), std::make_shared<const Policy>(policy)}).value();
  core.Enrol();
  for (std::uint64_t seq = 1; seq <= 3; ++seq) core.Arrive(seq, kProbe, Outcome::kCritical);
  std::vector<Notification> sent;
  DeliveryOutcome answer = DeliveryOutcome::kDelivered;
  std::chrono::steady_clock::time_point begun;
  {
    const DeliveryRoom room(
        {*core.reader, core.engine(), core.clock, logger, "hunan"},
        {PlanOf("hangs", [] { return std::make_unique<HangingChannel>(); }),
         PlanOf("works", [&] { return std::make_unique<RecordingChannel>(sent, answer); })});
    while (room.Look().at(1).delivered == 0) std::this_thread::yield();
    CHECK(room.Look().at(0).delivered == 0);
    begun = std::chrono::steady_clock::now();
  }
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(1));
  CHECK(sent.size() == 1);
  const auto rows = core.reader->ShowIncident("", 1).value().notifications;
  CHECK(rows.at(0).state == DeliveryState::kPending);
  CHECK(rows.at(0).attempts == 0);  // it was the collector that stopped
  CHECK(rows.at(1).state == DeliveryState::kDelivered);
}

}  // namespace
}  // namespace xunjian
