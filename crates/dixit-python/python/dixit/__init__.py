"""Who said what, according to whom: news coverage as a sourced record.

>>> import dixit
>>> article = {"id": "pier", "text": "“The ramps are clean,” said Joren Haske, a captain."}
>>> [reading] = dixit.read(article, model="fast")
>>> reading["attributions"][0]["speaker"]["name"]
'Joren Haske'

Everything happens in this process, on as many threads as `jobs` says, and nothing is
sent anywhere. Other threads of Python go on meanwhile, and Ctrl-C ends it.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from . import _dixit
from ._dixit import DixitError, LedgerError, ReadError, Table, __version__

__all__ = [
    "DixitError", "Ledger", "LedgerError", "ReadError", "Record", "Table", "read",
    "read_lines", "__version__",
]

Source = str | os.PathLike[str] | dict[str, Any]
Errors = Literal["raise", "warn"]


def read(
    sources: Source | Iterable[Source],
    *,
    model: Literal["accurate", "fast"] = "accurate",
    jobs: int | None = None,
    outlet: str | None = None,
    published: str | None = None,
    text: bool = True,
    errors: Errors = "raise",
    progress: Callable[[int], object] | None = None,
) -> Iterator[dict[str, Any]]:
    """Reads articles, one after the other, each as soon as it is read.

    `sources` is one or several of: the path of a file or a folder, as on the command
    line; the text of an article, which is a string with a line break in it; an article
    as a dictionary with `text` and, where known, `id`, `title`, `outlet`, `published`,
    `url` and `authors`. Paths are read first, in their order.

    `outlet` and `published` (`"2031-03-07"`) are those of articles that do not tell
    theirs. With `errors="warn"` an article that cannot be read is left out with a
    warning; otherwise it raises :class:`ReadError`. `progress` is called with the number
    of articles read.

    >>> text = "VASTAD, March 7, 2031 - The port is open, Ilse Marant said.\\n"
    >>> for reading in dixit.read(text, model="fast"):
    ...     print(reading["published"]["date"], reading["attributions"][0]["content"]["text"])
    2031-03-07 The port is open
    >>> list(dixit.read({"id": "pier", "text": " "}, model="fast"))
    Traceback (most recent call last):
        ...
    dixit.ReadError: articles.jsonl:1: holds no words; give the article's text, or leave it out
    """
    lines = read_lines(
        sources, model=model, jobs=jobs, outlet=outlet, published=published, text=text,
        errors=errors, progress=progress,
    )
    return map(json.loads, lines)


def read_lines(
    sources: Source | Iterable[Source],
    *,
    model: Literal["accurate", "fast"] = "accurate",
    jobs: int | None = None,
    outlet: str | None = None,
    published: str | None = None,
    text: bool = True,
    errors: Errors = "raise",
    progress: Callable[[int], object] | None = None,
) -> Iterator[str]:
    """The same as :func:`read`, as lines of JSON: what `dixit read` prints, to the byte."""
    paths, held = _parted(sources)
    reader = _dixit.Reader(
        paths, held, model, _jobs(jobs), outlet, published, text, errors == "warn"
    )

    def lines() -> Iterator[str]:
        done = 0
        for line, message in reader:
            if message is not None:
                warnings.warn(message, stacklevel=3)
            else:
                done += 1
                if progress is not None:
                    progress(done)
                yield line

    return lines()


class Record:
    """The sourced record of some coverage.

    Takes the same as :func:`read`. Its tables go to pandas, Polars, DuckDB and PyArrow
    without a copy, as they are: `polars.DataFrame(record.statements)`,
    `pyarrow.table(record.routes)`.

    >>> told = "“The ramps are clean,” said Joren Haske, a captain.\\n"
    >>> record = dixit.Record({"id": "pier", "text": told}, model="fast")
    >>> record.statements
    <dixit.Table statements: 1 rows>
    >>> record.to_dict()["statements"][0]["speaker"]["name"]
    'Joren Haske'
    """

    def __init__(
        self,
        sources: Source | Iterable[Source],
        *,
        model: Literal["accurate", "fast"] = "accurate",
        jobs: int | None = None,
        outlet: str | None = None,
        published: str | None = None,
        errors: Errors = "raise",
        progress: Callable[[int], object] | None = None,
    ) -> None:
        paths, held = _parted(sources)

        def heard(done: int, message: str | None) -> None:
            if message is not None:
                warnings.warn(message, stacklevel=3)
            elif progress is not None:
                progress(done)

        self._record = _dixit.Record.build(
            paths, held, model, _jobs(jobs), outlet, published, errors == "warn", heard
        )

    @classmethod
    def _of(cls, record: _dixit.Record) -> Record:
        new = cls.__new__(cls)
        new._record = record
        return new

    @property
    def articles(self) -> Table:
        """One text as published by one outlet a row."""
        return self.table("articles")

    @property
    def attributions(self) -> Table:
        """One place where somebody is reported to have said something a row."""
        return self.table("attributions")

    @property
    def statements(self) -> Table:
        """One speaker saying one thing on one occasion a row."""
        return self.table("statements")

    @property
    def routes(self) -> Table:
        """One path by which a statement reached the reader a row."""
        return self.table("routes")

    @property
    def entities(self) -> Table:
        """One person, organisation, state or place with all its names a row."""
        return self.table("entities")

    @property
    def stories(self) -> Table:
        """One story, with its articles and what they disagree in, a row."""
        return self.table("stories")

    @property
    def copies(self) -> Table:
        """One passage that articles share a row."""
        return self.table("copies")

    @property
    def positions(self) -> Table:
        """What one speaker said on one matter over time a row."""
        return self.table("positions")

    def table(self, name: str, *, text: bool = True) -> Table:
        """A table by its name, with or without the articles' texts."""
        return self._record.table(name, text)

    def to_json(self, *, text: bool = True) -> str:
        """The record as `dixit report --format json` writes it, to the byte."""
        return self._record.json(text)

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """The same as a dictionary."""
        return json.loads(self.to_json(text=text))

    def html(self) -> str:
        """The page that `dixit report` writes."""
        return self._record.html()

    def markdown(self) -> str:
        """The same in Markdown."""
        return self._record.markdown()

    def __repr__(self) -> str:
        return (
            f"<dixit.Record: {len(self.articles)} articles, {len(self.stories)} stories, "
            f"{len(self.statements)} statements>"
        )

    def __str__(self) -> str:
        return self._record.summary()


