"""Articles that hang together, found by Spark SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from pyspark.sql import functions as f

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# Rounds double how far a name travels: so many reach across any coverage.
ROUNDS = 64


def components(pairs: DataFrame, keep: Callable[[DataFrame, str], DataFrame]) -> DataFrame:
    """The component of each article but the first of each: `id`, `component`.

    A component goes by its smallest id. Two rules take turns until nothing
    changes (Kiveris et al., Connected Components in MapReduce and Beyond): all
    larger neighbours of an article are tied to its smallest one, then all
    smaller ones. Neither makes more ties than there were, however large a
    component is. `keep` writes each round down, so that a lost executor costs
    that round and no more.
    """
    ties = pairs.select(f.col("b").alias("u"), f.col("a").alias("v"))
    ties = keep(ties.distinct(), "ties-0")
    before = _sum(ties)
    for number in range(1, ROUNDS + 1):
        ties = keep(_small(_large(ties)), f"ties-{number}")
        now = _sum(ties)
        if now == before:
            return ties.select(f.col("u").alias("id"), f.col("v").alias("component"))
        before = now
    raise RuntimeError(f"articles do not part into components within {ROUNDS} rounds")


def _large(ties: DataFrame) -> DataFrame:
    back = ties.select(f.col("v").alias("u"), f.col("u").alias("v"))
    both = ties.unionByName(back)
    least = both.groupBy("u").agg(f.min("v").alias("m"))
    least = least.select("u", f.least("u", "m").alias("m"))
    tied = both.join(least, "u").where("v > u")
    return tied.select(f.col("v").alias("u"), f.col("m").alias("v")).distinct()


def _small(ties: DataFrame) -> DataFrame:
    least = ties.groupBy("u").agg(f.min("v").alias("m"))
    tied = ties.join(least, "u").where("v <> m").select(f.col("v").alias("u"), f.col("m").alias("v"))
    return tied.unionByName(least.withColumnRenamed("m", "v")).distinct()


def _sum(ties: DataFrame) -> tuple:
    """What tells two sets of ties apart, wherever their rows lie."""
    hashed = f.xxhash64("u", "v").cast("decimal(38,0)")
    row = ties.agg(f.count("*"), f.sum(hashed), f.expr("bit_xor(xxhash64(v, u))")).first()
    return tuple(row)
