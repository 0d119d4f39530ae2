#!/usr/bin/env bash
# A receiver under work for a long time:  bench/soak.sh [MINUTES [KILLS [INSTANCES]]]
#
# For MINUTES (20), four of DCMTK's storescu at once send INSTANCES small CT slices (4000) to "px listen", batch by
# batch, over and over, while "px find --then retrieve" brings other studies into the same data root from a simulated
# PACS. In the first half the receiver is killed (SIGKILL) KILLS times (20) in the middle of that, and started again; in
# the second half it is left alone, and its memory, threads and open files are noted every 10 s. Then every instance
# that any sender or retrieve was told of as stored must be on disk, whole and with the pixels that were sent, and in
# the tracking database, once; nothing else may be there. Prints what happened; ends with 1 where something is missing,
# broken or doubled. Needs dcmtk and python3. PX=PROGRAM takes another build than the native one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/lib.sh
minutes=${1:-20} kills=${2:-20} instances=${3:-4000}
need storescu python3
studies=200 batch=100 senders=4
px=$(native_px)
make_slices "$work/pool" "$instances" 64
mkdir -p "$work/batches" "$work/sent" "$work/retrieved"
find "$work/pool" -name '*.dcm' | sort | split -l "$batch" -d -a 4 - "$work/batches/"
export PX_BASEMOUNT=$work/px

# --- the peers -------------------------------------------------------------------------------------------------------

mkfifo "$work/hold"
dotnet run --project bench/PxSharp.Benchmarks -c Release -- serve "$studies" <"$work/hold" >"$work/pacs" 2>&1 &
started $!
exec 9>"$work/hold"
for try in $(seq 600); do [ -s "$work/pacs" ] && break; sleep 0.1; done
pacs_port=$(cat "$work/pacs") port=$(free_port)

listen() {
    "$px" listen --aet SOAK --port "$port" >>"$work/listen.log" 2>&1 9>&- &
    echo $! >"$work/listener"
    wait_for_port "$port"
}
listener() { cat "$work/listener"; }

# --- those who work, until the file "end" is there -------------------------------------------------------------------

send() { # NUMBER: every batch whose turn it is; what was not taken whole is sent again in the next round
    local number=$1 list turn=0
    until [ -e "$work/end" ]; do
        for list in "$work"/batches/*; do
            turn=$((turn + 1))
            [ $((turn % senders)) -eq "$number" ] || continue
            [ ! -e "$work/end" ] || return 0
            # shellcheck disable=SC2046 # the names have no blanks
            if storescu -aec SOAK 127.0.0.1 "$port" $(cat "$list") >"$work/send.$number.log" 2>&1; then
                echo "$list" >>"$work/sent/$number"
            else
                echo "$list" >>"$work/sent/$number.broken"
                sleep 0.2
            fi
        done
        turn=0
    done
}

retrieve() { # a patient a time, but not the first, whose UIDs are those of the slices that are sent
    local patient=1
    until [ -e "$work/end" ]; do
        patient=$((patient < studies ? patient + 1 : 2))
        if "$px" find --aet SOAKSCU --aec BENCH --serverIP 127.0.0.1 --serverPort "$pacs_port" \
            --PatientID "$(printf 'SIM1-%04d' "$patient")" --then retrieve --get \
            >"$work/retrieve.log" 2>&1; then
            echo "$patient" >>"$work/retrieved/done"
        else
            echo "patient $patient: $(tail -n 1 "$work/retrieve.log")" >>"$work/retrieved/broken"
        fi
    done
}

notes() { # seconds, MiB, threads, open files of the receiver
    printf '%d %d %d %d\n' $((SECONDS - began)) \
        $(($(awk '/VmRSS/ { print $2 }' "/proc/$(listener)/status") / 1024)) \
        "$(awk '/Threads/ { print $2 }' "/proc/$(listener)/status")" \
        "$(find "/proc/$(listener)/fd" -mindepth 1 | wc -l)"
}

# --- the run ---------------------------------------------------------------------------------------------------------

machine
began=$SECONDS half=$((minutes * 30))
listen
workers=()
for number in $(seq 0 $((senders - 1))); do send "$number" 9>&- & workers+=($!); done
retrieve 9>&- & workers+=($!)
started "${workers[@]}"
for kill in $(seq "$kills"); do
    sleep $((half / (kills + 1))).$((RANDOM % 900 + 100))
    kill -9 "$(listener)"
    wait "$(listener)" 2>/dev/null || true
    listen
done
while [ $((SECONDS - began)) -lt $((2 * half)) ]; do
    notes >>"$work/notes"
    sleep 10
done
touch "$work/end"
wait "${workers[@]}"
kill "$(listener)"
wait "$(listener)" || fail "the receiver ended with $?: $(tail -n 1 "$work/listen.log")"

# --- what must be there ----------------------------------------------------------------------------------------------

count() { cat "$@" 2>/dev/null | wc -l; }
printf '\n%d minutes, receiver killed %d times\n' "$minutes" "$kills"
printf '  batches of %d instances: %d taken whole, %d broken off\n' "$batch" \
    "$(count "$work"/sent/[0-9])" "$(count "$work"/sent/*.broken)"
printf '  retrieves: %d whole, %d not\n' "$(count "$work/retrieved/done")" "$(count "$work/retrieved/broken")"
! [ -s "$work/retrieved/broken" ] || fail "$(tail -n 1 "$work/retrieved/broken")"
awk 'NR == 1 { first = $0 } { last = $0 } END { print first; print last }' "$work/notes" |
    awk '{ printf "  after %5d s: %d MiB, %d threads, %d open files\n", $1, $2, $3, $4 }'

sort -u "$work"/sent/[0-9] | xargs cat >"$work/acknowledged"
"$px" status --verify >"$work/status" || { tail -n 5 "$work/status"; fail "px status --verify ended with $?"; }
python3 - "$work/acknowledged" "$work/pool" "$work/px/data" "$work/retrieved/done" "$(tail -n 1 "$work/status")" <<'P'
import collections, os, sys
acknowledged, pool, data, retrieved, totals = sys.argv[1:]
def identity(path):             # the SOP Instance UID of the meta group, and the pixels, which are the end of a slice
    file = open(path, 'rb').read()
    at = file.index(b'\x02\0\x03\0UI')
    return file[at + 8:at + 8 + int.from_bytes(file[at + 6:at + 8], 'little')].rstrip(b'\0'), file[-64 * 64 * 2:]
there, incoming = collections.Counter(), 0
for directory, _, files in os.walk(data):
    if '.incoming' in directory.split(os.sep):
        incoming += len(files)
    else:
        there.update(identity(os.path.join(directory, name)) for name in files)
sent = {identity(os.path.join(pool, name)) for name in os.listdir(pool)}
told = {identity(line.strip()) for line in open(acknowledged)}
missing, doubled = sum(one not in there for one in told), sum(n > 1 for n in there.values())
patients, others = len(set(open(retrieved))), sum(n for one, n in there.items() if one not in sent)
print(f'  acknowledged {len(told)} of {len(sent)} instances: {missing} missing, {doubled} doubled')
print(f'  retrieved {patients} patients of 4 instances: {others} there; {incoming} files left in .incoming')
print(f'  {sum(there.values())} files; px status says: {totals}')
recorded = f' {sum(there.values())} instances' in totals.replace(',', '')
sys.exit(missing > 0 or doubled > 0 or incoming > 0 or others < 4 * patients or not recorded)
P
