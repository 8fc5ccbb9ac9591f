#!/usr/bin/env bash
# What bad input gets: a clear error with the right exit code, and nothing lost.
. "$(dirname "$0")/lib.sh"

init_collector

say "a folder that cannot be written, a second init, a port in use"
expect 1 "$bin/xunjian-collector" init --dir "$collector" --site hunan
grep -qi "already" "$work/err" || fail "second init: $(cat "$work/err")"
: >"$work/file"
expect 1 "$bin/xunjian-collector" init --dir "$work/file/below" --site hunan
start_collector
mkdir -p "$work/other"
expect 0 "$bin/xunjian-collector" init --dir "$work/other/c" --site other
got=0
timeout 10 "$bin/xunjian-collector" run --dir "$work/other/c" --listen "127.0.0.1:$agent_port" \
  --enroll-listen 127.0.0.1:0 >"$work/out" 2>"$work/err" || got=$?
[ "$got" = 1 ] || fail "port in use: exit $got"
grep -q "$agent_port" "$work/err" || fail "port in use names no port: $(cat "$work/err")"

expect 2 "$bin/xunjian-collector" run --dir "$work/other/c" --listen 127.0.0.1:99999
mv "$work/other/c/xunjian.db" "$work/other/db"
expect 3 "$bin/xunjian-collector" run --dir "$work/other/c" --listen 127.0.0.1:0
grep -q "xunjian.db" "$work/err" || fail "a missing database: $(cat "$work/err")"
mv "$work/other/db" "$work/other/c/xunjian.db"

say "configuration: unknown key, wrong type, all at once"
cp "$collector/collector.toml" "$work/good.toml"
printf 'lisen = "x"\nsite = 5\n' >"$work/bad.toml"
mkdir -p "$work/bad" && cp "$work/bad.toml" "$work/bad/collector.toml"
expect 2 "$bin/xunjian-collector" run --dir "$work/bad" --check-config
told() { grep -q "$1" "$work/err" || fail "nothing is said of $1: $(cat "$work/err")"; }
told lisen
told "'listen'"
told site
grep -Eq "collector.toml:1:1" "$work/err" || fail "no file, line, column: $(cat "$work/err")"

say "policy: unknown check and key"
cat >"$work/bad-policy.toml" <<'P'
schema = "xunjian.policy/1"
[[assign]]
name = "x"
checks = ["host.perf.cpuu"]
intervall = "5s"
P
expect 2 xj policy check "$work/bad-policy.toml"
told intervall
told cpuu
expect 2 xj policy apply "$work/bad-policy.toml"

say "tokens: expired, used, for another host, garbage"
token=$(xj token create --host web1 --ttl 1s)
sleep 2
expect 4 "$bin/xunjian-agent" enroll --dir "$work/a1" --host web1 "$token"
grep -qi "expired" "$work/err" || fail "expired: $(cat "$work/err")"
token=$(xj token create --host web1)
expect 1 "$bin/xunjian-agent" enroll --dir "$work/file" --host web1 "$token"
expect 4 "$bin/xunjian-agent" enroll --dir "$work/a2" --host web2 "$token"
grep -q "web1" "$work/err" || fail "wrong host: $(cat "$work/err")"
expect 0 "$bin/xunjian-agent" enroll --dir "$work/a3" --host web1 "$token"
expect 4 "$bin/xunjian-agent" enroll --dir "$work/a4" --host web1 "$token"
grep -qi "used" "$work/err" || fail "used: $(cat "$work/err")"
expect 2 "$bin/xunjian-agent" enroll --dir "$work/a5" --host web1 "not-a-token"
[ "$(stat -c %a "$work/a3/identity/key.pem")" = 600 ] || fail "the key is readable by others"

say "a certificate of another CA is refused"
start other "$bin/xunjian-collector" run --dir "$work/other/c" --listen 127.0.0.1:0 \
  --enroll-listen 127.0.0.1:0
theirs() { timeout 10 "$bin/xunjian" --dir "$work/other/c" --lang en "$@"; }
await 15 "the other collector does not answer" theirs host list
expect 0 "$bin/xunjian-agent" enroll --dir "$work/foreign" --host web1 \
  "$(theirs token create --host web1)"
# show VERSION CERTIFICATE: what a client of that TLS version and identity hears from our port.
show() {
  { sleep 1; echo; } | timeout 5 openssl s_client -connect "127.0.0.1:$agent_port" "-tls1_$1" \
    -cert "$2/certificate.pem" -key "$2/key.pem" >"$work/out" 2>&1 || true
}
show 3 "$work/foreign/identity"
grep -q "certificate verify failed" "$work/collector.log" ||
  fail "a certificate of another CA is not refused: $(cat "$work/out")"
show 2 "$work/a3/identity"
grep -q "New, (NONE)" "$work/out" || fail "TLS 1.2 is spoken: $(cat "$work/out")"
show 3 "$work/a3/identity"
grep -q "New, TLSv1.3" "$work/out" || fail "our own agent's TLS 1.3 is refused: $(cat "$work/out")"

say "unreachable, unknown, not a command"
expect 5 "$bin/xunjian" --dir "$work/nowhere" host list
expect 3 xj host show nobody
expect 2 xj hosst list
grep -q "host" "$work/err" || fail "no did-you-mean: $(cat "$work/err")"
expect 2 xj inspect --only 'no.such.*'
