#!/usr/bin/env python3
"""Score sentence boundaries: sentences.py make|score ...

make polnear CORENLP.jsonl TEXTS.jsonl      > gold.jsonl
make ud      FILE.conllu[.xz]...            > gold.jsonl
score gold.jsonl pred.jsonl [--show N]

Gold lines are {"id", "text", "sentences": [[start, end]]}; the example
`sentences` of dixit-language reads them and writes predictions in the same
shape. Boundaries at a line break are given to everybody and do not count."""
import json, lzma, sys


def polnear(corenlp, texts):
    text = {r["id"]: r["text"] for r in map(json.loads, open(texts, encoding="utf8"))}
    for r in map(json.loads, open(corenlp, encoding="utf8")):
        spans = [[s[0][0], s[-1][1]] for s in r["sentences"] if s]
        yield {"id": r["id"], "text": text[r["id"]], "sentences": spans}


def ud(paths):
    for path in paths:
        opened = lzma.open(path, "rt", encoding="utf8") if path.endswith("xz") else open(path, encoding="utf8")
        name, text, spans, paragraph, spaced, skip = path, "", [], True, True, 0
        sentence = ""
        for line in opened:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                if spans:
                    yield {"id": name, "text": text, "sentences": spans}
                name, text, spans, paragraph = line.split("=")[-1].strip(), "", [], True
            elif line.startswith("# newpar"):
                paragraph = True
            elif not line:
                if sentence:
                    text += "" if not text else "\n" if paragraph else " " if spaced_before else ""
                    spans.append([len(text), len(text) + len(sentence)])
                    text += sentence
                sentence, paragraph, spaced_before = "", False, spaced
            elif not line.startswith("#"):
                c = line.split("\t")
                if "-" in c[0]:
                    skip = int(c[0].split("-")[1])
                elif "." in c[0] or int(c[0]) <= skip:
                    continue
                else:
                    skip = 0
                if sentence and spaced:
                    sentence += " "
                sentence += c[1]
                spaced = "SpaceAfter=No" not in c[9]
            if not line:
                skip = 0
        if spans:
            yield {"id": name, "text": text, "sentences": spans}


def score(gold, pred, show):
    pred = {r["id"]: r["sentences"] for r in map(json.loads, open(pred, encoding="utf8"))}
    hit = missed = extra = 0
    for r in map(json.loads, open(gold, encoding="utf8")):
        t = r["text"]
        inner = lambda spans: {e for _, e in spans if t[e:].lstrip(" \u00a0\t")[:1] not in ("", "\n", "\r")}
        g, p = inner(r["sentences"]), inner(pred[r["id"]])
        hit, missed, extra = hit + len(g & p), missed + len(g - p), extra + len(p - g)
        for kind, ends in (("missed", g - p), ("extra", p - g)):
            for e in sorted(ends):
                if show > 0:
                    show -= 1
                    print(kind, repr(t[max(0, e - 60):e] + " | " + t[e:e + 40]))
    p, q = hit / max(1, hit + extra), hit / max(1, hit + missed)
    print(f"boundaries {hit + missed}  P {p:.4f} R {q:.4f} F1 {2 * p * q / max(1e-9, p + q):.4f}")


if __name__ == "__main__":
    a = sys.argv[1:]
    if a[:2] == ["make", "polnear"] and len(a) == 4:
        rows = polnear(*a[2:])
    elif a[:2] == ["make", "ud"] and len(a) > 2:
        rows = ud(a[2:])
    elif a[:1] == ["score"] and len(a) in (3, 5):
        sys.exit(score(a[1], a[2], int(a[4]) if len(a) == 5 else 0))
    else:
        sys.exit(__doc__)
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
