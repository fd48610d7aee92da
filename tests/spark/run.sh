#!/usr/bin/env bash
# Dixit on Apache Spark, on executors that are processes of their own:
#
#     tests/spark/run.sh [TEST]
#
# Builds the program and the library in the development profile, or takes those
# that DIXIT and LIBRARY name; packs the wheel and installs it beside PySpark into
# target/spark (or into the environment that VENV names); compares what both make
# of invented coverage. SCRIPT is another script to be run there. Takes some
# minutes, so ./test leaves it out. Without Java 17 or Python 3.11 it is skipped
# with a message.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() { echo "skipped: $1"; exit 0; }
command -v java >/dev/null || skip "Spark needs Java 17, which is not installed"
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    skip "packing the wheel needs Python 3.11 or later"

venv=${VENV:-target/spark/venv}
if [ ! -x "$venv/bin/python" ]; then
    "$python" -m venv "$venv"
    "$venv/bin/pip" install --quiet 'pyspark>=4,<5' pyarrow
fi
if [ -z "${DIXIT:-}" ] || [ -z "${LIBRARY:-}" ]; then
    cargo build --locked -p dixit -p dixit-python
    built=$(cd "${CARGO_TARGET_DIR:-target}/debug" && pwd)
    LIBRARY=$built/lib_dixit.so DIXIT=$built/dixit
fi
export DIXIT
wheels=$(mktemp -d)
wheel=$("$venv/bin/python" tests/python/pack.py "$LIBRARY" "$wheels")
"$venv/bin/pip" install --quiet --no-index --no-deps --force-reinstall "$wheel"
rm -r "$wheels"
exec "$venv/bin/python" "${SCRIPT:-tests/spark/test_spark.py}" "$@"
