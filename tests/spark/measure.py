"""How fast a record is made, and how much is shuffled for it:

    measure.py ARTICLES.jsonl OUT [EXECUTORS] [MIB]

Prints, for each thing that is written down, the seconds it took, its size on
disk and the bytes shuffled for it; then all of it, by article.
"""

import json
import os
import shutil
import sys
import time
import urllib.request
from pathlib import Path

from pyspark.sql import SparkSession

from dixit import spark as dixit
from dixit.spark import _record


def main(articles: str, out: str, executors: str = "2", mib: str = "1024") -> None:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master(f"local-cluster[{executors},1,{mib}]")
        .config("spark.executor.memory", f"{mib}m")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
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
    lines = lines.where("length(trim(line)) > 0").repartition(8).persist()
    count = lines.count()
    written = _record.Record._written
    start, before = [time.monotonic()], [shuffled()]
    first = start[0], before[0]

    def timed(self, rows, path):
        kept = written(self, rows, path)
        now, bytes_now = time.monotonic(), shuffled()
        size = sum(part.stat().st_size for part in Path(path).glob("*.parquet"))
        shuffle = bytes_now - before[0]
        print(f"{Path(path).name:24} {now - start[0]:8.1f} s {size / count:10.0f} B/article {shuffle / count:10.0f} B shuffled/article", flush=True)
        start[0], before[0] = time.monotonic(), bytes_now
        return kept

    _record.Record._written = timed
    dixit.record(lines, out, model="fast", keep_work=True)
    took = time.monotonic() - first[0]
    print(
        f"{count} articles, {executors} executors of {mib} MiB: {took:.0f} s, {count / took:.1f} articles/s; "
        f"{(shuffled() - first[1]) / count:.0f} B shuffled an article"
    )
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
