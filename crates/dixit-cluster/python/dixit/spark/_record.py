"""The record of many articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import Window
from pyspark.sql import functions as f

from ._components import components
from ._engine import constants
from ._steps import read, step

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

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
        rows.write.mode("overwrite").parquet(path)
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
        """Articles that are compared, with their likeness."""
        terms = self.keep(step(articles.select("id", "profile"), "terms"), "terms")
        found = self.keep(_candidates(terms), "candidates")
        profile = articles.select("id", "profile")
        compared = (
            found.join(profile.toDF("b", "profile_b"), "b")
            .join(profile.toDF("a", "profile_a"), "a")
            .select("a", "b", "profile_a", "profile_b")
        )
        return self.keep(step(compared, "alike"), "pairs")

    def stories(self, articles: DataFrame, pairs: DataFrame) -> DataFrame:
        """Which articles report one happening."""
        near = pairs.where(f.col("likeness") >= f.lit(constants()["LEAST"]))
        of = components(near, self.keep)
        component = f.coalesce("component", "id").alias("component")
        of = articles.select("id").join(of, "id", "left").select("id", component)
        of = self.keep(of, "components")
        alone = of.select("component", f.col("id").alias("a"))
        alone = alone.withColumn("b", f.lit(None).cast("string"))
        alone = alone.withColumn("likeness", f.lit(None).cast("float"))
        together = (
            pairs.join(of.toDF("a", "component"), "a")
            .join(of.toDF("b", "component_b"), "b")
            .where("component = component_b")
            .select("component", "a", "b", "likeness")
        )
        return self.keep(step(alone.unionByName(together), "stories"), "stories")

    def told(self, articles: DataFrame, stories: DataFrame) -> DataFrame:
        """What each story tells."""
        readings = articles.select(f.col("id").alias("article"), "reading")
        members = stories.join(readings, "article")
        return self.keep(step(members.select("story", "article", "reading", "alike"), "tell"), "told")

    def known(self, told: DataFrame) -> tuple[DataFrame, DataFrame]:
        """By what names stories' entities are known beyond them, and who they are."""
        forms = self.keep(step(told, "forms"), "forms")
        uses = forms.groupBy("block", "text").agg(f.sum("uses").alias("uses"))
        entities = self.keep(step(uses, "settle"), "entities")
        # Counted before they travel: who is named everywhere is counted everywhere.
        facts = step(told, "facts")
        facts = _counted(facts, "block", "text", "what", "value")
        facts = _counted(facts.join(entities, ["block", "text"]), "entity", "what", "value")
        named = self.keep(step(facts, "name"), "named")
        return forms.join(entities, ["block", "text"]).select("story", "local", "entity"), named

    def records(self, told: DataFrame, forms: DataFrame, known: DataFrame) -> DataFrame:
        """Stories' records, with those known beyond them."""
        who = forms.join(known.select("entity", "name", "kind"), "entity")
        rows = told.unionByName(who, allowMissingColumns=True)
        rows = rows.select("story", "record", "local", "entity", "name", "kind")
        return self.table(step(rows, "place"), "records")

    def positions(self, articles: DataFrame, records: DataFrame) -> None:
        """What speakers said on one matter over time, and which story came before which."""
        said = self.keep(step(records, "said"), "said")
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
            self.table(step(records.select("record"), f"table-{name}"), name)
        stories = step(records.select("record"), "table-stories")
        columns = stories.columns
        before = f.coalesce("before", f.col("earlier")).alias("earlier")
        stories = stories.join(self.earlier, stories["id"] == self.earlier["later"], "left")
        self.table(stories.select(*[before if c == "earlier" else c for c in columns]), "stories")
        local = step(records.select("record"), "table-entities")
        uses = step(records.select("record"), "uses").groupBy("entity")
        uses = uses.agg(f.sum("articles").alias("articles"), f.sum("statements").alias("statements"))
        beyond = known.join(uses, "entity").withColumnRenamed("entity", "id")
        self.table(local.unionByName(beyond.select(*local.columns)), "entities")


def _counted(facts: DataFrame, *by: str) -> DataFrame:
    return facts.groupBy(*by).agg(f.sum("count").alias("count"), f.min("place").alias("place"))


def _candidates(terms: DataFrame) -> DataFrame:
    """Pairs that are worth comparing, the smaller id first."""
    known = constants()
    dated = _dated(terms, known["DAYS"], known["LEAST_IN_COMMON"])
    return dated.unionByName(_undated(terms, known["RARE_IN_COMMON"]))


def _dated(terms: DataFrame, days: int, least: float) -> DataFrame:
    """Pairs within days of each other that have enough in common."""
    dated = terms.where("day is not null").withColumn("span", f.floor(f.col("day") / days))
    own = dated.select("term", "span", *[f.col(c).alias(f"{c}_x") for c in ("id", "day", "weight")])
    # Whoever is of the span before may still be near enough.
    seen = f.explode(f.array(f.col("span"), f.col("span") + 1)).alias("seen")
    other = dated.select("term", f.col("span").alias("span_y"), seen, "id", "day", "weight")
    other = other.withColumnRenamed("seen", "span")
    near = (
        own.join(other, ["term", "span"])
        .where((f.col("span_y") < f.col("span")) | (f.col("id") < f.col("id_x")))
        .where(f.abs(f.col("day") - f.col("day_x")) <= days)
    )
    pair = near.select(
        f.least("id", "id_x").alias("a"),
        f.greatest("id", "id_x").alias("b"),
        (f.col("weight") * f.col("weight_x")).alias("common"),
    )
    # Sums in another order round otherwise; the engine decides.
    common = pair.groupBy("a", "b").agg(f.sum("common").alias("common"))
    return common.where(f.col("common") >= least * 0.99).select("a", "b")


def _undated(terms: DataFrame, least: int) -> DataFrame:
    """Pairs of which one has no day, with rare words in common."""
    rare = terms.where("rare").select("id", "day", "term")
    own = rare.where("day is null").select("term", f.col("id").alias("id_x"))
    met = own.join(rare, "term").where("id <> id_x and (day is not null or id < id_x)")
    pair = met.select(f.least("id", "id_x").alias("a"), f.greatest("id", "id_x").alias("b"))
    return pair.groupBy("a", "b").count().where(f.col("count") >= least).select("a", "b")


def _remove(spark, path: str) -> None:
    hadoop = spark._jvm.org.apache.hadoop.fs.Path(path)
    hadoop.getFileSystem(spark._jsc.hadoopConfiguration()).delete(hadoop, True)
