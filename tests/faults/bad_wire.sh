#!/usr/bin/env bash
# A proxy between agent and collector delays, cuts, corrupts and repeats what passes.
. "$(dirname "$0")/lib.sh"

rounds=${XUNJIAN_FAULTS_COUNT:-2}
[ "$rounds" -le 8 ] || rounds=8

new_world
proxy_port=$(free_port)
echo pass >"$work/mode"
start proxy perl "$(dirname "$0")/wire_proxy" "$proxy_port" "$agent_port" "$work/mode"
sed -i "s|^collector = .*|collector = \"127.0.0.1:$proxy_port\"|" "$agent/agent.toml"
run_agent
before=0
await 20 "no results through the proxy" more_results 8
for ((i = 0; i < rounds; ++i)); do
  for mode in cut corrupt duplicate "delay 0.3" hold; do
    last_fault="wire: $mode"
    echo "$mode" >"$work/mode"
    sleep 2
    echo pass >"$work/mode"
    before=$(count_now)
    await 45 "no results after $mode" more_results 5
    count_fault "wire.${mode%% *}"
  done
done
stop agent TERM
check_promises
settle
report_faults
