#!/usr/bin/env bash
# service.sh start COLOR COMMIT   the shop of that commit, on the port of the colour; in place of what ran there
# service.sh stop COLOR
# A step of a runbook ends with its script, and so does what the step left in its session: the service leaves it with setsid.
set -euo pipefail
color=$2
case $color in
  blue) port=$BLUE_PORT ;;
  green) port=$GREEN_PORT ;;
  *) echo "a colour is blue or green, not \"$color\"" >&2; exit 2 ;;
esac
pid_file=$SHOP_HOME/run/$color.pid
log=$SHOP_HOME/log/$color.log

stop() {
  [ -s "$pid_file" ] || return 0
  local pid
  pid=$(cat "$pid_file")
  # A number may be another program's by now: only the shop on this port is ended.
  if tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q "shop.py $port"; then
    kill "$pid"
    while [ -d "/proc/$pid" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$pid/status" 2>/dev/null; do sleep 0.05; done
  fi
  rm -f "$pid_file"
}

start() {
  local release=$SHOP_HOME/releases/$1
  stop
  if [ ! -d "$release" ]; then
    rm -rf "$release.new"
    mkdir -p "$release.new"
    git archive "$1" app | tar -x -C "$release.new"
    mv "$release.new" "$release"
  fi
  # Without the step's variables: they hold a secret, and the key by which the leftovers of a step are found.
  setsid env -i PATH="$PATH" python3 "$release/app/shop.py" "$port" >"$log" 2>&1 </dev/null &
  local pid=$!
  echo "$pid" >"$pid_file"
  for _ in $(seq 300); do
    if curl -fsS -o /dev/null "http://127.0.0.1:$port/healthz" 2>/dev/null; then
      echo "$color serves $(curl -fsS "http://127.0.0.1:$port/version") on port $port"
      return 0
    fi
    [ -d "/proc/$pid" ] || break
    sleep 0.1
  done
  echo "the shop did not start on port $port:" >&2
  cat "$log" >&2
  stop
  exit 1
}

case $1 in
  start) start "$3" ;;
  stop) stop; echo "nothing serves $color" ;;
  *) echo "start or stop, not \"$1\"" >&2; exit 2 ;;
esac
