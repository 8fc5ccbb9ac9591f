#!/usr/bin/env bash
# A collector is put back to an old backup, while its agent runs on or away from it: it asks for what it
# lacks, and every result of the agent's last hours is stored again, once.
. "$(dirname "$0")/lib.sh"

# The backup is made as docs/decisions/0008-history.md says: of a collector that is stopped.
back_up() {
  stop collector TERM
  rm -rf "$work/backup"
  cp -a "$collector" "$work/backup"
  start_collector
  stored >"$work/backed_up"
}
lose() {
  stored >"$work/known"
  stop collector KILL
  rm -rf "$collector"
  cp -a "$work/backup" "$collector"
  start_collector
}
lines() { wc -l <"$work/$1"; }
is_old() { [ "$(count_now)" -lt "$(lines known)" ]; }
# All that it knew before is stored again.
knows_all() { stored | sort | comm -13 - <(sort "$work/known") | diff -q - /dev/null; }

# run_on N: until N more results are stored than now.
run_on() {
  before=$(count_now)
  await 30 "no new results" more_results "$1"
}

new_world
run_agent
for round in 1 2 3; do
  say "round $round: the agent runs while its collector falls back"
  last_fault="$round: an old backup, the agent runs"
  run_on 16
  back_up
  run_on $((24 * round))
  lose
  await 30 "what was stored since the backup does not come again" knows_all
  stop agent TERM
  check_promises
  say "$(lines backed_up) results in the backup, $(lines known) before the loss, all of them again"
  count_fault collector.restored
  run_agent
done

say "the same backup once more: the agent is away, is killed and has a backlog when it comes back"
last_fault="the same backup, the agent away"
run_on 8
stop agent KILL
lose
is_old || fail "the backup is not older: $(count_now) results"
say "$(count_now) results in the backup, $(lines known) before the loss"
run_agent
await 30 "what was stored since the backup does not come again" knows_all
stop agent TERM
check_promises
count_fault collector.restored
settle
report_faults
