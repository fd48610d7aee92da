#!/usr/bin/env python3
"""Trains the model that tells an article's blocks from the rest of its page: train.py CORPUS CUTTER MODEL

CORPUS  the article extraction benchmark: ground-truth.json and html/*.html.gz.
CUTTER  the built example `page_blocks`, which cuts pages and counts features for training as for use.
MODEL   where to write, such as ../../models/pages.bin; `-` for cross-validation instead: four parts, no site in two of them, three times.

Needs numpy and lightgbm. Deterministic."""
import collections, pathlib, random, struct, sys
import lightgbm
import numpy as np
import pages

MAGIC, VERSION, LEAF = b"DXPB", 1, 0xFFFF
# Settings were chosen by other ways of parting than these.
FOLDS, SHUFFLES = 4, (11, 12, 13)
# What each view of a page counts; the page as it is counts most.
WEIGHT = {"": 1.0, "bare": 0.2, "plain": 0.2, "old": 0.35, "short": 0.35, "short old": 0.17}
# Thresholds are drawn, not sought: trees that differ more say less about single pages.
TREES = 400
SETTINGS = dict(objective="binary", learning_rate=.08, num_leaves=6, min_data_in_leaf=60, lambda_l2=10.0, feature_fraction=.2,
                extra_trees=True, max_bin=63, num_threads=1, deterministic=True, force_col_wise=True, seed=0, verbose=-1)


class Data:
    def __init__(self, data):
        self.pages = data
        self.x = np.array([row for page in data for row in page["rows"]], np.float32)
        self.y = np.array([share for page in data for share in page["labels"]]) >= .5
        self.size = np.array([size for page in data for size in page["sizes"]], float)
        self.prior = np.array([prior for page in data for prior in page["priors"]])
        self.ends = np.cumsum([0] + [len(page["rows"]) for page in data])
        count = np.diff(self.ends)
        own = [max(30, sum(s for s, l in zip(page["sizes"], page["labels"]) if l >= .5)) for page in data]
        # Pages count alike, and of a page its words; no block counts for more than a third of one.
        view = np.repeat([WEIGHT[page["view"]] for page in data], count)
        once = np.array([first for page in data for first in page["once"]])
        self.w = np.minimum((self.size + 1.5) / np.repeat(own, count), .35) * view * once
        self.w /= self.w.mean()

    def folds(self, shuffle):
        """Of each block the part it is in; a site is in one part only."""
        sites = sorted({page["site"] for page in self.pages})
        random.Random(shuffle).shuffle(sites)
        return np.repeat([sites.index(page["site"]) % FOLDS for page in self.pages], np.diff(self.ends))

    def fit(self, rows):
        known = lightgbm.Dataset(self.x[rows], self.y[rows].astype(np.float32), weight=self.w[rows])
        return lightgbm.train(SETTINGS, known, TREES)

    def scores(self, model, rows):
        return np.clip(model.predict(self.x[rows], raw_score=True), -8, 8) + self.prior[rows]


def chosen(scores, sizes):
    """The blocks with which F1, as far as the scores tell, is highest."""
    chance = 1 / (1 + np.exp(-scores))
    words = np.maximum(sizes, 1)
    order = np.argsort(-chance, kind="stable")
    gain = np.cumsum((chance * words)[order])
    best = int(np.argmax(2 * gain / (np.cumsum(words[order]) + gain[-1])))
    out = np.zeros(len(scores), bool)
    out[order[:best + 1]] = True
    return out


def shingles(text, n=4):
    w = pages.words(text)
    return collections.Counter(tuple(w[i:i + n]) for i in range(max(1, len(w) - n + 1))) if w else collections.Counter()


def figures(data, scores, view):
    """Precision, recall and F1 as the benchmark counts them."""
    sums = np.zeros(3)
    for page, a, b in zip(data.pages, data.ends, data.ends[1:]):
        if page["view"] != view: continue
        said = chosen(scores[a:b], data.size[a:b])
        said = pages.said_once([pages.words(text) for text in page["texts"]], np.flatnonzero(said))
        gold, text = shingles(page["gold"]), shingles("\n".join(t for t, s in zip(page["texts"], said) if s))
        both = sum((gold & text).values())
        row = np.array([both, sum(text.values()) - both, sum(gold.values()) - both], float)
        sums += row / row.sum()
    p, r = sums[0] / (sums[0] + sums[1]), sums[0] / (sums[0] + sums[2])
    return p, r, 2 * p * r / (p + r)


def validate(data):
    found = {}
    for shuffle in SHUFFLES:
        scores, folds = np.zeros(len(data.y)), data.folds(shuffle)
        for fold in range(FOLDS):
            inside = folds != fold
            scores[~inside] = data.scores(data.fit(inside), ~inside)
        for view in ("", "old"):
            found.setdefault(view, []).append(figures(data, scores, view))
            print(f"{view or 'as it is':10} P %.4f R %.4f F1 %.4f" % found[view][-1], flush=True)
    for view, rows in found.items():
        print(f"{view or 'as it is':10} P %.4f R %.4f F1 %.4f on average" % tuple(np.mean(rows, 0)))


def below(threshold):
    """The next number of four bytes that is no greater, so that the same numbers are."""
    near = np.float32(threshold)
    return near if near <= threshold else np.nextafter(near, np.float32(-np.inf))


def nodes(node, out):
    """A tree's nodes, each before those below it."""
    at = len(out)
    out.append(None)
    if "leaf_value" in node:
        out[at] = (LEAF, 0, 0, node["leaf_value"])
    else:
        left, right = nodes(node["left_child"], out), nodes(node["right_child"], out)
        out[at] = (node["split_feature"], left, right, below(node["threshold"]))
    return at


def write(model, path):
    dump = model.dump_model()
    trees = dump["tree_info"]
    # What all have in common is in the leaves of the first tree.
    out = bytearray(MAGIC + struct.pack("<IIfI", VERSION, dump["max_feature_idx"] + 1, 0.0, len(trees)))
    for tree in trees:
        flat = []
        nodes(tree["tree_structure"], flat)
        out += struct.pack("<I", len(flat)) + b"".join(struct.pack("<HHHf", *node) for node in flat)
    pathlib.Path(path).write_bytes(out)


def main(corpus, cutter, path):
    validating = path == "-"
    views = {view: change for view, change in pages.VIEWS.items() if not validating or view not in ("bare", "plain")}
    data = Data(pages.load(pathlib.Path(corpus), cutter, views))
    print(f"{len(data.pages)} pages, {len(data.y)} blocks, {data.x.shape[1]} features", flush=True)
    if validating: validate(data)
    else: write(data.fit(np.ones(len(data.y), bool)), path)


if __name__ == "__main__":
    if len(sys.argv) != 4: sys.exit(__doc__)
    main(*sys.argv[1:])
