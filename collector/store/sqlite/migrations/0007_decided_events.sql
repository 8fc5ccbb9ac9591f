-- Events beside their results, each with its commit and its place among all that was written in it:
-- with the history they are all that was decided on (docs/decisions/0013-replay.md). The time of the
-- commit is the time it was decided with.
CREATE TABLE decided_event (
  commit_number INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (commit_number, number)
) STRICT, WITHOUT ROWID;

-- What was committed before left no events, so nothing can be replayed; the newest number is kept to
-- count on.
DELETE FROM commit_log WHERE number < (SELECT MAX(number) FROM commit_log);
