#!/usr/bin/env python3
"""Writes what a making of the accurate model found into its card: card.py FIT MODELS

FIT     what the last step of make.sh printed: figures of the network and the linker on PolNeAR dev
MODELS  the folder of models; what stands between the two marks in accurate.md is written anew
"""

import datetime
import hashlib
import os
import re
import sys

BEGIN, END = "<!-- made -->\n", "<!-- /made -->\n"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    fit, models = sys.argv[1:]
    found = open(fit, encoding="utf8").read()
    network = re.search(r"^network, dev:.*$", found, re.M)
    linked = re.search(r"^linked, held half of dev:.*F1 ([\d.]+)$", found, re.M)
    error = re.search(r"expected calibration error ([\d.]+)", found)
    if not (network and linked and error):
        sys.exit(f"{fit}: lacks the figures that the step `accurate` of training/fast prints; run it again")
    f1 = re.findall(r"F1 ([\d.]+)", network.group())
    lines = [f"Made on {datetime.date.today().isoformat()}.\n", "\n", "| what | figure |\n", "| --- | --- |\n",
             f"| network alone, PolNeAR dev, fragment F1 source / cue / content | {' / '.join(v.lstrip('0') for v in f1)} |\n",
             f"| linked F1, the half of dev that nothing was fitted to | {linked.group(1).lstrip('0')} |\n",
             f"| expected calibration error of the confidence, the same half | {error.group(1).lstrip('0')} |\n"]
    for name in ("accurate.bin", "accurate-links.bin"):
        data = open(os.path.join(models, name), "rb").read()
        lines.append(f"| SHA-256 of `{name}`, {len(data) / 1e6:.1f} MB | `{hashlib.sha256(data).hexdigest()[:16]}…` |\n")
    path = os.path.join(models, "accurate.md")
    card = open(path, encoding="utf8").read()
    before, rest = card.split(BEGIN)
    _, after = rest.split(END)
    with open(path + ".part", "w", encoding="utf8") as f:
        f.write(before + BEGIN + "".join(lines) + END + after)
    os.replace(path + ".part", path)


if __name__ == "__main__":
    main()
