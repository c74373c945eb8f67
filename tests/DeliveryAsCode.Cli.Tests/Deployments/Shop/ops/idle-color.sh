#!/usr/bin/env bash
# The colour that a release goes to.
set -euo pipefail
if [ "$(cat "$SHOP_HOME/run/active")" = blue ]; then echo green; else echo blue; fi
