# shellcheck shell=bash
# Sourced. Gives the function engine, which is Docker where one answers and otherwise Debian's podman, run as root in a
# mount namespace of its own; and installs what that needs. Everything podman keeps lies below CONTAINERS.

CONTAINERS="${DELIVERY_CONTAINERS:-/var/cache/delivery-containers}"

if docker info >/dev/null 2>&1; then
  ENGINE=docker
else
  ENGINE=podman
fi

# Debian packages that are not there yet.
require_packages() {
  local package missing=()
  for package in "$@"; do
    # shellcheck disable=SC2016 # dpkg expands it
    dpkg-query --show --showformat='${Status}\n' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "there is no Docker, and without root nothing can be installed: apt-get install -y ${missing[*]}" >&2
    return 1
  fi
  apt-get -o DPkg::Lock::Timeout=300 update -qq >&2 || true
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" >&2
}

prepare_podman() {
  require_packages podman crun netavark
  mkdir -p "$CONTAINERS/storage" "$CONTAINERS/tmp"
  export TMPDIR="$CONTAINERS/tmp" CONTAINERS_CONF="$CONTAINERS/containers.conf"
  # Made whole or not at all: tests start several at once.
  # Limits are left as they are, since raising them takes a capability that a container around us may lack.
  printf '%s\n' '[containers]' 'default_ulimits = []' 'cgroups = "disabled"' 'netns = "host"' 'log_driver = "k8s-file"' \
    '[engine]' 'runtime = "crun"' 'cgroup_manager = "cgroupfs"' 'events_logger = "file"' > "$CONTAINERS_CONF.$$"
  mv "$CONTAINERS_CONF.$$" "$CONTAINERS_CONF"
}

# crun does not understand a mixture of old and new control groups: in the namespace it sees only the new ones.
engine() {
  if [ "$ENGINE" = docker ]; then
    docker "$@"
    return
  fi
  # shellcheck disable=SC2016 # the inner shell expands it
  unshare --mount --propagation private bash -c '
    [ "$(stat --file-system --format=%T /sys/fs/cgroup)" = cgroup2fs ] || mount -t cgroup2 none /sys/fs/cgroup
    exec podman --root "$0/storage" --runroot /run/delivery-containers "$@"' "$CONTAINERS" "$@"
}

if [ "$ENGINE" = podman ]; then prepare_podman; fi
