#!/usr/bin/env python3
"""What warcio reads in a web archive, against what Dixit's intake reads.

    cargo run --release -p dixit-intake --example make_warc -- PAGES 50000 made.warc.gz damaged
    cargo run --release -p dixit-intake --example arrivals -- list made.warc.gz > found.txt
    training/evaluation/archive.py made.warc.gz found.txt

Needs warcio from PyPI (and brotli, for pages so encoded, which some versions of the two cannot
read together). Where warcio gives up, it is begun again at the
next gzip member, so that it sees all that it can. A page counts as read by warcio if
it is HTML, answered with 200, as long as its record says, and if its gzip member is sound and
holds just that. The exit status is 1 if Dixit lacks one of those, or has other bytes for it.
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


def is_sound(data, offset):
    """Whether the gzip member at an offset is whole, its checksum right, and the record
    in it as long as it says."""
    unpacker = zlib.decompressobj(31)
    member = bytearray()
    try:
        for start in range(offset, len(data), 1 << 16):
            member += unpacker.decompress(data[start : start + (1 << 16)])
            if unpacker.eof:
                break
    except zlib.error:
        return False
    head, _, block = bytes(member).partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return bool(unpacker.eof and length and int(length[1]) == len(block) - 4)


def reference(file, data):
    """Id to hash of all pages that warcio reads; also those not whole or not sound."""
    whole, partial, too_large, restarts, at = {}, set(), set(), 0, 0
    while True:
        file.seek(at)
        archive = ArchiveIterator(file)
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
                    too_large.add(name)
                elif getattr(raw, "limit", 0) or not is_sound(data, last):
                    partial.add(name)
                else:
                    whole[name] = hashlib.sha256(body).hexdigest()
        except Exception:  # noqa: S110 - whatever stops it, it is begun again
            pass
        # Where it ended by itself, it may still have passed over what follows damage.
        following = data.find(MAGIC, last + 1)
        if following < 0:
            return whole, partial - whole.keys(), too_large, restarts
        restarts += 1
        at = following


def main():
    archive, found = sys.argv[1:3]
    with open(archive, "rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        whole, partial, too_large, restarts = reference(file, data)
    with open(found, encoding="utf-8") as lines:
        ours = {}
        for line in lines:
            name, digest = line.split()
            ours.setdefault(name, set()).add(digest)
    lost = sorted(name for name in whole if name not in ours)
    other = sorted(name for name in whole if name in ours and whole[name] not in ours[name])
    print(f"warcio: {len(whole)} pages, {len(partial)} more in part, {len(too_large)} beyond the limit, {restarts} restarts")
    print(f"Dixit:  {len(ours)} pages, {len(ours.keys() - whole.keys())} that warcio has not or only in part")
    print(f"lost: {len(lost)} {lost[:5]}; other bytes: {len(other)} {other[:5]}")
    missing = sorted(partial - ours.keys())
    print(f"in part in warcio and not in Dixit: {len(missing)} {missing[:5]}")
    sys.exit(1 if lost or other else 0)


if __name__ == "__main__":
    main()
