# Sourced by lib.sh: which faults come, in which order, and what is said of them.
# shellcheck shell=bash disable=SC2154,SC2034 # of lib.sh, for the tests

declare -A done_faults=()
reached=() # places of a plan, for the record
last_fault=''
began=$SECONDS
name_of_test=$(basename "$0" .sh)
ran=$faults/ran/$name_of_test
[ -n "${XUNJIAN_FAULTS_RECORD:-}" ] || rm -f "$ran"

# count_fault KIND: one more of it happened and every promise held.
count_fault() { done_faults[$1]=$((${done_faults[$1]:-0} + 1)); }

# count_place WHO KIND: the same at a place of the plan, if that was reached.
count_place() {
  if ! was_hit; then
    say "not reached: $last_fault"
    count_fault "$1.not_reached"
    return
  fi
  count_fault "$2"
  reached+=("$name_of_test $stage $call $most ${#ways[@]} $way $at")
}

# Only a write can be made by half. The ways of power cuts are their own.
ways_of() {
  if [ -n "${all_ways:-}" ]; then
    read -ra ways <<<"$all_ways"
  elif [ "$1" = write ]; then
    ways=(before after torn)
  else
    ways=(before after)
  fi
}

greatest_divisor() {
  local a=$1 b=$2
  while [ "$b" -gt 0 ]; do read -r a b <<<"$b $((a % b))"; done
  divisor=$a
}

# place TURN MOST: $at, from 1 to MOST, and $way. MOST times the number of ways turns reach every
# pair once; a step near the golden section spreads the first ones.
place() {
  local pairs=$(($2 * ${#ways[@]})) step divisor=0 pair
  for ((step = (pairs * 618 + 999) / 1000; divisor != 1; ++step)); do
    greatest_divisor "$step" "$pairs"
    [ "$divisor" != 1 ] || pair=$(($1 * step % pairs))
  done
  at=$((1 + pair / ${#ways[@]}))
  way=${ways[pair % ${#ways[@]}]}
}

# run_plan COUNT DO STAGE/CALL/MOST…: COUNT faults, each with its own $stage, $call, $at (1 to MOST)
# and $way; every place comes once before any comes again. scripts/faults says where to go on, and how
# far. A new world each time when the old one has grown.
new_place=:
run_plan() {
  local first=${XUNJIAN_FAULTS_FIRST:-0} count=${XUNJIAN_FAULTS_COUNT:-$1} act=$2 i already
  already=$(sum_of '*')
  shift 2
  for ((i = first; i < first + count; ++i)); do
    [ $(((i - first) % 32)) != 0 ] || { [ "$i" = "$first" ] || settle; new_world "$new_place"; }
    IFS=/ read -r stage call most <<<"${*:i % $# + 1:1}"
    ways_of "$call"
    place $((i / $#)) "$most"
    calls=$call
    [ "$call" != any ] || calls=write,fdatasync,rename,fsync,truncate,reserve,unlink
    last_fault="$i: in the $stage, $way $call $at"
    "$act"
  done
  settle
  enough "$count" $(($(sum_of '*') - already))
}

# sum_of PATTERN: faults of these kinds; what was not reached is none.
sum_of() {
  local kind sum=0
  for kind in "${!done_faults[@]}"; do
    # shellcheck disable=SC2053  # a pattern
    if [[ $kind == $1 && $kind != *.not_reached ]]; then sum=$((sum + done_faults[$kind])); fi
  done
  printf '%s\n' "$sum"
}

# enough PLANNED DONE: a plan whose calls do not come is no plan.
enough() {
  [ $(($2 * 12)) -ge $(($1 * 11)) ] || fail "of $1 faults only $2 were reached: $(declare -p done_faults)"
}

# Kind and number, a line each: for scripts/faults, or for tally.sh.
report_faults() {
  local kind took=$((SECONDS - began)) into=${XUNJIAN_FAULTS_RECORD:-$ran}
  mkdir -p "$(dirname "$into")"
  for kind in $(printf '%s\n' "${!done_faults[@]}" | sort); do
    say "$kind: ${done_faults[$kind]}"
    printf '%s\t%s\n' "$kind" "${done_faults[$kind]}" >>"$into"
  done
  say "$name_of_test: $(sum_of '*') faults in $took s"
  if [ -z "${XUNJIAN_FAULTS_RECORD:-}" ]; then
    printf 'seconds\t%s\n' "$took" >>"$ran"
  elif [ ${#reached[@]} != 0 ]; then
    printf '%s\n' "${reached[@]}" >>"$into.places"
  fi
  done_faults=()
  reached=()
}
