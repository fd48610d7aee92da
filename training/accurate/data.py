"""PolNeAR and CrossNER as labelled windows of words."""

import json
import os

from words import features_of, pieces_of, windows, words_of

ROLES = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
KINDS = ["person", "organisation", "place", "other"]
NAMES = ["O"] + [f"{p}-{k}" for k in KINDS for p in "BI"]
POS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()

PENN = {
    "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "IN": "ADP", "RP": "ADP", "RB": "ADV", "RBR": "ADV", "RBS": "ADV",
    "WRB": "ADV", "MD": "AUX", "CC": "CCONJ", "DT": "DET", "PDT": "DET", "WDT": "DET", "UH": "INTJ", "NN": "NOUN",
    "NNS": "NOUN", "CD": "NUM", "TO": "PART", "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WP$": "PRON", "EX": "PRON", "NNP": "PROPN", "NNPS": "PROPN", "$": "SYM", "#": "SYM", "SYM": "SYM", "FW": "X",
    "LS": "X", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB",
}
AUXILIARY = {"aux", "auxpass", "cop"}
NER = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "MISC": "other"}
CROSSNER = {
    "politician": "person", "person": "person", "organisation": "organisation", "organization": "organisation",
    "politicalparty": "organisation", "location": "place", "country": "place", "event": "other",
    "election": "other", "misc": "other",
}


def role_labels(text, words, rows):
    """BIO roles per word, and the links: (fragment's first word, cue's first word) per role."""
    starts = [s for s, _ in words]
    label = [0] * len(words)
    links = {"source": [], "content": []}
    lines, line, last = [], 0, 0
    for s, e in words:
        line += text.count("\n", last, s)
        last = s
        lines.append(line)

    def inside(span):
        import bisect

        i = bisect.bisect_left(starts, span[0])
        if i > 0 and words[i - 1][1] > span[0]:
            i -= 1
        out = []
        while i < len(words) and starts[i] < span[1]:
            out.append(i)
            i += 1
        return out

    def fragments(spans):
        ids = sorted({i for span in spans for i in inside(span)})
        runs = []
        for i in ids:
            if runs and i == runs[-1][-1] + 1 and lines[i] == lines[runs[-1][-1]]:
                runs[-1].append(i)
            else:
                runs.append([i])
        return runs

    placed = []
    for row in rows:
        cues = fragments(row["cue"])
        if not cues:
            continue
        found = {k: fragments(row[k]) for k in ("source", "cue", "content")}
        placed.append(found)
    # Cues and sources first: where annotations overlap, the shorter span says more.
    for role, base in (("cue", 3), ("source", 1), ("content", 5)):
        for found in placed:
            for run in found[role]:
                free = [i for i in run if label[i] == 0]
                for n, i in enumerate(free):
                    label[i] = base if n == 0 or i != free[n - 1] + 1 else base + 1
    for found in placed:
        cue = found["cue"][0][0]
        for role in ("source", "content"):
            for run in found[role]:
                links[role].append((run[0], cue))
    return label, links


def silver(text, words, sentences):
    """Names and parts of speech of CoreNLP's tokens, laid on our words."""
    pos, name = [-100] * len(words), [0] * len(words)
    tokens = []
    for sentence in sentences:
        previous = None
        for start, end, lemma, tag, ner, _, relation in sentence:
            kind = NER.get(ner)
            upos = PENN.get(tag, "PUNCT" if not any(c.isalnum() for c in text[start:end]) else "X")
            if upos == "VERB" and relation.split(":")[0] in AUXILIARY:
                upos = "AUX"
            if tag == "IN" and relation == "mark":
                upos = "SCONJ"
            tokens.append((start, end, POS.index(upos), kind, kind is not None and kind != previous))
            previous = kind
    tokens.sort()
    t = 0
    for i, (s, e) in enumerate(words):
        while t < len(tokens) and tokens[t][1] <= s:
            t += 1
        if t < len(tokens) and tokens[t][0] < e:
            start, end, upos, kind, begins = tokens[t]
            pos[i] = upos
            if kind is not None and (text[s].isalnum() or tokens[t][0] < s):
                k = 1 + 2 * KINDS.index(kind)
                name[i] = k if begins and start >= s else k + 1
    # An I without its B (the B fell on a mark) begins a name of its own.
    for i, n in enumerate(name):
        if n and n % 2 == 0 and (i == 0 or name[i - 1] not in (n, n - 1)):
            name[i] = n - 1
    return pos, name


