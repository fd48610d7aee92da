#!/bin/sh
# Opens pages in headless Chromium and looks for faults:
#     tests/page/run.sh FILE.html...
# Without arguments it checks the pages of the invented records. Needs Node and
# Chromium (CHROMIUM=/path/to/it, else /usr/bin/chromium). SHOTS=FOLDER keeps
# screenshots.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$here/node_modules/playwright-core" ]; then
    (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund)
fi
if [ $# -eq 0 ]; then
    pages=$(mktemp -d)
    trap 'rm -rf "$pages"' EXIT
    cargo run --quiet --manifest-path "$here/../../Cargo.toml" -p dixit-report --example fixture -- "$pages"
    set -- "$pages"/*.html
fi
node "$here/check.mjs" "$@"
