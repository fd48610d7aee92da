#!/usr/bin/env python3
"""Trains the furniture model: train.py CORPORA UNITS MODEL

CORPORA  the folder with polnear/, stories/, html/ and ledgers/.
UNITS    the built example `furniture_units`, which cuts texts and hashes features for training as for use.
MODEL    where to write, such as ../../models/furniture.bin.

Needs numpy, scipy and scikit-learn. Deterministic. Takes some minutes on one core."""
import json, pathlib, struct, subprocess, sys
import numpy as np, scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
import corpora

BUCKETS = 1 << 17
VERSION = 1
AROUND = 3


def cutter(binary):
    def units_of(texts):
        lines = "".join(json.dumps({"text": t}) + "\n" for t in texts)
        out = subprocess.run([binary], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
        return [json.loads(l)["units"] for l in out.splitlines()]
    return units_of


def load(root, units_of):
    without = set()
    for ledger in sorted((root / "ledgers").iterdir()):
        without |= {a["id"] for a in corpora.lines_of(ledger / "articles.jsonl")}
    texts = list(corpora.polnear(root, "train")) + list(corpora.allsides(root, units_of, without)) + list(corpora.pages(root))
    texts += corpora.planted(texts)
    return texts, units_of([t["text"] for t in texts])


def covered(span, spans):
    return sum(max(0, min(span[1], e) - max(span[0], s)) for s, e in spans) / max(1, span[1] - span[0])


WEIGHT = {"polnear": 1.0, "allsides": 1.0, "pages": 0.4, "planted": 1.0}
RARE = 6.0  # Furniture is one unit in twenty; without this the first stage says "text" and is mostly right.
SMOOTH = 20.0
TEXT = 0.3  # The share of ordinary units that the first stage is fitted on.


class Data:
    def __init__(self, texts, cut):
        self.texts, self.cut = texts, cut
        indices, ends, self.y, self.w, self.doc, self.place = [], [0], [], [], [], []
        for d, (t, units) in enumerate(zip(texts, cut)):
            last = units[-1][2] if units else 0
            for k, (s, e, line, hashes) in enumerate(units):
                indices.extend(hashes); ends.append(len(indices))
                yes = covered((s, e), t["yes"]) >= .5
                open_ = covered((s, e), t["no_word"]) >= .5
                self.y.append(yes and not open_); self.w.append(0.0 if open_ else WEIGHT[t["source"]])
                self.doc.append(d); self.place.append((line, last - line, line))
        # Unit length, or a long sentence would be text for its mere length.
        size = np.diff(np.array(ends))
        values = np.repeat(10 / np.sqrt(size), size).astype(np.float32)
        self.x = sp.csr_matrix((values, np.array(indices, np.int32), np.array(ends)), shape=(len(self.y), BUCKETS))
        self.y, self.w, self.doc = np.array(self.y), np.array(self.w), np.array(self.doc)
        self.place = np.array(self.place)
        self.group = np.array([texts[d]["group"] for d in self.doc])
        self.source = np.array([texts[d]["source"] for d in self.doc])
        # One template printed a hundred times is not a hundred templates.
        seen = {}
        keys = [corpora.folded(texts[d]["text"][u[0]:u[1]]) for d, u in zip(self.doc, (u for c in cut for u in c))]
        for k in keys: seen[k] = seen.get(k, 0) + 1
        self.w *= np.array([RARE * seen[k] ** -.5 if y else 1.0 for k, y in zip(keys, self.y)])


def first_stage(x, y, w):
    keep = (w > 0) & (y | (np.random.default_rng(1).random(len(y)) < TEXT))
    w = np.where(y, w, w / TEXT)
    model = LogisticRegression(C=0.4, solver="liblinear", tol=1e-2)
    # Each feature counts as much as its odds differ between furniture and text (Wang and Manning, 2012): a telling word
    # that is rare learns as fast as a shape that every unit has.
    x, y, w = x[keep], y[keep], w[keep]
    yes, no = x[y].T @ w[y] + SMOOTH, x[~y].T @ w[~y] + SMOOTH
    odds = np.clip(np.abs(np.log((yes / yes.sum()) / (no / no.sum()))), .05, 4)
    model.fit(x @ sp.diags(odds.astype(np.float32)), y, sample_weight=w)
    return model.coef_[0] * odds, model.intercept_[0]


def context(score, doc, place):
    """What the second stage sees: the scores around a unit and how near the text's ends it stands."""
    s = np.clip(score, -8, 8)
    n, columns = len(s), []
    for step in range(-AROUND, AROUND + 1):
        at = np.arange(n) + step
        ok = (at >= 0) & (at < n)
        ok[ok] &= doc[at[ok]] == doc[np.arange(n)[ok]]
        column = np.zeros(n); column[ok] = s[at[ok]]
        columns.append(column)
        if step: columns.append((~ok).astype(float))
    top, bottom = np.minimum(place[:, 0], 10) / 10, np.minimum(place[:, 1], 10) / 10
    columns += [top, bottom]
    # The best and the mean score of the unit's own line.
    key = doc.astype(np.int64) * 1_000_000 + place[:, 2]
    order = np.unique(key, return_inverse=True)[1].ravel()
    total = np.bincount(order, s); count = np.bincount(order)
    columns += [total[order] / count[order]]
    return np.stack(columns, 1)


def second_stage(c, y, w):
    keep = w > 0
    model = LogisticRegression(C=1.0, max_iter=500)
    model.fit(c[keep], y[keep], sample_weight=w[keep])
    return model.coef_[0], model.intercept_[0]


def smooth(logit, doc, bias, switch):
    """The likeliest labels when every change of label costs `switch`."""
    out = np.zeros(len(logit), bool)
    for d in np.unique(doc):
        at = np.nonzero(doc == d)[0] if len(doc) < 20000 else np.arange(*np.searchsorted(doc, [d, d + 1]))
        out[at] = viterbi(logit[at] - bias, switch)
    return out


def viterbi(gain, switch):
    best, back = np.zeros(2), []
    for g in gain:
        stay = [best[0] >= best[1] - switch, best[1] >= best[0] - switch]
        best = np.array([best[0] if stay[0] else best[1] - switch, (best[1] if stay[1] else best[0] - switch) + g])
        back.append((0 if stay[0] else 1, 1 if stay[1] else 0))
    label = int(best[1] > best[0]); out = []
    for b in reversed(back):
        out.append(label); label = b[label]
    return np.array(out[::-1], bool)


def figures(data, said):
    rows = []
    size = np.array([u[1] - u[0] for c in data.cut for u in c])
    for source in ("polnear", "allsides", "pages", "planted"):
        m = (data.source == source) & (data.w > 0)
        tp, fp, fn = (size[m & said & data.y].sum(), size[m & said & ~data.y].sum(), size[m & ~said & data.y].sum())
        rows.append(f"{source}: P {tp / max(1, tp + fp):.3f} R {tp / max(1, tp + fn):.3f} of text {fp / size[m & ~data.y].sum():.5f}")
    return "; ".join(rows)


def main(root, binary, out):
    root = pathlib.Path(root)
    texts, cut = load(root, cutter(binary))
    data = Data(texts, cut)
    print(f"{len(texts)} texts, {len(data.y)} units, {int(data.y.sum())} furniture", flush=True)
    folds = list(GroupKFold(2).split(data.x, groups=data.group))
    for sweep in range(2):
        score = np.zeros(len(data.y))
        for train, test in folds:
            w, b = first_stage(data.x[train], data.y[train], data.w[train])
            score[test] = data.x[test] @ w + b
        if sweep == 0:
            # Repetition misses furniture that happens to differ from page to page. What a model that never saw the
            # outlet is nearly sure of is left out of the next sweep rather than taught as text.
            doubtful = ~data.y & (score > 0) & (data.source == "allsides")
            data.w[doubtful] = 0
            print(f"left open: {int(doubtful.sum())}", flush=True)
    c = context(score, data.doc, data.place)
    logit = np.zeros(len(data.y))
    for train, test in folds:
        w, b = second_stage(c[train], data.y[train], data.w[train])
        logit[test] = c[test] @ w + b
    for bias in (0.0, 1.0, 2.0, 3.0):
        for switch in (0.5,):
            print(f"bias {bias} switch {switch}: {figures(data, smooth(logit, data.doc, bias, switch))}", flush=True)
    w1, b1 = first_stage(data.x, data.y, data.w)
    w2, b2 = second_stage(c, data.y, data.w)
    write(out, w1, b1, w2, b2, BIAS, SWITCH)


BIAS, SWITCH = 2.0, 0.5


def write(path, w1, b1, w2, b2, bias, switch):
    """Magic, version, sizes, then little-endian numbers; first-stage weights in steps of `scale`."""
    scale = float(np.abs(w1).max() / 127)
    with open(path, "wb") as f:
        f.write(b"DXFU" + struct.pack("<III", VERSION, BUCKETS, len(w2)))
        f.write(struct.pack("<fffff", scale, b1, b2, bias, switch))
        f.write(np.asarray(w2, "<f4").tobytes())
        f.write(np.clip(np.round(w1 / scale), -127, 127).astype(np.int8).tobytes())
    print(f"wrote {path}: scale {scale:.4f}, {pathlib.Path(path).stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 4: sys.exit(__doc__)
    main(*sys.argv[1:])
