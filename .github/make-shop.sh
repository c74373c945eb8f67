#!/usr/bin/env bash
# Makes a repository with a delivery that is in order: make-shop.sh FOLDER
set -euo pipefail
cp --recursive tests/DeliveryAsCode.Tests/Scenarios/whole/before "$1"
cd "$1"
git init --quiet
git add --all
git -c user.name=ci -c user.email=ci@example.com commit --quiet --message "Begin"
