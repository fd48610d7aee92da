#!/bin/sh
# Dixit in Python: its docstrings, its tables in other libraries, the notebook,
# and that it writes what the program writes:
#     tests/python/run.sh DIXIT LIBRARY
# LIBRARY is what `cargo build -p dixit-python` makes, lib_dixit.so. Uses the
# virtual environment of tests/exports.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=$here/../exports/.venv
[ -f "$venv/ready" ] || { echo "run tests/exports/run.sh first: it makes $venv" >&2; exit 1; }
package=$(mktemp -d)
trap 'rm -rf "$package"' EXIT
cp -r "$here/../../crates/dixit-python/python/dixit" "$package/dixit"
cp "$2" "$package/dixit/_dixit.abi3.so"
PYTHONPATH=$package "$venv/bin/python" "$here/check.py" "$1" "$here/../../examples"
