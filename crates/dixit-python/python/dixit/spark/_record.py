"""The record of many articles."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Iterator

from pyspark.sql import Window
from pyspark.sql import functions as f

from ._components import components
from ._steps import extracted, read, step

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# Rows at a time while a record is made. Whole articles and stories are rows here:
# of Spark's usual thousands, each of tens of kilobytes, a heap of 1 GiB runs full.
ROWS = 128

# Articles of a group that are held in memory at once, some kilobytes each.
PART = 10_000

TABLES = (
    "articles",
    "attributions",
    "statements",
    "routes",
    "entities",
    "stories",
    "copies",
    "positions",
)


def record(articles: DataFrame, out: str, model: str = "accurate", keep_work: bool = False) -> None:
    """Writes the record of `articles`, or of readings of them, to the folder `out`.

    There come `articles.parquet`, `statements.parquet` … with the columns that
    `dixit export --format parquet` writes; `records.parquet` with the record of
    each story by itself; `problems.parquet` with the articles that were not
    read and why. What was found on the way lies in `_work` until all is done.
    """
    with _few_rows(articles.sparkSession):
        Record(articles, out, model).write()
    if not keep_work:
        _remove(articles.sparkSession, f"{out}/_work")


class Record:
    """A record in the making: each method is one stage, which is written down."""

    def __init__(self, articles: DataFrame, out: str, model: str):
        self.spark = articles.sparkSession
        self.given, self.out, self.model = articles, out.rstrip("/"), model

    def keep(self, rows: DataFrame, name: str) -> DataFrame:
        return self._written(rows, f"{self.out}/_work/{name}")

    def table(self, rows: DataFrame, name: str) -> DataFrame:
        return self._written(rows, f"{self.out}/{name}.parquet")

    def _written(self, rows: DataFrame, path: str) -> DataFrame:
        rows.write.mode("overwrite").option("compression", "zstd").parquet(path)
        return self.spark.read.schema(rows.schema).parquet(path)

    def write(self) -> None:
        articles = self.articles()
        pairs = self.pairs(articles)
        told = self.told(articles, self.stories(articles, pairs))
        forms, known = self.known(told)
        records = self.records(told, forms, known)
        self.positions(articles, records)
        self.tables(records, known)

    def articles(self) -> DataFrame:
        """Readings, one of each id; of several with one id that with the least hash."""
        readings = self.given
        if "reading" not in readings.columns:
            readings = read(readings, self.model)
        readings = self.keep(readings, "readings")
        good = readings.where("problem is null")
        double = good.groupBy("id").count().where("count > 1").select("id")
        problems = readings.where("problem is not null").select("id", "problem")
        if not double.isEmpty():
            order = Window.partitionBy("id").orderBy("sha256")
            ranked = good.join(double, "id").withColumn("rank", f.row_number().over(order))
            single = good.join(double, "id", "left_anti")
            first = ranked.where("rank = 1").drop("rank").select(*single.columns)
            said = f.lit("has the id of another article, which was read; give each an id of its own")
            more = ranked.where("rank > 1").select("id", said.alias("problem"))
            problems = problems.unionByName(more)
            good = self.keep(single.unionByName(first), "single")
        self.table(problems, "problems")
        return good

    def pairs(self, articles: DataFrame) -> DataFrame:
        """Articles with anything in common, found where they meet."""
        profiles = articles.select("id", "profile")
        postings = _met(self.keep(step(profiles, "postings"), "postings"))
        met = postings.join(profiles, "id").select("group", "id", "own", "side", "profile")
        return self.keep(step(met, "alike"), "pairs")

    def stories(self, articles: DataFrame, pairs: DataFrame) -> DataFrame:
        """Which articles report one happening."""
        of = components(pairs.where("joins").select("a", "b"), self.keep)
        component = f.coalesce("component", "id").alias("component")
        of = self.keep(articles.select("id").join(of, "id", "left").select(component, "id"), "components")
        within = pairs.join(of.toDF("component", "a"), "a").join(of.toDF("other", "b"), "b")
        within = within.where("component = other").select("component", "a", "b", "likeness")
        rows = of.toDF("component", "a").unionByName(within, allowMissingColumns=True)
        return self.keep(step(rows.select("component", "a", "b", "likeness"), "stories"), "stories")

    def told(self, articles: DataFrame, stories: DataFrame) -> DataFrame:
        """What each story tells."""
        readings = articles.select(f.col("id").alias("article"), "reading")
        members = stories.join(readings, "article")
        return self.keep(step(members.select("story", "article", "reading", "alike"), "tell"), "told")

    def known(self, told: DataFrame) -> tuple[DataFrame, DataFrame]:
        """By what names stories' entities are known beyond them, and who they are."""
        forms = self.keep(extracted(told, "forms"), "forms")
        uses = forms.groupBy("block", "text").agg(f.sum("uses").alias("uses"))
        entities = self.keep(step(uses, "settle"), "entities")
        # Counted before they travel: who is named everywhere is counted everywhere.
        facts = _counted(extracted(told, "facts"), "block", "text", "what", "value")
        facts = _counted(facts.join(entities, ["block", "text"]), "entity", "what", "value")
        named = self.keep(step(facts, "name"), "named")
        return forms.join(entities, ["block", "text"]).select("story", "local", "entity"), named

    def records(self, told: DataFrame, forms: DataFrame, known: DataFrame) -> DataFrame:
        """Stories' records, with those known beyond them."""
        who = forms.join(known.select("entity", "name", "kind"), "entity")
        rows = told.select("story", "record").unionByName(who, allowMissingColumns=True)
        rows = rows.select("story", "record", "local", "entity", "name", "kind")
        records = self.keep(step(rows, "place"), "placed")
        self.table(records.select("story", "position", "first", "last", "record"), "records")
        return records

    def positions(self, articles: DataFrame, records: DataFrame) -> None:
        """What speakers said on one matter over time, and which story came before which."""
        said = self.keep(extracted(records, "said"), "said")
        several = said.groupBy("speaker").agg(f.count_distinct("story").alias("n")).where("n > 1")
        said = said.join(several.select("speaker"), "speaker", "left_semi")
        found = self.keep(step(said, "positions"), "positions")
        self.table(found.drop("stories"), "positions")
        # Neighbours in time; the chain leads to the rest.
        pair = "transform(sequence(1, size(stories) - 1), i -> struct(stories[i - 1] as earlier, stories[i] as later))"
        linked = found.where("size(stories) > 1").select(f.explode(f.expr(pair)).alias("link"))
        linked = linked.select("link.*").distinct()
        story = records.select("story", "position", "first", "last")
        linked = linked.join(story.toDF("earlier", "order", "a", "day"), "earlier")
        linked = linked.join(story.toDF("later", "c", "later_first", "d"), "later")
        linked = linked.where("day is not null").select("earlier", "later", "order", "day", "later_first")
        dated = linked.where("day < later_first")
        undated = self.undated(articles, linked.where("later_first is null"))
        earlier = dated.select("earlier", "later", "order").unionByName(undated)
        listed = f.transform(
            f.array_sort(f.collect_list(f.struct("order", "earlier"))), lambda s: s["earlier"]
        )
        self.earlier = self.keep(earlier.groupBy("later").agg(listed.alias("before")), "earlier")

    def undated(self, articles: DataFrame, linked: DataFrame) -> DataFrame:
        """Of links to stories without a day, those whose texts look back on the other."""
        member = self.spark.read.parquet(f"{self.out}/_work/stories").select(
            f.col("story").alias("later"), f.col("article").alias("id")
        )
        texts = linked.join(member, "later").join(articles.select("id", "profile"), "id")
        back = step(texts.select("earlier", "later", "day", "profile"), "later").distinct()
        return linked.join(back, ["earlier", "later"]).select("earlier", "later", "order")

    def tables(self, records: DataFrame, known: DataFrame) -> None:
        """The tables, story by story."""
        for name in ("articles", "attributions", "statements", "routes", "copies"):
            self.table(extracted(records, name), name)
        stories = extracted(records, "stories")
        columns = stories.columns
        before = f.coalesce("before", f.col("earlier")).alias("earlier")
        stories = stories.join(self.earlier, stories["id"] == self.earlier["later"], "left")
        self.table(stories.select(*[before if c == "earlier" else c for c in columns]), "stories")
        local = extracted(records, "entities")
        uses = extracted(records, "uses").groupBy("entity")
        uses = uses.agg(f.sum("articles").alias("articles"), f.sum("statements").alias("statements"))
        beyond = known.join(uses, "entity").withColumnRenamed("entity", "id")
        self.table(local.unionByName(beyond.select(*local.columns)), "entities")


