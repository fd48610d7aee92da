"""Checks dixit in Python, against the program and against other libraries.

    check.py DIXIT EXAMPLES
"""

import doctest
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet

import dixit

PROGRAM, EXAMPLES = sys.argv[1], Path(sys.argv[2])
COVERAGE = EXAMPLES / "strait"
TABLES = [
    "articles", "attributions", "statements", "routes", "entities", "stories", "copies",
    "positions",
]


def program(*arguments):
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], check=True, capture_output=True
    ).stdout.decode()


def docstrings():
    result = doctest.testmod(dixit, extraglobs={"dixit": dixit})
    assert result.attempted > 8 and result.failed == 0, result


def the_same_bytes_as_the_program():
    lines = "".join(f"{line}\n" for line in dixit.read_lines(COVERAGE, model="fast"))
    assert lines == program("read", COVERAGE, "--model", "fast", "--format", "jsonl", "--quiet")
    for jobs in [1, 3]:
        assert list(dixit.read(COVERAGE, model="fast", jobs=jobs)) == [
            json.loads(line) for line in lines.splitlines()
        ]
    record = dixit.Record(COVERAGE, model="fast")
    report = ["report", COVERAGE, "--model", "fast", "--quiet", "--format"]
    assert record.to_json() == program(*report, "json")
    assert record.html() == program(*report, "html")
    assert record.markdown() == program(*report, "md")


def tables_in_other_libraries():
    record = dixit.Record(COVERAGE, model="fast")
    for name in TABLES:
        table = record.table(name)
        columns = pyarrow.table(table)
        assert columns.column_names == table.columns
        frame = polars.DataFrame(table)
        seen = {
            columns.num_rows, frame.height, len(pandas.DataFrame.from_arrow(table)),
            duckdb.sql("select count(*) from columns").fetchall()[0][0], len(table),
        }
        assert len(seen) == 1, (name, seen)
        assert frame.to_arrow().num_rows == columns.num_rows
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "tables"
        program("export", COVERAGE, "--model", "fast", "--format", "parquet", "-o", out, "--quiet")
        for name in TABLES:
            stored = pyarrow.parquet.read_table(out / f"{name}.parquet")
            assert stored.equals(pyarrow.table(record.table(name))), name
            assert stored.schema.equals(pyarrow.table(record.table(name)).schema), name
    assert pyarrow.table(record.table("articles", text=False))["text"].null_count == len(record.articles)


def columns_are_taken_without_a_copy():
    record = dixit.Record(COVERAGE, model="fast")
    taken = [pyarrow.table(record.articles)["text"].chunk(0).buffers()[2] for _ in range(2)]
    assert record.articles is not record.articles
    table = record.articles
    taken = [pyarrow.table(table)["text"].chunk(0).buffers()[2].address for _ in range(2)]
    assert taken[0] == taken[1], "both look at the same bytes"


def errors_name_the_article():
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "empty.txt").write_text(" ")
        (Path(folder) / "sound.txt").write_text("The port is open, Ilse Marant said.\n")
        try:
            list(dixit.read(folder, model="fast"))
            raise AssertionError("an empty article was read")
        except dixit.ReadError as error:
            assert "empty.txt" in str(error), error
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            readings = list(dixit.read(folder, model="fast", errors="warn"))
        assert len(readings) == 1 and "empty.txt" in str(caught[0].message)
    for wrong, error in [
        (lambda: dixit.read([], model="huge"), ValueError),
        (lambda: dixit.read([], published="March"), ValueError),
        (lambda: dixit.read([], jobs=0), ValueError),
        (lambda: dixit.read([7]), TypeError),
        (lambda: dixit.Ledger("nothing-here.ledger"), dixit.LedgerError),
    ]:
        try:
            wrong()
            raise AssertionError("nothing was raised")
        except error:
            pass


def ledgers():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.ledger"
        program("add", path, COVERAGE, "--model", "fast", "--quiet")
        ledger = dixit.Ledger(path)
        assert ledger.search("ferries")["statements"]
        record = ledger.record()
        assert record.to_json() == program("report", path, "--format", "json", "--quiet")
        assert len(ledger.record(ledger.stories()[:1]).stories) == 1


def many(number):
    text = (COVERAGE / "harbour-post-reopening.txt").read_text()
    return [{"id": f"a{n}", "text": text, "published": "2031-03-07"} for n in range(number)]


def others_go_on_meanwhile():
    turns = 0
    done = threading.Event()

    def other():
        nonlocal turns
        while not done.wait(0.005):
            turns += 1

    thread = threading.Thread(target=other)
    thread.start()
    heard = []
    list(dixit.read(many(250), model="fast", jobs=1, progress=heard.append))
    done.set()
    thread.join()
    assert turns > 5 and heard == list(range(1, 251)), turns


def an_interrupt_ends_it():
    # A shell without job control has what it runs in the background ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    begin = time.monotonic()
    try:
        list(dixit.read(many(20_000), model="fast", jobs=1))
        raise AssertionError("it went on")
    except KeyboardInterrupt:
        assert time.monotonic() - begin < 10


def importing_is_quick():
    import_it = "import time; t = time.perf_counter(); import dixit; print(time.perf_counter() - t)"
    took = min(
        float(subprocess.run([sys.executable, "-c", import_it], capture_output=True, check=True).stdout)
        for _ in range(5)
    )
    print(f"        import takes {took * 1000:.0f} ms")
    assert took < 0.15, took


def the_notebook():
    notebook = json.loads((EXAMPLES / "coverage.ipynb").read_text())
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    names = {}
    here = Path.cwd()
    os.chdir(EXAMPLES)
    try:
        for cell in cells:
            exec(compile(cell, "coverage.ipynb", "exec"), names)
    finally:
        os.chdir(here)
    assert "<svg" in names["chart"] and len(names["table"]) > 0


CHECKS = [
    docstrings, the_same_bytes_as_the_program, tables_in_other_libraries,
    columns_are_taken_without_a_copy, errors_name_the_article, ledgers, others_go_on_meanwhile,
    an_interrupt_ends_it, importing_is_quick, the_notebook,
]

if __name__ == "__main__":
    failed = 0
    for check in CHECKS:
        try:
            check()
            print(f"ok      {check.__name__}")
        except Exception as error:
            failed += 1
            print(f"FAILED  {check.__name__}: {type(error).__name__}: {error}")
    sys.exit(failed > 0)
