#!/bin/sh
# Dixit in Python as users have it, a wheel in a fresh virtual environment: its
# docstrings, its tables in other libraries, the notebook, and that it writes what
# the program writes:
#     tests/python/run.sh DIXIT [LIBRARY]
# LIBRARY is what `cargo build -p dixit-python` makes, lib_dixit.so; without it the
# wheel is built as it is released, by maturin. Other libraries are those of the
# virtual environment of tests/exports.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dixit=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
others=$here/../exports/.venv
[ -f "$others/ready" ] || { echo "run tests/exports/run.sh first: it makes $others" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$others/bin/python" -m venv "$work/venv"
python=$work/venv/bin/python
pip="$python -m pip --quiet --disable-pip-version-check"
if [ $# -gt 1 ]; then
    "$python" "$here/pack.py" "$2" "$work"
else
    $pip install --only-binary :all: "maturin>=1.9,<2"
    "$work/venv/bin/maturin" build --release --locked --out "$work" \
        -m "$here/../../crates/dixit-python/Cargo.toml"
fi
$pip install --no-index --no-deps "$work"/*.whl
ls -l "$work"/*.whl
site='import sysconfig; print(sysconfig.get_path("purelib"))'
"$others/bin/python" -c "$site" > "$("$python" -c "$site")/others.pth"
# Nothing of the checkout may be found in place of what is installed.
cd "$work"
"$python" -I "$here/check.py" "$dixit" "$here/../../examples"
