#!/usr/bin/env bash
# A flood of idle connections takes every descriptor that the collector gives away: the enrolled
# agent goes on, and a new connection works soon after the flood.
. "$(dirname "$0")/lib.sh"

# flood COUNT: so many connections that say nothing, until stopped.
flood() {
  # shellcheck disable=SC2016  # perl's variables
  start flood perl -MIO::Socket::INET -e '
    my @held = map { IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $ARGV[0]) } 1 .. $ARGV[1];
    sleep 60' "$agent_port" "$1"
}

near_collector=(prlimit --nofile=400)
new_world
run_agent
before=0
await 20 "no results" more_results 8
say "flood of 600 idle connections at 400 descriptors"
last_fault="flood of 600 idle connections"
flood 600
sleep 1
before=$(count_now)
await 8 "the agent's results do not pass the flood" more_results 16
say "an agent that comes during the flood"
stop agent KILL
run_agent
before=$(count_now)
await 20 "a new connection does not get through after the hello deadline" more_results 5
stop flood KILL
before=$(count_now)
await 5 "nothing new after the flood" more_results 5
stop agent TERM
check_promises
settle
count_fault collector.flood
report_faults
