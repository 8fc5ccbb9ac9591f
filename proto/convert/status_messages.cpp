#include "base/utf8.h"
#include "proto/convert/operator_convert.h"
#include "proto/convert/operator_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {
namespace {

constexpr std::size_t kReasons = 64;
constexpr std::size_t kDoors = 16;
constexpr std::size_t kDays = 64;
constexpr std::size_t kChannels = 1024;

}  // namespace

void Put(const CountedReason& from, v1::CountedReason& to) {
  to.set_reason(from.reason);
  to.set_count(from.count);
}

CountedReason Take(const v1::CountedReason& from, FieldCheck& check) {
  return {check.Words("reason", from.reason()), from.count()};
}

void Put(const DoorStatus& from, v1::DoorStatus& to) {
  to.set_door(from.door);
  to.set_open(from.open);
  to.set_waiting(from.waiting);
  to.set_accepted(from.accepted);
  PutAll(from.refused, *to.mutable_refused());
}

DoorStatus Take(const v1::DoorStatus& from, FieldCheck& check) {
  return {.door = check.Name("door", from.door()),
          .open = from.open(),
          .waiting = from.waiting(),
          .accepted = from.accepted(),
          .refused = TakeAll(from.refused(), "refused", kReasons, check)};
}

void Put(const DaySize& from, v1::DaySize& to) {
  to.set_day_ns(ToNanoseconds(from.day));
  to.set_bytes(from.bytes);
}

DaySize Take(const v1::DaySize& from, FieldCheck& check) {
  return {check.Time("day_ns", from.day_ns()), from.bytes()};
}

void Put(const ProbeStatus& from, v1::ProbeStatus& to) {
  to.set_door(from.door);
  if (from.at) to.set_at_ns(ToNanoseconds(*from.at));
  to.set_took_ns(from.took.count());
  to.set_probes(from.probes);
  to.set_failures(from.failures);
  if (!from.failure) return;
  to.set_failure_en(CleanText(from.failure->en, limits::kTextBytes));
  to.set_failure_zh(CleanText(from.failure->zh, limits::kTextBytes));
}

ProbeStatus Take(const v1::ProbeStatus& from, FieldCheck& check) {
  ProbeStatus to{.door = check.Name("door", from.door()),
                 .at = {},
                 .took = check.Span("took_ns", from.took_ns()),
                 .probes = from.probes(),
                 .failures = from.failures(),
                 .failure = {}};
  if (from.has_at_ns()) to.at = check.Time("at_ns", from.at_ns());
  if (!from.failure_en().empty()) {
    to.failure = Message{check.Words("failure_en", from.failure_en()),
                         check.Words("failure_zh", from.failure_zh())};
  }
  return to;
}

void Put(const ChannelStatus& from, v1::ChannelStatus& to) {
  to.set_channel(from.channel);
  to.set_kind(from.kind);
  to.set_delivered(from.delivered);
  to.set_retried(from.retried);
  to.set_rejected(from.rejected);
  to.set_failure(CleanText(from.failure, limits::kTextBytes));
  to.set_failed_at_ns(ToNanoseconds(from.failed_at));
}

ChannelStatus Take(const v1::ChannelStatus& from, FieldCheck& check) {
  return {.channel = check.Name("channel", from.channel()),
          .kind = check.Name("channel_kind", from.kind()),
          .delivered = from.delivered(),
          .retried = from.retried(),
          .rejected = from.rejected(),
          .failure = check.Words("channel_failure", from.failure()),
          .failed_at = check.Time("channel_failed_at_ns", from.failed_at_ns())};
}

