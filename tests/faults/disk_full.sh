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

# When the agent had its last ack, from its own figures; milliseconds late, never early.
last_ack() {
  curl -sf "http://127.0.0.1:$agent_http_port/metrics" >"$work/agent.metrics"
  awk -v now="$EPOCHREALTIME" '
    $1 == "xunjian_agent_last_ack_age_seconds" { printf "%.3f\n", now - $2 }' "$work/agent.metrics"
}
goes_on() {
  local room=$EPOCHREALTIME
  make_room
  before=$(count_now)
  await 10 "nothing new within ten seconds of room" more_results 5
  say "five more results $(seconds_from "$room" "$EPOCHREALTIME") s after there was room"
  lives collector
  lives agent
}

new_world collector_disk
stop collector TERM
with_fault "$collector" write,reserve 0 watch run_collector
await 15 "the collector does not answer" xj host list
run_agent
before=0
await 20 "no results" more_results 8
incident=$(xj incident list -o json | jq '.incidents[0].id')
say "the collector's disk is full"
last_fault="the collector's disk full"
fill
full=$EPOCHREALTIME
await 20 "no write finds the disk full" was_hit
await 5 "the collector does not notice" is_held
read -r failed call _ <"$work/hit"
say "the first $call that failed did $(seconds_from "$full" "$failed") s after the disk was full"
sleep 1
before=$(count_now)
sleep 4
[ "$(count_now)" = "$before" ] || fail "a full collector stores on: $before, then $(count_now)"
acked=$(last_ack)
say "the last ack came $(seconds_from "$failed" "$acked") s after the first $call that failed"
at_most 1 "$(seconds_from "$failed" "$acked")" || fail "acks go on for more than a second"
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

say "full, stopped and started again while not a block is left"
last_fault="the collector's disk full, and a restart"
run_agent
await 10 "no results" more_results 8
: >"$work/collector.log"
fill
await 20 "the collector does not notice" is_held
asked=$SECONDS
stop collector TERM
[ $((SECONDS - asked)) -le 5 ] || fail "it took $((SECONDS - asked)) s to stop on a full disk"
: >"$work/collector.log"
fill 2
[ "$(stat -f -c %a "$collector")" = 0 ] || fail "there is room: $(df "$collector")"
start_collector
await 5 "the collector does not notice after its start" is_held
xj state list >/dev/null
refused token create --host web2
lives collector
# Its agent was sent away for some seconds when it came back to the full collector.
goes_on
stop agent TERM
check_promises
settle
count_fault collector.held_by_disk
report_faults
