#!/bin/sh
# Exports the invented coverage in every format and lets the programs for which
# each is meant read it:
#     tests/exports/run.sh DIXIT
# The first run makes a virtual environment beside this script. Needs Python 3.10
# or later with venv.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dixit=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
coverage=$here/../../examples/strait
venv=$here/.venv
if [ ! -f "$venv/ready" ] || ! cmp -s "$here/requirements.txt" "$venv/ready"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
        -r "$here/requirements.txt"
    # Of FollowTheMoney only its schemas are wanted, which are data.
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps followthemoney==4.11.2
    cp "$here/requirements.txt" "$venv/ready"
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$dixit" add "$out/desk.ledger" "$coverage" --model fast --quiet
"$dixit" report "$coverage" --model fast --quiet --format json > "$out/record.json"
"$dixit" report "$out/desk.ledger" --quiet --format json > "$out/ledger.json"
export_() { "$dixit" export "$@" --model fast --quiet; }
for from in record ledger; do
    if [ $from = record ]; then what=$coverage; else what=$out/desk.ledger; fi
    mkdir "$out/$from"
    for format in csv jsonl parquet; do
        export_ "$what" --format $format --what tables -o "$out/$from/$format"
    done
    for format in jsonld ninjs tei ftm; do
        export_ "$what" --format $format -o "$out/$from/all.$format"
    done
    for format in graphml gexf; do
        for graph in citations routes; do
            export_ "$what" --format $format --what $graph -o "$out/$from/$graph.$format"
        done
    done
done
# The same again, by another way and on one thread, is the same bytes.
"$dixit" export "$coverage" --model fast --quiet --jobs 1 --format jsonld | cmp - "$out/record/all.jsonld"
"$dixit" export "$coverage" --model fast --quiet --jobs 1 --what attributions --format parquet |
    cmp - "$out/record/parquet/attributions.parquet"
"$venv/bin/python" "$here/check.py" "$out"
