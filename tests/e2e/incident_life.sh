#!/usr/bin/env bash
# A fault becomes an incident, is acknowledged, cannot be called solved while it lasts, and is solved
# by the same check passing again.
. "$(dirname "$0")/lib.sh"

port=$(free_port)
init_collector
start_collector
enroll_agent
probe_policy "$port"
start_agent

await 20 "no incident for a closed port" incident_with_status open
id=$(incident_with_status open)
say "incident $id is open"

expect 2 xj incident ack "$id"
expect 0 xj incident ack "$id" --reason "looking"
expect 3 xj incident ack 999999 --reason "looking"
expect 1 xj incident solve "$id" --note "done"
grep -q "net.state.tcp_probe" "$work/err" || fail "the refusal does not name the failing check"
expect 0 xj incident note "$id" "restarting the shop"

listen "$port" listener
await 20 "the incident was not solved after the repair" incident_with_status solved
xj incident show "$id" -o json >"$work/incident.json"
jq -e '.schema == "xunjian.incident/1" and (.members | length == 1) and
  (.members[0] | .first_failing_seq > 0 and .passing_seq > .last_failing_seq)' \
  "$work/incident.json" >/dev/null || fail "no proof of repair: $(cat "$work/incident.json")"
say "solved with proof"

stop listener
await 20 "no new incident for a new fault" incident_with_status open
[ "$(incident_with_status open)" != "$id" ] || fail "a solved incident was opened again"
say "a new fault is a new incident"

say "all of it, decided once more, comes out the same"
expect 1 "$bin/xunjian-collector" replay --dir "$collector"
grep -q "in use" "$work/err" || fail "beside a running collector: $(cat "$work/err")"
stop agent
stop collector
expect 0 "$bin/xunjian-collector" --lang en replay --dir "$collector"
grep -q "same" "$work/out" || fail "replay: $(cat "$work/out")"
