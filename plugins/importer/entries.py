"""An entry of a feed or an export: the article's own text, with what stands beside it in fields of its own."""

import datetime as dt
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from . import bylines
from .errors import CaptureError
from .model import Document, Facts
from .pages import page

TAGS: Final = 10
"""An article's tags at most; feeds know no measure."""


@dataclass(frozen=True, slots=True)
class EntryPicture:
    """A picture that an entry brings beside its text."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its text as HTML, and what its file says of it."""

    content: str
    facts: Facts
    member: str
    """The name by which it is known again: its identifier, else its address."""
    pictures: tuple[EntryPicture, ...] = ()
    doubts: tuple[str, ...] = ()


def document(entry: Entry, path: Path, number: int) -> Document:
    """An entry as a document. Raises CaptureError where there is no text in it."""
    if not entry.content.strip() and not entry.facts.title:
        raise CaptureError(path, "read", "no text stands in it", "take it out")
    facts = replace(entry.facts, tags=entry.facts.tags[:TAGS])
    read = page(_as_page(entry).encode(), path, number, entry.member, facts, charset="utf-8")
    return replace(read, doubts=(*read.doubts, *entry.doubts))


def _as_page(entry: Entry) -> str:
    """The page that an entry would be: its title, the pictures that its text lacks, its text."""
    title, lang = html.escape(entry.facts.title), html.escape(entry.facts.language or "")
    figures = "".join(figure(each) for each in entry.pictures if html.escape(each.src) not in entry.content)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>\n{figures}\n{entry.content}\n</article></body></html>"
    )


def figure(picture: EntryPicture) -> str:
    """A picture as HTML, everything in it escaped."""
    src, alt = html.escape(picture.src), html.escape(picture.alt)
    words = f"<p>{html.escape(picture.caption)}</p>" if picture.caption else ""
    credit = f'<p class="credit">{html.escape(picture.credit)}</p>' if picture.credit else ""
    caption = f"<figcaption>{words}{credit}</figcaption>" if words or credit else ""
    return f'<figure><img src="{src}" alt="{alt}">{caption}</figure>'


_NO_YEAR = re.compile(r"\s(?:-\d+|0000)\s")
"""The year of WordPress's empty date: "Wed, 30 Nov -0001 00:00:00 +0000"."""


def day_of(moment: str) -> dt.date | None:
    """The day of a moment as feeds write it (RFC 822 or ISO 8601), in its own time zone; None where it is none."""
    text = moment.strip()
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        pass
    try:
        return None if _NO_YEAR.search(text) else parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None


def names(given: Iterable[str]) -> tuple[str, ...]:
    """People's names out of fields for authors; what is no name for certain is left out."""
    found = (name for text in given for name in bylines.parse(text) or bylines.names(text))
    return tuple(dict.fromkeys(found))
