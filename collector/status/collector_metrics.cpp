#include "collector/status/collector_metrics.h"

#include "figures/metric_text.h"

namespace xunjian {
namespace {

constexpr auto kCounter = MetricKind::kCounter;
constexpr auto kGauge = MetricKind::kGauge;

void AddReasons(MetricText& text, std::string_view name, std::string_view help,
                const std::vector<CountedReason>& reasons) {
  text.Begin(kCounter, name, help);
  for (const CountedReason& reason : reasons) {
    text.Sample({{"reason", reason.reason}}, reason.count);
  }
}

void AddProcess(MetricText& text, const CollectorStatus& status) {
  text.Begin(kGauge, "xunjian_collector_build_info", "Always 1; the version is a label.");
  text.Sample({{"version", status.version}}, std::uint64_t{1});
  text.Add(kGauge, "xunjian_collector_start_time_seconds", "When it started, in Unix time.",
           Duration(status.started_at.time_since_epoch()));
}

void AddWork(MetricText& text, const WorkStatus& work) {
  text.Add(kGauge, "xunjian_collector_held",
           "1 while nothing is taken in, as with a full disk; 0 otherwise.",
           std::uint64_t{work.held ? 1U : 0U});
  text.Add(kGauge, "xunjian_collector_queue_events",
           "Events that wait to be decided and committed.", work.queue);
  text.Add(kGauge, "xunjian_collector_queue_limit_events", "The most that may wait.",
           work.queue_limit);
  text.Add(kCounter, "xunjian_collector_events_turned_away_total",
           "Events that found the queue full.", work.turned_away);
  text.Add(kGauge, "xunjian_collector_oldest_event_wait_seconds",
           "How long the oldest event that is not committed has waited.", work.oldest_wait);
  text.Add("xunjian_collector_batch_ack_seconds",
           "From the arrival of a batch to after its commit; quantiles of the last minute.",
           work.ack_time);
  text.Add("xunjian_collector_commit_seconds",
           "A commit of one group of events; quantiles of the last minute.", work.commit_time);
  text.Add(kGauge, "xunjian_collector_incidents_open", "Incidents that are not solved.",
           work.open_incidents);
  text.Add(kGauge, "xunjian_collector_notifications_pending", "Notifications not yet delivered.",
           work.pending_notifications);
}

void AddDoors(MetricText& text, const std::vector<DoorStatus>& doors) {
  text.Begin(kGauge, "xunjian_collector_connections", "Connections now, by door.");
  for (const DoorStatus& door : doors) text.Sample({{"door", door.door}}, door.open);
  text.Begin(kGauge, "xunjian_collector_handshakes_waiting",
             "Connections that have not begun their handshake, by door.");
  for (const DoorStatus& door : doors) text.Sample({{"door", door.door}}, door.waiting);
  text.Begin(kCounter, "xunjian_collector_connections_accepted_total",
             "Connections let in, by door; the collector's own probes too.");
  for (const DoorStatus& door : doors) text.Sample({{"door", door.door}}, door.accepted);
  text.Begin(kCounter, "xunjian_collector_connections_refused_total",
             "Connections closed at the door, by door and reason.");
  for (const DoorStatus& door : doors) {
    for (const CountedReason& reason : door.refused) {
      text.Sample({{"door", door.door}, {"reason", reason.reason}}, reason.count);
    }
  }
}

void AddRoad(MetricText& text, const RoadStatus& road) {
  text.Add(kGauge, "xunjian_collector_hosts", "Hosts that are known.", road.hosts);
  text.Add(kGauge, "xunjian_collector_agents_connected", "Agents connected now.", road.agents);
  text.Add(kGauge, "xunjian_collector_agent_results_waiting",
           "Results that wait in the spools of connected agents, as they said last.",
           road.results_waiting);
  text.Add(kGauge, "xunjian_collector_agent_results_waiting_most", "The same in one spool.",
           road.most_results_waiting);
  AddDoors(text, road.doors);
  AddReasons(text, "xunjian_collector_streams_refused_total",
             "Streams of agents ended by the collector, by reason.", road.refused_streams);
  text.Add(kCounter, "xunjian_collector_batches_total", "Batches that came.", road.batches);
  text.Add(kGauge, "xunjian_collector_batches_waiting", "Batches before a full queue.",
           road.waiting_batches);
  text.Add(kCounter, "xunjian_collector_batches_slowed_total",
           "Batches of agents that sent more than their pace, which were read on later.",
           road.slowed_batches);
  text.Add(kCounter, "xunjian_collector_results_total", "Results that came, duplicates too.",
           road.results);
  text.Add(kCounter, "xunjian_collector_results_new_total", "Results that were kept.",
           road.new_results);
  text.Add(kCounter, "xunjian_collector_results_duplicate_total",
           "Results that were there already.", road.duplicates);
  AddReasons(text, "xunjian_collector_results_rejected_total",
             "Results that broke a rule, by reason.", road.rejected);
  AddReasons(text, "xunjian_collector_results_missing_total",
             "Results that were produced and will never come, by reason.", road.missing);
}

void AddChannels(MetricText& text, const std::vector<ChannelStatus>& channels) {
  text.Begin(kCounter, "xunjian_collector_deliveries_total",
             "Tries to deliver a notification, by channel and what came of them.");
  for (const ChannelStatus& channel : channels) {
    const auto sample = [&](const char* outcome, std::uint64_t count) {
      text.Sample({{"channel", channel.channel}, {"outcome", outcome}}, count);
    };
    sample("delivered", channel.delivered);
    sample("retry", channel.retried);
    sample("rejected", channel.rejected);
  }
}

void AddDays(MetricText& text, const CollectorStatus& status) {
  const auto today = std::chrono::floor<std::chrono::days>(status.at);
  text.Begin(kGauge, "xunjian_collector_history_day_bytes",
             "Folded results of one of the last days of reception, UTC; 0 is today.");
  for (const DaySize& day : status.disk.newest_days) {
    const auto ago = (today - std::chrono::floor<std::chrono::days>(day.day)).count();
    text.Sample({{"days_ago", std::to_string(ago)}}, day.bytes);
  }
}

void AddDisk(MetricText& text, const DiskStatus& disk) {
  text.Add("xunjian_collector_journal_sync_seconds",
           "Writing and syncing results; quantiles of the last minute.", disk.journal_sync);
  text.Add("xunjian_collector_database_commit_seconds",
           "The database's commit, synced; quantiles of the last minute.", disk.database_commit);
  text.Add(kCounter, "xunjian_collector_samples_stored_total", "Metric values stored.",
           disk.samples);
  text.Add(kGauge, "xunjian_collector_database_bytes", "The database with its log.",
           disk.database_bytes);
  text.Add(kGauge, "xunjian_collector_journal_bytes", "Results that are not folded yet.",
           disk.journal_bytes);
  text.Add(kGauge, "xunjian_collector_fold_lag_seconds",
           "From the oldest result that is not folded to the newest.", disk.fold_lag);
  text.Add(kGauge, "xunjian_collector_history_bytes", "Folded results of all days.",
           disk.history_bytes);
  text.Add(kGauge, "xunjian_collector_history_days", "Days with results.", disk.days);
  text.Add(kGauge, "xunjian_collector_history_days_kept", "The most days that are kept.",
           disk.days_kept);
  text.Add(kCounter, "xunjian_collector_history_damaged_total",
           "Places on disk that could not be read.", disk.damaged);
}

void AddProbes(MetricText& text, const std::vector<ProbeStatus>& probes) {
  text.Begin(kGauge, "xunjian_collector_probe_up",
             "Whether the collector reached its own door last time, by door.");
  for (const ProbeStatus& probe : probes) {
    if (!probe.at) continue;
    text.Sample({{"door", probe.door}}, std::uint64_t{probe.failure ? 0U : 1U});
  }
  text.Begin(kGauge, "xunjian_collector_probe_seconds", "How long that took, by door.");
  for (const ProbeStatus& probe : probes) text.Sample({{"door", probe.door}}, probe.took);
  text.Begin(kCounter, "xunjian_collector_probes_total", "Probes of its own doors, by door.");
  for (const ProbeStatus& probe : probes) text.Sample({{"door", probe.door}}, probe.probes);
  text.Begin(kCounter, "xunjian_collector_probe_failures_total",
             "Probes that did not get through, by door.");
  for (const ProbeStatus& probe : probes) text.Sample({{"door", probe.door}}, probe.failures);
}

}  // namespace

std::string CollectorMetrics(const CollectorStatus& status) {
  MetricText text;
  AddProcess(text, status);
  AddWork(text, status.work);
  AddChannels(text, status.channels);
  AddRoad(text, status.road);
  AddDisk(text, status.disk);
  AddDays(text, status);
  AddProbes(text, status.probes);
  return std::move(text).Finish();
}

}  // namespace xunjian
