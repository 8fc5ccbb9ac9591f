#!/usr/bin/env bash
# What agent and runner cost a host: every built-in check each 30 s under the shipped programs, with a
# real collector over mutual TLS on the same machine. Prints `name value unit`; takes 100 s.
set -euo pipefail
bin=$(cd "$(dirname "${BASH_SOURCE[0]}")/../bin" && pwd)
work=$(mktemp -d)
pids=()
finish() {
  local p
  for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done
  for p in "${pids[@]}"; do wait "$p" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT

xj() { timeout 20 "$bin/xunjian" --dir "$work/c" --lang en "$@"; }
"$bin/xunjian-collector" init --dir "$work/c" --site bench >/dev/null 2>&1
"$bin/xunjian-collector" run --dir "$work/c" --listen 127.0.0.1:0 --enroll-listen 127.0.0.1:0 \
  2>"$work/collector.log" &
pids+=($!)
for _ in $(seq 50); do xj host list >/dev/null 2>&1 && break; sleep 0.2; done
"$bin/xunjian-agent" enroll --dir "$work/a" --host bench1 "$(xj token create --host bench1)" 2>/dev/null
cat >"$work/policy.toml" <<'POLICY'
schema = "xunjian.policy/1"
[[assign]]
name = "all"
checks = ["host.*", "os.*", "net.state.link"]
interval = "30s"
[[assign]]
name = "probe"
checks = ["net.state.tcp_probe"]
parameters = { target = "127.0.0.1:1" }
interval = "30s"
POLICY
xj policy apply "$work/policy.toml" >/dev/null 2>&1
"$bin/xunjian-agent" run --dir "$work/a" 2>"$work/agent.log" &
pids+=($!)
sleep 35

agent=$(pgrep -P "${pids[1]}" -x xunjian-agent)
runner=$(pgrep -P "${pids[1]}" -x xunjian-runner)
hertz=$(getconf CLK_TCK)
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
memory() { awk -v f="$2" '$1 == f ":" { print $2 }' "/proc/$1/smaps_rollup"; }
a=$(ticks "$agent") r=$(ticks "$runner")
sleep 60
a=$(($(ticks "$agent") - a)) r=$(($(ticks "$runner") - r))
checks=$(xj result list --limit 10000 -o json | jq '[.results[].check] | unique | length')

echo "footprint.checks $checks count"
awk -v t="$a" -v h="$hertz" 'BEGIN { printf "footprint.agent_cpu_s_per_min %.3f s\n", t / h }'
awk -v t="$r" -v h="$hertz" 'BEGIN { printf "footprint.runner_cpu_s_per_min %.3f s\n", t / h }'
for field in Rss Pss Private_Clean Private_Dirty; do
  name=$(tr '[:upper:]' '[:lower:]' <<<"$field")
  awk -v k="$(memory "$agent" "$field")" -v n="$name" \
    'BEGIN { printf "footprint.agent_%s_mib %.1f MiB\n", n, k / 1024 }'
  awk -v k="$(memory "$runner" "$field")" -v n="$name" \
    'BEGIN { printf "footprint.runner_%s_mib %.1f MiB\n", n, k / 1024 }'
done
