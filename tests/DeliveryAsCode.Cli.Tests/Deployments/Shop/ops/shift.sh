#!/usr/bin/env bash
# shift.sh WEIGHT   that many per cent of the visitors to the colour that is not active. A visitor stays with a version.
set -euo pipefail
ops=$(dirname "$0")
"$ops/route.sh" "$("$ops/idle-color.sh")" "$1"
