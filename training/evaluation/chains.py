#!/usr/bin/env python3
"""Speakers against other people's coreference: GUM's and MEANTIME's.

chains.py gum ARCHIVE.tar.xz > articles.jsonl      the articles, for `dixit read`
chains.py meantime FOLDER > articles.jsonl
chains.py gum|meantime CORPUS READINGS.jsonl       what was said and found, by rule

No rule of the resolver was written on these chains, so they tell how far the
figures of the annotated articles carry. A row counts if its source is an annotated
mention (half of the words of each in the other). The chain of its speaker is the
one in which most of the speaker's names lie; a speaker without a name is right
where the chain has no name either. Of GUM, prose alone is read."""
import collections, io, json, pathlib, re, sys, tarfile
import xml.etree.ElementTree as ET
import meantime_times

PROSE = ("news", "bio", "academic", "voyage", "textbook", "court")
NAMED = ("name", "surname")


def gum(archive, genres=PROSE):
    """-> articles {"id", "text", "published", "chains": {id: [(start, end, named, type)]}}"""
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            name = pathlib.PurePath(member.name).stem
            if member.isfile() and name.split("_")[1:2] and name.split("_")[1] in genres:
                lines = io.TextIOWrapper(tar.extractfile(member), encoding="utf8")
                yield gum_article(name, lines)


def gum_article(name, lines):
    text, chains, open_, published, rows = "", collections.defaultdict(list), [], None, []
    gap, space = "", ""
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            gap = "\n\n"
        if line.startswith("# meta::dateCreated = "):
            published = line.split(" = ")[1]
        fields = line.split("\t")
        if len(fields) != 10 or not fields[0].isdigit() and "-" not in fields[0]:
            continue
        if "-" in fields[0]:  # one written word, several tokens
            first, last = map(int, fields[0].split("-"))
            rows.append((last, fields[9]))
            text += (gap or space if text else "") + fields[1]
            gap, inside = "", (len(text) - len(fields[1]), len(text))
            space = "" if "SpaceAfter=No" in fields[9] else " "
            rows = [(last, inside)]
            continue
        if rows and int(fields[0]) <= rows[0][0]:
            start, end = rows[0][1]
            if int(fields[0]) == rows[0][0]:
                rows = []
        else:
            text += (gap or space if text else "") + fields[1]
            gap, start, end = "", len(text) - len(fields[1]), len(text)
            space = "" if "SpaceAfter=No" in fields[9] else " "
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", fields[9])
        for mark in re.findall(r"\([^()]*\)?|[^()]+\)", entity.group(1)) if entity else []:
            parts = mark.strip("()").split("-")
            if mark.startswith("("):
                open_.append([parts[0], start, [], parts[1] if len(parts) > 1 else ""])
        for mention in open_:
            mention[2].append(fields[3])
        for mark in re.findall(r"\([^()]*\)?|[^()]+\)", entity.group(1)) if entity else []:
            if mark.endswith(")"):
                who = mark.strip("()").split("-")[0]
                for at in range(len(open_) - 1, -1, -1):
                    if open_[at][0] == who:
                        _, begin, tags, kind = open_.pop(at)
                        chains[who].append((begin, end, "PROPN" in tags, kind))
                        break
    return {"id": name, "text": text, "published": published, "chains": dict(chains)}


def meantime(folder):
    meantime_times.ANNOTATED = 10**6
    for path in sorted(pathlib.Path(folder).rglob("*.xml")):
        article = meantime_times.read(path)
        tree = ET.parse(path).getroot()
        places = meantime_times.places(tree)
        mentions, chains = {}, collections.defaultdict(list)
        for mention in tree.iter("ENTITY_MENTION"):
            anchors = [places[a.get("t_id")] for a in mention.iter("token_anchor")]
            if anchors:
                start, end = min(a[0] for a in anchors), max(a[1] for a in anchors)
                named = mention.get("syntactic_type") in ("NAM", "PRE.NAM", "CONJ") or any(
                    word[:1].isupper() for word in article["text"][start:end].split()[1:])
                mentions[mention.get("m_id")] = (start, end, named, "")
        for link in tree.iter("REFERS_TO"):
            who = link.find("target").get("m_id")
            chains[who] += [mentions[s.get("m_id")] for s in link.iter("source") if s.get("m_id") in mentions]
        yield {"id": article["id"], "text": article["text"], "published": article["published"], "chains": dict(chains)}


CORPORA = {"gum": gum, "meantime": meantime}


def chain_of(span, text, chains):
    """The chain of the mention that is `span`, but for the words around."""
    words = lambda s, e: {m.start() + s for m in re.finditer(r"\w+", text[s:e])}
    own, best = words(*span), (0.5, None)
    for who, mentions in chains.items():
        for start, end, *_ in mentions:
            if start < span[1] and span[0] < end:
                there = words(start, end)
                alike = len(own & there) / max(1, len(own | there))
                if alike >= best[0]:
                    best = (alike + 1e-9, who)
    return best[1]


def judged(articles, readings):
    """Rows that can be judged: (article, row, right)."""
    readings = {r["id"]: r for r in map(json.loads, open(readings, encoding="utf8"))}
    for article in articles:
        reading = readings.get(article["id"])
        if not reading or not article["chains"]:
            continue
        text, chains = article["text"], article["chains"]
        named = {who for who, mentions in chains.items() if any(m[2] for m in mentions)}
        theirs = {}
        for name in reading["names"]:
            who = chain_of((name["start"], name["end"]), text, chains)
            if who:
                theirs.setdefault(name["entity"], collections.Counter())[who] += 1
        for row in reading["attributions"]:
            speaker = row["speaker"]
            if not row["source"] or not speaker:
                continue
            spans = row["source"]["spans"]
            gold = chain_of((spans[0][0], spans[-1][1]), text, chains)
            if gold is None:
                continue
            found = theirs.get(speaker["entity"])
            right = found.most_common(1)[0][0] == gold if found else gold not in named
            yield article, row, right


def main(which, corpus, readings, errors):
    by = collections.defaultdict(list)
    for article, row, right in judged(CORPORA[which](corpus), readings):
        speaker = row["speaker"]
        by[speaker["how"]].append((speaker["confidence"], right))
        if errors and not right:
            print(article["id"], "|", row["source"]["text"], "|", speaker["name"], "|", speaker["how"], speaker["confidence"])
    for how, rows in sorted(by.items(), key=lambda x: -len(x[1])):
        n = len(rows)
        print(f"{how:16} n {n:4}  said {sum(c for c, _ in rows) / n:.3f}  right {sum(r for _, r in rows) / n:.3f}")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in CORPORA:
        for article in CORPORA[sys.argv[1]](sys.argv[2]):
            print(json.dumps({k: article[k] for k in ("id", "text", "published")}, ensure_ascii=False))
    elif len(sys.argv) >= 4 and sys.argv[1] in CORPORA:
        main(*sys.argv[1:4], "--errors" in sys.argv)
    else:
        sys.exit(__doc__)
