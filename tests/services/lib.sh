# What the scripts of this directory have in common; sourced by every service script after SVC and PORTS are set.
# Each process is started with setsid; its pid *and* kernel start
# time are recorded, so stop signals only that process group and never a reused pid.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
BIND=${BIND:-127.0.0.1}
RUNTMP=${TMPDIR:-/tmp}
PTR=$RUNTMP/.svc-$(id -u)-$SVC-$KEYPORT        # remembers ROOT when ROOT was not given
die(){ echo "$SVC: $*" >&2; exit 1; }
now(){ date +%s%N; }
drop_ptr(){ [ "$(cat "$PTR" 2>/dev/null)" = "$ROOT" ] && rm -f "$PTR" || true; }

if [ -z "${ROOT:-}" ] && [ -r "$PTR" ]; then ROOT=$(cat "$PTR"); fi
if [ -z "${ROOT:-}" ]; then
  if [[ ${1:-} = start || ${1:-} = run ]]; then
    ROOT=$(mktemp -d "$RUNTMP/svc.XXXXXXXX"); chmod 711 "$ROOT"; touch "$ROOT/.mktemp"; echo "$ROOT" >"$PTR"
  else
    case ${1:-} in stop) echo "$SVC: not running"; exit 0;; status) echo "$SVC: stopped"; exit 3;; *) echo "usage: $0 start|run|stop|status" >&2; exit 64;; esac
  fi
fi
if [[ ${1:-} = start || ${1:-} = run ]]; then mkdir -p "$ROOT"; fi
ROOT=$(readlink -m "$ROOT"); DIR=$ROOT/$SVC
if [[ ${1:-} != start && ${1:-} != run && ! -d "$DIR/run" ]]; then
  case ${1:-} in stop) drop_ptr; echo "$SVC: not running"; exit 0;; status) echo "$SVC: stopped"; exit 3;; *) echo "usage: $0 start|run|stop|status" >&2; exit 64;; esac
fi
mkdir -p "$DIR/run" "$DIR/log"
exec 9>"$DIR/run/lock"; flock -w 120 9 || die "another start/stop holds $DIR/run/lock"

pstat(){ # PID -> PST (state) PSTART (start time), without forking
  local l; PST= PSTART=; { read -r l <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- ${l##*) }; PST=$1 PSTART=${20}
}
alive(){ # NAME
  local p t; { read -r p t <"$DIR/run/$1.pid"; } 2>/dev/null || return 1
  [ -n "$p" ] && pstat "$p" && [ "$PSTART" = "$t" ] && [ "$PST" != Z ]
}
port_open(){ (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
guard=()                                       # "run": what is started goes with this script, however it ends
[ "${1:-}" != run ] || guard=(setpriv --pdeathsig KILL --)
spawn(){ # NAME PORT CMD...   (PORT 0: none)
  local n=$1 port=$2; shift 2
  alive "$n" && return 0
  if [ "$port" != 0 ] && port_open "$port"; then die "port $port (for $n) is already taken by something else"; fi
  setsid "${guard[@]}" "$@" >>"$DIR/log/$n.log" 2>&1 </dev/null 3>&- 9>&- &
  local p=$!
  pstat $p || die "$n did not start"; echo "$p $PSTART" >"$DIR/run/$n.pid"
}
wait_for(){ # NAME SECONDS CHECK-CMD...
  local n=$1 end=$(( SECONDS + $2 )); shift 2
  until "$@" >/dev/null 2>&1; do
    alive "$n" || { tail -n 20 "$DIR/log/$n.log" >&2; die "$n exited during start"; }
    [ $SECONDS -lt $end ] || { tail -n 20 "$DIR/log/$n.log" >&2; die "$n not ready in time"; }
    sleep 0.05
  done
}
term(){ # NAME [SIGNAL] [SECONDS]
  local n=$1 sig=${2:-TERM} i p t
  if alive "$n"; then
    read -r p t <"$DIR/run/$n.pid"
    kill "-$sig" "$p" 2>/dev/null || true
    for ((i=0; i<${3:-10}*20; i++)); do alive "$n" || break; sleep 0.05; done
    alive "$n" && kill -KILL -- "-$p" 2>/dev/null || true
    # children left in the session that spawn() created
    kill -TERM -- "-$p" 2>/dev/null || true
  fi
  rm -f "$DIR/run/$n.pid"
}
finish_stop(){ # remove what we made: our dir, and ROOT if it was ours
  [ "${KEEP:-0}" = 1 ] || rm -rf "$DIR"
  if [ -e "$ROOT/.mktemp" ] && [ "${KEEP:-0}" != 1 ]; then rm -f "$ROOT/.mktemp"; rmdir "$ROOT" 2>/dev/null || true; fi
  drop_ptr; echo "$SVC: stopped"
}
print_status(){ # NAMES...
  local n up=0 all=0; for n in "$@"; do all=$((all+1)); alive "$n" && up=$((up+1)) || true; done
  if [ $up = $all ]; then echo "$SVC: running (ROOT=$ROOT)"; cat "$DIR/env" 2>/dev/null; exit 0; fi
  echo "$SVC: stopped ($up/$all up)"; exit 3
}
main(){ case ${1:-} in
  start) local t0=$(now); do_start; echo "$SVC: up in $(( ($(now)-t0)/1000000 )) ms (ROOT=$ROOT)"; cat "$DIR/env";;
  run) do_start; exec 9>&-; cat "$DIR/env"; echo "$SVC: running"     # it is up: others may have the lock, as sync does
    trap 'do_stop; finish_stop; exit 0' TERM INT
    while :; do sleep 3600 & wait $!; done;;
  stop) do_stop; finish_stop;;
  status) do_status;;
  sync) declare -F do_sync >/dev/null || die "no sync"; do_sync;;
  *) echo "usage: $0 start|run|stop|status" >&2; exit 64;; esac; }
