#!/usr/bin/env bash
# Receiving, compared with DCMTK's storescp:  bench/receive.sh [COUNT [ROUNDS [SHIPPED]]]
#
# storescu sends COUNT CT slices (512 x 512, 16 bit; 1000) over one association to "px listen --durability process" and
# to storescp, in turn, ROUNDS times (6), both on the same disk, the order of the two changing from round to round.
# First with TCP_NODELAY=1 at all of DCMTK's ends, then as DCMTK ships it, with SHIPPED slices (200) in 2 rounds.
# Prints the seconds of each run, the ratios storescp / px pair by pair (above 1: px is faster), each receiver's CPU
# seconds, and the most memory that px ever held. Needs dcmtk. PX=PROGRAM measures another build than the native one
# made here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/lib.sh
count=${1:-1000} rounds=${2:-6} shipped=${3:-200}
need storescu storescp

make_slices "$work/in" "$count"
px=$(native_px)
mkdir -p "$work/scp"

receivers() { # starts both on free ports, in the environment as it is
    px_port=$(free_port) scp_port=$(free_port)
    "$px" listen --aet BENCH --port "$px_port" --db "$work/px/log" --durability process >"$work/px.log" 2>&1 &
    px_pid=$!
    storescp -aet BENCH -od "$work/scp" "$scp_port" >"$work/scp.log" 2>&1 &
    scp_pid=$!
    started "$px_pid" "$scp_pid"
    wait_for_port "$px_port"; wait_for_port "$scp_port"
}

stop_receivers() {
    px_memory=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$px_pid/status")
    scp_memory=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$scp_pid/status")
    stop "$px_pid" "$scp_pid"
}

send() { # NAME PORT PID DIRECTORY FILE...: appends "seconds cpu" to $work/NAME
    local name=$1 port=$2 pid=$3 directory=$4 before start end arrived
    shift 4
    sync    # nobody pays for what the one before has left to write
    before=$(cpu_seconds "$pid") start=$EPOCHREALTIME
    storescu -aec BENCH 127.0.0.1 "$port" "$@" >"$work/scu.log" 2>&1 || {
        tail -n 3 "$work/scu.log" "$work/px.log"
        fail "storescu to $name failed"
    }
    end=$EPOCHREALTIME
    arrived=$(find "$directory" -type f -not -path "*/.incoming/*" -size +400k | wc -l)
    [ "$arrived" -eq $# ] || fail "$name has $arrived of $# instances"
    awk -v s="$start" -v e="$end" -v b="$before" -v a="$(cpu_seconds "$pid")" \
        'BEGIN { printf "%.3f %.2f\n", e - s, a - b }' >>"$work/$name"
}

to_storescp() { send storescp "$scp_port" "$scp_pid" "$work/scp" "${files[@]}"; }
to_px() { send pxlisten "$px_port" "$px_pid" "$work/px/data" "${files[@]}"; }

compare() { # TITLE COUNT ROUNDS
    local title=$1 number=$2 round files
    files=("$work"/in/*.dcm) files=("${files[@]:0:$number}")
    rm -f "$work/storescp" "$work/pxlisten"
    receivers
    for round in $(seq 0 "$3"); do      # round 0 warms up, and does not count
        if [ $((round % 2)) -eq 0 ]; then to_storescp; to_px; else to_px; to_storescp; fi
        [ "$round" -gt 0 ] || rm -f "$work/storescp" "$work/pxlisten"
        # Put aside rather than removed: for minutes after a removal, ext4 takes longer to make a file.
        mkdir -p "$work/done/$title/$round"
        mv "$work"/scp/* "$work"/px/data/[!.]* "$work/done/$title/$round"
    done
    stop_receivers
    printf '\n%s: %d instances, %d rounds\n' "$title" "$number" "$3"
    paste -d' ' "$work/storescp" "$work/pxlisten" | awk '
        {
            printf "  storescp %7.3f s (cpu %5.2f)   px %7.3f s (cpu %5.2f)   ratio %6.2f\n", $1, $2, $3, $4, $1 / $3
            print $1 / $3 > ratios
        }
    ' ratios="$work/ratios"
    printf '  ratio storescp / px: %s\n' "$(summary <"$work/ratios")"
    printf '  peak memory: px %d MiB, storescp %d MiB\n' "$px_memory" "$scp_memory"
}

machine
TCP_NODELAY=1; export TCP_NODELAY
compare "TCP_NODELAY=1" "$count" "$rounds"
unset TCP_NODELAY
compare "as DCMTK ships it" "$shipped" 2
