#!/usr/bin/env python3
"""Whether what is said with .8 is right four times of five.

calibration.py SCORERS speakers GOLD READINGS [GOLD READINGS ...]
calibration.py SCORERS attributions GOLD READINGS

SCORERS is the folder of attributions.py, by whose rules rows are linked. Judged are
the speakers of linked rows, or of PolNeAR whether an outermost row is linked at all.
Printed are the expected calibration error over ten bins of .1, each bin with a bar for
what was said and a mark for what was found right, and for speakers what was found by
rule and kind of speaker. A line `ECE n` comes first.

The program's speakers have confidences from a table made of such rows (see
crates/dixit-attribution/src/confidence.rs). `cross-validated` is the error where each
tenth of the articles gets its confidences from such a table of the other nine."""
import collections, json, sys


def linked(scorer, gold_file, readings):
    """(article, predicted row, gold row or None) for each predicted row, and whether two names are one."""
    gold, nested, whole = scorer.read_gold(gold_file)
    aliases = collections.defaultdict(set)
    for entity in (whole or {}).get("entities", []):
        for name in entity.get("variants", []) + entity.get("aliases", []) + [entity["name"]]:
            aliases[scorer.fold(entity["name"])].add(scorer.fold(name))

    def same(found, true):
        found, true = scorer.fold(found), scorer.fold(true)
        return true is not None and (found == true or found in aliases.get(true, ()))

    roles, jac, spans = scorer.ROLES, scorer.jac, scorer.spans_of
    found = {}
    for line in open(readings, encoding="utf8"):
        reading = json.loads(line)
        found[reading["id"]] = reading["attributions"]
    out = []
    for article, (text, layers) in gold.items():
        words = scorer.Words(text)
        rows = found.get(article, [])
        if not nested:
            rows = scorer.join_continuations([r for r in rows if not r["parent"]])
        P = [{k: words.inside(spans(r.get(k))) for k in roles} for r in rows]
        G = [{k: words.inside([tuple(s) for s in r[k]]) for k in roles} for r in layers[0]]
        fits = sorted(((sum(jac(x[k], y[k]) for k in roles), i, j) for i, x in enumerate(P) for j, y in enumerate(G)
                       if all(jac(x[k], y[k]) >= .5 for k in roles)), reverse=True)
        of, taken = {}, set()
        for _, i, j in fits:
            if i not in of and j not in taken:
                of[i] = j
                taken.add(j)
        out += [(article, row, layers[0][of[i]] if i in of else None) for i, row in enumerate(rows)]
    return out, same


def bins(rows):
    """[(said, right)] -> ECE and ten bins (n, said, right)."""
    parts = [[] for _ in range(10)]
    for said, right in rows:
        parts[min(9, int(said * 10 + 1e-6))].append((said, right))
    mean = lambda part, at: sum(r[at] for r in part) / len(part)
    table = [(len(p), mean(p, 0), mean(p, 1)) if p else (0, 0.0, 0.0) for p in parts]
    error = sum(n * abs(said - right) for n, said, right in table) / max(1, len(rows))
    return error, table


def diagram(rows):
    error, table = bins(rows)
    print(f"ECE {error:.4f}  over {len(rows)}; said {sum(s for s, _ in rows) / len(rows):.3f}, "
          f"right {sum(r for _, r in rows) / len(rows):.3f}")
    print("  said  right     n   0        .25       .5       .75        1   = said, o right")
    for n, said, right in table:
        if n:
            bar = ["="] * round(said * 40) + [" "] * (41 - round(said * 40))
            bar[min(40, round(right * 40))] = "o"
            print(f"  {said:.2f}   {right:.2f}  {n:4}   |{''.join(bar)}|")


def classes(speaker):
    """From the widest to the narrowest: what a speaker's confidence may depend on."""
    how, kind = speaker["how"], speaker["kind"]
    return [(), (how,), (how, kind), (how, kind, speaker["confidence"])]


def table(rows, weight=4):
    """The share of right ones of each class, smoothed by `weight` rows of the class around it, and the whole by two
    right and two wrong."""
    count = collections.defaultdict(lambda: [0, 0])
    for _, speaker, right in rows:
        for group in classes(speaker):
            count[group][0] += right
            count[group][1] += 1

    def share(group):
        right, n = count.get(group, (0, 0))
        around = share(group[:-1]) if group else .5
        return (right + weight * around) / (n + weight)

    return share, count


def speakers(rows):
    diagram([(speaker["confidence"], right) for _, speaker, right in rows])
    articles = sorted({article for article, *_ in rows})
    held = []
    for fold in range(10):
        out = set(articles[fold::10])
        share, _ = table([r for r in rows if r[0] not in out])
        held += [(share(classes(s)[-1]), right) for article, s, right in rows if article in out]
    print(f"cross-validated ECE {bins(held)[0]:.4f}")
    share, count = table(rows)
    print("  rule             kind            n   right  smoothed")
    for group in sorted((g for g in count if len(g) == 2), key=lambda g: (g[0], -count[g][1])):
        right, n = count[group]
        print(f"  {group[0]:16} {group[1]:12} {n:4}   {right / n:.3f}  {share(group):.3f}")


def main(scorers, what, files):
    sys.path.insert(0, scorers)
    import attributions as scorer

    rows = []
    for gold, readings in zip(files[::2], files[1::2]):
        found, same = linked(scorer, gold, readings)
        for article, row, true in found:
            if what == "attributions":
                rows.append((row["confidence"], true is not None))
            elif true is not None and row["speaker"]:
                rows.append((article, row["speaker"], same(row["speaker"]["name"], true["speaker"])))
    diagram(rows) if what == "attributions" else speakers(rows)


if __name__ == "__main__":
    if len(sys.argv) < 5 or sys.argv[2] not in ("speakers", "attributions") or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
