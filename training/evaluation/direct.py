#!/usr/bin/env python3
"""Direct quotations: how well they are found, and whose they are.

direct.py SCORERS GOLD READINGS [--errors]

SCORERS is the folder of attributions.py, by whose rules words are counted and modes
told. `content` is its overlap F1 of direct contents. A quotation is found if a row's
content has half or more of its words in common (Jaccard); its source is right if the
source's words are the gold's by half or more, or both have none (`right`), or touch at
all (`touching`). A few gold rows have *said* as their source and the speaker as their
cue; `mended` takes these the right way round. GOLD is PolNeAR's: rows that continue others are joined to them."""
import json, sys


def main(scorers, gold_file, readings, errors):
    sys.path.insert(0, scorers)
    import attributions as scorer

    gold, nested, _ = scorer.read_gold(gold_file)
    jac, spans, mode_of = scorer.jac, scorer.spans_of, scorer.mode_of
    found = {r["id"]: r["attributions"] for r in map(json.loads, open(readings, encoding="utf8"))}
    precision, recall, right, touching, mended, n = scorer.PRF(), scorer.PRF(), 0, 0, 0, 0
    for article, (text, layers) in gold.items():
        words = scorer.Words(text)
        rows = [r for r in found.get(article, []) if nested or not r["parent"]]
        rows = rows if nested else scorer.join_continuations(rows)
        sets = lambda row: {k: words.inside(spans(row.get(k))) for k in scorer.ROLES}
        P, G = [sets(r) for r in rows], [sets(r) for r in layers[0]]
        share = lambda one, others: max([len(one & x["content"]) / len(one) for x in others] or [0])
        say = lambda row, k: " … ".join(" ".join(text[s:e].split()) for s, e in spans(row.get(k)))
        for row, own in zip(rows, P):
            if own["content"] and mode_of(words, spans(row["content"])) == "direct":
                precision.add_p(share(own["content"], G))
                if errors and share(own["content"], G) < .5:
                    print("spurious", article, "|", say(row, "source"), "|", say(row, "cue"), "|", say(row, "content"))
        for row, own in zip(layers[0], G):
            if not own["content"] or mode_of(words, spans(row["content"])) != "direct":
                continue
            recall.add_r(share(own["content"], P))
            if errors and share(own["content"], P) < .9:
                print("missed", article, "|", say(row, "source"), "|", say(row, "cue"), "|", say(row, "content"))
            alike, best = max(((jac(x["content"], own["content"]), i) for i, x in enumerate(P)), default=(0, 0))
            if alike < .5:
                continue
            n += 1
            theirs = P[best]["source"]
            is_right = jac(theirs, own["source"]) >= .5
            right += is_right
            swapped = say(row, "source") in ("said", "says")
            mended += jac(theirs, own["cue"]) >= .5 if swapped else is_right
            touching += is_right or bool(theirs & own["source"])
            if errors and not is_right:
                print("source", article, "|", say(row, "source"), "| found:", say(rows[best], "source"), "|", say(row, "content"))
    p, r = precision.get()[0], recall.get()[1]
    print(f"direct content  P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}")
    print(f"of {n} found, source right {right / max(n, 1):.3f}  mended {mended / max(n, 1):.3f}  touching {touching / max(n, 1):.3f}")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:4], "--errors" in sys.argv)
