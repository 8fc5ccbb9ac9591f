#!/usr/bin/env bash
# Turn for turn a plan reaches every n in every way once before any comes again, and its first turns are
# not all of one kind.
. "$(dirname "$0")/lib.sh"

# pairs_of TURNS MOST: how many different places so many turns reach.
pairs_of() {
  local turn
  for ((turn = 0; turn < $1; ++turn)); do
    place "$turn" "$2"
    [ "$at" -ge 1 ] && [ "$at" -le "$2" ] || fail "turn $turn of 1 to $2 is $at"
    echo "$at $way"
  done | sort -u | wc -l
}

for call in write fdatasync; do
  ways_of "$call"
  for most in {1..13} 20 24 30 36 40 60 80; do
    all=$((most * ${#ways[@]}))
    [ "$(pairs_of "$all" "$most")" = "$all" ] || fail "not every place of $call/$most is reached"
  done
done
ways_of write
say "of the first 8 turns of write/20:"
for turn in {0..7}; do place "$turn" 20 && echo "$way $at"; done | tee "$work/first"
[ "$(cut -d' ' -f1 "$work/first" | sort -u | wc -l)" = 3 ] || fail "not every way comes early"
[ "$(cut -d' ' -f2 "$work/first" | sort -n | tail -n 1)" -gt 15 ] || fail "nothing late comes early"

say "what was not reached is no fault, and a plan of which little is reached fails"
at=1
: >"$work/hit"
count_place agent agent.kill.before
[ "$(sum_of '*')" = 0 ] && [ "${done_faults[agent.not_reached]}" = 1 ] || fail "a miss is counted"
(trap - EXIT && enough 64 59) || fail "59 of 64 are too few"
! (trap - EXIT && enough 64 58) 2>/dev/null || fail "58 of 64 are enough"
