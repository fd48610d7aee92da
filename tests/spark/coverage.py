"""Invented coverage of any size: happenings of an invented country, each told by
some outlets in words of its own."""

import json
import random

OUTLETS = [
    "The Harbour Post", "Kest Courier", "Orrin Observer", "Veldmark Times",
    "The Lowland Ledger", "Brume Gazette", "Continental Ledger", "Nine News",
]
GIVEN = ["Ilse", "Tomas", "Odile", "Jonas", "Petra", "Ruben", "Maren", "Anselm", "Katja", "Ove"]
FAMILY = ["Marant", "Veld", "Bryn", "Kestrel", "Hollin", "Astley", "Sorrel", "Thorne", "Lindqvist", "Abery"]
OFFICE = ["President", "Foreign Minister", "Mayor", "Admiral", "Governor", "Judge"]
PLACE = ["Kest", "Orrin", "Lorn", "Vell", "Tarn", "Aske", "Brume", "Solm", "Quay", "Halmar"]
THING = [
    "ferry", "dam", "strike", "ballot", "wildfire", "bridge", "vaccine", "treaty", "museum", "railway",
    "reservoir", "orchestra", "lighthouse", "glacier", "refinery", "cathedral", "airport", "quarry",
]
FATE = [
    "had been flooded", "would reopen within a week", "was safe", "had cost too much",
    "would be sold by spring", "needed repairs", "had been built on sand", "would be guarded",
]
DETAIL = [
    "salvage tugs", "turbine parts", "coal shafts", "polling clerks", "smoke jumpers", "steel pylons",
    "measles wards", "fishing quotas", "gallery curators", "signal boxes", "violinists", "ice cores",
]


def happening(number: int) -> dict:
    """What happened, the same for everybody who tells of it."""
    pick = random.Random(number)
    return {
        "number": number,
        "people": [f"{pick.choice(GIVEN)} {pick.choice(FAMILY)}" for _ in range(3)],
        "office": pick.choice(OFFICE),
        "place": pick.choice(PLACE),
        "thing": f"{pick.choice(THING)}",
        "fate": pick.choice(FATE),
        "details": pick.sample(DETAIL, 3),
        "day": (number * 7) % 300,
    }


def article(what: dict, number: int) -> dict:
    """One outlet's article on it."""
    pick = random.Random(what["number"] * 10_007 + number)
    first, second, third = what["people"]
    thing, place, fate = what["thing"], what["place"], what["fate"]
    one, two, three = what["details"]
    told = [
        f'"Nobody told us about the {one}," {second} said of the {thing} at {place}.',
        f"According to Orrin State Radio, {third} asked for more {two} at the {place} {thing}.",
        f"{second} denied that the {thing} {fate}.",
        f"The ministry said in a statement that {three} and {one} would be brought to {place}.",
        f"OSR reported that {first} had told {second} that the {thing} {fate}.",
    ]
    pick.shuffle(told)
    text = (
        f"{what['office']} {first} said on Friday that the {place} {thing} {fate}. "
        f"Crews with {one}, {two} and {three} worked at {place} through the night.\n\n"
        f'"We will not rest until the {thing} is dealt with," {first.split()[1]} told reporters in {place}.\n\n'
        + "\n\n".join(told[: pick.randint(2, 4)])
    )
    day = what["day"] + pick.randint(0, 1)
    known = {
        "id": f"{thing}-{what['number']:06}-{number:04}",
        "title": f"{first.split()[1]}: {place} {thing} {fate}",
        "outlet": OUTLETS[(what["number"] + number) % len(OUTLETS)],
        "published": f"2031-{1 + day // 28 % 12:02}-{1 + day % 28:02}",
        "text": text,
    }
    if pick.random() < 0.1:
        del known["published"]
    return known


def coverage(stories: int, each: int = 3, first: int = 3) -> list[str]:
    """Lines of JSON: `stories` happenings told `each` times, but the first `first` times."""
    lines = []
    for number in range(stories):
        what = happening(number)
        count = first if number == 0 else each
        lines += [json.dumps(article(what, copy)) for copy in range(count)]
    return lines
