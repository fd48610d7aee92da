"""Words, word pieces and surface features, exactly as the Rust side computes them.

A word is a run of word characters or a single other mark (the scorers' rule). Each word is cut into
pieces by the greedy longest match of WordPiece (Devlin et al., 2019) over its lower-cased letters,
accents stripped. The capitals that the uncased vocabulary loses come back as a feature.
"""

import re
import unicodedata

WORD = re.compile(r"\w+|[^\w\s]")
MAX_PIECES = 6  # of one word; the label sits on the first, so the rest is context only
CASES = 5  # lower, Capital, ALL CAPITALS, miXed, no letters
QUOTES = 2  # outside, inside quotation marks
BREAKS = 3  # goes on, first word after a line break, first word after an empty line


def read_vocabulary(path):
    return {line.rstrip("\n"): index for index, line in enumerate(open(path, encoding="utf8"))}


def words_of(text):
    return [m.span() for m in WORD.finditer(text)]


def strip_accents(word):
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def pieces_of(word, vocabulary, cache={}):
    if word in cache:
        return cache[word]
    folded = strip_accents(word)
    out, start = [], 0
    while start < len(folded) and len(out) < MAX_PIECES:
        end = min(len(folded), start + 24)
        while end > start:
            piece = ("##" if start else "") + folded[start:end]
            if piece in vocabulary:
                break
            end -= 1
        if end == start:
            out = [vocabulary["[UNK]"]]
            break
        out.append(vocabulary[piece])
        start = end
    if not out:
        out = [vocabulary["[UNK]"]]
    if len(cache) < 500_000:
        cache[word] = out
    return out


def case_of(word):
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 4
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 0
    if upper == len(letters) and len(letters) > 1:
        return 2
    return 1 if letters[0].isupper() and upper == 1 else 3


def features_of(text, words):
    """Per word: case, inside quotation marks, break before. Quotation state ends with its paragraph."""
    case, quote, brk = [], [], []
    inside, last = False, 0
    for start, end in words:
        gap = text[last:start]
        lines = gap.count("\n")
        if lines:
            inside = False
        b = 0 if last and not lines else (2 if lines != 1 else 1)
        c = text[start]
        if c in "“«„":
            inside = True
        elif c in "”»":
            inside = False
        elif c == '"':
            inside = not inside
        case.append(case_of(text[start:end]))
        quote.append(int(inside))
        brk.append(b)
        last = end
    return case, quote, brk


def windows(text, words, pieces, budget):
    """Cuts a text into runs of words [i, j) of at most `budget` pieces: at line breaks where possible,
    else after a full stop, else anywhere."""
    out, i, n = [], 0, len(words)
    while i < n:
        used, j = 0, i
        last_line = last_stop = None
        while j < n and used + len(pieces[j]) <= budget:
            used += len(pieces[j])
            j += 1
            if j < n:
                if "\n" in text[words[j - 1][1] : words[j][0]]:
                    last_line = j
                elif text[words[j - 1][0]] in ".!?”\"":
                    last_stop = j
        if j < n:
            if last_line is not None and last_line - i > (j - i) // 3:
                j = last_line
            elif last_stop is not None:
                j = last_stop
        out.append((i, max(j, i + 1)))
        i = max(j, i + 1)
    return out
