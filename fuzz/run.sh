#!/usr/bin/env bash
# Fuzzes what reads the bytes of strangers:  fuzz/run.sh [--no-afl] [--seed N] [SECONDS [TARGET...]]
#                                            fuzz/run.sh --replay FILE TARGET
#
# Builds fuzz/PxSharp.Fuzz, instruments the PxSharp libraries with SharpFuzz, and runs afl-fuzz on each TARGET (all of
# them) for SECONDS (60) from small seeds; files of up to 8 KiB from $CORPUS (../shared/corpus) are seeds too where that
# is there, for AFL also what led an earlier run somewhere new (artifacts/fuzz/TARGET/queue). Prints a table; ends with
# 1 when there are finds, which are then in artifacts/fuzz/TARGET/, and --replay shows what is wrong with one of them.
# Without afl-fuzz, or with --no-afl, the program itself changes the seeds at random; --seed repeats such a run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/lib.sh
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
program=fuzz/PxSharp.Fuzz/bin/Release/net10.0/PxSharp.Fuzz.dll
corpus=${CORPUS:-../shared/corpus}
longest_seed=8k
patience=30    # seconds for a find to show itself again, the start of the program included

usage() { sed -n '2,10s/^# \{0,1\}//p' fuzz/run.sh; exit 2; }
number() { case $1 in '' | *[!0-9]*) usage ;; esac; }

build() {
    dotnet build fuzz/PxSharp.Fuzz -c Release -v:quiet -warnaserror >"$work/build.log" 2>&1 ||
        { grep -E 'error|warn' "$work/build.log" | sort -u >&2; fail "the build failed"; }
}

# --- a find again ----------------------------------------------------------------------------------------------------

if [ "${1-}" = --replay ]; then
    [ $# -eq 3 ] || usage
    build
    dotnet "$program" replay "$3" "$2"
    exit
fi

# --- what to do ------------------------------------------------------------------------------------------------------

afl=yes seed=$RANDOM
while :; do
    case ${1-} in
        --no-afl) afl=; shift ;;
        --seed) number "${2-}"; seed=$2 afl=; shift 2 ;;
        -*) usage ;;
        *) break ;;
    esac
done
seconds=${1:-60}
number "$seconds"
if [ -n "$afl" ] && ! command -v afl-fuzz >/dev/null; then
    printf '%s: afl-fuzz is missing (apt-get install afl++): changing the seeds at random instead\n' "${0##*/}" >&2
    afl=
