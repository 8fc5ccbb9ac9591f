-- A piece of news is told through several channels: its key is the same for all of them.
CREATE TABLE outbox_of_channels (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  incident INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  detail TEXT NOT NULL,
  reported_at INTEGER,  -- NULL: no channel said anything yet
  UNIQUE (key, channel)
) STRICT;

INSERT INTO outbox_of_channels
  SELECT id, key, channel, kind, incident, created_at, state, attempts, due_at, detail, NULL
  FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_of_channels RENAME TO outbox;

CREATE INDEX outbox_pending ON outbox (channel, due_at) WHERE state = 1;
CREATE INDEX outbox_of_incident ON outbox (incident);

-- When an incident is told of again; kind: 1 who joined it, 2 that nobody acknowledged it.
CREATE TABLE news_deadline (
  incident INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (incident, kind)
) STRICT, WITHOUT ROWID;
