#!/usr/bin/env bash
# Publishes the program of this very commit, once a job, and says where it is. It is kept nowhere longer: what other jobs
# can write to, be it a cache, must not become a program that runs with this job's rights.
set -euo pipefail

# Here the SDK and the packages are those that this repository names, whatever the workspace says.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

digest=$(find src templates global.json .editorconfig Directory.Build.props Directory.Packages.props -type f -print0 |
  sort --zero-terminated | xargs --null sha256sum | sha256sum | cut --characters=1-32)
folder="$RUNNER_TEMP/delivery-$digest"
if [ ! -x "$folder/delivery" ]; then
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
  dotnet restore src/DeliveryAsCode.Cli --locked-mode
  dotnet publish src/DeliveryAsCode.Cli --configuration Release --use-current-runtime --output "$folder" \
    -p:RunAnalyzers=false -p:GenerateDocumentationFile=false
fi
echo "program=$folder/delivery" >> "$GITHUB_OUTPUT"
