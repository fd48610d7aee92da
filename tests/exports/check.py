"""Reads what dixit exported with the programs for which each format is meant.

    check.py FOLDER

FOLDER holds record.json and ledger.json, the records that were exported, and for
each a folder of exports (see run.sh). Every check compares with the record.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path

import duckdb
import jsonschema
import networkx
import pandas
import polars
import pyarrow
import pyarrow.parquet
import rdflib
import yaml
from lxml import etree

TABLES = [
    "articles", "attributions", "statements", "routes", "entities", "stories", "copies",
    "positions",
]


def counted(record):
    """How many rows each table of a record has."""
    return {
        "articles": len(record["articles"]),
        "attributions": sum(len(a["attributions"]) for a in record["articles"]),
        "statements": len(record["statements"]),
        "routes": sum(len(s["routes"]) for s in record["statements"]),
        "entities": len(record["entities"]),
        "stories": len(record["stories"]),
        "copies": len(record["copies"]),
        "positions": len(record["positions"]),
    }


def same_rows_everywhere(folder, record):
    for table, rows in counted(record).items():
        sheet, columns = folder / "csv" / f"{table}.csv", folder / "parquet" / f"{table}.parquet"
        seen = {
            "pandas, CSV": len(pandas.read_csv(sheet)),
            "pandas, Parquet": len(pandas.read_parquet(columns)),
            "Polars, CSV": polars.read_csv(sheet, infer_schema_length=None).height,
            "Polars, Parquet": polars.read_parquet(columns).height,
            "DuckDB, CSV": duckdb.sql(f"select * from read_csv('{sheet}')").shape[0],
            "DuckDB, Parquet": duckdb.sql(f"select * from '{columns}'").shape[0],
            "PyArrow": pyarrow.parquet.read_table(columns).num_rows,
            "lines": len((folder / "jsonl" / f"{table}.jsonl").read_text().splitlines()),
        }
        assert set(seen.values()) == {rows}, f"{table} has {rows} rows, but {seen}"


def the_same_values(folder, record):
    """Lines, Parquet and CSV hold one table."""
    for table in TABLES:
        lines = (folder / "jsonl" / f"{table}.jsonl").read_text().splitlines()
        lines = [json.loads(line) for line in lines]
        columns = pyarrow.parquet.read_table(folder / "parquet" / f"{table}.parquet").to_pylist()
        shown = json.loads(json.dumps(columns, default=str))
        assert rounded(shown) == lines, f"{table}: Parquet and JSON Lines differ"
    path = folder / "csv" / "attributions.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        sheet = list(csv.DictReader(file))
    lines = (folder / "jsonl" / "attributions.jsonl").read_text().splitlines()
    for row, line in zip(sheet, map(json.loads, lines), strict=True):
        assert row["content.text"].removeprefix("'") == line["content"]["text"]
        assert row["speaker.name"] == ((line["speaker"] or {}).get("name") or "")
        assert not row["content.text"].startswith(("=", "+", "-", "@")), row
    texts = {article["id"]: article["text"] for article in record["articles"]}
    for line in map(json.loads, lines):
        words = [texts[line["article"]][s["start"]:s["end"]] for s in line["content"]["spans"]]
        assert " … ".join(words) == line["content"]["text"], "offsets count code points"


def rounded(value):
    """Parquet keeps confidences in 32 bits."""
    match value:
        case float():
            return round(value, 2)
        case dict():
            return {key: rounded(part) for key, part in value.items()}
        case list():
            return [rounded(part) for part in value]
    return value


def the_declared_schema(folder, _record):
    schema = pyarrow.parquet.read_schema(folder / "parquet" / "attributions.parquet")
    span = pyarrow.struct([
        pyarrow.field("start", pyarrow.int64(), nullable=False),
        pyarrow.field("end", pyarrow.int64(), nullable=False),
    ])
    content = schema.field("content")
    assert content.type.field("spans").type.value_type == span, content.type
    assert not content.nullable and schema.field("parent").nullable
    assert schema.field("said_on").type.field("date").type == pyarrow.date32()
    assert schema.field("confidence").type == pyarrow.float32()
    assert schema.field("negated").type == pyarrow.bool_()
    for table in TABLES:
        for field in pyarrow.parquet.read_schema(folder / "parquet" / f"{table}.parquet"):
            assert field.metadata[b"description"], f"{table}.{field.name} is not described"


def questions_in_sql(folder, record):
    """Nested columns can be asked without unpacking."""
    most = max(record["statements"], key=lambda s: (len(s["routes"]), s["id"]))
    found = duckdb.sql(
        f"""select r.outlet.name, len(r.relays) from '{folder}/parquet/routes.parquet' r
        join '{folder}/parquet/statements.parquet' s on s.id = r.statement
        where s.id = '{most["id"]}' order by r.place"""
    ).fetchall()
    assert found == [(route["outlet"], len(route["relays"])) for route in most["routes"]], found


def routes_in_sparql(folder, record):
    graph = rdflib.Graph().parse(folder / "all.jsonld", format="json-ld")
    found = graph.query("""
        prefix prov: <http://www.w3.org/ns/prov#>
        prefix dixit: <https://github.com/dixit-record/dixit/ns#>
        select ?statement (count(distinct ?route) as ?routes) where {
            ?route a dixit:Route ; prov:hadPrimarySource ?statement .
        } group by ?statement""")
    found = {str(row.statement).rsplit(":", 1)[1]: int(row.routes) for row in found}
    assert found == {s["id"]: len(s["routes"]) for s in record["statements"]}
    three = max(found, key=lambda key: found[key])
    assert found[three] >= 3, "the coverage has a statement that came by three routes"
    relays = graph.query("""
        prefix prov: <http://www.w3.org/ns/prov#>
        prefix schema: <https://schema.org/>
        select ?route ?name where {
            ?route prov:hadPrimarySource ?statement ; prov:wasQuotedFrom+ ?account ;
                a <https://github.com/dixit-record/dixit/ns#Route> .
            ?account prov:wasAttributedTo/schema:name ?name .
            filter (?account != ?statement)
        }""", initBindings={"statement": rdflib.URIRef(f"urn:dixit:statement:{three}")})
    seen = Counter(str(row.name) for row in relays)
    told = next(s for s in record["statements"] if s["id"] == three)
    assert seen == Counter(e["name"] for r in told["routes"] for e in r["relays"]), seen
    selectors = graph.query("""
        prefix oa: <http://www.w3.org/ns/oa#>
        prefix schema: <https://schema.org/>
        select ?text ?exact ?prefix ?suffix ?start ?end where {
            ?target oa:hasSource ?article ; oa:hasSelector ?quote, ?position .
            ?article schema:articleBody ?text .
            ?quote a oa:TextQuoteSelector ; oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
            ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
        }""")
    assert len(selectors) > 0
    for text, exact, prefix, suffix, start, end in selectors:
        text, start, end = str(text), int(start), int(end)
        assert text[start:end] == str(exact)
        assert text[:start].endswith(str(prefix)) and text[end:].startswith(str(suffix))
    for kind in ["NewsArticle", "Quotation", "Claim", "Person", "Organization"]:
        assert (None, rdflib.RDF.type, rdflib.URIRef(f"https://schema.org/{kind}")) in graph, kind


def independent_by_another_algorithm(folder, record):
    for graph in [
        networkx.read_graphml(folder / "routes.graphml"),
        networkx.read_gexf(folder / "routes.gexf"),
    ]:
        for statement in record["statements"]:
            speaker, reader = f"{statement['id']}/speaker", f"{statement['id']}/reader"
            own = graph.subgraph(networkx.descendants(graph, speaker) | {speaker})
            # As many paths without a common node as there are, by networkx.
            paths = networkx.connectivity.local_node_connectivity(own, speaker, reader)
            said = statement["independent"]
            assert paths == said == graph.nodes[speaker]["independent"], statement["id"]


def who_cites_whom(folder, record):
    graph = networkx.read_graphml(folder / "citations.graphml")
    again = networkx.read_gexf(folder / "citations.gexf")
    assert {(a, b) for a, b in graph.edges} == {(a, b) for a, b in again.edges}
    outlets = {a["outlet"]["name"] for a in record["articles"] if a["outlet"]}
    cited = {data["label"] for node, data in graph.nodes(data=True) if graph.in_degree(node)}
    said = {
        e["name"] for a in record["articles"] if a["outlet"] for row in a["attributions"]
        for e in [*row["via"], *([row["speaker"]] if row["speaker"] else [])]
    }
    assert {name.lower() for name in cited} == {name.lower() for name in said}
    sources = {data["label"] for node, data in graph.nodes(data=True) if data["kind"] == "outlet"}
    assert sources <= outlets


def text(**more):
    return {"type": "string", **more}


def listed(**properties):
    item = {"type": "object", "additionalProperties": False, "properties": properties}
    return {"type": "array", "items": item}


# What IPTC's schema of ninjs 3.2 says of the properties that are used here;
# others are refused.
PARTY = {"name": text(), "rel": text(), "uri": text(format="uri")}
ITEM = {
    "uri": text(format="uri"),
    "type": {"enum": ["text", "component"]},
    "profile": text(),
    "versionCreated": text(format="date-time"),
    "contentCreated": text(format="date-time"),
    "language": text(),
    "title": text(),
    "by": text(),
    "headlines": listed(role=text(), value=text()),
    "bodies": listed(role=text(), contentType=text(), value=text(), charCount={"type": "integer"}),
    "people": listed(**PARTY),
    "organisations": listed(**PARTY),
    "places": listed(**PARTY),
    "objects": listed(**PARTY),
    "infoSources": listed(name=text(), role=text(), uri=text(format="uri")),
    "genres": listed(name=text()),
    "altIds": listed(role=text(), value=text()),
    "standard": {
        "type": "object",
        "additionalProperties": False,
        "properties": {"name": {"const": "ninjs"}, "version": {"const": "3.2"}, "schema": text()},
    },
}
ASSOCIATION = {
    "type": "object",
    "required": ["name", "uri"],
    "additionalProperties": False,
    "properties": {**ITEM, "name": text(), "rel": text()},
}
NINJS = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {**ITEM, "associations": {"type": "array", "items": ASSOCIATION}},
}


def news_items(folder, record):
    items = [json.loads(line) for line in (folder / "all.ninjs").read_text().splitlines()]
    validator = jsonschema.Draft202012Validator
    formats = validator.FORMAT_CHECKER
    # A format whose judge is not installed would go unseen.
    assert {"uri", "date-time"} <= formats.checkers.keys(), formats.checkers.keys()
    for item in items:
        validator(NINJS, format_checker=formats).validate(item)
    by_id = {item["altIds"][0]["value"]: item for item in items}
    for article in record["articles"]:
        item = by_id[article["id"]]
        assert item["bodies"][0]["value"] == article["text"]
        said = [part["bodies"][0]["value"] for part in item.get("associations", [])]
        assert said == [row["content"]["text"] for row in article["attributions"]]


def texts_with_said(folder, record):
    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    name = "{http://www.w3.org/XML/1998/namespace}id"
    corpus = etree.parse(folder / "all.tei").getroot()
    assert corpus.tag == "{%(t)s}teiCorpus" % tei
    ids = corpus.xpath("//@xml:id")
    assert len(ids) == len(set(ids)), "ids are unique in the whole corpus"
    texts = corpus.findall("t:TEI", tei)
    assert len(texts) == len(record["articles"])
    blocks = {"".join(t.find(".//t:ab", tei).itertext()): t for t in texts}
    for article in record["articles"]:
        # The text is the article's, to the letter.
        own = blocks[article["text"]]
        known = {node.get(name) for node in own.iter() if node.get(name)}
        said = own.findall(".//t:said", tei)
        for element in said:
            for key in ["who", "toWhom", "prev", "next"]:
                target = element.get(key)
                assert target is None or target.removeprefix("#") in known, target
        first = [element for element in said if element.get("prev") is None]
        assert len(first) == len(article["attributions"])
        assert sum(e.get("who") is not None for e in first) == sum(
            row["speaker"] is not None for row in article["attributions"]
        )


def entities_for_aleph(folder, record):
    package = Path(next(p for p in sys.path if p.endswith("site-packages"))) / "followthemoney"
    files = [*package.glob("schema/*.yaml"), *package.glob("schema/*.yml")]
    schemas = {}
    for file in files:
        schemas.update(yaml.safe_load(file.read_text()))

    def parents(schema):
        yield schema
        for above in schemas[schema].get("extends", []):
            yield from parents(above)

    lines = [json.loads(line) for line in (folder / "all.ftm").read_text().splitlines()]
    kinds = {line["id"]: line["schema"] for line in lines}
    for line in lines:
        family = list(parents(line["schema"]))
        known = {}
        for schema in family:
            known.update(schemas[schema].get("properties", {}))
        for key in schemas[line["schema"]].get("required", []):
            assert line["properties"].get(key), f"{line['schema']} without {key}"
        for key, values in line["properties"].items():
            assert key in known, f"{line['schema']} has no {key}"
            if known[key].get("type") == "entity":
                for value in values:
                    assert known[key]["range"] in parents(kinds[value]), (key, kinds[value])
    assert sum(kind == "Note" for kind in kinds.values()) == len(record["statements"])
    assert sum(kind == "Article" for kind in kinds.values()) == len(record["articles"])


CHECKS = [
    same_rows_everywhere, the_same_values, the_declared_schema, questions_in_sql,
    routes_in_sparql, independent_by_another_algorithm, who_cites_whom, news_items,
    texts_with_said, entities_for_aleph,
]


def main(folder):
    failed = 0
    for origin in ["record", "ledger"]:
        record = json.loads((folder / f"{origin}.json").read_text())
        for check in CHECKS:
            try:
                check(folder / origin, record)
                print(f"ok      {origin}: {check.__name__}")
            except Exception as error:
                failed += 1
                print(f"FAILED  {origin}: {check.__name__}: {type(error).__name__}: {error}")
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) > 0)
