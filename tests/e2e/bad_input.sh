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
operator_port=$(free_port)
start other "$bin/xunjian-collector" run --dir "$work/other/c" --listen 127.0.0.1:0 \
  --enroll-listen 127.0.0.1:0 --operator-listen "127.0.0.1:$operator_port"
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

say "credentials that the operator port does not take are not allowed, not unreachable"
# remote IDENTITY command…: an operator's command from elsewhere.
remote() {
  timeout 20 "$bin/xunjian" --lang en --collector "127.0.0.1:$operator_port" --identity "$@"
}
expect 0 theirs operator create li --role viewer --output "$work/li"
expect 0 xj operator create li --role viewer --output "$work/stranger"
expect 0 remote "$work/li" host list
cp -r "$work/stranger" "$work/mixed"
cp "$work/li/ca.pem" "$work/mixed/ca.pem"
cp -r "$work/li" "$work/daemon"
cp "$work/foreign/identity/"{key,certificate}.pem "$work/daemon/"
cp -r "$work/li" "$work/torn"
cp "$work/stranger/key.pem" "$work/torn/key.pem"
for identity in stranger mixed torn; do
  expect 4 remote "$work/$identity" host list
  grep -q "operator create" "$work/err" || fail "$identity: no way out: $(cat "$work/err")"
done
expect 4 remote "$work/daemon" host list
grep -q "certificates of kind operator" "$work/err" || fail "an agent's: $(cat "$work/err")"
expect 4 remote "$work/li" policy apply "$work/bad-policy.toml"
expect 0 theirs operator revoke li
expect 4 remote "$work/li" host list
grep -q "revoked at" "$work/err" || fail "a revoked one: $(cat "$work/err")"
expect 5 "$bin/xunjian" --lang en --collector 127.0.0.1:1 --identity "$work/li" host list

say "a credential that cannot be written takes no name"
expect 1 xj operator create wang --role viewer --output "$work/file/below"
expect 0 xj operator create wang --role viewer --output "$work/wang"

say "bytes that are no text"
bad=$(printf '\xff\xfe')
expect 2 xj host show "$bad"
grep -q "not valid UTF-8" "$work/err" || fail "a bad argument: $(cat "$work/err")"
expect 2 "$bin/xunjian-collector" init --dir "$work/c-$bad"
printf 'schema = "xunjian.policy/1"\n# \xff\n' >"$work/bytes.toml"
expect 2 xj policy apply "$work/bytes.toml"
told "bytes.toml:2:3: not valid UTF-8"
cp "$work/bytes.toml" "$work/bad/collector.toml"
expect 2 "$bin/xunjian-collector" run --dir "$work/bad" --check-config
told "collector.toml:2:3: not valid UTF-8"

say "output that cannot be written"
for program in "xunjian inspect" "xunjian --version" "xunjian-agent --version" \
  "xunjian-runner --list-checks" "xunjian-collector --help"; do
  read -ra words <<<"$program"
  for output in full closed; do
    got=0
    case $output in
      full) "$bin/${words[0]}" --lang en "${words[@]:1}" 2>"$work/err" >/dev/full || got=$? ;;
      closed) "$bin/${words[0]}" --lang en "${words[@]:1}" 2>"$work/err" >&- || got=$? ;;
    esac
    [ "$got" = 1 ] || fail "$program, stdout $output: exit $got"
    told "standard output cannot be written"
  done
done

say "folders in which no collector can be made"
expect 2 "$bin/xunjian-collector" --lang en init --dir ""
told "dir is empty"
deep=$work/$(printf 'd%.0s' {1..100})
expect 2 "$bin/xunjian-collector" --lang en init --dir "$deep"
told "at most 107"
[ ! -e "$deep" ] || fail "a folder too deep was made"

say "an allow list is checked with the programs it names"
mkdir -m 755 "$work/plugins"
printf '#!/bin/sh\n' >"$work/plain"
chmod 644 "$work/plain"
cat >"$work/plugins/site.toml" <<P
[[plugin]]
name = "gone"
path = "$work/gone"
[[plugin]]
name = "plain"
path = "$work/plain"
P
expect 2 "$bin/xunjian-runner" --lang en --check-config --plugins "$work/plugins"
told "plugin 'gone'"
told "not executable"

say "an empty policy needs a yes"
printf 'schema = "xunjian.policy/1"\n' >"$work/empty.toml"
expect 2 xj policy apply "$work/empty.toml"
told "web1 ("
expect 0 xj policy show
grep -q assign "$work/out" || fail "the policy in force is not shown: $(cat "$work/out")"
expect 0 xj policy apply "$work/empty.toml" --yes

say "unreachable, unknown, not a command"
expect 5 "$bin/xunjian" --dir "$work/nowhere" host list
expect 3 xj host show nobody
expect 2 xj hosst list
grep -q "host" "$work/err" || fail "no did-you-mean: $(cat "$work/err")"
expect 2 xj inspect --only 'no.such.*'
