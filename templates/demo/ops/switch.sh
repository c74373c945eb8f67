#!/usr/bin/env bash
# Makes a release the current one, or goes back to the one before: the service reads target/current at every request.
set -euo pipefail

if [ "$1" = --back ]; then
  previous=$(cat target/previous)
  if [ -z "$previous" ]; then rm -f target/current; else ln -sfn "releases/$previous" target/current; fi
  echo "current is ${previous:-nothing} again"
else
  if [ -L target/current ]; then basename "$(readlink target/current)"; fi >target/previous
  ln -sfn "releases/$1" target/current
  echo "current is $1"
fi
