"""Whether two folders of tables hold one record.

Ids differ: one machine counts, a cluster hashes. So each id is replaced by what
it names: a story by its first article, a statement by its attributions, an
entity by the first place in an article that means it. Then every row of every
table has to be the same, in every column.
"""

import json
import sys
from pathlib import Path

import pyarrow.dataset as ds

TABLES = ["articles", "attributions", "statements", "routes", "entities", "stories", "copies", "positions"]
KINDS = {"stories": "story", "statements": "statement", "entities": "entity", "copies": "copy", "positions": "position"}


def tables(folder):
    return {name: ds.dataset(str(Path(folder) / f"{name}.parquet")).to_table().to_pylist() for name in TABLES}


def plain(tables):
    """The tables with what ids name in their place, as sets of lines."""
    names = {kind: {} for kind in KINDS.values()}
    for row in tables["articles"]:
        story = names["story"]
        story[row["story"]] = min(row["id"], story.get(row["story"], row["id"]))
        for at, entity in enumerate(row["entities"]):
            place, known = (row["id"], at), names["entity"]
            known[entity["entity"]] = min(place, known.get(entity["entity"], place))
    for row in tables["statements"]:
        names["statement"][row["id"]] = sorted((m["article"], m["attribution"]) for m in row["members"])
    for row in tables["copies"]:
        names["copy"][row["id"]] = [list(p.values()) for p in row["passages"]]
    for row in tables["positions"]:
        names["position"][row["id"]] = names["statement"][row["entries"][0]["statement"]]

    def named(kind, id):
        return names[kind].get(id, id)

    def walk(value, key):
        if isinstance(value, dict):
            return {k: walk(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [walk(item, key) for item in value]
        kind = {"earlier": "story", "denied_by": "statement"}.get(key, key)
        return named(kind, value) if kind in names and value is not None else value

    lines = {}
    for table, rows in tables.items():
        out = []
        for row in rows:
            row = walk(row, None)
            if table in KINDS:
                row["id"] = named(KINDS[table], row["id"])
            out.append(json.dumps(row, default=str, sort_keys=True))
        lines[table] = sorted(out)
    return lines


def differences(one, many):
    """By table: rows of one machine's and of the cluster's, and those that only one has."""
    one, many = plain(tables(one)), plain(tables(many))
    found = {}
    for table in TABLES:
        left, right = set(one[table]), set(many[table])
        found[table] = (len(one[table]), len(many[table]), sorted(left - right), sorted(right - left))
    return found


def report(one, many, show=2):
    same = True
    for table, (a, b, left, right) in differences(one, many).items():
        same &= a == b and not left and not right
        print(f"{table:13} {a:7} rows, {b:7} rows; {len(left)} and {len(right)} differ")
        for line in left[:show]:
            print("  one machine:", line[:1500])
        for line in right[:show]:
            print("  cluster:    ", line[:1500])
    return same


if __name__ == "__main__":
    sys.exit(0 if report(*sys.argv[1:3]) else 1)
