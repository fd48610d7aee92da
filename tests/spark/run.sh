#!/usr/bin/env bash
# Dixit on Apache Spark, on executors that are processes of their own:
#
#     tests/spark/run.sh [TEST]
#
# Builds the program and the engine in the development profile, installs PySpark
# into target/spark (or uses the environment that VENV names), and compares what
# both make of invented coverage. Takes some minutes, so ./test leaves it out.
# Without Java 17 or Python 3.10 it is skipped with a message.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() { echo "skipped: $1"; exit 0; }
command -v java >/dev/null || skip "Spark needs Java 17, which is not installed"
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null ||
    skip "the package needs Python 3.10 or later"

venv=${VENV:-target/spark/venv}
if [ ! -x "$venv/bin/python" ]; then
    "$python" -m venv "$venv"
    "$venv/bin/pip" install --quiet 'pyspark>=4,<5' pyarrow
fi
cargo build --locked --workspace --bin dixit --bin dixit-steps
export DIXIT=${DIXIT:-$PWD/target/debug/dixit}
export DIXIT_STEPS=${DIXIT_STEPS:-$PWD/target/debug/dixit-steps}
export PYTHONPATH=$PWD/crates/dixit-cluster/python
exec "$venv/bin/python" "${SCRIPT:-tests/spark/test_spark.py}" "$@"
