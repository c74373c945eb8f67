#!/usr/bin/env bash
# Builds the image of the action as GitHub's runner does: the Dockerfile's own folder is the context, and there are no
# build arguments. Prints the size of the image in bytes.
#
#   build.sh TAG
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/stand-ins/container/engine.sh
. "$here/engine.sh"

options=()
if [ "$ENGINE" = podman ]; then
  # One at a time makes the base images and builds.
  exec 9> "$CONTAINERS/lock"
  flock 9
  "$here/base-images.sh"
  packages="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
  mkdir -p "$packages"
  dotnet=$(dirname "$(readlink --canonicalize "$(command -v dotnet)")")
  options=(--isolation=chroot --pull=never --volume "$dotnet:/usr/share/dotnet:ro" --volume "$packages:/root/.nuget/packages")
fi
root=$(cd "$here/../../.." && pwd)
engine build --tag "$1" --file "$root/Dockerfile" "${options[@]}" "$root" >&2
if [ "$ENGINE" = podman ]; then engine image prune --force --filter until=72h >/dev/null; fi
engine image inspect --format '{{.Size}}' "$1"