class Ledger:
    """A ledger that `dixit add` made, to be searched and read while others add to it."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._ledger = _dixit.Ledger(os.fspath(path))

    def search(self, words: str, *, limit: int = 20) -> dict[str, list[dict[str, Any]]]:
        """What `dixit search` finds: `statements`, `articles` and `speakers`."""
        return json.loads(self._ledger.search(words, limit))

    def stories(self) -> list[str]:
        """The keys of all stories, by first day."""
        return self._ledger.stories()

    def record(self, stories: Iterable[str] | None = None) -> Record:
        """The record of some stories, or of all; it is held in memory."""
        keys = self.stories() if stories is None else list(stories)
        return Record._of(self._ledger.record(keys))


def _jobs(jobs: int | None) -> int:
    if jobs is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if jobs < 1:
        raise ValueError(f"jobs={jobs}: at least one article is read at a time")
    return jobs


def _parted(sources: Source | Iterable[Source]) -> tuple[list[str], bytes]:
    """Paths, and articles as lines of JSON."""
    if isinstance(sources, (str, os.PathLike, dict)):
        sources = [sources]
    paths, held = [], []
    for source in sources:
        if isinstance(source, str) and "\n" in source:
            source = {"text": source}
        if isinstance(source, dict):
            source = {"id": f"text-{len(held) + 1}", **source}
            held.append(json.dumps(source, default=str).encode())
        elif isinstance(source, (str, os.PathLike)):
            paths.append(os.fspath(source))
        else:
            raise TypeError(f"a path, a text or a dictionary, not {type(source).__name__}")
    return paths, b"\n".join(held)
