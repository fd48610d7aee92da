#!/usr/bin/env python3
"""Article bodies from pages, beside trafilatura: pages.py CORPUS INTAKE SCORER

CORPUS  the article extraction benchmark: ground-truth.json and html/*.html.gz.
INTAKE  the built example: cargo build --release -p dixit-intake --example intake, target/release/examples/intake.
SCORER  the benchmark's measure, a program that takes the ground truth and JSON lines with id and text.

Prints F1 and pages a second and core of both, of the same pages in the same run, in turn twice (the best counts).
Both decode bytes, parse, find body and metadata. Dixit's own model was trained on these very pages: its F1 here says
only that it works; `training/pages/train.py CORPUS CUTTER -` cross-validates. Needs `pip install trafilatura lxml_html_clean`."""
import gzip, json, pathlib, resource, subprocess, sys, tempfile, time
from trafilatura import bare_extraction, extract

ROUNDS = 2


def dixit(intake, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([intake, folder], stdout=subprocess.PIPE, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    rows = {r["id"]: r["text"] for r in map(json.loads, out.splitlines())}
    return rows, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def trafilatura(pages, metadata):
    start, rows = time.process_time(), {}
    for name, page in pages.items():
        if metadata:
            document = bare_extraction(page, fast=True, include_comments=False, include_tables=False, with_metadata=True)
            rows[name] = document.text if document else ""
        else:
            rows[name] = extract(page, fast=True, include_comments=False, include_tables=False) or ""
    return rows, time.process_time() - start


def main(corpus, intake, scorer):
    corpus = pathlib.Path(corpus)
    pages = {p.name.removesuffix(".html.gz"): gzip.decompress(p.read_bytes()) for p in sorted((corpus / "html").glob("*.gz"))}
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, page in pages.items(): (pathlib.Path(folder) / f"{name}.html").write_bytes(page)
        for _ in range(ROUNDS):
            for who, work in {"dixit": lambda: dixit(intake, folder), "trafilatura fast": lambda: trafilatura(pages, False),
                              "trafilatura fast, metadata": lambda: trafilatura(pages, True)}.items():
                rows, seconds = work()
                best[who] = (rows, min(seconds, best.get(who, (0, seconds))[1]))
    base = best["trafilatura fast"][1]
    for who, (rows, seconds) in best.items():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            for name, text in rows.items(): file.write(json.dumps({"id": name, "text": text}) + "\n")
            file.flush()
            score = subprocess.run([sys.executable, scorer, corpus / "ground-truth.json", file.name], stdout=subprocess.PIPE, text=True, check=True).stdout
        seen = "  (trained on these pages)" if who == "dixit" else ""
        print(f"{who:27} {len(pages) / seconds:6.1f} pages/s a core  {base / seconds:5.2f} x  {score.strip()}{seen}")


if __name__ == "__main__":
    if len(sys.argv) != 4: sys.exit(__doc__)
    main(*sys.argv[1:])
