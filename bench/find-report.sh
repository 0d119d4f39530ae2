#!/usr/bin/env bash
# A query of many studies and its report, as whole processes:  bench/find-report.sh [ROUNDS [STUDIES]]
#
# "px find --PatientID '*' --json | px report --printReport csv" over STUDIES studies (1000), each of two series,
# against the simulated PACS of PxSharp.Simulator in a process of its own, ROUNDS times (7) after one that does not
# count. Prints the seconds from the start of the two processes to the end of the last, and what px find alone takes.
# Fails when the median is not below 2 s, or when the report does not have a line for each series. PX=PROGRAM measures
# another build than the native one made here, PACS=PROGRAM another build of bench/PxSharp.Benchmarks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/lib.sh
rounds=${1:-7} studies=${2:-1000}
limit=2
px=$(native_px)

# --- the PACS, until its input ends ----------------------------------------------------------------------------------

mkfifo "$work/hold"
if [ -n "${PACS:-}" ]; then pacs=("$PACS"); else pacs=(dotnet run --project bench/PxSharp.Benchmarks -c Release --); fi
"${pacs[@]}" serve "$studies" <"$work/hold" >"$work/port" 2>"$work/pacs.log" &
started $!
exec 9>"$work/hold"
for try in $(seq 600); do
    [ ! -s "$work/port" ] || break
    kill -0 "${pids[0]}" 2>/dev/null || fail "the simulated PACS ended: $(tail -n 1 "$work/pacs.log")"
    sleep 0.1
done
port=$(cat "$work/port")
[ -n "$port" ] || fail "the simulated PACS did not start"

# --- the commands ----------------------------------------------------------------------------------------------------

export PX_BASEMOUNT=$work/px
find_() { "$px" find --aet BENCHSCU --aec BENCH --serverIP 127.0.0.1 --serverPort "$port" --PatientID '*' --json; }
report() { "$px" report --printReport csv; }

run() { # NAME: appends its seconds to $work/NAME
    local start=$EPOCHREALTIME end
    if [ "$1" = pipe ]; then find_ | report >"$work/csv"; else find_ >"$work/json"; fi
    end=$EPOCHREALTIME
    awk -v s="$start" -v e="$end" 'BEGIN { printf "%.3f\n", e - s }' >>"$work/$1"
}

machine
for round in $(seq 0 "$rounds"); do
    run pipe
    run find
    [ "$round" -gt 0 ] || rm -f "$work/pipe" "$work/find"
done
lines=$(grep -c . "$work/csv")
[ "$lines" -ge $((2 * studies)) ] || fail "the report has $lines lines for $((2 * studies)) series"
printf '\npx find --json | px report --printReport csv, %d studies, %d series, %d rounds\n' \
    "$studies" $((2 * studies)) "$rounds"
printf '  find | report   s: %s\n' "$(summary <"$work/pipe")"
printf '  find            s: %s\n' "$(summary <"$work/find")"
printf '  JSON: %d kB, CSV: %d lines\n' $(($(wc -c <"$work/json") / 1000)) "$lines"
sort -n "$work/pipe" | awk -v limit="$limit" '{ v[NR] = $1 } END { exit v[int((NR + 1) / 2)] >= limit }' ||
    fail "the median is not below $limit s"
