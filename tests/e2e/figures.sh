#!/usr/bin/env bash
# How the daemons are doing: `xunjian collector status`, and the figures of both over HTTP on
# loopback; what is hostile there, and a collector that cannot reach its own door.
. "$(dirname "$0")/lib.sh"

# request PORT "first line": the whole answer.
request() {
  local answer
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf '%b\r\nHost: x\r\n\r\n' "$2" >&3
  answer=$(timeout 10 cat <&3 2>/dev/null || true)
  exec 3>&-
  printf '%s\n' "$answer"
}
metrics() { request "$1" 'GET /metrics HTTP/1.1' | sed '1,/^\r$/d'; }
status_of() { request "$1" "$2" | head -n 1 | cut -d' ' -f2; }
# figure PORT 'name{labels}': its value, 0 where there is none.
figure() { metrics "$1" | awk -v name="$2" '$1 == name { print $2; found = 1 } END { if (!found) print 0 }'; }
at_least() { [ "$(figure "$1" "$2" | cut -d. -f1)" -ge "$3" ]; }
is() { [ "$(figure "$1" "$2")" = "$3" ]; }

answers() { [ "$(status_of "$1" 'GET /healthz HTTP/1.1')" = 200 ]; }

# Every figure has its HELP and TYPE before its samples, and every line is one of these three.
well_formed() {
  # shellcheck disable=SC2016  # awk's variables
  awk '
    /^# HELP [a-z_]+ ./ { help = $3; next }
    /^# TYPE [a-z_]+ (counter|gauge|summary)$/ { if ($3 != help) bad("type"); type = $3; next }
    /^[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.e+-]+$/ {
      name = $1; sub(/\{.*/, "", name); part = name; sub(/_(sum|count)$/, "", part)
      if (name != type && part != type) bad("sample"); samples++; next }
    { bad("line") }
    function bad(what) { print what ": " $0 > "/dev/stderr"; exit 1 }
    END { if (samples < 10) { print "few samples" > "/dev/stderr"; exit 1 } }' "$1"
}

port=$(free_port)
listen "$port" listener
init_collector
http_port=$(free_port)
agent_http_port=$(free_port)
start collector "$bin/xunjian-collector" run --dir "$collector" --listen "127.0.0.1:$agent_port" \
  --enroll-listen "127.0.0.1:$enroll_port" --http-listen "127.0.0.1:$http_port"
await 15 "the collector does not answer" xj host list
enroll_agent
grep -q '^http_listen = "127.0.0.1:9421"$' "$agent/agent.toml" || fail "enroll: no http_listen"
sed -i "s/127.0.0.1:9421/127.0.0.1:$agent_http_port/" "$agent/agent.toml"
probe_policy "$port"
start_agent
await 20 "no results" has_results 4

say "the collector's figures"
metrics "$http_port" >"$work/collector.metrics"
well_formed "$work/collector.metrics" || fail "collector: $(cat "$work/collector.metrics")"
at_least "$http_port" xunjian_collector_results_new_total 4 || fail "no new results"
is "$http_port" xunjian_collector_agents_connected 1 || fail "no agent is connected"
at_least "$http_port" xunjian_collector_journal_sync_seconds_count 1 || fail "no sync was measured"
for door in agents enrolment socket; do
  await 20 "no probe of $door" is "$http_port" "xunjian_collector_probe_up{door=\"$door\"}" 1
done
[ "$(status_of "$http_port" 'GET /healthz HTTP/1.1')" = 200 ] || fail "healthz"

say "the same for people and scripts"
expect 0 xj collector status -o json
jq -e '.schema == "xunjian.collector_status/1" and .health == "working" and .road.agents == 1
       and .road.hosts == 1 and .road.new_results >= 4 and .work.queue_limit > 0
       and (.probes | length) == 3 and (.probes | all(.failure == null))
       and .disk.journal_sync.count > 0' "$work/out" >/dev/null || fail "$(cat "$work/out")"
expect 0 xj collector status
grep -q '^working; ' "$work/out" || fail "no verdict: $(cat "$work/out")"
expect 0 timeout 20 "$bin/xunjian" --dir "$collector" --lang zh collector status
grep -q '^正常；' "$work/out" || fail "no verdict: $(cat "$work/out")"

say "the agent's figures"
metrics "$agent_http_port" >"$work/agent.metrics"
well_formed "$work/agent.metrics" || fail "agent: $(cat "$work/agent.metrics")"
is "$agent_http_port" xunjian_agent_connected 1 || fail "the agent says it is away"
is "$agent_http_port" xunjian_agent_runner_connected 1 || fail "the runner is away"
at_least "$agent_http_port" xunjian_agent_results_acked_total 4 || fail "nothing was acknowledged"
[ "$(status_of "$agent_http_port" 'GET /healthz HTTP/1.1')" = 200 ] || fail "healthz of the agent"

say "what else comes in over HTTP"
for one in "$http_port" "$agent_http_port"; do
  [ "$(status_of "$one" 'POST /metrics HTTP/1.1')" = 405 ] || fail "POST"
  [ "$(status_of "$one" 'GET /etc/passwd HTTP/1.1')" = 404 ] || fail "another path"
  [ "$(status_of "$one" "\x16\x03\x01 rubbish")" = 400 ] || fail "rubbish"
  [ "$(status_of "$one" "GET /$(printf 'a%.0s' {1..9000}) HTTP/1.1")" = 431 ] || fail "oversize"
  silent=()
  for _ in {1..16}; do
    exec {fd}<>"/dev/tcp/127.0.0.1/$one"
    silent+=("$fd")
  done
  [ -z "$(request "$one" 'GET /healthz HTTP/1.1')" ] || fail "a seventeenth connection"
  await 10 "silent callers keep their places" answers "$one"
  for fd in "${silent[@]}"; do exec {fd}>&-; done
done

say "a collector that cannot reach its own door says so"
mv "$collector/run/operator.sock" "$collector/run/away.sock"
failing() { [ "$(status_of "$http_port" 'GET /healthz HTTP/1.1')" = 503 ]; }
await 20 "healthz stays good" failing
is "$http_port" 'xunjian_collector_probe_up{door="socket"}' 0 || fail "the probe is up"
grep -q 'cannot reach its own door' "$work/collector.log" || fail "no line in the log"
mv "$collector/run/away.sock" "$collector/run/operator.sock"
await 20 "healthz stays bad" xj collector status
recovered() { [ "$(status_of "$http_port" 'GET /healthz HTTP/1.1')" = 200 ]; }
await 20 "healthz stays bad" recovered

say "an agent whose collector is away works on, and says what waits"
stop collector
await 20 "the agent says it is connected" is "$agent_http_port" xunjian_agent_connected 0
await 20 "nothing waits" at_least "$agent_http_port" xunjian_agent_spool_waiting_results 1
[ "$(status_of "$agent_http_port" 'GET /healthz HTTP/1.1')" = 200 ] || fail "healthz of the agent"
expect 5 xj collector status

say "only loopback, and no port is worth more than the work"
expect 2 "$bin/xunjian-collector" run --dir "$collector" --http-listen 0.0.0.0:9420 --check-config
grep -q 'loopback' "$work/err" || fail "$(cat "$work/err")"
sed "s/^http_listen.*/http_listen = \"0.0.0.0:9421\"/" "$agent/agent.toml" >"$work/open.toml"
expect 2 "$bin/xunjian-agent" run --config "$work/open.toml" --check-config
grep -q 'loopback' "$work/err" || fail "$(cat "$work/err")"
listen "$http_port" blocker
start collector "$bin/xunjian-collector" run --dir "$collector" --listen "127.0.0.1:$agent_port" \
  --enroll-listen "127.0.0.1:$enroll_port" --http-listen "127.0.0.1:$http_port"
await 15 "the collector does not start beside a port in use" xj host list
grep -q 'figures are not served' "$work/collector.log" || fail "nobody says that there are none"
