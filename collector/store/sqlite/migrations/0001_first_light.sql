-- Times are nanoseconds since 1970 (UTC). Labels, arguments and details are "name=value" lines
-- (pairs_text.h). Enumerations have the numbers of the wire. An epoch is the agent's random 64 bits.

CREATE TABLE commit_log (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE site (
  name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE host (
  name TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  labels TEXT NOT NULL,
  agent TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agent (
  id TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  key_fingerprint TEXT NOT NULL,
  version TEXT NOT NULL,
  connected INTEGER NOT NULL,
  last_contact INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_epoch (
  number INTEGER PRIMARY KEY,
  agent TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  received TEXT NOT NULL,  -- "1-500,502-502"
  UNIQUE (agent, epoch)
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role INTEGER NOT NULL,
  site TEXT NOT NULL,
  certificate_fingerprint TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  host TEXT NOT NULL,
  site TEXT NOT NULL,
  labels TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  key_fingerprint TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The newest one is in force.
CREATE TABLE policy (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  version TEXT NOT NULL,
  text TEXT NOT NULL,
  applied_by TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT;

-- One row per assignment of a host: when it answered last.
CREATE TABLE arrival (
  host TEXT NOT NULL,
  assignment TEXT NOT NULL,
  check_id TEXT NOT NULL,
  newest_epoch_number INTEGER NOT NULL,
  newest_seq INTEGER NOT NULL,
  newest_epoch INTEGER NOT NULL,
  observed_at INTEGER NOT NULL,
  expected_from INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  PRIMARY KEY (host, assignment)
) STRICT, WITHOUT ROWID;

CREATE TABLE state (
  host TEXT NOT NULL,
  assignment TEXT NOT NULL,
  item TEXT NOT NULL,
  check_id TEXT NOT NULL,
  outcome INTEGER NOT NULL,
  code TEXT NOT NULL,
  arguments TEXT NOT NULL,
  kind INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  since INTEGER NOT NULL,
  observed_at INTEGER NOT NULL,
  newest_epoch_number INTEGER NOT NULL,
  newest_seq INTEGER NOT NULL,
  newest_epoch INTEGER NOT NULL,
  first_failing_epoch_number INTEGER NOT NULL,
  first_failing_seq INTEGER NOT NULL,
  first_failing_epoch INTEGER NOT NULL,
  last_failing_epoch_number INTEGER NOT NULL,
  last_failing_seq INTEGER NOT NULL,
  last_failing_epoch INTEGER NOT NULL,
  PRIMARY KEY (host, assignment, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  status INTEGER NOT NULL,
  host TEXT NOT NULL,
  site TEXT NOT NULL,
  grouping TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  solved_at INTEGER,
  owner TEXT NOT NULL
) STRICT;

CREATE INDEX incident_unsolved ON incident (id) WHERE solved_at IS NULL;

CREATE TABLE incident_member (
  incident INTEGER NOT NULL,
  host TEXT NOT NULL,
  assignment TEXT NOT NULL,
  item TEXT NOT NULL,
  trouble INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  outcome INTEGER NOT NULL,
  code TEXT NOT NULL,
  arguments TEXT NOT NULL,
  first_failing_epoch_number INTEGER NOT NULL,
  first_failing_seq INTEGER NOT NULL,
  first_failing_epoch INTEGER NOT NULL,
  last_failing_epoch_number INTEGER NOT NULL,
  last_failing_seq INTEGER NOT NULL,
  last_failing_epoch INTEGER NOT NULL,
  passing_epoch_number INTEGER NOT NULL,
  passing_seq INTEGER NOT NULL,
  passing_epoch INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  PRIMARY KEY (incident, host, assignment, item, trouble)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_event (
  incident INTEGER NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  text TEXT NOT NULL,
  details TEXT NOT NULL,
  PRIMARY KEY (incident, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER incident_event_is_not_rewritten BEFORE UPDATE ON incident_event
BEGIN SELECT RAISE(ABORT, 'the timeline of an incident is append-only'); END;

CREATE TRIGGER incident_event_is_not_removed BEFORE DELETE ON incident_event
BEGIN SELECT RAISE(ABORT, 'the timeline of an incident is append-only'); END;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  incident INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE INDEX outbox_pending ON outbox (due_at) WHERE state = 1;

-- History: the result as it came (proto/convert EncodeResult) …
CREATE TABLE result (
  epoch_number INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  commit_number INTEGER NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (epoch_number, seq)
) STRICT, WITHOUT ROWID;

-- … and one row per item, in the order it is asked for: a host's newest first.
CREATE TABLE result_item (
  host TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  epoch_number INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  item TEXT NOT NULL,
  check_id TEXT NOT NULL,
  outcome INTEGER NOT NULL,
  PRIMARY KEY (host, observed_at, epoch_number, seq, item)
) STRICT, WITHOUT ROWID;
