#!/usr/bin/env bash
# Short commands as whole processes, compared with DCMTK:  bench/echo-find.sh [PAIRS]
#
# "px echo" and echoscu, "px find --StudyOnly" and findscu with the same keys, against one dcmqrscp with 20 studies, in
# PAIRS pairs (30), the order of the two changing from pair to pair, after one of each that does not count; with
# TCP_NODELAY=1 at all of DCMTK's ends, and as DCMTK ships it. Prints the milliseconds from the start of the process to
# its end, and the ratios px / DCMTK pair by pair (below 1: px is faster). Needs dcmtk. PX=PROGRAM measures another
# build than the native one made here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/lib.sh
pairs=${1:-30}
need dcmqrscp dcmodify echoscu findscu storescu
studies=20
px=$(native_px)

# --- the PACS --------------------------------------------------------------------------------------------------------

make_slices "$work/in" "$studies" 16
dcmodify -nb -gst -gse -gin "$work"/in/*.dcm    # each becomes a study of its own
port=$(free_port)
mkdir -p "$work/db"
cat >"$work/dcmqrscp.cfg" <<EOF
NetworkTCPPort  = $port
MaxPDUSize      = 131072
MaxAssociations = 16
HostTable BEGIN
HostTable END
VendorTable BEGIN
VendorTable END
AETable BEGIN
BENCH  $work/db  RW (500, 1024mb)  ANY
AETable END
EOF
pacs() { # starts it, in the environment as it is
    dcmqrscp -c "$work/dcmqrscp.cfg" >"$work/dcmqrscp.log" 2>&1 &
    started $!
    wait_for_port "$port"
}

# --- the commands ----------------------------------------------------------------------------------------------------

peer=(--aet BENCHSCU --aec BENCH --serverIP 127.0.0.1 --serverPort "$port")
export PX_BASEMOUNT=$work/px
keys=(PatientID PatientName StudyDate StudyDescription StudyInstanceUID ModalitiesInStudy)
findscu_keys=(-k QueryRetrieveLevel=STUDY)
for key in "${keys[@]}"; do findscu_keys+=(-k "$key"); done
px_keys=$(IFS=,; printf '%s' "${keys[*]}")

px_echo() { "$px" echo "${peer[@]}"; }
echoscu_() { echoscu -aet BENCHSCU -aec BENCH 127.0.0.1 "$port"; }
px_find() { "$px" find "${peer[@]}" --StudyOnly --QueryReturnTags "$px_keys" --PatientID '*'; }
findscu_() { findscu -S -aet BENCHSCU -aec BENCH "${findscu_keys[@]}" 127.0.0.1 "$port"; }

run() { # COMMAND: its milliseconds
    local start=$EPOCHREALTIME end
    "$1" >"$work/out" 2>&1 || fail "$1 failed: $(tail -n 1 "$work/out")"
    end=$EPOCHREALTIME
    awk -v s="$start" -v e="$end" 'BEGIN { printf "%.2f\n", (e - s) * 1000 }'
}

compare() { # TITLE PX DCMTK
    local pair ours theirs
    : >"$work/ours"; : >"$work/theirs"; : >"$work/ratios"
    run "$2" >/dev/null; run "$3" >/dev/null
    for pair in $(seq "$pairs"); do
        if [ $((pair % 2)) -eq 0 ]; then
            ours=$(run "$2") theirs=$(run "$3")
        else
            theirs=$(run "$3") ours=$(run "$2")
        fi
        echo "$ours" >>"$work/ours"; echo "$theirs" >>"$work/theirs"
        awk -v a="$ours" -v b="$theirs" 'BEGIN { print a / b }' >>"$work/ratios"
    done
    printf '\n%s, %d pairs\n' "$1" "$pairs"
    printf '  px     ms: %s\n' "$(summary <"$work/ours")"
    printf '  DCMTK  ms: %s\n' "$(summary <"$work/theirs")"
    printf '  ratio px / DCMTK: %s\n' "$(summary <"$work/ratios")"
}

measure() { # TITLE
    pacs
    [ -e "$work/filled" ] || storescu -aec BENCH 127.0.0.1 "$port" "$work"/in/*.dcm >"$work/filled" 2>&1 ||
        fail "storescu failed: $(tail -n 1 "$work/filled")"
    for find in px_find findscu_; do
        [ "$("$find" 2>&1 | grep -c 'CT Thorax')" -eq "$studies" ] || fail "$find does not find the $studies studies"
    done
    compare "px echo and echoscu, $1" px_echo echoscu_
    compare "px find and findscu, $1" px_find findscu_
    stop "${pids[@]}"
}

machine
export TCP_NODELAY=1
measure "TCP_NODELAY=1"
unset TCP_NODELAY
measure "as DCMTK ships it"
