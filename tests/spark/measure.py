"""How fast a record is made, and how much is shuffled for it:

    measure.py ARTICLES.jsonl OUT [EXECUTORS] [MIB]

Prints, for each thing that is written down, the seconds it took, its size on
disk and the bytes shuffled for it; then all of it, by article, and the most memory
that each executor held: the JVM, its Python workers, both at one time. Seconds are
by the clock and of the executors' processor time, which others' work hardly changes.
"""

import json
import os
import shutil
import sys
import threading
import time
import urllib.request
from pathlib import Path

from pyspark.sql import SparkSession

from dixit import spark as dixit
from dixit.spark import _record


# So many articles to a partition of what is read and shuffled, and 8 at least.
SHARE = 2500


class Executors(threading.Thread):
    """What executors hold and use, looked at once a second: by executor the most MiB
    of the JVM, of its Python workers, and of both at one time; of all of them the
    processor time."""

    def __init__(self, application: str):
        super().__init__(daemon=True)
        self.application, self.most = f"--app-id\0{application}\0".encode(), {}
        self.used: dict[tuple[int, str], float] = {}
        self.looking = threading.Lock()

    def run(self) -> None:
        while True:
            self.look()
            time.sleep(1)

    def look(self) -> float:
        """Seconds of processor time so far; of workers that ended up to their last second."""
        with self.looking:
            return self._look()

    def _look(self) -> float:
        parents, memory, seconds, jvms = {}, {}, {}, set()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
                command = (process / "cmdline").read_bytes()
            except OSError:
                continue
            number = int(process.name)
            parents[number] = int(fields[1])
            memory[number] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE") >> 20
            # Numbers of processes come again; the moment of their start does not.
            seconds[number] = fields[19], sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
            if b"CoarseGrainedExecutorBackend" in command and self.application in command:
                jvms.add(number)
        held = {jvm: [memory[jvm], 0] for jvm in jvms}
        for number in parents:
            above = number
            while above and above not in jvms:
                above = parents.get(above, 0)
            if above:
                started, used = seconds[number]
                self.used[number, started] = used
            if above and number != above:
                held[above][1] += memory[number]
        for jvm, (java, python) in held.items():
            before = self.most.get(jvm, (0, 0, 0))
            self.most[jvm] = tuple(map(max, before, (java, python, java + python)))
        return sum(self.used.values())

    def __str__(self) -> str:
        return ", ".join(f"{java} + {python}, together {both}" for java, python, both in self.most.values())


def main(articles: str, out: str, executors: str = "2", mib: str = "1024") -> None:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with open(articles) as file:
        parts = str(max(8, sum(1 for _ in file) // SHARE))
    spark = (
        SparkSession.builder.master(f"local-cluster[{executors},1,{mib}]")
        .config("spark.executor.memory", f"{mib}m")
        .config("spark.sql.shuffle.partitions", parts)
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    shutil.rmtree(out, ignore_errors=True)
    context = spark.sparkContext
    stages = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/stages"

    def shuffled() -> int:
        time.sleep(0.2)
        with urllib.request.urlopen(stages) as answer:
            return sum(stage["shuffleWriteBytes"] for stage in json.load(answer))

    lines = spark.read.text(articles).withColumnRenamed("value", "line")
    lines = lines.where("length(trim(line)) > 0").repartition(int(parts)).persist()
    count = lines.count()
    workers = Executors(context.applicationId)
    workers.start()
    written = _record.Record._written
    before = [time.monotonic(), workers.look(), shuffled()]
    first = list(before)

    def timed(self, rows, path):
        kept = written(self, rows, path)
        now = [time.monotonic(), workers.look(), shuffled()]
        size = sum(part.stat().st_size for part in Path(path).glob("*.parquet"))
        seconds, processor, shuffle = (after - earlier for after, earlier in zip(now, before))
        print(
            f"{Path(path).name:24} {seconds:8.1f} s {processor:8.1f} s of processor time "
            f"{size / count:8.0f} B/article {shuffle / count:8.0f} B shuffled/article",
            flush=True,
        )
        before[:] = time.monotonic(), now[1], now[2]
        return kept

    _record.Record._written = timed
    dixit.record(lines, out, model="fast", keep_work=True)
    took = time.monotonic() - first[0]
    print(
        f"{count} articles, {executors} executors of {mib} MiB: {took:.0f} s, {count / took:.1f} articles/s; "
        f"{1000 * (workers.look() - first[1]) / count:.1f} ms of processor time and "
        f"{(shuffled() - first[2]) / count:.0f} B shuffled an article; MiB at most: {workers}"
    )
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
