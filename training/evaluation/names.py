#!/usr/bin/env python3
"""Names of persons, organisations and places, against other people's.

names.py crossner FILE > articles.jsonl        a sentence an article, for `dixit read`
names.py gum ARCHIVE.tar.xz > articles.jsonl   GUM's news documents
names.py crossner|gum CORPUS READINGS.jsonl [--errors]

Precision, recall and F1 of names whose words are the gold's (`exact`) or share one
with it (`overlap`), of the same kind. States are places. CrossNER's parties are
organisations; its events, elections and the rest do not count. GUM marks whole noun
phrases and not names: its names are the proper nouns around the head of a person,
organisation or place, so that a kind that GUM gives by use (*Washington said*) counts
against us."""
import collections, io, json, pathlib, re, sys, tarfile

KINDS = ("person", "organisation", "place")
CROSSNER = {"politician": "person", "person": "person", "organisation": "organisation", "politicalparty": "organisation",
            "location": "place", "country": "place"}
GUM = {"person": "person", "organization": "organisation", "place": "place"}
NO_SPACE_BEFORE = set(".,;:!?)%'’") | {"'s", "’s"}


def crossner(path):
    block, number = [], 0
    for line in [*open(path, encoding="utf8"), "\n"]:
        if line.strip():
            word, tag = line.rstrip("\n").rsplit("\t" if "\t" in line else " ", 1)
            block.append((word, tag))
        elif block:
            text, names, last = "", [], None
            for word, tag in block:
                if text and word not in NO_SPACE_BEFORE and not text.endswith("("):
                    text += " "
                start, text = len(text), text + word
                if tag[0] == "B":
                    names.append([start, len(text), tag[2:]])
                elif tag[0] == "I" and names and last not in (None, "O"):
                    names[-1][1] = len(text)
                last = tag
            yield {"id": f"s{number}", "text": text,
                   "names": [(s, e, CROSSNER[kind]) for s, e, kind in names if kind in CROSSNER]}
            block, number = [], number + 1


def gum(archive):
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            name = pathlib.PurePath(member.name).stem
            if member.isfile() and name.startswith("GUM_news_"):
                yield document(name, io.TextIOWrapper(tar.extractfile(member), encoding="utf8"))


def document(name, lines):
    text, gap, space, names, sentence, open_, covered = "", "", "", [], [], [], None

    def close(who):
        for at in range(len(open_) - 1, -1, -1):
            if open_[at][0] == who:
                _, first, kind = open_.pop(at)
                part = sentence[first:]
                inside = {token["id"] for token in part}
                head = next((i for i, token in enumerate(part) if token["head"] not in inside), 0)
                if part[head]["tag"] == "PROPN" and kind in GUM:
                    low = high = head
                    while low and part[low - 1]["tag"] == "PROPN":
                        low -= 1
                    while high + 1 < len(part) and part[high + 1]["tag"] == "PROPN":
                        high += 1
                    names.append((part[low]["start"], part[high]["end"], GUM[kind]))
                return

    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            gap = "\n\n"
        fields = line.split("\t")
        if not line and not open_:
            sentence = []
        if len(fields) != 10 or "." in fields[0]:
            continue
        joined = "-" in fields[0]
        if not joined and covered and int(fields[0]) <= covered[0]:
            start, end = covered[1]
        else:
            text += (gap or space if text else "") + fields[1]
            start, end, gap = len(text) - len(fields[1]), len(text), ""
            space = "" if "SpaceAfter=No" in fields[9] else " "
            covered = (int(fields[0].split("-")[1]), (start, end)) if joined else None
        if joined:
            continue
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", fields[9])
        marks = re.findall(r"\([^()]*\)?|[^()]+\)", entity.group(1)) if entity else []
        for mark in marks:
            if mark.startswith("("):
                parts = mark.strip("()").split("-")
                open_.append((parts[0], len(sentence), parts[1] if len(parts) > 1 else ""))
        sentence.append({"id": int(fields[0]), "head": int(fields[6]), "tag": fields[3], "start": start, "end": end})
        for mark in marks:
            if mark.endswith(")"):
                close(mark.strip("()").split("-")[0])
    return {"id": name, "text": text, "names": sorted(set(names))}


CORPORA = {"crossner": crossner, "gum": gum}


def words(text, name):
    return {m.start() for m in re.finditer(r"\w+", text) if name[0] <= m.start() < name[1]}


def main(which, corpus, readings, errors):
    found = {r["id"]: r["names"] for r in map(json.loads, open(readings, encoding="utf8"))}
    count, n = collections.Counter(), 0
    for article in CORPORA[which](corpus):
        n += 1
        text = article["text"]
        gold = [(words(text, name), name[2]) for name in article["names"]]
        ours = [(words(text, (x["start"], x["end"])), {"state": "place"}.get(x["kind"], x["kind"])) for x in found.get(article["id"], [])]
        ours = [name for name in ours if name[1] in KINDS]
        for how, alike in (("exact", lambda a, b: a == b), ("overlap", lambda a, b: a[1] == b[1] and a[0] & b[0])):
            for ours_name in ours:
                hit = any(alike(ours_name, name) for name in gold)
                count[how, ours_name[1], "p", hit] += 1
                if errors and how == "overlap" and not hit:
                    print("spurious", article["id"], ours_name[1], text[min(ours_name[0], default=0):max(ours_name[0], default=0) + 12])
            for name in gold:
                hit = any(alike(name, ours_name) for ours_name in ours)
                count[how, name[1], "r", hit] += 1
                if errors and how == "overlap" and not hit:
                    print("missed", article["id"], name[1], text[min(name[0], default=0):max(name[0], default=0) + 12])
    for how in ("exact", "overlap"):
        for kinds in (KINDS, *[(kind,) for kind in KINDS]):
            total = lambda side, hits: sum(count[how, kind, side, hit] for kind in kinds for hit in hits)
            p = total("p", [True]) / max(1, total("p", [True, False]))
            r = total("r", [True]) / max(1, total("r", [True, False]))
            label = kinds[0] if len(kinds) == 1 else "all"
            print(f"{how:8} {label:13} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}  of {total('r', [True, False])}")
    print(f"{n} texts")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in CORPORA:
        for article in CORPORA[sys.argv[1]](sys.argv[2]):
            print(json.dumps({"id": article["id"], "text": article["text"]}, ensure_ascii=False))
    elif len(sys.argv) >= 4 and sys.argv[1] in CORPORA:
        main(*sys.argv[1:4], "--errors" in sys.argv)
    else:
        sys.exit(__doc__)
