"""The same piece from another capture: the page saved twice, its text, its AMP page, a paper that printed it too.

A copy is found by its address, then by its text; in both ways the texts must agree. Two pieces may have one address (a
live page, a list of pieces), and two texts may share much (a series, a column's frame, a letter that quotes).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins import addresses

from . import likeness, markdown
from .article_file import Entry, captures_in, read
from .errors import CaptureError
from .model import Article, Web
from .readers.text import SUFFIXES as TEXT_SUFFIXES
from .web import fields
from .wording import fold, words

MOSTLY = 0.6
"""How much of two texts is shared, of all that either has, from which they are one piece."""
ALMOST = 0.9
"""The same for two pieces that one publication gave two days or two titles: a form filled in anew is no copy."""
AT_ONE_ADDRESS = 0.5
"""The same for two texts at one address."""
HELD = 0.8
"""How much of the shorter text the longer one holds, from which it is a part of it: an excerpt, a page cut short."""


class Copies:
    """Every article by its addresses and by the sketch of its text."""

    def __init__(self) -> None:
        self._by_address: dict[str, list[Path]] = defaultdict(list)
        self._sketches = likeness.Sketches()
        self._without: dict[Path, None] = {}
        """Articles whose file tells no sketch: theirs are made when they are first wanted."""

    def add(self, path: Path, source: Mapping[str, Any]) -> None:
        """Remember an article by what its file says of its source; what was known of it before stays known.

        One that was made of no capture is a person's own, and no capture is taken for it.
        """
        captures = list(captures_in(source))
        if not captures:
            return
        for address in [source.get("url"), *(each.get("url") for each in captures)]:
            if key := _key(str(address or "")):
                self._by_address[key].append(path)
        sketches = [sketch for each in captures if (sketch := str(each.get("sketch") or ""))]
        for sketch in sketches:
            self._sketches.add(sketch, path.as_posix())
        if sketches:
            self._without.pop(path, None)
        else:
            self._without[path] = None

    def find(self, article: Article) -> Entry | None:
        """The article that is the same piece, from another capture; None where there is none."""
        if article.document.facts.copy == "separate":
            return None
        keys = set(filter(None, map(_key, article.addresses)))
        by_address = dict.fromkeys(path for key in sorted(keys) for path in self._by_address.get(key, ()))
        for path in [*by_address, *(near for near in self._near(article) if near not in by_address)]:
            try:
                entry = read(path)
            except CaptureError:  # it was taken away, or is broken: that is told elsewhere
                continue
            if _agree(article, entry, keys, at_one_address=path in by_address):
                return entry
        return None

    def _near(self, article: Article) -> Iterator[Path]:
        for path in self._without:
            try:
                self._sketches.add(likeness.sketch("\n\n".join(markdown.texts(read(path).body))), path.as_posix())
            except CaptureError:
                continue
        self._without.clear()
        yield from map(Path, self._sketches.near(article.sketch))


def addresses_of(article: Article) -> tuple[str, ...]:
    """Where an article's page lies: the address it was captured from, and those that it calls its own."""
    own = [value for value, _ in fields.values(article.document.web or Web(), "url")]
    return tuple(dict.fromkeys(filter(_key, [article.document.facts.url, *own])))


def leads(article: Article, entry: Entry) -> bool:
    """Whether a further capture of a piece tells more of it than the one that its article was made from.

    A dated one goes before one without a day, the whole before a part, a web page before a text; else the first stays.
    """
    is_dated, was_dated = article.date is not None, bool(entry.fields.get("date"))
    if is_dated != was_dated:
        return is_dated
    length, before = len(likeness.words(article.text)), len(likeness.words("\n".join(markdown.texts(entry.body))))
    if 2 * min(length, before) < max(length, before):
        return length > before
    first = next(iter(entry.captures), {})
    was_text = str(first.get("file")).lower().endswith(TEXT_SUFFIXES)
    return was_text and article.document.web is not None


def _agree(article: Article, entry: Entry, keys: set[str], *, at_one_address: bool) -> bool:
    """Whether two texts are one piece."""
    alike = likeness.compare("\n".join(markdown.texts(entry.body)), article.text)
    if at_one_address:
        is_said = article.document.facts.copy != ""
        return is_said or alike.all >= AT_ONE_ADDRESS or alike.part >= HELD
    if not article.sketch or _is_set_apart(article, entry):
        return False
    if _is_next_of_its_kind(article, entry, keys):
        return alike.all >= ALMOST
    return alike.all >= MOSTLY or (alike.part >= HELD and _is_called_alike(article, entry))


def _is_set_apart(article: Article, entry: Entry) -> bool:
    """Whether a person gives a capture a day and a title that are not the article's."""
    said = {name for name, what in article.evidence if what == "sidecar"}
    day, title = str(entry.fields.get("date") or "")[:10], str(entry.fields.get("title") or "")
    is_other_day = "date" in said and article.date is not None and article.date.isoformat() != day
    is_other_title = "title" in said and fold(article.title) != fold(title)
    return article.document.facts.copy == "" and is_other_day and is_other_title


def _is_called_alike(article: Article, entry: Entry) -> bool:
    """Whether two titles share most of their words: a letter that quotes all of a piece has its own title."""
    ours, theirs = set(words(article.title)), set(words(str(entry.fields.get("title") or "")))
    return 2 * len(ours & theirs) > len(ours | theirs)


def _is_next_of_its_kind(article: Article, entry: Entry, keys: set[str]) -> bool:
    """Whether one publication has both, at two addresses, and on two days or under two titles."""
    day, other_day = article.date.isoformat() if article.date else "", str(entry.fields.get("date") or "")[:10]
    other = _key(str(entry.source.get("url") or ""))
    hosts = {key.partition("/")[0] for key in keys}
    is_of_one = other.partition("/")[0] in hosts if other and hosts else _publication(entry) == article.publication
    is_other_day = bool(day and other_day and day != other_day)
    return is_of_one and (is_other_day or not _is_called_alike(article, entry))


def _publication(entry: Entry) -> str:
    return str(entry.source.get("publication") or "")


def _key(address: str) -> str:
    """What an address is known by; "" for none, and for that of a whole site."""
    found = addresses.keys(address)[:1] if address.startswith(("http://", "https://")) else []
    return next((key for key in found if "/" in key or "?" in key), "")
