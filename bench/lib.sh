# What the scripts of this directory share; they source it. Sets $work, a directory that goes when the script ends, with
# the processes named to "started".
export LC_ALL=C
work=$(mktemp -d)
pids=()
clean_up() {
    [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

need() { # PROGRAM...
    local program
    for program in "$@"; do
        command -v "$program" >/dev/null || fail "$program is missing (Debian: dcmtk, orthanc, python3-swiftclient)"
    done
}

# The native executable of ./build, or $PX.
native_px() {
    if [ -n "${PX:-}" ]; then printf '%s\n' "$PX"; return; fi
    ./build >"$work/build.log" 2>&1 || fail "the native build failed: $(tail -n 1 "$work/build.log")"
    printf '%s\n' "$PWD/artifacts/bin/px"
}

make_slices() { # DIRECTORY COUNT [SIZE]: CT slices of SIZE x SIZE x 16 bit (512), all .dcm files in the one directory
    dotnet run --project bench/PxSharp.Benchmarks -c Release -- make "$1.tree" "$2" ${3:+"$3"}
    mkdir -p "$1"
    find "$1.tree" -name '*.dcm' -exec mv -t "$1" {} +
    rm -rf "$1.tree"
}

free_port() { # one that nothing listens on now
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null ||
        printf '%d\n' $((20000 + RANDOM % 10000))
}

wait_for_port() { # PORT, at most 20 s
    local try
    for try in $(seq 200); do
        (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
        sleep 0.1
    done
    fail "nothing listens on port $1"
}

started() { pids+=("$@"); }
stop() { # PID...
    kill "$@" 2>/dev/null || true
    wait "$@" 2>/dev/null || true
    pids=()
}

cpu_seconds() { # PID: of user and system together, of its threads too
    awk -v hz="$(getconf CLK_TCK)" '{ print ($14 + $15) / hz }' "/proc/$1/stat"
}

summary() { # of the numbers on standard input, one a line
    sort -n | awk '{ v[NR] = $1 } END { printf "median %.2f, min %.2f, max %.2f\n", v[int((NR + 1) / 2)], v[1], v[NR] }'
}

machine() {
    printf '%s, %d cores, load %s, %s\n' "$(uname -sm)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" \
        "$(dpkg-query -W -f '${Package} ${Version}' dcmtk 2>/dev/null || echo 'DCMTK of unknown version')"
}