fi
build
if [ $# -gt 1 ]; then targets=("${@:2}"); else mapfile -t targets < <(dotnet "$program" targets); fi
for target in "${targets[@]}"; do
    dotnet "$program" targets | grep -qxF -- "$target" || fail "there is no target $target"
done

# A copy for AFL: the libraries count their branches in it.
instrument() {
    local library tool=artifacts/fuzz/tool
    [ -x "$tool/sharpfuzz" ] ||
        dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$tool" >"$work/tool.log" 2>&1 ||
        fail "SharpFuzz's tool cannot be installed: $(tail -n 1 "$work/tool.log")"
    cp -R "${program%/*}" "$work/program"
    for library in PxSharp.Dicom PxSharp.Network PxSharp px; do
        "$tool/sharpfuzz" "$work/program/$library.dll" >"$work/tool.log" 2>&1 ||
            fail "$library cannot be instrumented: $(tail -n 1 "$work/tool.log")"
    done
}
[ -z "$afl" ] || instrument

# --- a target --------------------------------------------------------------------------------------------------------

make_seeds() { # TARGET DIRECTORY
    local file number=0
    dotnet "$program" seeds "$1" "$2"
    if [ "$1" = file ] && [ -d "$corpus" ]; then
        while IFS= read -r -d '' file; do
            cp "$file" "$2/corpus-$((number += 1))"
        done < <(find "$corpus" -type f -size "-$longest_seed" -print0 | sort -z)
    fi
    # Without it, a run at random has the same seeds whenever it is repeated.
    [ -n "$afl" ] || return 0
    for file in "artifacts/fuzz/$1/queue"/*; do
        [ ! -f "$file" ] || cp "$file" "$2"
    done
}

name_of() { sha256sum <"$1" | cut -c 1-16; }    # FILE: by its content, so that it is there once

run_afl() { # TARGET SEEDS OUTPUT
    local words=() status=0 try
    mkdir -p "$3" "artifacts/fuzz/$1/queue"
    [ ! -s "$2.words.dict" ] || words=(-x "$2.words.dict")
    # Where the machine is busy, AFL may miss the first answers, and gives up.
    for try in 1 2 3; do
        [ -f "$3/default/fuzzer_stats" ] || start_afl "$@" || status=$?
    done
    [ -f "$3/default/fuzzer_stats" ] || { tail -n 20 "$work/$1.log" >&2; fail "afl-fuzz failed at $1 ($status)"; }
    find "$3/default/queue" -maxdepth 1 -type f -name 'id:*' ! -name '*,orig:*' | while IFS= read -r file; do
        cp "$file" "artifacts/fuzz/$1/queue/$(name_of "$file")"
    done
    mv "$3/default"/* "$3"
    [ ! -f "$work/$1.finds" ] || cp "$work/$1.finds" "artifacts/fuzz/$1/finds.log"
}

start_afl() { # the same, and $words
    AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_SKIP_BIN_CHECK=1 \
        AFL_IGNORE_SEED_PROBLEMS=1 AFL_FORKSRV_INIT_TMOUT=120000 PXSHARP_FUZZ_LOG=$work/$1.finds \
        nice -n 10 afl-fuzz -i "$2" -o "$3" -m none -t 5000+ -V "$seconds" "${words[@]}" \
        -- dotnet "$work/program/PxSharp.Fuzz.dll" afl "$1" >"$work/$1.log" 2>&1
}

run_mutator() { # TARGET SEEDS OUTPUT
    mkdir -p "$3"
    nice -n 10 dotnet "$program" mutate "$1" "$seconds" "$seed" "$2" "$3" >"$work/$1.log" 2>&1 || true
    # The process died of it.
    if [ -f "$3/current" ]; then
        mv "$3/current" "$3/crashes/seed-$seed-death"
        : >"$3/fuzzer_stats"
    fi
}

stat_of() { # OUTPUT NAME
    awk -F ' *: *' -v name="$2" '$1 == name { print $2; found = 1 } END { if (!found) print "-" }' "$1/fuzzer_stats"
}

keep_finds() { # TARGET OUTPUT KIND: how many of its crashes or hangs there are when the input is read again
    local file count=0
    for file in "$2/$3"/*; do
        [ -f "$file" ] && [ "${file##*/}" != README.txt ] || continue
        # Where the machine is busy, AFL ends what is only slow.
        ! timeout "$patience" dotnet "$program" replay "$1" "$file" >/dev/null 2>&1 || continue
        mkdir -p "artifacts/fuzz/$1"
        cp "$file" "artifacts/fuzz/$1/$3-$(name_of "$file")"
        count=$((count + 1))
    done
    printf '%d\n' "$count"
}

row() { printf '%-12s %12s %10s %8s %8s %8s %6s\n' "$@"; }

machine | cut -d, -f 1-3
if [ -n "$afl" ]; then
    printf '%s, SharpFuzz 2.3.0, %s s each\n\n' \
        "$(dpkg-query -W -f 'AFL++ ${Version}' afl++ 2>/dev/null || echo AFL)" "$seconds"
else
    printf 'changes at random, seed %s, %s s each\n\n' "$seed" "$seconds"
fi
row target executions execs/s edges inputs crashes hangs
finds=0
for target in "${targets[@]}"; do
    make_seeds "$target" "$work/seeds/$target"
    output=$work/output/$target
    if [ -n "$afl" ]; then run_afl "$target" "$work/seeds/$target" "$output"
    else run_mutator "$target" "$work/seeds/$target" "$output"; fi
    crashes=$(keep_finds "$target" "$output" crashes) hangs=$(keep_finds "$target" "$output" hangs)
    row "$target" "$(stat_of "$output" execs_done)" "$(stat_of "$output" execs_per_sec)" \
        "$(stat_of "$output" edges_found)" "$(stat_of "$output" corpus_count)" "$crashes" "$hangs"
    finds=$((finds + crashes + hangs))
done
[ "$finds" -gt 0 ] || exit 0
printf '\n%d finds in artifacts/fuzz/; what is wrong:  fuzz/run.sh --replay FILE TARGET\n' "$finds"
exit 1
