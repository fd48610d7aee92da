#!/usr/bin/env python3
"""Entities across documents against MEANTIME's.

meantime_names.py FOLDER > articles.jsonl      the articles, for `dixit report`
meantime_names.py FOLDER RECORD.json [--errors]  B-cubed of the record's entities

FOLDER holds CAT XML files, at any depth. Scored are the annotated mentions by name
(syntactic type NAM) of persons, organisations and places that refer to an instance
of the whole corpus. A mention is found if a name of the record agrees with it, or, as
mentions take in what stands around a name (*US automaker Ford*), lies in it: first
one of the mention's kind, then the longest. A
mention not found is an entity of its own (`all`), or left out (`found`)."""
import json, pathlib, sys
from collections import Counter, defaultdict
import xml.etree.ElementTree as ET
import meantime_times

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}


def read(path):
    # The whole text; only its first sentences have mentions.
    meantime_times.ANNOTATED = 10**6
    article = meantime_times.read(path)
    tree = ET.parse(path).getroot()
    places = meantime_times.places(tree)
    instance, kind = {}, {}
    for entity in tree.iter("ENTITY"):
        if entity.get("instance_id") and entity.get("ent_type") in KINDS:
            instance[entity.get("m_id")] = entity.get("instance_id")
            kind[entity.get("instance_id")] = KINDS[entity.get("ent_type")]
    mentions = {}
    for mention in tree.iter("ENTITY_MENTION"):
        anchors = [places[a.get("t_id")] for a in mention.iter("token_anchor")]
        if anchors and mention.get("syntactic_type") == "NAM":
            mentions[mention.get("m_id")] = (min(a[0] for a in anchors), max(a[1] for a in anchors))
    gold = {}
    for link in tree.iter("REFERS_TO"):
        target = instance.get(link.find("target").get("m_id"))
        for source in link.iter("source"):
            if target and source.get("m_id") in mentions:
                gold[mentions[source.get("m_id")]] = target
    return article, gold, kind


def match(span, kind, names):
    """The name that a mention is about."""
    def over(n):
        return max(0, min(span[1], n["end"]) - max(span[0], n["start"]))
    kinds = {kind, "state"} if kind == "place" else {kind}
    near = [n for n in names if 2 * over(n) > n["end"] - n["start"]]
    return max(near, key=lambda n: (n["kind"] in kinds, over(n), -n["start"]), default=None)


def bcubed(pairs):
    by_gold, by_found = defaultdict(set), defaultdict(set)
    for n, (gold, found) in enumerate(pairs):
        by_gold[gold].add(n)
        by_found[found].add(n)
    p = sum(len(by_gold[g] & by_found[f]) / len(by_found[f]) for g, f in pairs) / max(1, len(pairs))
    r = sum(len(by_gold[g] & by_found[f]) / len(by_gold[g]) for g, f in pairs) / max(1, len(pairs))
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}"


def main(folder, record, errors):
    record = json.load(open(record))
    names = {a["id"]: a for a in record["articles"]}
    rows, missed = [], Counter()
    for path in sorted(pathlib.Path(folder).rglob("*.xml")):
        article, gold, kind = read(path)
        found = names[article["id"]]["names"]
        for span, target in sorted(gold.items()):
            best = match(span, kind[target], found)
            words = article["text"][slice(*span)]
            ok = best is not None
            entity = best["entity"] if ok and best["entity"] else (article["id"], span)
            if not ok:
                missed[words] += 1
            rows.append((target, entity, kind[target], ok, words))
    for title, only in [("all", None), ("persons", "person"), ("organisations", "organisation"), ("places", "place")]:
        part = [r for r in rows if only in (None, r[2])]
        seen = [r for r in part if r[3]]
        print(f"{title:14} all {bcubed([r[:2] for r in part])}   found {len(seen)} of {len(part)}: {bcubed([r[:2] for r in seen])}")
    if errors:
        print("not found:", missed.most_common(40))
        by = defaultdict(Counter)
        for target, entity, _, ok, words in rows:
            if ok: by[target][entity, words] += 1
        for target, entities in sorted(by.items(), key=lambda x: -sum(x[1].values())):
            if len({e for e, _ in entities}) > 1:
                print("split", target, [(e if isinstance(e, str) else "-", w, n) for (e, w), n in entities.most_common(12)])
        back = defaultdict(Counter)
        for target, entity, _, ok, words in rows:
            if ok: back[entity][target, words] += 1
        for entity, targets in sorted(back.items(), key=lambda x: -sum(x[1].values())):
            if len({t for t, _ in targets}) > 1:
                print("joined", entity, targets.most_common(12))


if __name__ == "__main__":
    if len(sys.argv) == 2:
        for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xml")):
            article, _, _ = read(path)
            lines = article["text"].split("\n")
            line = {"id": article["id"], "title": lines[0], "text": article["text"], "outlet": "Wikinews"}
            if article["published"]: line["published"] = article["published"]
            print(json.dumps(line, ensure_ascii=False))
    elif len(sys.argv) >= 3:
        main(sys.argv[1], sys.argv[2], "--errors" in sys.argv)
    else:
        sys.exit(__doc__)
