#!/usr/bin/env bash
# Makes the base images of our Dockerfile, under their own names, of Debian packages and of this machine's .NET. With
# Docker nothing is made: it pulls the real ones.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=tests/stand-ins/container/engine.sh
. ./engine.sh

if [ "$ENGINE" = docker ]; then exit; fi

dotnet=$(dirname "$(readlink --canonicalize "$(command -v dotnet)")")
made="$CONTAINERS/made"
wanted="$(cat base/Dockerfile base-images.sh /etc/ssl/certs/ca-certificates.crt | sha256sum) $(ls "$dotnet/shared/Microsoft.NETCore.App")"
if [ "$(cat "$made" 2>/dev/null)" = "$wanted" ] && engine image exists mcr.microsoft.com/dotnet/sdk:10.0 && engine image exists mcr.microsoft.com/dotnet/runtime:10.0; then
  exit
fi

require_packages mmdebstrap ca-certificates
context="$CONTAINERS/base"
rm -rf "$context/certificates"
mkdir -p "$context/certificates"

if [ ! -s "$context/root.tar" ]; then
  # shellcheck disable=SC2016 # apt expands it
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep --max-count=1 '/debian/\?$')
  mmdebstrap --quiet --mode=root --variant=minbase --include=ca-certificates,libicu72,libssl3,libstdc++6,tzdata \
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    bookworm "$context/root.part.tar" "deb $mirror bookworm main" >&2
  mv "$context/root.part.tar" "$context/root.tar"
fi

# A machine behind a proxy has certificates of its own, and settings by which its apt gets through.
awk -v folder="$context/certificates" '
  /BEGIN CERTIFICATE/ { text = ""; inside = 1 }
  inside { text = text $0 "\n" }
  /END CERTIFICATE/ { inside = 0; if (FILENAME ~ /mozilla/) known[text] = 1; else if (!(text in known)) { known[text] = 1; printf "%s", text > (folder "/machine-" ++count ".crt") } }
' /usr/share/ca-certificates/mozilla/*.crt /etc/ssl/certs/ca-certificates.crt
apt-config dump | grep -E '^Acquire::(Check-|https?::[Pp]roxy)' > "$context/apt.conf" || true

for image in sdk runtime; do
  engine build --quiet --isolation=chroot --pull=never --target "$image" --build-context "dotnet=$dotnet" --build-arg "NUGET_CERT_REVOCATION_MODE=${NUGET_CERT_REVOCATION_MODE:-online}" \
    --tag "mcr.microsoft.com/dotnet/$image:10.0" --file base/Dockerfile "$context" >&2
done
printf '%s' "$wanted" > "$made"
