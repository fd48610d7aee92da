"""Dixit's record of any amount of coverage, made by Apache Spark.

    from dixit import spark
    readings = spark.read(articles)                 # one row an article, read
    spark.record(readings, "s3a://bucket/record")   # tables, as `dixit export` writes them

The steps run inside Spark's Python workers, on Arrow batches; what has to
meet is brought together by Spark SQL. Nothing but the number of rounds of one
loop is decided on the driver, and no row ever passes through it.
"""

from ._record import TABLES, record
from ._steps import lines, read

__all__ = ["TABLES", "lines", "read", "record"]
