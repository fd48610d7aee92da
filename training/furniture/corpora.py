"""Texts with labelled spans for the furniture model, each from another kind of evidence.

A text is {"text", "group", "source", "yes": [[start, end]], "no_word": [[start, end]]}: furniture, and stretches about
which the evidence says nothing. `group` is what cross-validation must not split (an outlet, a site)."""
import appeals
import collections, gzip, html.parser, json, pathlib, random, re, urllib.parse


def lines_of(path):
    with open(path, encoding="utf8") as f:
        return [json.loads(l) for l in f if l.strip()]


def polnear(root, part):
    """People marked what to discard."""
    for a in lines_of(root / f"polnear/{part}.jsonl"):
        layer = a["annotators"][sorted(a["annotators"])[0]]
        yes = layer.get("discard") or []
        # A date line or an update line is text by the rules of the ledgers.
        dates = [s for s in yes if DATE_LINE.search(a["text"][s[0]:s[1]])]
        yield {"text": a["text"], "group": a["outlet"].lower(), "source": "polnear", "yes": yes, "no_word": dates}


DATE_LINE = re.compile(r"(?i)^\W*(updated?|published|posted|last modified|first published|abstract|full text|correction)\b"
                       r"|^\W*(\w+day,? )?[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\W*$|^\W*\d{1,2}:\d\d")


def folded(words):
    return re.sub(r"\d+", "0", re.sub(r"\s+", " ", words)).strip().lower()


def allsides(root, units_of, without):
    """What an outlet prints word for word on three happenings or more is its page's, not its articles'."""
    articles = [a for a in lines_of(root / "stories/allsides.jsonl") if a["id"] not in without]
    cut = units_of([a["text"] for a in articles])
    seen = collections.defaultdict(set)
    for a, units in zip(articles, cut):
        for start, end, _, _ in units:
            seen[a["outlet"], folded(a["text"][start:end])].add(a["story"])
    for a, units in zip(articles, cut):
        rows = collections.defaultdict(list)
        for u in units:
            rows[u[2]].append(u)
        yes, no_word = [], []
        for row in rows.values():
            times = [len(seen[a["outlet"], folded(a["text"][s:e])]) for s, e, _, _ in row]
            for (start, end, _, _), n in zip(row, times):
                words = a["text"][start:end]
                if n < 2:
                    continue
                whole = min(times) >= 2
                sure = n >= 3 and whole or n >= 5 and len(words.split()) >= 4
                quoted = words[:1] in "\"'“‘" or words.endswith(("said.", "tweeted.", "wrote.", "?"))
                (yes if sure and not quoted and not DATE_LINE.search(words) else no_word).append([start, end])
        yield {"text": a["text"], "group": a["outlet"].lower(), "source": "allsides", "yes": yes, "no_word": no_word}


