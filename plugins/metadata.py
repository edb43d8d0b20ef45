"""What the fields of an article file mean: text from the front matter to typed values.

`front_matter` knows YAML and nothing of articles; this knows articles and nothing of Pelican.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from plugins.front_matter import YEARS, Fields
from plugins.settings import is_web_address

STATUSES = ("published", "draft", "hidden")

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-arab", "pa-arab", "ps", "sd", "ug", "ur", "yi"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SLUG = re.compile(r"\w(?:[\w-]*\w)?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class ArticleError(ValueError):
    """An article that cannot be shown; the message names the field, the fault and the next move."""


@dataclass(frozen=True)
class Change:
    """A place where a version differs: how many paragraphs stand before it, those that it lacks, and its own."""

    at: int
    out: tuple[str, ...]
    into: tuple[str, ...]


@dataclass(frozen=True)
class Version:
    """Another capture of a piece, whose text differs: all of it plain text, to be escaped."""

    url: str
    """A full http or https address, or empty."""
    captured: datetime.datetime | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Source:
    """Where an article came from. Every text is as the importer or a person wrote it: escape it."""

    publication: str
    url: str
    """A full http or https address, or empty."""
    captured: datetime.datetime | None
    retrieved_by: str
    captures: tuple[Mapping[str, str], ...]
    """Each with `file` and `sha256`."""
    versions: tuple[Version, ...]
    fates: Mapping[str, int]
    """Fate -> number of blocks of the capture that met it."""
    left_out: Mapping[str, int]
    """Rule -> number of blocks of the capture that it dropped."""
    importer: str


@dataclass(frozen=True)
class CorrectionText:
    """A correction as written: its day, if it has one, and its Markdown."""

    date: datetime.date | None
    text: str


@dataclass(frozen=True)
class Metadata:
    """The fields of one article file, typed; empty where the file says nothing."""

    title: str
    status: str
    slug: str
    language: str
    date: datetime.datetime | None
    date_is_day: bool
    modified: datetime.datetime | None
    authors: tuple[str, ...]
    column: str
    tags: tuple[str, ...]
    standfirst: str
    editors_note: str
    author_note: str
    corrections: tuple[CorrectionText, ...]
    aliases: tuple[str, ...]
    rights: str
    canonical: str
    source: Source | None


def understand(fields: Fields, *, slug: str, language: str, timezone: str) -> Metadata:
    """Type the fields of a file; `slug`, `language` and `timezone` stand in where the file has none.

    Raises ArticleError for a title that is missing, a date that is none, a status or slug that cannot be.
    """
    when = text_of(fields, "date")
    return Metadata(
        title=_title(fields),
        status=_status(fields),
        slug=_slug(text_of(fields, "slug") or slug),
        language=_language(text_of(fields, "language") or language),
        date=moment(when, "date", timezone) if when else None,
        date_is_day=len(when) == len("2025-03-19"),
        modified=_optional_moment(fields, "modified", timezone),
        authors=texts_of(fields, "authors"),
        column=text_of(fields, "column"),
        tags=texts_of(fields, "tags"),
        standfirst=" ".join(text_of(fields, "standfirst").split()),
        editors_note=text_of(fields, "editors_note"),
        author_note=text_of(fields, "author_note"),
        corrections=_corrections(fields, timezone),
        aliases=texts_of(fields, "aliases"),
        rights=text_of(fields, "rights"),
        canonical=web_address_or_nothing(text_of(fields, "canonical")),
        source=_source(fields, timezone),
    )


def printable(text: str) -> str:
    """The text with what no page may hold (control characters, lone surrogates) shown as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def direction(language: str) -> str:
    """`rtl` or `ltr`, by the language tag."""
    tag = language.lower()
    return "rtl" if tag in _RIGHT_TO_LEFT or tag.split("-")[0] in _RIGHT_TO_LEFT or "-arab" in tag else "ltr"


def text_of(fields: Mapping[str, Any], name: str) -> str:
    """The text of a field, printable and without space around it; empty when there is none."""
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise ArticleError(f"{name}: one text is wanted, not a list or mapping; put it on one line, quoted")
    return "" if value in ("null", "~") else printable(value).strip()


