"""Copies against labels: reuse.py LABELS.json RECORD.json [--errors]
The corpus's articles as Dixit reads them: reuse.py --articles ARTICLES.jsonl

LABELS  reuse.labels.json beside this script.
RECORD  `dixit report --format json` over the articles of the labelled pairs.

A pair of articles is found if some copy that is no quotation has a passage in both.
Passages: of the words (here: characters) that the labels call copied, how many lie in
such a copy of that pair; of those that lie in one and in a labelled passage, how many
are labelled copied."""
import json, sys
from collections import defaultdict

def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))

def main(labels, record, errors):
    pairs = json.load(open(labels))["pairs"]
    copies = json.load(open(record))["copies"]
    found = defaultdict(list)
    quoted = defaultdict(list)
    for copy in copies:
        spans = defaultdict(list)
        for p in copy["passages"]: spans[p["article"]].append((p["start"], p["end"]))
        ids = sorted(spans)
        for i, a in enumerate(ids):
            for b in ids[i + 1:]:
                into = quoted if copy["quotation"] else found
                into[a, b].append((spans[a], spans[b], copy["words"]))
    right = wrong = missed = 0
    inside = copied_inside = copied = 0
    kinds = defaultdict(lambda: [0, 0])
    for n, pair in enumerate(pairs):
        key = tuple(sorted((pair["a"], pair["b"])))
        is_found = bool(found[key])
        right += is_found and pair["copy"]
        wrong += is_found and not pair["copy"]
        missed += pair["copy"] and not is_found
        kinds[pair["kind"]][0] += is_found
        kinds[pair["kind"]][1] += 1
        side = 0 if key[0] == pair["a"] else 1
        for passage in pair["passages"]:
            span = passage["a"]
            covered = min(span[1] - span[0], sum(overlap(s, span) for c in found[key] for s in c[side]))
            inside += covered
            if passage["label"] == "copy":
                copied += span[1] - span[0]
                copied_inside += covered
            elif errors and covered: print("  quotation taken for copy", n, pair["kind"], passage["words"], covered)
            if errors and passage["label"] == "copy" and 2 * covered < span[1] - span[0]:
                print("  copy not found", n, pair["kind"], passage["words"], covered)
        if errors and is_found != pair["copy"]:
            print("PAIR", n, pair["kind"], "found" if is_found else "missed", pair["a"], pair["b"], [c[2] for c in found[key]], [c[2] for c in quoted[key]])
    p, r = right / (right + wrong), right / (right + missed)
    print(f"pairs     precision {p:.3f}  recall {r:.3f}  F1 {2*p*r/(p+r):.3f}  ({right} right, {wrong} wrong, {missed} missed)")
    p, r = copied_inside / inside, copied_inside / copied
    print(f"passages  precision {p:.3f}  recall {r:.3f}  F1 {2*p*r/(p+r):.3f}")
    print("found by kind  " + "  ".join(f"{k} {a}/{b}" for k, (a, b) in sorted(kinds.items())))

def articles(path):
    names = {"ID": "id", "source": "outlet", "date": "published", "content_original": "text"}
    for line in open(path, encoding="utf8"):
        article = {names.get(key, key): value for key, value in json.loads(line).items()}
        print(json.dumps(article, ensure_ascii=False))

if __name__ == "__main__":
    if len(sys.argv) < 3: sys.exit(__doc__)
    if sys.argv[1] == "--articles": sys.exit(articles(sys.argv[2]))
    main(sys.argv[1], sys.argv[2], "--errors" in sys.argv)
