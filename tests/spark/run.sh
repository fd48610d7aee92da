#!/usr/bin/env bash
# Dixit on Apache Spark, on executors that are processes of their own:
#
#     tests/spark/run.sh
#
# Builds the wheel and the program in the development profile, installs PySpark
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
    "$venv/bin/pip" install --quiet 'pyspark>=4,<5' pyarrow 'maturin>=1.9,<2'
fi
cargo build --locked --quiet -p dixit
wheels=target/spark/wheels
rm -rf "$wheels"
"$venv/bin/maturin" build --quiet --profile dev --interpreter "$venv/bin/python" \
    --manifest-path crates/dixit-cluster-py/Cargo.toml --out "$wheels"
"$venv/bin/pip" install --quiet --force-reinstall --no-deps "$wheels"/*.whl
DIXIT=${DIXIT:-target/debug/dixit} exec "$venv/bin/python" tests/spark/test_spark.py