class Lines(html.parser.HTMLParser):
    """A page as lines of text with the tag that holds each."""
    BLOCK = set("p div li ul ol h1 h2 h3 h4 h5 h6 br tr td table section article header footer nav aside form figure "
                "figcaption blockquote button option label main dt dd".split())
    HIDDEN = {"script", "style", "noscript", "svg", "template", "select", "iframe", "head"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.line, self.tags, self.hidden = [], [], [], 0

    def end_line(self):
        words = re.sub(r"\s+", " ", "".join(self.line)).strip()
        if words:
            self.lines.append((self.tags[-1] if self.tags else "", words))
        self.line = []

    def handle_starttag(self, tag, attrs):
        if tag in self.HIDDEN: self.hidden += 1
        if tag in self.BLOCK:
            self.end_line()
            if tag != "br": self.tags.append(tag)

    def handle_endtag(self, tag):
        if tag in self.HIDDEN: self.hidden = max(0, self.hidden - 1)
        if tag in self.BLOCK:
            self.end_line()
            while tag in self.tags and self.tags.pop() != tag: pass

    def handle_data(self, data):
        if not self.hidden: self.line.append(data)


def pages(root, reach=12):
    """What stands on a page around the article's true body. Headlines and dates are left open: the body of this
    corpus lacks them, a ledger's text has them."""
    folder = root / "html/scrapinghub"
    truth = json.load(open(folder / "ground-truth.json", encoding="utf8"))
    squeeze = lambda words: re.sub(r"\W+", "", words).lower()
    for name, page in sorted(truth.items()):
        raw = gzip.open(folder / "html" / f"{name}.html.gz").read().decode("utf8", "replace")
        reader = Lines()
        reader.feed(raw)
        reader.end_line()
        body = squeeze(page["articleBody"])
        inside = [len(squeeze(w)) > 2 and squeeze(w) in body for _, w in reader.lines]
        long = [i for i, (_, w) in enumerate(reader.lines) if inside[i] and len(w) > 60]
        if not long: continue
        first, last = long[0], long[-1]
        text, yes, no_word = "", [], []
        for i in range(max(0, first - reach), min(len(inside), last + 1 + reach)):
            tag, words = reader.lines[i]
            span = [len(text), len(text) + len(words)]
            text += words + "\n"
            if inside[i]: continue
            headline = tag in ("h1", "h2") and i < first
            (no_word if headline or DATE_LINE.search(words) or len(words) > 600 or re.search(r"\b20[012]\d\b", words) and "©" not in words
             else yes).append(span)
        yield {"text": text, "group": urllib.parse.urlsplit(page.get("url", name)).netloc, "source": "pages", "yes": yes, "no_word": no_word}


def planted(texts, times=5):
    """Furniture set where it may stand as well as where it was found.

    Most that repeats stands at the end of its page, so that a model would learn the place instead of the words. Each
    run is put into the opening of articles of PolNeAR: behind the headline, between paragraphs or at the end, on lines
    of its own or glued to the sentence after it."""
    dice = random.Random(7)
    runs = {}
    for t in texts:
        if t["source"] == "pages": continue
        joined = []
        for s, e in sorted(map(list, t["yes"])):
            if joined and not t["text"][joined[-1][1]:s].strip(): joined[-1][1] = e
            else: joined.append([s, e])
        for s, e in joined:
            words = t["text"][s:e].strip()
            if t["source"] == "allsides" and 8 <= len(words) <= 2500: runs.setdefault(folded(words), (words, t["group"]))
    for number in range(4):
        for run in appeals.RUNS:
            outlet = dice.choice(appeals.OUTLETS)
            filled = run.format(o=outlet, b=outlet.removeprefix("The "))
            parts = filled.split("|")
            # Whole, in part, in one paragraph or in several.
            if number and len(parts) > 2: parts = parts[dice.randrange(2):dice.randint(2, len(parts))]
            joined = parts[0]
            for part in parts[1:]: joined += dice.choice([" ", "\n", "\n"]) + part
            runs[folded(joined)] = (joined, "appeals %d" % (len(run) % 2))
    hosts = [[l for l in t["text"].split("\n") if l.strip()][:14] for t in texts if t["source"] == "polnear" and not t["yes"]]
    hosts = [h for h in hosts if len(h) >= 6]
    for words, group in (runs[k] for k in sorted(runs)):
        for _ in range(times if len(words) > 60 else 2):
            lines = list(dice.choice(hosts))
            if dice.random() < .15:
                trail = dice.choice(appeals.TRAILS)
                lines.insert(0, trail)
            else:
                trail = ""
            at = dice.choice([1, 1, 2, 2, len(lines) // 2, len(lines), len(lines)])
            head, tail = lines[:at], lines[at:]
            gap = dice.choice(["\n", "\n\n"])
            # A standfirst or a sub-heading before it is still the article's.
            if dice.random() < .35: head.append(dice.choice(hosts)[0].rstrip("."))
            if tail and dice.random() < .2: tail.insert(dice.randrange(len(tail)), dice.choice(hosts)[0].rstrip("."))
            text = gap.join(head) + gap
            start = len(text)
            text += words
            glued = tail and words.endswith((".", "!")) and dice.random() < .3
            yes = [[0, len(trail)]] * bool(trail) + [[start, len(text)]]
            text += ("" if glued else gap) + gap.join(tail)
            yield {"text": text, "group": group, "source": "planted", "yes": yes, "no_word": []}
