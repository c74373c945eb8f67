#!/usr/bin/env bash
# The engine, for a caller that is no shell: run.sh run --rm IMAGE …
set -euo pipefail
# shellcheck source=tests/stand-ins/container/engine.sh
. "$(dirname "${BASH_SOURCE[0]}")/engine.sh"
engine "$@"
