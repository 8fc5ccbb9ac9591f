-- Produced results that will never come, as agents and the collector account for them. `seqs` is
-- "1-500,502-502"; a time of 0 is not known.
CREATE TABLE result_gap (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL,
  epoch_number INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  seqs TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT;

CREATE INDEX result_gap_of_host ON result_gap (host, id);

-- What was produced in an epoch, as far as it was heard of: results + missing.
ALTER TABLE agent_epoch ADD COLUMN results INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agent_epoch ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;