def polnear(folder, side, vocabulary, limit=None):
    """The articles of a side, whole: words, pieces, features, names, parts of speech, and the roles and links that
    each annotator gave."""
    parses = {}
    for line in open(os.path.join(folder, f"{side}.corenlp.jsonl"), encoding="utf8"):
        row = json.loads(line)
        parses[row["id"]] = row["sentences"]
    out = []
    for number, line in enumerate(open(os.path.join(folder, f"{side}.jsonl"), encoding="utf8")):
        if limit and number >= limit:
            break
        row = json.loads(line)
        text = row["text"]
        words = words_of(text)
        pos, name = silver(text, words, parses.get(row["id"], []))
        out.append(
            dict(article=row["id"], text=text, words=words, pos=pos, name=name, feats=features_of(text, words),
                 pieces=[pieces_of(text[s:e], vocabulary) for s, e in words],
                 layers=[role_labels(text, words, layer["attributions"]) for _, layer in sorted(row["annotators"].items())])
        )
    return out


def cut(article, budget, layer=0):
    """The windows of an article, by one annotator's layer, as samples."""
    role, links = article["layers"][layer]
    for i, j in windows(article["text"], article["words"], article["pieces"], budget):
        inside = {k: [(a - i, c - i) for a, c in v if i <= a < j and i <= c < j] for k, v in links.items()}
        yield dict(article=article["article"], text=article["text"], words=article["words"][i:j],
                   pieces=article["pieces"][i:j], feats=[f[i:j] for f in article["feats"]], role=role[i:j],
                   name=article["name"][i:j], pos=article["pos"][i:j], links=inside,
                   cues=[n for n in range(j - i) if role[i + n] == 3])


def recut(articles, budget, rng):
    """The windows of one pass of training. Other borders and another annotator each time, and a few windows without
    capitals or with nothing else: what is learnt must hang on none of them."""
    out = []
    for article in articles:
        low = rng.randrange(budget // 3, budget + 1)
        for sample in cut(article, max(low, rng.randrange(budget // 3, budget + 1)), rng.randrange(len(article["layers"]))):
            if rng.random() < 0.04:
                case = rng.choice((0, 2))
                sample["feats"] = [[c if c == 4 else case for c in sample["feats"][0]], *sample["feats"][1:]]
            out.append(sample)
    return out


def crossner(path, vocabulary):
    """CrossNER sentences, joined again into plain text; only their names carry a loss."""
    out, block = [], []

    def flush():
        if not block:
            return
        text, marks = "", []
        for word, tag in block:
            if text and word not in ".,;:!?)%'’" and not text.endswith("("):
                text += " "
            marks.append((len(text), len(text) + len(word), tag))
            text += word
        words = words_of(text)
        name, m = [], 0
        for s, e in words:
            while m < len(marks) - 1 and marks[m][1] <= s:
                m += 1
            tag = marks[m][2]
            kind = CROSSNER.get(tag[2:]) if tag != "O" else None
            if kind is None or not text[s].isalnum():
                name.append(0)
            else:
                k = 1 + 2 * KINDS.index(kind)
                name.append(k if tag[0] == "B" and marks[m][0] == s else k + 1)
        for i, n in enumerate(name):
            if n and n % 2 == 0 and (i == 0 or name[i - 1] not in (n, n - 1)):
                name[i] = n - 1
        pieces = [pieces_of(text[s:e], vocabulary) for s, e in words]
        n = len(words)
        out.append(dict(article="crossner", text=text, words=words, pieces=pieces, feats=list(features_of(text, words)),
                        role=None, name=name, pos=[-100] * n, links={"source": [], "content": []}, cues=[]))
        block.clear()

    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if not line.strip():
            flush()
        else:
            word, tag = line.split("\t") if "\t" in line else line.rsplit(" ", 1)
            block.append((word, tag))
    flush()
    return out
