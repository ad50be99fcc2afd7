#!/bin/sh
# Runs test_fetch_netns where it may have any address: a network of its own, with /etc/hosts of its own.
# 77 (skipped, says ctest) where this machine does not let us make one.
set -eu
program=$1
make="unshare --net --mount"
$make true 2>/dev/null || make="unshare --user --map-root-user --net --mount"
if ! $make true 2>/dev/null; then
  echo "SKIPPED: no network namespace can be made here (unshare refused)"
  exit 77
fi
if ! command -v ip >/dev/null; then
  echo "SKIPPED: the ip command (iproute2) is not installed"
  exit 77
fi
exec $make sh -euc '
  ip link set lo up
  for address in 93.184.215.14 10.1.2.3 169.254.169.254 100.64.7.7 192.168.9.9 198.51.100.5; do
    ip address add "$address/32" dev lo
  done
  ip -6 address add 2606:2800:21f::14/128 dev lo nodad 2>/dev/null || echo "no IPv6 here"
  hosts=$(mktemp)
  trap "rm -f $hosts" EXIT
  mount --bind "$hosts" /etc/hosts
  "$0"
' "$program"