namespace {

void Put(const DurationFigures& from, v1::DurationFigures& to) {
  to.set_p50_ns(from.p50.count());
  to.set_p99_ns(from.p99.count());
  to.set_recent(from.recent);
  to.set_count(from.count);
  to.set_total_ns(from.total.count());
}

DurationFigures Take(const v1::DurationFigures& from, FieldCheck& check) {
  return {.p50 = check.Span("p50_ns", from.p50_ns()),
          .p99 = check.Span("p99_ns", from.p99_ns()),
          .recent = from.recent(),
          .count = from.count(),
          .total = check.Span("total_ns", from.total_ns())};
}

void Put(const WorkStatus& from, v1::WorkStatus& to) {
  to.set_queue(from.queue);
  to.set_queue_limit(from.queue_limit);
  to.set_turned_away(from.turned_away);
  to.set_oldest_wait_ns(from.oldest_wait.count());
  Put(from.ack_time, *to.mutable_ack_time());
  to.set_commits(from.commits);
  Put(from.commit_time, *to.mutable_commit_time());
  to.set_open_incidents(from.open_incidents);
  to.set_pending_notifications(from.pending_notifications);
  if (!from.held) return;
  to.set_held_en(CleanText(from.held->en, limits::kTextBytes));
  to.set_held_zh(CleanText(from.held->zh, limits::kTextBytes));
}

WorkStatus Take(const v1::WorkStatus& from, FieldCheck& check) {
  WorkStatus to{.queue = from.queue(),
                .queue_limit = from.queue_limit(),
                .turned_away = from.turned_away(),
                .oldest_wait = check.Span("oldest_wait_ns", from.oldest_wait_ns()),
                .ack_time = Take(from.ack_time(), check),
                .commits = from.commits(),
                .commit_time = Take(from.commit_time(), check),
                .open_incidents = from.open_incidents(),
                .pending_notifications = from.pending_notifications(),
                .held = {}};
  if (!from.held_en().empty()) {
    to.held =
        Message{check.Words("held_en", from.held_en()), check.Words("held_zh", from.held_zh())};
  }
  return to;
}

void Put(const RoadStatus& from, v1::RoadStatus& to) {
  to.set_hosts(from.hosts);
  to.set_agents(from.agents);
  PutAll(from.doors, *to.mutable_doors());
  PutAll(from.refused_streams, *to.mutable_refused_streams());
  to.set_batches(from.batches);
  to.set_results(from.results);
  to.set_new_results(from.new_results);
  to.set_duplicates(from.duplicates);
  PutAll(from.rejected, *to.mutable_rejected());
  PutAll(from.missing, *to.mutable_missing());
  to.set_waiting_batches(from.waiting_batches);
  to.set_slowed_batches(from.slowed_batches);
  to.set_results_waiting(from.results_waiting);
  to.set_most_results_waiting(from.most_results_waiting);
}

RoadStatus Take(const v1::RoadStatus& from, FieldCheck& check) {
  return {.hosts = from.hosts(),
          .agents = from.agents(),
          .results_waiting = from.results_waiting(),
          .most_results_waiting = from.most_results_waiting(),
          .doors = TakeAll(from.doors(), "doors", kDoors, check),
          .refused_streams = TakeAll(from.refused_streams(), "refused_streams", kReasons, check),
          .waiting_batches = from.waiting_batches(),
          .slowed_batches = from.slowed_batches(),
          .batches = from.batches(),
          .results = from.results(),
          .new_results = from.new_results(),
          .duplicates = from.duplicates(),
          .rejected = TakeAll(from.rejected(), "rejected", kReasons, check),
          .missing = TakeAll(from.missing(), "missing", kReasons, check)};
}

void Put(const DiskStatus& from, v1::DiskStatus& to) {
  Put(from.journal_sync, *to.mutable_journal_sync());
  Put(from.database_commit, *to.mutable_database_commit());
  to.set_samples(from.samples);
  to.set_database_bytes(from.database_bytes);
  to.set_journal_bytes(from.journal_bytes);
  to.set_fold_lag_ns(from.fold_lag.count());
  to.set_history_bytes(from.history_bytes);
  to.set_days(from.days);
  to.set_days_kept(from.days_kept);
  if (from.oldest_day) to.set_oldest_day_ns(ToNanoseconds(*from.oldest_day));
  PutAll(from.newest_days, *to.mutable_newest_days());
  to.set_damaged(from.damaged);
}

DiskStatus Take(const v1::DiskStatus& from, FieldCheck& check) {
  DiskStatus to{.journal_sync = Take(from.journal_sync(), check),
                .database_commit = Take(from.database_commit(), check),
                .samples = from.samples(),
                .database_bytes = from.database_bytes(),
                .journal_bytes = from.journal_bytes(),
                .fold_lag = check.Span("fold_lag_ns", from.fold_lag_ns()),
                .history_bytes = from.history_bytes(),
                .days = from.days(),
                .days_kept = from.days_kept(),
                .oldest_day = {},
                .newest_days = TakeAll(from.newest_days(), "newest_days", kDays, check),
                .damaged = from.damaged()};
  if (from.has_oldest_day_ns()) to.oldest_day = check.Time("oldest_day_ns", from.oldest_day_ns());
  return to;
}

}  // namespace

void ToProto(const CollectorStatus& from, v1::CollectorStatusReply& to) {
  to.set_version(from.version);
  to.set_at_ns(ToNanoseconds(from.at));
  to.set_started_at_ns(ToNanoseconds(from.started_at));
  Put(from.work, *to.mutable_work());
  Put(from.road, *to.mutable_road());
  Put(from.disk, *to.mutable_disk());
  PutAll(from.probes, *to.mutable_probes());
  to.set_up_ns(from.up.count());
  PutAll(from.channels, *to.mutable_channels());
}

Result<CollectorStatus> FromProto(const v1::CollectorStatusReply& from) {
  FieldCheck check;
  CollectorStatus to{.version = check.Name("version", from.version()),
                     .at = check.Time("at_ns", from.at_ns()),
                     .started_at = check.Time("started_at_ns", from.started_at_ns()),
                     .up = check.Span("up_ns", from.up_ns()),
                     .work = Take(from.work(), check),
                     .road = Take(from.road(), check),
                     .disk = Take(from.disk(), check),
                     .probes = TakeAll(from.probes(), "probes", kDoors, check),
                     .channels = TakeAll(from.channels(), "channels", kChannels, check)};
  return check.Finish(std::move(to));
}

}  // namespace xunjian
