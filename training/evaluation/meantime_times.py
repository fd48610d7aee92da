#!/usr/bin/env python3
"""MEANTIME's time expressions as JSON Lines: meantime_times.py FOLDER > gold.jsonl

FOLDER holds CAT XML files, at any depth. Lines are {"id", "published", "text",
"timexes": [{"start", "end", "type", "value"}]}, spans in code points: what the
example `times` of dixit-language reads and a TempEval-3 scorer compares.
CAT keeps no spaces; the text is put together again as English is set, one
sentence a line. Only the title, the date and the first sentences were annotated,
so the rest is cut. A time expression without words (an empty one) is left out."""
import json, pathlib, sys
import xml.etree.ElementTree as ET

ANNOTATED = 6
NO_SPACE_BEFORE = {",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "'s", "'", "n't", "''", "”", "’", "’s", "'re", "'ve", "'ll", "'d", "'m"}
NO_SPACE_AFTER = {"(", "[", "{", "$", "£", "€", "``", "“", "#"}


def iso(date):
    """One document writes its day first."""
    parts = date.split("-")
    return "-".join(reversed(parts)) if len(parts[0]) == 2 else date[:10]


def places(tree):
    """By token, where it stands in the text."""
    return build(tree)[1]


def build(tree):
    text, places, last, line, quoted = "", {}, None, None, False
    for token in tree.iter("token"):
        word, sentence = token.text or "", token.get("sentence")
        if int(sentence) >= ANNOTATED:
            break
        if line is not None:
            if sentence != line:
                text, quoted = text + "\n", False
            elif not (word in NO_SPACE_BEFORE or last in NO_SPACE_AFTER or (word == '"' and quoted) or (last == '"' and quoted)):
                text += " "
        if word == '"':
            quoted = not quoted
        places[token.get("t_id")] = (len(text), len(text) + len(word))
        text, last, line = text + word, word if not (word == '"' and not quoted) else "", sentence
    return text, places


def read(path):
    tree = ET.parse(path).getroot()
    text, places = build(tree)
    published, timexes = None, []
    for timex in tree.iter("TIMEX3"):
        if timex.get("functionInDocument") == "CREATION_TIME" and timex.get("value"):
            published = published or iso(timex.get("value"))
        anchors = [places[a.get("t_id")] for a in timex.iter("token_anchor")]
        if anchors:
            timexes.append({"start": min(a[0] for a in anchors), "end": max(a[1] for a in anchors),
                            "type": timex.get("type"), "value": timex.get("value")})
    timexes.sort(key=lambda t: t["start"])
    return {"id": tree.get("doc_name"), "published": published, "text": text, "timexes": timexes}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.xml")):
        print(json.dumps(read(path), ensure_ascii=False))
