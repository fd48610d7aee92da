"""The steps of a record on data frames."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Iterator

import pyarrow as pa

from .._dixit import Step

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# So many rows go through a step at a time, whatever Spark's batches hold.
PIECE = 256

# A column with this name holds articles as lines of JSON.
LINE = "line"


def read(articles: DataFrame, model: str = "accurate") -> DataFrame:
    """Who says what in each article.

    `articles` has a row an article: either one column `line` with a JSON object
    each, as `dixit read` takes it, or the columns `id` and `text` and, if
    known, `title`, `outlet`, `published`, `url`, `authors`, `language`; others
    are kept. `model` is `accurate` or `fast`.

    The result has `id`, `problem` (why an article was not read), `sha256`,
    `day` (from 1970-01-01, where known), `reading` and `profile`, which
    `record` goes on with; `lines` turns readings into JSON.
    """
    return step(articles, f"read-{model}")


def lines(readings: DataFrame) -> DataFrame:
    """Readings as `dixit read` prints them: `id` and `line`, bytes of JSON."""
    read = readings.where("problem is null").select("id", "reading")
    return step(read, "lines")


def step(rows: DataFrame, name: str) -> DataFrame:
    """What the step `name` makes of some rows.

    A grouped step takes together what shares the value of the first column:
    Spark brings it to one place, sorted, and the step sees one group at a
    time, so that neither holds more than that.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    taken = Step(name)
    if taken.grouped:
        key = rows.columns[0]
        rows = rows.repartition(key).sortWithinPartitions(key)
    columns = pa.ipc.open_stream(taken.columns).schema
    return rows.mapInArrow(partial(_work, name), from_arrow_schema(columns))


def extracted(stories: DataFrame, name: str) -> DataFrame:
    """The rows that were taken out of each of some stories, from the column `name`."""
    return step(stories.select(name), f"rows-{name}")


def _work(name: str, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Runs in Spark's Python workers, which stay, and a model stays loaded in each."""
    worker = Step(name)
    for batch in batches:
        for start in range(0, batch.num_rows, PIECE):
            yield from _batches(worker.push(_stream(batch.slice(start, PIECE))))
    yield from _batches(worker.finish())


def _stream(batch: pa.RecordBatch) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_stream(out, batch.schema) as writer:
        writer.write_batch(batch)
    return out.getvalue()


def _batches(stream: bytes) -> Iterator[pa.RecordBatch]:
    with pa.ipc.open_stream(stream) as reader:
        yield from reader
