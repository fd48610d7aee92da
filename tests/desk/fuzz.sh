#!/bin/sh
# Sends what nobody would to a desk's API, by its own description, and fails on
# whatever the description does not foresee:
#     tests/desk/fuzz.sh [EXAMPLES]
# Needs schemathesis (pip install schemathesis). Not part of ./test.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
cargo build --quiet --manifest-path "$root/Cargo.toml" -p dixit-web --example desk
folder=$(mktemp -d)
"${CARGO_TARGET_DIR:-$root/target}/debug/examples/desk" "$folder/strait.ledger" > "$folder/address" &
desk=$!
trap 'kill $desk 2>/dev/null || true; wait $desk 2>/dev/null || true; rm -rf "$folder"' EXIT
until [ -s "$folder/address" ]; do
    kill -0 $desk
    sleep 0.1
done
# A query has a grammar and a cursor comes from the page before, which a schema
# cannot say: that such texts are refused is no fault.
schemathesis run "$(cat "$folder/address")api/v1/openapi.json" \
    --checks all --exclude-checks positive_data_acceptance \
    --max-examples "${1:-200}"
