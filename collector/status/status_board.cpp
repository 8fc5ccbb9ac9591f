#include "collector/status/status_board.h"

#include <utility>

#include "base/version.h"

namespace xunjian {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

std::vector<CountedReason> Reasons(const Counts& counts) {
  std::vector<CountedReason> reasons;
  for (const auto& [reason, count] : counts) {
    if (count > 0) reasons.push_back({reason, count});
  }
  return reasons;
}

DoorStatus DoorOf(const std::string& name, const AcceptorFigures& figures) {
  return {.door = name,
          .open = figures.open,
          .waiting = figures.waiting,
          .accepted = figures.accepted,
          .refused = Reasons({{"too_many_connections", figures.too_many},
                              {"too_many_from_one_address", figures.too_many_of_address},
                              {"too_many_unfinished_handshakes", figures.too_many_handshakes},
                              {"no_tls_1_3_hello", figures.no_hello},
                              {"out_of_descriptors", figures.out_of_descriptors}})};
}

WorkStatus WorkOf(const EngineFigures& engine) {
  return {.queue = engine.waiting,
          .queue_limit = engine.queue_limit,
          .turned_away = engine.refused_events,
          .oldest_wait = engine.oldest_wait,
          .ack_time = engine.ack_time,
          .commits = engine.commits,
          .commit_time = engine.commit_time,
          .open_incidents = engine.open_incidents,
          .pending_notifications = engine.pending_notifications,
          .held = engine.held ? std::optional(engine.held->message()) : std::nullopt};
}

RoadStatus RoadOf(const EngineFigures& engine, const IngestFigures& ingest) {
  return {.hosts = engine.hosts,
          .agents = ingest.streams,
          .results_waiting = ingest.results_waiting,
          .most_results_waiting = ingest.most_results_waiting,
          .doors = {},
          .refused_streams = Reasons(ingest.refused),
          .waiting_batches = ingest.waiting_batches,
          .slowed_batches = ingest.slowed_batches,
          .batches = engine.batches,
          .results = engine.arrived_results,
          .new_results = engine.new_results,
          .duplicates = engine.duplicates,
          .rejected = Reasons(engine.rejected_results),
          .missing = Reasons(engine.missing_results)};
}

DiskStatus DiskOf(const StoreFigures& store) {
  DiskStatus disk{.journal_sync = store.journal_sync,
                  .database_commit = store.database_commit,
                  .samples = store.samples,
                  .database_bytes = store.database_bytes,
                  .journal_bytes = store.journal_bytes,
                  .fold_lag = store.fold_lag,
                  .history_bytes = store.history_bytes,
                  .days = store.days,
                  .days_kept = store.days_kept,
                  .oldest_day = store.oldest_day,
                  .newest_days = {},
                  .damaged = store.damaged};
  for (const DayBytes& day : store.newest_days) disk.newest_days.push_back({day.day, day.bytes});
  return disk;
}

}  // namespace

StatusBoard::StatusBoard(const Parts& parts)
    : parts_(parts), started_at_(parts.clock.Now()), started_(parts.clock.Steady()) {}

void StatusBoard::AddDoor(std::string name, std::function<AcceptorFigures()> figures) {
  const std::scoped_lock lock(mutex_);
  doors_.push_back({std::move(name), std::move(figures)});
}

void StatusBoard::SetProbes(std::function<std::vector<ProbeStatus>()> probes) {
  const std::scoped_lock lock(mutex_);
  probes_ = std::move(probes);
}

void StatusBoard::SetChannels(std::function<std::vector<ChannelStatus>()> channels) {
  const std::scoped_lock lock(mutex_);
  channels_ = std::move(channels);
}

CollectorStatus StatusBoard::Look() const {
  const EngineFigures engine = parts_.engine.figures();
  CollectorStatus status{.version = std::string(kProgramVersion),
                         .at = parts_.clock.Now(),
                         .started_at = started_at_,
                         .up = parts_.clock.Steady() - started_,
                         .work = WorkOf(engine),
                         .road = RoadOf(engine, parts_.desk.figures()),
                         .disk = DiskOf(parts_.store.figures()),
                         .probes = {},
                         .channels = {}};
  const std::scoped_lock lock(mutex_);
  for (const Door& door : doors_) status.road.doors.push_back(DoorOf(door.name, door.figures()));
  if (probes_) status.probes = probes_();
  if (channels_) status.channels = channels_();
  return status;
}

}  // namespace xunjian
