#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "figures/recent_durations.h"

// How a collector is doing, for people and for programs that watch it. Plain values; counts are
// since it started.
namespace xunjian {

// What waits to be decided and committed.
struct WorkStatus {
  std::uint64_t queue = 0;  // events
  std::uint64_t queue_limit = 0;
  std::uint64_t turned_away = 0;  // events that found the queue full
  Duration oldest_wait{};         // of an event that is not committed yet
  DurationFigures ack_time;       // of a batch, from its arrival to after its commit
  std::uint64_t commits = 0;
  DurationFigures commit_time;
  std::uint64_t open_incidents = 0;
  std::uint64_t pending_notifications = 0;
  std::optional<Message> held;  // why nothing is taken in, such as a full disk; none: it is
};

struct CountedReason {
  std::string reason;
  std::uint64_t count = 0;
};

// One listening port.
struct DoorStatus {
  std::string door;           // "agents", "enrolment", "operators"
  std::uint64_t open = 0;     // connections now
  std::uint64_t waiting = 0;  // for the first message of their handshake
  std::uint64_t accepted = 0;
  std::vector<CountedReason> refused;
};

// What the hosts send.
struct RoadStatus {
  std::uint64_t hosts = 0;                 // that are known
  std::uint64_t agents = 0;                // connected now
  std::uint64_t results_waiting = 0;       // in their spools, as they said last
  std::uint64_t most_results_waiting = 0;  // in one of these
  std::vector<DoorStatus> doors;
  std::vector<CountedReason> refused_streams;  // by error code, or "come_back_later"
  std::uint64_t waiting_batches = 0;           // now, before a full queue
  std::uint64_t slowed_batches = 0;            // of agents that sent more than their pace
  std::uint64_t batches = 0;
  std::uint64_t results = 0;  // that came, duplicates too
  std::uint64_t new_results = 0;
  std::uint64_t duplicates = 0;
  std::vector<CountedReason> rejected;  // results that broke a rule
  std::vector<CountedReason> missing;   // results that will never come, by the reason of the gap
};

// A day of reception, UTC.
struct DaySize {
  Timestamp day;
  std::uint64_t bytes = 0;
};

struct DiskStatus {
  DurationFigures journal_sync;     // results, written and synced
  DurationFigures database_commit;  // all else
  std::uint64_t samples = 0;        // stored
  std::uint64_t database_bytes = 0;
  std::uint64_t journal_bytes = 0;  // results not yet folded into their day
  Duration fold_lag{};              // how old the oldest of them is, beside the newest
  std::uint64_t history_bytes = 0;  // of all days
  std::uint64_t days = 0;
  std::uint64_t days_kept = 0;  // the most there may be
  std::optional<Timestamp> oldest_day;
  std::vector<DaySize> newest_days;  // newest first, at most seven
  std::uint64_t damaged = 0;         // places that could not be read
};

// What the collector found when it came to one of its own doors as a stranger would.
struct ProbeStatus {
  std::string door;             // "agents", "enrolment", "operators", "socket"
  std::optional<Timestamp> at;  // of the newest probe; none yet
  Duration took{};
  std::uint64_t probes = 0;
  std::uint64_t failures = 0;
  std::optional<Message> failure;  // of the newest probe; none: it went well
};

// A way to tell people, and what came of each try.
struct ChannelStatus {
  std::string channel;
  std::string kind;  // "smtp"; "missing" when notifications name it and the configuration does not
  std::uint64_t delivered = 0;
  std::uint64_t retried = 0;
  std::uint64_t rejected = 0;
  std::string failure;  // what it said last, when that was no success; "" otherwise
  Timestamp failed_at;  // of that
};

struct CollectorStatus {
  std::string version;
  Timestamp at;  // by the collector's clock
  Timestamp started_at;
  Duration up{};  // since then, whatever clocks did
  WorkStatus work;
  RoadStatus road;
  DiskStatus disk;
  std::vector<ProbeStatus> probes;
  std::vector<ChannelStatus> channels;
};

// What people call a door.
Text DoorLabel(std::string_view door);

// kBehind: results wait longer than they should, and are safe. kFailing: somebody must look.
enum class CollectorHealth { kWorking = 1, kBehind = 2, kFailing = 3 };
std::string_view ToString(CollectorHealth health);  // "working", "behind", "failing"

struct CollectorVerdict {
  CollectorHealth health = CollectorHealth::kWorking;
  Message line;  // "behind: 12,400 events wait, the oldest for 8 s"
};

// One line about all of it: the worst of what there is to say.
CollectorVerdict VerdictOn(const CollectorStatus& status);

}  // namespace xunjian
