#!/usr/bin/env bash
# A disk fills up and gets room again, the agent's and then the collector's: no exit, nothing lost,
# nothing twice, and all goes on within ten seconds. A full collector acknowledges nothing more, can
# still be read, refuses what people ask of it, stops when it is told to, and starts again.
. "$(dirname "$0")/lib.sh"
root_only "a disk of our own"

# fill [NAME]: until not a block is left.
fill() {
  dd if=/dev/zero of="$mount_point/filler${1:-}" bs=64k status=none 2>/dev/null || true
  dd if=/dev/zero of="$mount_point/filler${1:-}.rest" bs=512 status=none 2>/dev/null || true
}
make_room() { rm -f "$mount_point"/filler*; }
agent_disk() { mount_disk 16M "$agent"; }
collector_disk() { mount_disk 48M "$collector"; }
lives() { ! is_gone "$1" || fail "the $1 ended: $(tail -n 3 "$work/$1.log")"; }

new_world agent_disk
run_agent
before=0
await 20 "no results" more_results 8
say "the agent's disk is full"
last_fault="the agent's disk full"
fill
sleep 12
lives agent
make_room
before=$(count_now)
await 10 "nothing new within ten seconds of room" more_results 5
stop agent TERM
count_gaps
check_promises
settle
count_fault agent.disk_full

is_held() { grep -q "nothing is taken in" "$work/collector.log"; }
refused() { # command…
  local got=0
  xj "$@" >"$work/out" 2>"$work/err" || got=$?
  [ "$got" = 5 ] || fail "exit $got instead of 5 on a full disk: $*"
  grep -q "not done, nothing was changed: the disk mounted at $collector is full" "$work/err" ||
    fail "a full disk is not said: $(cat "$work/err")"
}
goes_on() {
  make_room
  before=$(count_now)
  await 10 "nothing new within ten seconds of room" more_results 5
  lives collector
  lives agent
}

new_world collector_disk
run_agent
before=0
await 20 "no results" more_results 8
incident=$(xj incident list -o json | jq '.incidents[0].id')
say "the collector's disk is full"
last_fault="the collector's disk full"
fill
await 5 "the collector does not notice" is_held
sleep 1
before=$(count_now)
sleep 4
[ "$(count_now)" = "$before" ] || fail "a full collector stores on: $before, then $(count_now)"
say "it is read, and asked for something"
xj state list >/dev/null
refused incident note "$incident" "is anybody there"
refused token create --host web2
lives collector
lives agent
! grep -q "is away" "$work/agent.log" || fail "the agent lost its collector"
goes_on
[ "$(grep -c "nothing is taken in" "$work/collector.log")" = 1 ] || fail "it says so more than once"
grep -q "there is room again" "$work/collector.log" || fail "it does not say that it goes on"
stop agent TERM
check_promises
count_fault collector.held_by_disk

say "full, restarted in the middle of it, then full to the last block"
last_fault="the collector's disk full, a restart, and no block left"
run_agent
await 10 "no results" more_results 8
: >"$work/collector.log"
fill
await 5 "the collector does not notice" is_held
asked=$SECONDS
stop collector TERM
[ $((SECONDS - asked)) -le 5 ] || fail "it took $((SECONDS - asked)) s to stop on a full disk"
: >"$work/collector.log"
start_collector
fill 2
# It has what it gave up before, and the rest of blocks that were its own: that lasts for some seconds.
await 60 "the collector does not notice after its start" is_held
xj state list >/dev/null
lives collector
# Its agent was sent away for some seconds when it came back to the full collector.
goes_on
stop agent TERM
check_promises
settle
count_fault collector.held_by_disk
report_faults
