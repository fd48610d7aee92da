#!/usr/bin/env python3
"""What warcio reads in a web archive, against what Dixit's intake reads.

    cargo run --release -p dixit-intake --example make_warc -- PAGES 50000 made.warc.gz damaged
    cargo run --release -p dixit-intake --example arrivals -- list made.warc.gz > found.txt
    training/evaluation/archive.py made.warc.gz found.txt

Needs warcio from PyPI (and brotli, for pages so encoded, which some versions of the two cannot
read together). Where warcio gives up, it is begun again at the next gzip member, so that it sees
all that it can. Its pages (HTML, answered with 200, within Dixit's limit) are counted in three sorts:

whole      the gzip member is sound to its checksum and holds one record, as long as it says:
           Dixit must have them, byte for byte
misstated  the member is sound, but its record has another length than it says, so that warcio
           cuts it short or runs on: Dixit must have them; which bytes is its own affair
broken     the member is cut off, or its checksum is wrong: what either has of it is only told

The exit status is 1 if Dixit lacks a page of the first two sorts, or has other bytes for a whole one.
"""

import hashlib
import mmap
import re
import sys
import zlib

from warcio.archiveiterator import ArchiveIterator

LIMIT = 64 << 20
MAGIC = b"\x1f\x8b\x08"


def is_page(record):
    if record.rec_type == "resource":
        return (record.content_type or "").startswith("text/html")
    if record.rec_type != "response" or record.http_headers is None:
        return False
    head = record.http_headers
    kind = (head.get_header("Content-Type") or "").lower()
    return head.get_statuscode() == "200" and kind.startswith("text/html")


def sort_of(data, offset, cut_short):
    """What the gzip member at an offset is worth; `cut_short` if warcio missed some of its record."""
    unpacker = zlib.decompressobj(31)
    member = bytearray()
    try:
        for start in range(offset, len(data), 1 << 16):
            member += unpacker.decompress(data[start : start + (1 << 16)])
            if unpacker.eof:
                break
    except zlib.error:
        return "broken"
    if not unpacker.eof:
        return "broken"
    head, _, block = bytes(member).partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    as_said = length and int(length[1]) == len(block) - 4
    return "whole" if as_said and not cut_short else "misstated"


def strict(reader):
    """Makes warcio stop where a member is damaged: it would try the rest of the file, block by block."""
    usual = reader._decompress

    def decompress(data):
        if reader.decompressor and data and reader.num_block_read:
            return reader.decompressor.decompress(data)
        return usual(data)

    reader._decompress = decompress


def reference(file, data):
    """All pages that warcio reads, by sort: id to hash; and how often it was begun again."""
    found = {"whole": {}, "misstated": {}, "broken": {}, "too large": {}}
    restarts, at = 0, 0
    while True:
        file.seek(at)
        archive = ArchiveIterator(file)
        strict(archive.reader)
        last = at
        try:
            for record in archive:
                last = archive.offset
                if not is_page(record):
                    continue
                name = record.rec_headers.get_header("WARC-Record-ID").strip("<>")
                name = name.removeprefix("urn:uuid:")
                raw = record.raw_stream
                body = record.content_stream().read()
                raw.read()
                if len(body) > LIMIT or record.length > LIMIT:
                    sort = "too large"
                else:
                    sort = sort_of(data, last, getattr(raw, "limit", 0))
                found[sort][name] = hashlib.sha256(body).hexdigest()
        except Exception:  # noqa: S110 - whatever stops it, it is begun again
            pass
        # Where it ended by itself, it may still have passed over what follows damage.
        following = data.find(MAGIC, last + 1)
        if following < 0:
            return found, restarts
        restarts += 1
        at = following


def main():
    archive, found = sys.argv[1:3]
    with open(archive, "rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        theirs, restarts = reference(file, data)
    with open(found, encoding="utf-8") as lines:
        ours = {}
        for line in lines:
            name, digest = line.split()
            ours.setdefault(name, set()).add(digest)
    whole = theirs["whole"]
    other = sorted(name for name in whole if name in ours and whole[name] not in ours[name])
    print("warcio: " + ", ".join(f"{len(pages)} {sort}" for sort, pages in theirs.items()) + f"; {restarts} restarts")
    print(f"Dixit:  {len(ours)} pages, {len(ours.keys() - set().union(*theirs.values()))} that warcio has not")
    lost = {sort: sorted(pages.keys() - ours.keys()) for sort, pages in theirs.items()}
    for sort in ["whole", "misstated", "broken"]:
        print(f"{sort}, and not in Dixit: {len(lost[sort])} {lost[sort][:5]}")
    print(f"whole, and other bytes in Dixit: {len(other)} {other[:5]}")
    sys.exit(1 if lost["whole"] or lost["misstated"] or other else 0)


if __name__ == "__main__":
    main()
