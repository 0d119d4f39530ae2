#!/usr/bin/env bash
# Pushing to Swift, compared with its own client:  bench/push.sh [COUNT [ROUNDS [GIB]]]
#
# COUNT CT slices (512 x 512, 16 bit; 1000) go to a Swift of this machine by "px push" and by "swift upload" with its
# defaults, and, to see what the server lets anybody have, by curl, which just sends the bytes over 8 connections; in
# turn, ROUNDS times (5), each time into an empty container. Prints the seconds of each run, the ratios to px round by
# round (above 1: px is faster) and the peak memory; then the peak memory of px with one object of GIB GiB (5; 0: left
# out). Needs curl, python3-swiftclient and the packages that tests/services/swift.sh names. PX=PROGRAM measures
# another build than the native one made here; TMPDIR says where the data goes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/lib.sh
count=${1:-1000} rounds=${2:-5} gib=${3:-5}
need curl swift swift-proxy-server
export TIMEFORMAT=%R

px=$(native_px)
make_slices "$work/in" "$count"
SWIFT_PORT=$(free_port) SWIFT_ACCOUNT_PORT=$(free_port) SWIFT_CONTAINER_PORT=$(free_port)
SWIFT_OBJECT_PORT=$(free_port) SWIFT_MEMCACHED_PORT=$(free_port)
export SWIFT_PORT SWIFT_ACCOUNT_PORT SWIFT_CONTAINER_PORT SWIFT_OBJECT_PORT SWIFT_MEMCACHED_PORT
ROOT="$work/root" bash tests/services/swift.sh run >"$work/swift.log" 2>&1 &
started $!
for try in $(seq 300); do
    ! grep -q 'swift: running' "$work/swift.log" || break
    sleep 0.1
done
export ST_AUTH="http://127.0.0.1:$SWIFT_PORT/auth/v1.0" ST_USER=chris:chris1234 ST_KEY=testing

base_mount() { # CONTAINER: a new BASEMOUNT whose storage key "bench" leads there
    rm -rf "$work/mount"
    mkdir -p "$work/mount/services" "$work/mount/log"
    printf '{"bench": {"storagetype": "swift", "ip": "127.0.0.1", "port": "%s", "login": "%s", "container": "%s"}}' \
        "$SWIFT_PORT" "$ST_USER" "$1" >"$work/mount/services/storage.json"
}

run() { # NAME COMMAND...: appends "seconds MiB" to $work/NAME
    local name=$1 start end
    shift
    start=$EPOCHREALTIME
    /usr/bin/time -f %M -o "$work/memory" "$@" >"$work/$name.log" 2>&1 || {
        tail -n 3 "$work/$name.log"
        fail "$name failed"
    }
    end=$EPOCHREALTIME
    awk -v s="$start" -v e="$end" '{ printf "%.3f %.0f\n", e - s, $1 / 1024 }' "$work/memory" >>"$work/$name"
}

push() { "$@" "$px" push "$work/in" --db "$work/mount/log" --swift bench --swiftServicesPACS bench -v 0; }

curl_config() { # CONTAINER: what curl is to do, a request a file
    local file
    for file in "$work"/in/*.dcm; do
        printf 'next\nupload-file = "%s"\nurl = "%s/%s/%s"\nheader = "X-Auth-Token: %s"\noutput = "/dev/null"\n' \
            "$file" "$OS_STORAGE_URL" "$1" "${file##*/}" "$OS_AUTH_TOKEN"
    done | tail -n +2
}

holds() { # CONTAINER: the objects there, and no fewer than were sent
    local there
    there=$(swift list "$1" | wc -l)
    [ "$there" -eq "$count" ] || fail "$1 has $there of $count objects"
}

machine
dpkg-query -W -f '${Package} ${Version}\n' python3-swiftclient swift
for round in $(seq 0 "$rounds"); do     # round 0 warms up, and does not count
    run swift swift --quiet upload "swift-$round" "$work/in"
    base_mount "px-$round"
    push run px
    eval "$(swift auth)"
    swift post "curl-$round"
    curl_config "curl-$round" >"$work/curl.cfg"
    run curl curl --silent --show-error --no-progress-meter --parallel --parallel-max 8 --config "$work/curl.cfg"
    for name in swift px curl; do holds "$name-$round"; swift delete "$name-$round" >/dev/null; done
    [ "$round" -gt 0 ] || rm -f "$work/swift" "$work/px" "$work/curl"
done
printf '\n%d instances of 512 KiB, %d rounds\n' "$count" "$rounds"
paste -d' ' "$work/swift" "$work/px" "$work/curl" | awk '
    {
        printf "  swift upload %7.3f s (%4d MiB)   px push %7.3f s (%4d MiB)   curl %7.3f s\n", $1, $2, $3, $4, $5
        print $1 / $3 > ratios
        print $5 / $3 > floor
    }
' ratios="$work/ratios" floor="$work/floor"
printf '  ratio swift / px: %s\n' "$(summary <"$work/ratios")"
printf '  ratio curl / px:  %s\n' "$(summary <"$work/floor")"

if [ "$gib" -gt 0 ]; then
    # What follows the head of the file is zeros: a hole, which takes no disk.
    find "$work/in" -name '*.dcm' | sort | tail -n +2 | xargs rm -f
    truncate -s "${gib}G" "$work"/in/*.dcm
    base_mount large
    rm -f "$work/px"
    push run px
    awk -v g="$gib" '{ printf "\none object of %d GiB: %.1f s, peak memory of px %d MiB\n", g, $1, $2 }' "$work/px"
    swift delete large >/dev/null
fi
