"""The benchmark's pages as training data: blocks as the program cuts them, labelled by the true article bodies."""
import difflib, gzip, html, json, pathlib, re, subprocess, tempfile, urllib.parse

WORD = re.compile(r"\w+", re.UNICODE)


def words(text):
    return WORD.findall(text or "")


def bare(page):
    """Without classes and ids: what the model must not depend on."""
    return re.sub(r"""\s(?:class|id|role|itemprop|data-[\w-]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", "", page)


def plain(page):
    """Elements that pages of 2000 did not have become those that they had."""
    names = "article|main|section|aside|nav|header|footer|figure|figcaption"
    page = re.sub(rf"<(/?)(?:{names})\b", r"<\1div", page)
    return re.sub(r"<p\b[^>]*>", "<div>", re.sub(r"</p\s*>", "</div>", page))


def old(page):
    return bare(plain(page))


def short(page, body, kept=2):
    """With the article's first paragraphs alone, so that comments and teasers outweigh it; None if it has few more."""
    known, seen = " ".join(words(body)), 0
    def cut(match):
        nonlocal seen
        own = words(html.unescape(re.sub(r"<[^>]*>", " ", match[0])))
        if len(own) < 8 or " ".join(own) not in known: return match[0]
        seen += 1
        return match[0] if seen <= kept else ""
    page = re.sub(r"<p\b[^>]*>.*?</p\s*>", cut, page, flags=re.S | re.I)
    return page if seen >= kept + 3 else None


VIEWS = {"": lambda page, body: page, "bare": lambda page, body: bare(page), "plain": lambda page, body: plain(page),
         "old": lambda page, body: old(page), "short": short, "short old": lambda page, body: old(short(page, body) or "") or None}


def encoded(data):
    found = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    for name in ("utf-8", found and found[1].decode(), "cp1252"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError, TypeError):
            pass
    return data.decode("utf-8", "replace")


def load(corpus, cutter, views=VIEWS):
    """One dict a page and view: id, view, site, gold words, and of each block its words, size, row, prior, label."""
    gold = json.loads((corpus / "ground-truth.json").read_text(encoding="utf8"))
    pages = {p.name.removesuffix(".html.gz"): encoded(gzip.decompress(p.read_bytes())) for p in sorted((corpus / "html").glob("*.gz"))}
    data = []
    for view, change in views.items():
        with tempfile.TemporaryDirectory() as folder:
            for name, page in pages.items():
                seen = change(page, gold[name]["articleBody"])
                if seen: (pathlib.Path(folder) / f"{name}.html").write_text(seen, encoding="utf8")
            out = subprocess.run([cutter, folder], stdout=subprocess.PIPE, check=True).stdout
        for line in out.splitlines():
            page = json.loads(line)
            answer = gold[page["id"]]
            blocks = [b[0] for b in page["blocks"]]
            data.append({"id": page["id"], "view": view, "site": urllib.parse.urlparse(answer["url"]).netloc,
                         "gold": answer["articleBody"], "texts": blocks, "sizes": [b[1] for b in page["blocks"]],
                         "rows": [b[2] for b in page["blocks"]], "priors": [b[3] for b in page["blocks"]],
                         **labelled(blocks, words(answer["articleBody"]))})
    return data


def labelled(blocks, gold):
    """The labels of blocks, and which of them are there for the first time: what a page says twice counts nowhere."""
    once = said_once([words(block) for block in blocks], range(len(blocks)))
    kept = iter(labels([block for block, first in zip(blocks, once) if first], gold))
    return {"once": once, "labels": [next(kept) if first else 0.0 for first in once]}


def said_once(blocks, chosen, long=100):
    """As the program's `twice`: of the chosen blocks (lists of words) those that are no long repetition of others."""
    triples = {k: list(zip(blocks[k], blocks[k][1:], blocks[k][2:])) for k in chosen}
    shortest, seen = {}, set()
    for block in triples.values():
        for triple in block: shortest[triple] = min(shortest.get(triple, len(block)), len(block))
    once = [False] * len(blocks)
    for k, block in triples.items():
        before, shorter = sum(t in seen for t in block), sum(shortest[t] * 2 < len(block) for t in block)
        if len(block) >= long and max(before, shorter) * 20 >= len(block) * 17: continue
        once[k] = True
        seen.update(block)
    return once


def labels(blocks, gold):
    """Which share of each block stands, in its place, in the true body."""
    tokens, owner = [], []
    for k, text in enumerate(blocks):
        own = words(text)
        tokens += own
        owner += [k] * len(own)
    hit, size = [0] * len(blocks), [0] * len(blocks)
    for k in owner: size[k] += 1
    for match in difflib.SequenceMatcher(None, tokens, gold, autojunk=False).get_matching_blocks():
        # A word or two in common is chance, unless they are the whole block.
        for at in range(match.a, match.a + match.size):
            k = owner[at]
            if match.size >= 4 or size[k] <= match.size: hit[k] += 1
    return [h / s if s else 0.0 for h, s in zip(hit, size)]
