#!/usr/bin/env bash
# A copied agent folder: the copy is refused and named, and replaces nothing.
. "$(dirname "$0")/lib.sh"

start_story 3

copy=$work/copy
copied_incident() {
  xj incident list -o json | jq -er '[.incidents[] | select(.group == "host=web1,service=agent")][0].id'
}
reason_of() { xj incident show "$1" -o json | jq -r '.members[] | select(.check == "agent") | .code'; }
connected() { [ "$(xj host list -o json | jq -r '.hosts[0].connected')" = true ]; }
start_copy() { start copy "$bin/xunjian-agent" run --dir "$copy"; }
welcomed() { [ "$(grep -c "collector welcomed us" "$work/$1.log")" -ge "$2" ]; }

say "a copy beside the original"
stop agent
cp -a "$agent" "$copy"
start_agent
count=$(count_results)
await 20 "the original does not go on" has_results $((count + 2))
start_copy
await 30 "the copy is not noticed" copied_incident
id=$(copied_incident)
[ "$(reason_of "$id")" = agent_copied ] || fail "$(xj incident show "$id")"
grep -q "another program is connected with this agent's key" "$work/copy.log" ||
  fail "the copy is not told why"
welcomed copy 1 && fail "the copy was let in"
expect 1 xj incident solve "$id" --note "wishful"
connected || fail "the original lost its connection"
count=$(count_results)
await 20 "the original does not go on" has_results $((count + 2))
assert_once 1

say "the original stands still, the copy takes its seat, and both are named again when it wakes"
original=$(pgrep -P "${pid[agent]}" -f run-child)
kill -STOP "$original"
# Once is enough: each opening of a spool is a life of its own, with numbers that nobody else gives.
await 60 "the copy is not let in beside a dead stream" welcomed copy 1
kill -CONT "$original"
await 60 "the original is not told" grep -q "another program is connected" "$work/agent.log"
stop copy
await 90 "the original does not come back" welcomed agent 3
