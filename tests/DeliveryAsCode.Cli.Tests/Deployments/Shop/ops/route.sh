#!/usr/bin/env bash
# route.sh COLOR WEIGHT   that many per cent of the visitors to the colour, the others to the other one.
# The file is replaced in one move, and only by one that nginx takes; it ends when nginx does as it says.
set -euo pipefail
color=$1
weight=$2
case $color in
  blue) other=green ;;
  green) other=blue ;;
  *) echo "a colour is blue or green, not \"$color\"" >&2; exit 2 ;;
esac
if ! [[ $weight =~ ^[0-9]{1,3}$ ]] || [ "$weight" -gt 100 ]; then echo "a weight is 0 to 100, not \"$weight\"" >&2; exit 2; fi

conf=$SHOP_HOME/nginx/routing.conf
if [ "$weight" = 0 ]; then shares="* $other;"; elif [ "$weight" = 100 ]; then shares="* $color;"; else shares="$weight% $color; * $other;"; fi
now="$color $weight $(date +%s%N)"

cp "$conf" "$conf.before"
cat >"$conf.new" <<CONF
upstream blue { server 127.0.0.1:$BLUE_PORT; }
upstream green { server 127.0.0.1:$GREEN_PORT; }
split_clients "\$cookie_visitor" \$shop { $shares }
map \$host \$routing { default "$now"; }
CONF
mv "$conf.new" "$conf"
if ! nginx -q -e stderr -t -c "$SHOP_HOME/nginx/nginx.conf"; then
  mv "$conf.before" "$conf"
  echo "nginx does not take the new routing; it is as before" >&2
  exit 1
fi
master=$(cat "$SHOP_HOME/nginx/nginx.pid")
workers=$(grep -l "^PPid:[[:space:]]*$master\$" /proc/[0-9]*/status 2>/dev/null || true)
kill -HUP "$master"

# New workers answer while those of before still do: it is so when the last of them has ended.
are_gone() { local worker; for worker in $workers; do [ ! -e "$worker" ] || return 1; done; }
for _ in $(seq 300); do
  if are_gone && [ "$(curl -fsS "http://127.0.0.1:$SHOP_PORT/routing" 2>/dev/null)" = "$now" ]; then
    echo "$color $weight" >>"$SHOP_HOME/log/routing"
    echo "$weight % of the visitors are served by $color"
    exit 0
  fi
  sleep 0.05
done
echo "nginx was told and does not route as it was told" >&2
exit 1
