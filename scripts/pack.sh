#!/usr/bin/env bash
# Packs a folder as FOLDER.tar.gz with its sha256 beside it. The same files give the same bytes: names in one order, one owner, one
# time ($SOURCE_DATE_EPOCH, or that of the last commit), and modes that do not depend on who packs.
set -euo pipefail

if [ $# -ne 1 ] || [ ! -d "$1" ]; then
    echo "usage: scripts/pack.sh FOLDER" >&2
    exit 2
fi
parent=$(cd "$1/.." && pwd)
name=$(basename "$1")
time=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

cd "$parent"
LC_ALL=C tar --create --format=ustar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$time" --mode=u=rwX,go=rX "$name" |
    gzip --no-name -9 >"$name.tar.gz"
sha256sum "$name.tar.gz" >"$name.tar.gz.sha256"
