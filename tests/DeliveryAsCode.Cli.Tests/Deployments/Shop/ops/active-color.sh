#!/usr/bin/env bash
# The colour that everybody is served by when no release is on its way.
set -euo pipefail
cat "$SHOP_HOME/run/active"