def texts_of(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The texts of a list, each once; a single text is a list of one."""
    value = fields.get(name) or []
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ArticleError(f"{name}: a list of texts is wanted; write {name}: [one, two], quoting what holds a colon")
    cleaned = (" ".join(printable(item).split()) for item in items)
    return tuple(dict.fromkeys(item for item in cleaned if item))


def moment(text: str, name: str, timezone: str) -> datetime.datetime:
    """A day (as its midnight) or a time, aware: without a zone of its own, in `timezone`. Raises ArticleError."""
    try:
        when = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise ArticleError(f"{name}: {text!r} is no date; write a day as 2025-03-19, or 2025-03-19T08:00:00Z") from None
    if when.year not in YEARS:
        raise ArticleError(f"{name}: {text!r} is of no year from {YEARS[0]} to {YEARS[-1]}; mend the year")
    return when if when.tzinfo else when.replace(tzinfo=ZoneInfo(timezone))


def web_address_or_nothing(text: str) -> str:
    """The text if it is a full http or https address, else nothing."""
    return text if is_web_address(text) else ""


def _title(fields: Fields) -> str:
    title = " ".join(text_of(fields, "title").split())
    if not title:
        raise ArticleError("title: is missing; add a line `title: ...` to the front matter")
    return title


def _status(fields: Fields) -> str:
    status = text_of(fields, "status").lower() or "published"
    if status not in STATUSES:
        raise ArticleError(f"status: {status!r} is not known; write {', '.join(STATUSES[:-1])} or {STATUSES[-1]}")
    return status


def _slug(slug: str) -> str:
    if not _SLUG.fullmatch(slug) or len(slug.encode()) > 200:
        raise ArticleError(
            f"slug: {slug[:60]!r} cannot be an address; use letters, digits and hyphens, at most 200 bytes"
        )
    return slug


def _language(language: str) -> str:
    if not _LANGUAGE.fullmatch(language):
        raise ArticleError(f"language: {language[:30]!r} is no language tag; write one such as en, fr or zh-Hant")
    return language


def _optional_moment(fields: Fields, name: str, timezone: str) -> datetime.datetime | None:
    text = text_of(fields, name)
    return moment(text, name, timezone) if text else None


def _corrections(fields: Fields, timezone: str) -> tuple[CorrectionText, ...]:
    items = fields.get("corrections") or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ArticleError("corrections: a list is wanted; write each as - {date: 2021-05-14, text: ...}")
    return tuple(_correction(item, timezone) for item in items)


def _correction(item: Mapping[str, Any], timezone: str) -> CorrectionText:
    when = text_of(item, "date")
    return CorrectionText(moment(when, "corrections: date", timezone).date() if when else None, text_of(item, "text"))


def _source(fields: Fields, timezone: str) -> Source | None:
    source = fields.get("source")
    if not source:
        return None
    if not isinstance(source, dict):
        raise ArticleError("source: a mapping is wanted; indent publication, url, captured and the rest below it")
    return Source(
        publication=" ".join(text_of(source, "publication").split()),
        url=web_address_or_nothing(text_of(source, "url")),
        captured=_optional_moment(source, "captured", timezone),
        retrieved_by=text_of(source, "retrieved_by"),
        captures=_captures(source.get("captures")),
        versions=_versions(source.get("captures"), timezone),
        fates=_counts(source.get("fates")),
        left_out=_counts(source.get("left_out")),
        importer=text_of(source, "importer"),
    )


def _captures(items: Any) -> tuple[Mapping[str, str], ...]:
    if not isinstance(items, list):
        return ()
    return tuple({name: text_of(item, name) for name in ("file", "sha256")} for item in items if isinstance(item, dict))


def _versions(items: Any, timezone: str) -> tuple[Version, ...]:
    """The captures that say where they differ; a place that is damaged is passed over."""
    found = []
    for item in items if isinstance(items, list) else []:
        differs = item.get("differs") if isinstance(item, dict) else None
        if changes := tuple(_change(each) for each in differs or [] if _is_change(each)):
            url = web_address_or_nothing(text_of(item, "url"))
            found.append(Version(url, _optional_moment(item, "captured", timezone), changes))
    return tuple(found)


def _is_change(item: Any) -> bool:
    return isinstance(item, dict) and re.fullmatch("[0-9]{1,6}", str(item.get("at"))) is not None


def _change(item: Mapping[str, Any]) -> Change:
    return Change(int(item["at"]), texts_of(item, "out"), texts_of(item, "in"))


def _counts(counts: Any) -> Mapping[str, int]:
    if not isinstance(counts, dict):
        return {}
    return {
        printable(name): int(n) for name, n in counts.items() if isinstance(n, str) and re.fullmatch("[0-9]{1,9}", n)
    }
