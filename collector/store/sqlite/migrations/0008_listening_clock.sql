-- How long the collector had listened at each commit, over all its processes, and when each result
-- came by that clock (ns; collector/incident/listening_clock.h). It begins with this migration.
ALTER TABLE commit_log ADD COLUMN listened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE arrival ADD COLUMN listened_from INTEGER NOT NULL DEFAULT 0;

-- What was decided by the clocks of processes cannot be decided once more by this one; the newest
-- number is kept to count on.
DELETE FROM decided_event;
DELETE FROM commit_log WHERE number < (SELECT MAX(number) FROM commit_log);
