#!/usr/bin/env bash
# Starts and stops the web service. A step of a runbook ends with its script, and so does what the step started; what is
# to go on leaves the step's session with setsid, as a daemon does.
set -euo pipefail
port=@PORT@

case "$1" in
  start)
    if [ -f target/service.pid ] && kill -0 "$(cat target/service.pid)" 2>/dev/null; then
      echo "the service runs already"
      exit 0
    fi
    setsid .demo/web "$port" target/current >target/service.log 2>&1 </dev/null &
    echo $! >target/service.pid
    for _ in $(seq 100); do
      if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "the service listens on port $port"; exit 0; fi
      sleep 0.1
    done
    echo "the service did not start:" >&2
    cat target/service.log >&2
    exit 1
    ;;
  stop)
    if [ -f target/service.pid ]; then kill "$(cat target/service.pid)" 2>/dev/null || true; rm -f target/service.pid; fi
    echo "the service is stopped"
    ;;
esac
