#!/usr/bin/env bash
# Moves the public surface from PublicAPI.Unshipped.txt to PublicAPI.Shipped.txt of every SDK project: what stands there is promised.
# Run it when a version is released; a line *REMOVED* takes its member out of Shipped.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C
for unshipped in sdk/*/PublicAPI.Unshipped.txt; do
    shipped=${unshipped/Unshipped/Shipped}
    removed=$(sed -n 's/^\*REMOVED\*//p' "$unshipped")
    {
        echo '#nullable enable'
        cat "$shipped" "$unshipped" | tr -d '\r\357\273\277' | grep -v -e '^#nullable enable$' -e '^\*REMOVED\*' -e '^$' \
            | { [ -z "$removed" ] && cat || grep -vxF -e "$removed"; } | sort -u
    } >"$shipped.new"
    mv "$shipped.new" "$shipped"
    echo '#nullable enable' >"$unshipped"
done
