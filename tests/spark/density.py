"""How much meets, the denser a day is covered:

    density.py ARTICLES.jsonl [TIMES...]

Takes the steps that find pairs of articles, without Spark, with the articles' days
drawn together TIMES times (1, 3, 10). Prints what goes to and fro between executors
(rows) and what is compared in memory, and beside it the rows that a join of each term
with itself would make.
"""

import datetime
import struct
import sys
import time
from collections import Counter, defaultdict

import pyarrow as pa
import pyarrow.compute

from dixit._dixit import Step
from dixit.spark._steps import _work

DAYS = 10
EPOCH = datetime.date(1970, 1, 1)


def step(name, table):
    columns = pa.ipc.open_stream(Step(name).columns).schema
    return pa.Table.from_batches(_work(name, table.to_batches(max_chunksize=256)), columns)


def terms(profile):
    """The telling terms of a profile: the fifth of its lists of terms and weights."""
    at = 1
    for part in range(5):
        (count,) = struct.unpack_from("<I", profile, at)
        at += 4 + 8 * count
    return struct.unpack_from("<" + "If" * count, profile, at - 8 * count)[::2]


def drawn_together(profile, times):
    """The profile, which ends in year, month and day, with its day 1/TIMES as far from 1970."""
    year, month, day = struct.unpack("<hBB", profile[-4:])
    if month == 0:
        return profile, None
    days = (datetime.date(year, month, day) - EPOCH).days // times
    day = EPOCH + datetime.timedelta(days=days)
    return profile[:-4] + struct.pack("<hBB", day.year, day.month, day.day), days


def joined(articles):
    """Rows of a join by term of the dated articles within so many days."""
    by_term = defaultdict(Counter)
    for profile, day in articles:
        if day is not None:
            for term in terms(profile):
                by_term[term][day] += 1
    rows = 0
    for days in by_term.values():
        rows += sum(n * (n - 1) // 2 for n in days.values())
        rows += sum(n * days[day + apart] for day, n in list(days.items()) for apart in range(1, DAYS + 1))
    return rows


def main(path, *times):
    with open(path) as file:
        lines = [line for line in file if line.strip()]
    readings = step("read-fast", pa.table({"line": lines})).filter(pa.compute.field("problem").is_null())
    ids = readings["id"].to_pylist()
    profiles = readings["profile"].to_pylist()
    for dense in map(int, times or ("1", "3", "10")):
        articles = [drawn_together(profile, dense) for profile in profiles]
        table = pa.table({"id": ids, "profile": pa.array([a[0] for a in articles], pa.binary())})
        postings = step("postings", table)
        groups = defaultdict(list)
        for group, id, own in zip(*(postings[name].to_pylist() for name in ("group", "id", "own"))):
            groups[group].append((id, own))
        met = [(g, i, o) for g, m in sorted(groups.items()) if len(m) > 1 and any(o for _, o in m) for i, o in m]
        compared = 0
        for members in groups.values():
            own = sum(o for _, o in members)
            compared += own * (own - 1) // 2 + own * (len(members) - own)
        place = {id: at for at, id in enumerate(ids)}
        rows = pa.table({
            "group": [row[0] for row in met],
            "id": [row[1] for row in met],
            "own": [row[2] for row in met],
            "side": pa.nulls(len(met), pa.int64()),
        })
        rows = rows.append_column("profile", table["profile"].take(pa.array([place[row[1]] for row in met])))
        start = time.process_time()
        pairs = step("alike", rows)
        took = time.process_time() - start
        count = len(ids)
        print(
            f"{dense:4} times as dense: {joined(articles) / count:9.1f} rows an article joined by term; "
            f"{len(postings) / count:6.1f} postings, {len(met) / count:6.1f} that meet, {compared / count:9.1f} compared "
            f"in {took * 1000 / count:.2f} ms, {len(pairs) / count:.2f} pairs an article",
            flush=True,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
