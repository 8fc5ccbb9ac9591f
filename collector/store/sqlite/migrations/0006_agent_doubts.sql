-- How far an agent's clock is off (ns, theirs minus ours; NULL: right), the boots it spoke from
-- (one a line, newest last), and whether two programs seem to use its key.
ALTER TABLE agent ADD COLUMN clock_skew INTEGER;
ALTER TABLE agent ADD COLUMN boots TEXT NOT NULL DEFAULT '';
ALTER TABLE agent ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;
