#!/bin/sh
# Opens a desk of invented coverage in headless Chromium and uses it:
#     tests/desk/run.sh [PROGRAM]
# PROGRAM is the built example of dixit-web (cargo builds it where none is named).
# Needs Node and Chromium (CHROMIUM=/path/to/it, else /usr/bin/chromium).
# SHOTS=FOLDER keeps screenshots.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$here/../page/node_modules/playwright-core" ]; then
    (cd "$here/../page" && npm ci --ignore-scripts --no-audit --no-fund)
fi
if [ $# -eq 0 ]; then
    cargo build --quiet --manifest-path "$here/../../Cargo.toml" -p dixit-web --example desk
    set -- "${CARGO_TARGET_DIR:-$here/../../target}/debug/examples/desk"
fi
folder=$(mktemp -d)
"$1" "$folder/strait.ledger" > "$folder/address" &
desk=$!
trap 'kill $desk 2>/dev/null || true; wait $desk 2>/dev/null || true; rm -rf "$folder"' EXIT
tries=0
until [ -s "$folder/address" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 $desk 2>/dev/null; then
        echo "the desk does not start" >&2
        exit 1
    fi
    sleep 0.1
done
node "$here/check.mjs" "$(cat "$folder/address")"
