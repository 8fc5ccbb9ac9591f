#!/usr/bin/env bash
# What agents sent is read back: a series with its changes, gaps and numbers, one result whole, rows
# as they come; bad input gets a clear error.
. "$(dirname "$0")/lib.sh"

start_story 4
check=net.state.tcp_probe

say "a change of outcome is a new run, with its reason"
stop listener
failing() {
  xj result history --host "$host" --check "$check" -o json |
    jq -e '[.runs[].outcome] | any(. != "ok")'
}
await 20 "no failing run" failing
xj result history --host "$host" --check "$check" --since 10m -o json >"$work/history.json"
jq -e '.schema == "xunjian.history/1" and .host == "web1" and (.runs | length) >= 2
       and .runs[0].outcome == "ok" and .coverage.interval_seconds == 1
       and .coverage.answered > 0 and (.gaps | length) >= 1
       and (.runs | all(.summary != "" and .results > 0))' "$work/history.json" >/dev/null ||
  fail "history: $(cat "$work/history.json")"
expect 0 xj result history --host "$host" --check "$check" --since 10m
grep -q "coverage" "$work/out" || fail "no coverage: $(cat "$work/out")"
grep -q "GAP" "$work/out" || fail "the time before the first result is no gap: $(cat "$work/out")"
grep -q "┤" "$work/out" && fail "a chart without a terminal"
expect 0 timeout 20 "$bin/xunjian" --dir "$collector" --lang zh result history --host "$host" \
  --check "$check"
grep -q "覆盖率" "$work/out" || fail "not Chinese: $(cat "$work/out")"

say "the runs hold every result that the list has"
stop agent
results=$(count_results)
sum=$(xj result history --host "$host" --check "$check" --since 1h -o json |
  jq '[.runs[].results] | add')
[ "$sum" = "$results" ] || fail "$sum results in the history, $results in the list"

say "CSV: one row a sample, CRLF, the heading first; gaps and coverage are rows, too"
expect 0 xj result history --host "$host" --check "$check" --since 1h -o csv
head -n 1 "$work/out" | grep -q '^host,assignment,check,item,observed_at,' || fail "no heading"
[ "$(grep -c $'\r$' "$work/out")" = "$(wc -l <"$work/out")" ] || fail "lines without CRLF"
[ "$(grep ',sample,' "$work/out" | cut -d, -f7 | sort -u | wc -l)" = "$results" ] ||
  fail "ids in CSV"
grep -q ',gap,' "$work/out" || fail "no gap in CSV: $(cat "$work/out")"
grep -q ',expected,[0-9]*,count,coverage,' "$work/out" || fail "no coverage in CSV"

say "a list that is cut says so, and how to see more"
expect 0 xj result list --host "$host" --limit 1 -o json
jq -e '.truncated == true and (.results | length) == 1' "$work/out" >/dev/null || fail "not cut"
grep -q -- "--limit" "$work/err" || fail "nothing is said: $(cat "$work/err")"
expect 0 xj result list --host "$host" --limit 10000 -o json
jq -e '.truncated == false' "$work/out" >/dev/null || fail "a whole list is called cut"

say "one result by the id that the list prints"
id=$(xj result list --host "$host" --limit 1 -o json | jq -r '.results[0].id')
expect 0 xj result show "$id"
grep -q "$id" "$work/out" || fail "show: $(cat "$work/out")"
expect 0 xj result show "$id" -o json
jq -e --arg id "$id" '.schema == "xunjian.result/1" and .id == $id and .host == "web1"
       and .items[0].reason_en != "" and .items[0].reason_zh != ""' "$work/out" >/dev/null ||
  fail "show as JSON: $(cat "$work/out")"

say "following: new rows come, Ctrl-C ends it with 130"
"$bin/xunjian" --dir "$collector" --lang en result history --host "$host" --check "$check" \
  --since 1h --follow -o csv >"$work/follow.out" 2>"$work/follow.err" &
pid[follow]=$!
await 20 "nothing to follow" test -s "$work/follow.out"
before=$(wc -l <"$work/follow.out")
start_agent
more() { [ "$(wc -l <"$work/follow.out")" -gt "$before" ]; }
await 30 "nothing new while following" more
kill -INT "${pid[follow]}"
got=0
wait "${pid[follow]}" || got=$?
unset "pid[follow]"
[ "$got" = 130 ] || fail "Ctrl-C: exit $got"

# flip FILE KIND: one bit of the first frame of a kind, behind its header.
flip() {
  perl -e 'open my $f, "+<:raw", $ARGV[0] or die $!; local $/; my $bytes = <$f>;
           my $at = index($bytes, "\xF5\xFE\xFF" . chr($ARGV[1])); die "no frame" if $at < 0;
           $at += 22; seek $f, $at, 0; print $f chr(ord(substr($bytes, $at, 1)) ^ 4)' "$1" "$2"
}
lost() {
  xj result history --host "$host" --check "$check" --since 1h -o json |
    jq '[.lost[] | select(.reason == "collector_damage") | .results] | add'
}
all_named() { [ "$(lost)" = "$((results - $(count_results)))" ]; }
stop agent
results=$(count_results)
first_journal=$(find "$collector" -name 'journal-*' | sort | head -n 1)

say "what damage to the journal took is named with its count, and still is when the journal is folded"
stop collector
flip "$first_journal" 4
start_collector
[ "$(count_results)" -lt "$results" ] || fail "nothing was damaged"
all_named || fail "$(lost) lost of $results, $(count_results) are left"
expect 0 xj result history --host "$host" --check "$check" --since 1h
grep -q "the collector's disk was damaged" "$work/out" || fail "not named: $(cat "$work/out")"
expect 0 timeout 20 "$bin/xunjian" --dir "$collector" --lang zh result history --host "$host" \
  --check "$check" --since 1h
grep -q "采集器磁盘损坏" "$work/out" || fail "not Chinese: $(cat "$work/out")"
expect 0 xj result history --host "$host" --check "$check" --since 1h -o csv
grep -q ',collector_damage,,,,lost,' "$work/out" || fail "not in CSV: $(cat "$work/out")"
expect 0 xj result list --host "$host"
grep -q "result history" "$work/err" || fail "the list says nothing: $(cat "$work/err")"
folded() { [ ! -e "$first_journal" ]; }
await 60 "the damaged journal is not folded" folded
all_named || fail "folded: $(lost) lost of $results, $(count_results) are left"

say "what damage to a block took is named with its count"
stop collector
flip "$(find "$collector" -name '*.day')" 5
start_collector
all_named || fail "$(lost) lost of $results, $(count_results) are left"
[ "$(lost)" -gt 1 ] || fail "no block was damaged"

say "bad input"
expect 2 xj result history --check "$check"
expect 2 xj result history --host "$host"
expect 2 xj result history --host "$host" --check 'net.*'
expect 2 xj result history --host "$host" --check "$check" --since yesterday
expect 2 xj result history --host "$host" --check "$check" --since 1h --until 2h
expect 3 xj result history --host nobody --check "$check"
expect 2 xj result show 42
expect 3 xj result show 0123456789abcdef-1
expect 0 xj result history --host "$host" --check no.such.check
grep -q "nothing was heard" "$work/out" || fail "an unknown series: $(cat "$work/out")"
