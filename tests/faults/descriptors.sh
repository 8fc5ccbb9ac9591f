#!/usr/bin/env bash
# Floods take every descriptor that the collector gives away, and then every one that it has: enrolled
# agents go on, and new connections work soon after.
. "$(dirname "$0")/lib.sh"

flood() { start "$1" "$(dirname "$0")/flood" "${@:2}"; }
# How many results of the agent are acknowledged in SECONDS.
acked_in() {
  local from
  from=$(acked)
  sleep "$1"
  echo $(($(acked) - from))
}
open_descriptors() { find "/proc/${pid[collector]}/fd" -mindepth 1 2>/dev/null | wc -l; }
is_out() { [ "$(open_descriptors)" -ge "$descriptors" ]; }

say "600 silent connections from the agent's own address, at 400 descriptors"
last_fault="flood of 600 silent connections"
near_collector=(prlimit --nofile=400)
new_world
run_agent
await 20 "no results" more_results 8
flood silent "$agent_port" 600 once silent 127.0.0.1
sleep 1
before=$(count_now)
await 8 "the agent's results do not pass the flood" more_results 16
say "an agent that comes during the flood"
stop agent KILL
run_agent
before=$(count_now)
await 20 "a new connection does not get through after the hello deadline" more_results 5
stop silent KILL
before=$(count_now)
await 5 "nothing new after the flood" more_results 5
stop agent TERM
check_promises
count_fault collector.flood

# The collector's doors give away more than is left beside its own files: accepting itself fails.
descriptors=200
say "every one of $descriptors descriptors, from eight addresses, with TLS hellos and without"
last_fault="flood until no descriptor is left"
near_collector=(prlimit "--nofile=$descriptors")
stop collector TERM
start_collector
say "$(open_descriptors) descriptors before the flood"
run_agent
until_true 10 is_welcome
undisturbed=$(acked_in 5)
addresses=(127.0.0.{2..9})
flood hello "$agent_port" 100 again hello "${addresses[@]}"
flood silent "$agent_port" 100 again silent "${addresses[@]}"
flood enrolment "$enroll_port" 100 again silent "${addresses[@]}"
until_true 10 is_out || fail "only $(open_descriptors) of $descriptors descriptors are taken"
flooded=$(acked_in 10)
say "$undisturbed results in 5 s before the flood, $flooded in 10 s of it"
[ $((flooded * 4)) -ge $((undisturbed * 2 * 3)) ] || fail "the flood takes more than a quarter of the agent's results"
stop agent TERM
for name in hello silent enrolment; do stop "$name" KILL; done
released=$EPOCHREALTIME
run_agent
until_true 5 is_welcome || fail "a new connection does not get in after the flood"
took=$(seconds_from "$released" "$EPOCHREALTIME")
say "a new agent is let in $took s after the flood"
at_most 2 "$took" || fail "a new agent is let in only $took s after the flood"
until_true 5 xj collector status -o json || fail "operators are not let in after the flood"
xj collector status -o json >"$work/status.json"
out=$(jq '[.road.doors[].refused.out_of_descriptors // 0] | add' "$work/status.json")
say "out of descriptors: $out times"
[ "$out" -gt 0 ] || fail "descriptors never ran out: $(cat "$work/status.json")"
stop agent TERM
check_promises
settle
count_fault collector.out_of_descriptors
report_faults
