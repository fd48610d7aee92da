#!/usr/bin/env python3
"""Checks furniture: check.py CORPORA INTAKE

CORPORA  the folder with seeds/, ledgers/, polnear/.
INTAKE   the built example `intake`.

Prints precision and recall of characters against the hand-made ledgers (never trained on), and what share of the
ordinary text of PolNeAR dev is taken for furniture, with the words, since those losses hurt most."""
import json, pathlib, subprocess, sys


def intake(binary, *paths):
    out = subprocess.run([binary, *map(str, paths)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    return {a["id"]: a for a in map(json.loads, out.splitlines())}


def inside(spans):
    return set().union(*[range(s, e) for s, e in spans])


def main(root, binary, show):
    root = pathlib.Path(root)
    for name, gold, paths in [("seeds", "seeds/seeds.gold.json", sorted((root / "seeds").glob("*.txt")))] + [
            (f"ledger {x}", f"ledgers/{x}/ledger.gold.json", [root / f"ledgers/{x}/articles.jsonl"]) for x in "cd"]:
        found, tp, fp, fn = intake(binary, *paths), 0, 0, 0
        for a in json.load(open(root / gold, encoding="utf8"))["articles"]:
            read = found[a["id"]]
            want, got = inside(a["furniture"]), inside((f["start"], f["end"]) for f in read["furniture"])
            tp, fp, fn = tp + len(want & got), fp + len(got - want), fn + len(want - got)
            text = read["text"]
            for s, e in a["furniture"]:
                if len(inside([(s, e)]) & got) < (e - s) / 2: print(f"   missed: {text[s:e][:100]!r}")
            for f in read["furniture"]:
                if len(inside([(f["start"], f["end"])]) & want) < (f["end"] - f["start"]) / 2:
                    print(f"   wrong ({f['kind']}): {text[f['start']:f['end']][:100]!r}")
            if show: print("  ", a["id"], "outlet", read["outlet"], "published", read["published"], "title", read["title"])
        print(f"{name}: characters P {tp / max(1, tp + fp):.3f} R {tp / max(1, tp + fn):.3f}")
    found, tp, fp, fn, size = intake(binary, root / "polnear/dev.jsonl"), 0, 0, 0, 0
    for line in open(root / "polnear/dev.jsonl", encoding="utf8"):
        a = json.loads(line)
        layer = a["annotators"][sorted(a["annotators"])[0]]
        want, got = inside(layer.get("discard") or []), inside((f["start"], f["end"]) for f in found[a["id"]]["furniture"])
        tp, fp, fn, size = tp + len(want & got), fp + len(got - want), fn + len(want - got), size + len(a["text"])
        told = inside(s for r in layer["attributions"] for k in ("source", "cue", "content") for s in r[k])
        for f in found[a["id"]]["furniture"]:
            piece = inside([(f["start"], f["end"])])
            if not piece & want: print(f"   {'ATTRIBUTION ' if piece & told else ''}{f['kind']}: {a['text'][f['start']:f['end']][:110]!r}")
    print(f"PolNeAR dev: characters P {tp / max(1, tp + fp):.3f} R {tp / max(1, tp + fn):.3f}; wrongly taken {fp / size:.5f} of all text")


if __name__ == "__main__":
    if len(sys.argv) < 3: sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], "-v" in sys.argv)
