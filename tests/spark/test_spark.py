"""Dixit on Spark against Dixit on one machine, on invented coverage."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import same  # noqa: E402
from coverage import coverage  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

from dixit import spark as dixit  # noqa: E402
from dixit.spark import _record  # noqa: E402

PROGRAM = os.environ.get("DIXIT", "target/debug/dixit")


# Little work in many small jobs: compiling them would take longer than doing them.
SMALL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def session():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # Two executors, each a process of its own with one core and 1 GiB.
    return (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.extraJavaOptions", SMALL)
        .config("spark.executor.extraJavaOptions", SMALL)
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
        .getOrCreate()
    )


def rows(spark, lines, partitions=4):
    return spark.createDataFrame([(line,) for line in lines], "line string").repartition(partitions)


def one_machine(lines, folder):
    """The tables, and the lines of `dixit read`, on one machine."""
    file = folder / "coverage.jsonl"
    file.write_text("\n".join(lines) + "\n")
    tables = folder / "one"
    common = [str(file), "--model", "fast", "--quiet"]
    subprocess.run([PROGRAM, "export", *common, "--format", "parquet", "-o", str(tables)], check=True)
    # Each by itself: articles that are read together give each other dates.
    read = [PROGRAM, "read", "-", *common[1:]]
    alone = [subprocess.run(read, input=line.encode(), check=True, stdout=subprocess.PIPE) for line in lines[:12]]
    return tables, b"".join(done.stdout for done in alone)


def executors():
    """The processes of this application's executors."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if b"CoarseGrainedExecutorBackend" in command and f"app-id\0{APP}".encode() in command:
            found.append(int(process.name))
    return found


def equal(spark, folder, lines, part=_record.PART):
    one, read = one_machine(lines, folder)
    readings = dixit.read(rows(spark, lines), model="fast")
    found = dict(dixit.lines(readings).collect())
    ids = [json.loads(line)["id"] for line in lines[:12]]
    assert b"".join(bytes(found[id]) + b"\n" for id in ids) == read, "readings differ"
    whole, _record.PART = _record.PART, part
    dixit.record(rows(spark, lines), str(folder / "many"), model="fast")
    _record.PART = whole
    assert same.report(one, folder / "many"), "records differ"
    assert not (folder / "many" / "_work").exists()
    # The session is as it was.
    assert int(spark.conf.get("spark.sql.parquet.columnarReaderBatchSize")) > _record.ROWS


def opened(spark, folder):
    """What Spark wrote, opened on one machine: as a whole, by story, speaker and days."""
    lines = coverage(6)
    one, _ = one_machine(lines, folder)
    many = folder / "many"
    dixit.record(rows(spark, lines), str(many), model="fast")

    def told(*choice):
        command = [PROGRAM, "report", str(many), *choice, "--format", "json", "--quiet"]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)

    whole = told()
    back = folder / "back"
    command = [PROGRAM, "export", str(many), "--format", "parquet", "-o", str(back), "--quiet"]
    subprocess.run(command, check=True)
    found = same.differences(one, back)
    # What reaches beyond a story is counted in those that are opened.
    for table in ("articles", "attributions", "statements", "routes", "copies", "positions"):
        assert not found[table][2] and not found[table][3], (table, found[table])
    story = whole["stories"][2]
    assert [s["id"] for s in told("--story", story["id"])["stories"]] == [story["id"]]
    days = told("--from", story["first"], "--until", story["last"])["stories"]
    assert story["id"] in [s["id"] for s in days] and len(days) < len(whole["stories"])
    speaker = next(s["speaker"]["name"] for s in whole["statements"] if s["speaker"])
    heard = {s["story"] for s in told("--speaker", speaker)["statements"]}
    assert heard == {s["story"] for s in whole["statements"] if s["speaker"] and s["speaker"]["name"] == speaker}
    none = subprocess.run([PROGRAM, "report", str(many), "--story", "s0"], capture_output=True)
    assert none.returncode == 1 and b"no story in" in none.stderr, none


def killed(spark, folder, lines):
    """An executor that dies half-way changes nothing."""
    one, _ = one_machine(lines, folder)
    dead = []

    def kill():
        time.sleep(20)
        victims = executors()
        if victims:
            os.kill(victims[0], signal.SIGKILL)
            dead.append(victims[0])

    killer = threading.Thread(target=kill)
    killer.start()
    dixit.record(rows(spark, lines), str(folder / "many"), model="fast")
    killer.join()
    assert dead, "no executor was killed"
    assert same.report(one, folder / "many"), "records differ"


def problems(spark, folder):
    """What is no article is a row that says why; of one id the first by hash counts."""
    lines = coverage(2, 2, 2)
    double = json.loads(lines[0]) | {"text": "Mayor Odile Bryn said that she would go."}
    lines += ['{"id": "bad-1"}', "no JSON", json.dumps(double)]
    dixit.record(rows(spark, lines), str(folder / "many"), model="fast")
    found = spark.read.parquet(str(folder / "many" / "problems.parquet")).collect()
    assert len(found) == 3, found
    assert spark.read.parquet(str(folder / "many" / "articles.parquet")).count() == 4
    columns = spark.createDataFrame(
        [("a1", "Mayor Odile Bryn said that she would go.", "Kest Courier", None)],
        "id string, text string, outlet string, published date",
    )
    read = dixit.read(columns, model="fast").collect()
    assert read[0]["problem"] is None and read[0]["reading"], read
    without = dixit.read(columns.drop("text"), model="fast")
    try:
        without.collect()
    except Exception as error:
        assert "there is no column 'text'" in str(error), error
    else:
        raise AssertionError("articles without a text were read")


if __name__ == "__main__":
    spark = session()
    spark.sparkContext.setLogLevel("ERROR")
    APP = spark.sparkContext.applicationId
    tests = {
        "the record of one machine": lambda folder: equal(spark, folder, coverage(12)),
        "groups cut into parts": lambda folder: equal(spark, folder, coverage(9, 4, 4), part=3),
        "skew: half of all articles one story": lambda folder: equal(spark, folder, coverage(9, 3, 24)),
        "opened on one machine": lambda folder: opened(spark, folder),
        "problems": lambda folder: problems(spark, folder),
        "an executor killed half-way": lambda folder: killed(spark, folder, coverage(20)),
    }
    for name, test in tests.items():
        if len(sys.argv) > 1 and sys.argv[1] not in name:
            continue
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            test(Path(folder))
        print(f"ok: {name} ({time.monotonic() - start:.0f} s)", flush=True)
    spark.stop()