@contextmanager
def _few_rows(spark: SparkSession) -> Iterator[None]:
    """Batches of few rows, between Spark's files and its memory and from there to Python."""
    names = ("spark.sql.parquet.columnarReaderBatchSize", "spark.sql.execution.arrow.maxRecordsPerBatch")
    before = {name: spark.conf.get(name) for name in names}
    try:
        for name, value in before.items():
            spark.conf.set(name, str(min(ROWS, int(value))))
        yield
    finally:
        for name, value in before.items():
            spark.conf.set(name, value)


def _counted(facts: DataFrame, *by: str) -> DataFrame:
    return facts.groupBy(*by).agg(f.sum("count").alias("count"), f.min("place").alias("place"))


def _met(postings: DataFrame) -> DataFrame:
    """The postings of groups in which anybody meets, large groups cut into parts.

    Each part of a group meets itself, and each other part in a group that holds
    these two alone, one on each `side`: so no group is larger than two parts.
    """
    met = postings.groupBy("group").agg(f.count("*").alias("size"), f.max("own").alias("any"))
    met = postings.join(met.where("size > 1 and any"), "group")
    met = met.withColumn("parts", f.ceil(f.col("size") / PART))
    met = met.withColumn("part", f.pmod(f.xxhash64("id"), "parts"))
    met = met.withColumn("other", f.explode(f.sequence(f.lit(0), f.col("parts") - 1)))
    pair = f.concat_ws(" ", "group", f.least("part", "other"), f.greatest("part", "other"))
    side = f.when(f.col("part") != f.col("other"), f.col("part"))
    return met.select(pair.alias("group"), "id", "own", side.alias("side"))


def _remove(spark, path: str) -> None:
    hadoop = spark._jvm.org.apache.hadoop.fs.Path(path)
    hadoop.getFileSystem(spark._jsc.hadoopConfiguration()).delete(hadoop, True)
