#!/usr/bin/env bash
# Takes a backup of the database, and proves that it can be read to its end and holds the orders.
set -euo pipefail
backup=$SHOP_HOME/backup.dump
pg_dump --format=custom --file="$backup.new" "$DATABASE_URL"
pg_restore --file=- "$backup.new" | grep -q '^COPY public.orders '
mv "$backup.new" "$backup"
echo "the backup holds $(stat --format=%s "$backup") bytes"
