#!/bin/sh
# Makes sure that a command of a Debian package is there: debian-package.sh PACKAGE COMMAND.
# Does nothing if it is; else installs the package by apt-get, which needs root. Several may run at
# once: one installs, the others wait for it.
set -eu

package=$1
command=$2

there() {
  command -v "$command" >/dev/null 2>&1
}

fail() {
  echo "$command is missing and cannot be installed: $1" >&2
  echo "install it by hand: apt-get update && apt-get install $package" >&2
  exit 1
}

there && exit 0
command -v apt-get >/dev/null 2>&1 || fail "there is no apt-get, so this is no Debian"
[ "$(id -u)" = 0 ] || fail "only root may install packages"

exec 9>"${TMPDIR:-/tmp}/guildhall-debian-package.lock"
flock 9
there && exit 0
export DEBIAN_FRONTEND=noninteractive
wait="-o DPkg::Lock::Timeout=300"
log=$(apt-get $wait -q update 2>&1) || fail "apt-get update says: $log"
log=$(apt-get $wait -q -y --no-install-recommends install "$package" 2>&1 </dev/null) ||
  fail "apt-get install says: $log"
there || fail "the package $package does not bring $command"
