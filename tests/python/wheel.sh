#!/bin/sh
# Builds the wheel as it is released, installs it into a fresh virtual
# environment and runs the same checks there:
#     tests/python/wheel.sh DIXIT
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
pip="$work/venv/bin/pip --quiet --disable-pip-version-check"
$pip install --only-binary :all: "maturin>=1.9,<2" -r "$here/../exports/requirements.txt"
"$work/venv/bin/maturin" build --release --locked --out "$work/wheels" \
    -m "$here/../../crates/dixit-python/Cargo.toml"
ls -l "$work/wheels"
$pip install "$work"/wheels/*.whl
"$work/venv/bin/python" "$here/check.py" "$1" "$here/../../examples"
