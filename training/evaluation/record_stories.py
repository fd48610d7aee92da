"""Fit the story model: record_stories.py STORIES.jsonl FEATURES.jsonl
The half of the events for reporting: record_stories.py STORIES.jsonl > HALF.jsonl

STORIES   articles with "id" and "story".
FEATURES  what `cargo run --release -p dixit-record --example stories -- --features < STORIES.jsonl` prints.
Fits a logistic regression on the pairs of half of the events (by a hash of their name) and prints it as the constant of
crates/dixit-record/src/stories/likeness.rs; the other half is for reporting."""
import hashlib, json, sys

def half(story):
    return int(hashlib.md5(str(story).encode()).hexdigest(), 16) % 2

def report(stories):
    for line in open(stories, encoding="utf8"):
        if half(json.loads(line)["story"]) == 1: sys.stdout.write(line)

def fit(stories, features):
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    story = {r["id"]: r["story"] for r in map(json.loads, open(stories, encoding="utf8"))}
    rows = [r for r in map(json.loads, open(features)) if half(story[r[0]]) == half(story[r[1]]) == 0]
    model = LogisticRegression(max_iter=5000, C=10).fit(np.array([r[2] for r in rows]), [story[a] == story[b] for a, b, _ in rows])
    print("const MODEL: [f32; FEATURES + 1] = [" + ", ".join(f"{v:.3f}" for v in [*model.coef_[0], model.intercept_[0]]) + "];")

if __name__ == "__main__":
    if len(sys.argv) not in (2, 3): sys.exit(__doc__)
    (report if len(sys.argv) == 2 else fit)(*sys.argv[1:])
