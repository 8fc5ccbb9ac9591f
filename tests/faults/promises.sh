# Sourced by lib.sh: what must hold after each fault.
# shellcheck shell=bash disable=SC2154 # of lib.sh

counted_in_gaps=0
most_incidents=1

list() { xj "$1" list "${@:2}" -o json >"$work/$1s.json"; }

# "epoch seq" of each result, as often as it is stored.
stored() {
  list result --limit 10000
  jq -r '.results | group_by([.epoch, .seq])[] | range(group_by(.item) | map(length) | max) as $i |
    "\(.[0].epoch) \(.[0].seq)"' "$work/results.json"
}

# The same into $work/stored, when of each check the state is that of its last result, and there is one
# incident.
look() {
  list result --limit 10000
  list state
  list incident
  jq -nr --slurpfile results "$work/results.json" --slurpfile states "$work/states.json" \
    --slurpfile incidents "$work/incidents.json" --argjson most "$most_incidents" \
    -f "$(dirname "${BASH_SOURCE[0]}")/stored.jq" >"$work/stored"
}

# How many results there are by now; more_results N: N more than $before.
before=0
count_now() { stored | wc -l; }
more_results() { [ "$(count_now)" -ge $((before + $1)) ]; }

# What the agent counted in gaps and told in its log; a gap that was read twice counts once.
count_gaps() {
  counted_in_gaps=$(cat "$work/agent.past" "$work/agent.log" |
    sed -n 's/.*results are missing.* results=\([0-9]*\) first_seq=\([0-9]*\).*/\1 \2/p' |
    sort -u -k2 | awk '{ sum += $1 } END { print sum + 0 }')
}

# check_promises [settled]: the agent does not run, the collector does.
check_promises() {
  [ -d "$agent/spool" ] || return 0
  look || fail "a promise is broken, after ${last_fault:-no fault}"
  "$faults/promise_check" "$agent/spool" "$counted_in_gaps" "$@" <"$work/stored" >"$work/promises" || {
    cat "$work/promises" "$work/hit" >&2
    fail "a promise is broken, after ${last_fault:-no fault}"
  }
}

nothing_waits() {
  stored | "$faults/promise_check" "$agent/spool" "$counted_in_gaps" settled >/dev/null
}

# Everything runs undisturbed, without new results, until nothing waits: then every produced result is
# stored, once.
settle() {
  [ -n "${pid[collector]:-}" ] || start_collector
  local tries=12
  while :; do
    [ -n "${pid[agent]:-}" ] || run_agent
    until_true 30 is_welcome || fail "the agent is not let in, after ${last_fault:-no fault}"
    kill -STOP "${pid[runner]}"
    pause 1
    stop agent TERM
    kill -CONT "${pid[runner]}"
    tries=$((tries - 1))
    nothing_waits || [ "$tries" = 0 ] || continue
    break
  done
  check_promises settled
  say "settled: $(head -n 1 "$work/promises")"
}
