#!/usr/bin/env bash
# switch.sh [COLOR]   everybody to that colour, or to $DELIVERY_COLOR, which is the active one from then on.
set -euo pipefail
color=${1:-$DELIVERY_COLOR}
"$(dirname "$0")/route.sh" "$color" 100
echo "$color" >"$SHOP_HOME/run/active.new"
mv "$SHOP_HOME/run/active.new" "$SHOP_HOME/run/active"
