"""What gave each field of an article, which other sources say the same, and which say otherwise."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import bylines, datelines, titles
from .model import Article, Fate, Web
from .web import authors as web_authors
from .web import fields
from .wording import fold, plain

_OF_TEXT = {
    "standfirst": (Fate.STANDFIRST, ""),
    "editors_note": (Fate.NOTE, "editor's note"),
    "author_note": (Fate.NOTE, "note about the author"),
    "corrections": (Fate.CORRECTION, ""),
    "tags": (Fate.TAG, ""),
}
"""Field -> the fate, and where it is not the only one of its kind the rule, of the blocks that it is read from."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A field, what gave it ("block 7", "JSON-LD author", "sidecar"), who agrees with that and who does not."""

    field: str
    source: str
    agreeing: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()

    @property
    def is_weak(self) -> bool:
        """Whether a person should look: nothing was found, or no second source agrees where another differs."""
        if self.source in ("none", "htmldate"):
            return True
        return self.source != "sidecar" and not self.agreeing and bool(self.differing)

    def __str__(self) -> str:
        """The evidence on one line, as `preview --explain` prints it."""
        said = [f"{self.field}: {self.source}"]
        said += [f"agreeing: {', '.join(self.agreeing)}"] if self.agreeing else []
        said += [f"differing: {', '.join(self.differing)}"] if self.differing else []
        return "; ".join(said)


def fields_of(article: Article) -> Iterator[Evidence]:
    """The evidence for every field that an article has, and for title, date and authors in any case."""
    given = dict(article.evidence)
    heading = ", ".join(name for name, _ in _blocks(article, Fate.TITLE, bool))
    source = given.get("title", "none")
    title = f"{source}, {heading}" if source == "heading" and heading else source
    yield _weighed("title", title, _title_sources(article))
    yield _weighed("date", given.get("date", "none"), _date_sources(article))
    if article.modified:
        yield _weighed("modified", given.get("modified", "none"), _modified_sources(article))
    yield _weighed("authors", given.get("authors", "none"), _author_sources(article))
    if "body" in given:
        yield Evidence("body", given["body"])
    yield from _told(article)
    for field, (fate, rule) in _OF_TEXT.items():
        if getattr(article, field):
            yield Evidence(field, _given_by(article, field, fate, rule))


def _weighed(field: str, source: str, sources: Iterator[tuple[str, bool]]) -> Evidence:
    """What gave a field, with the other sources that speak of it: (source, whether it says the same)."""
    said = {name: agrees for name, agrees in sorted(sources) if name != source}
    agreeing = tuple(name for name, agrees in said.items() if agrees)
    return Evidence(field, source, agreeing, tuple(name for name, agrees in said.items() if not agrees))


def _title_sources(article: Article) -> Iterator[tuple[str, bool]]:
    for value, source in _claims(article, "title"):
        yield source, fold(article.title) in fold(value)
    for value, source in _claims(article, "page title"):
        if fold(article.title) in fold(value):
            yield source, True
    if article.title_from != "text":
        yield from _blocks(article, Fate.TITLE, lambda text: fold(text) == fold(article.title))
    words = titles.address_words(article.document.facts.url)
    if words and article.title_from != "url" and titles.likeness(article.title, words) == 1:
        yield "address", True


def _date_sources(article: Article) -> Iterator[tuple[str, bool]]:
    for value, source in _claims(article, "published"):
        if day := fields.read_day(value, article.language):
            yield source, day == article.date
    if day := datelines.from_address(article.document.facts.url):
        yield "url", day == article.date
    yield from _shown_days(article, article.date, is_update=False)


def _modified_sources(article: Article) -> Iterator[tuple[str, bool]]:
    for value, source in _claims(article, "modified"):
        if day := fields.read_day(value, article.language):
            yield source, day == article.modified
    yield from _shown_days(article, article.modified, is_update=True)


def _shown_days(article: Article, day: dt.date | None, *, is_update: bool) -> Iterator[tuple[str, bool]]:
    for part in article.parts:
        if part.fate == Fate.DATELINE:
            found = datelines.find(part.text, article.language)
            days = [each.day for each in found if each.updated == is_update]
            if days:
                yield f"block {part.block}", day in days


def _author_sources(article: Article) -> Iterator[tuple[str, bool]]:
    known = set(map(fold, article.authors))
    by_source: dict[str, set[str]] = {}
    for value, source in _claims(article, "author"):
        by_source.setdefault(source, set()).update(map(fold, web_authors.of_claim(value, set())))
    for source, named in by_source.items():
        if named:
            yield source, named <= known
    for part in article.parts:
        if part.fate == Fate.BYLINE and (named := set(map(fold, bylines.parse(part.text)))):
            yield f"block {part.block}", named <= known
    if article.author_note and any(bylines.begins_with(article.author_note, name) for name in article.authors):
        yield "note about the author", True


def _told(article: Article) -> Iterator[Evidence]:
    """Column, publication and language: by the sidecar, by what the page's metadata and address say, by the text."""
    facts = article.document.facts
    if article.column:
        sections = [source for value, source in _claims(article, "section") if fold(value) == fold(article.column)]
        found = "sidecar" if facts.column else sections[0] if sections else "note, address or a line by the title"
        yield Evidence("column", found, tuple(sections[1:]))
    if article.publication:
        named, source = fields.publication(article.document.web or Web())
        is_named = fold(named) == fold(article.publication)
        told = "sidecar" if facts.publication else source if is_named else "address"
        yield Evidence("publication", told, (source,) if is_named and source != told else ())
    claimed = [(value, source) for value, source in _claims(article, "language") if value]
    yield _weighed(
        "language",
        "sidecar" if facts.language else "text",
        ((source, value.lower().startswith(article.language)) for value, source in claimed),
    )


def _given_by(article: Article, field: str, fate: Fate, rule: str) -> str:
    """The blocks of a fate that a field was read from, the metadata that lists it, or else what a person said."""
    blocks = sorted({part.block for part in article.parts if part.fate == fate and rule in part.rule})
    said = [f"block {index}" for index in blocks]
    if field in ("tags", "editors_note") and getattr(article.document.facts, field):
        said = ["sidecar", *said]
    if field == "tags":
        said += [*sorted({source for _, source in _claims(article, "tags")}), "text"]
    return ", ".join(said) or "text"


def _blocks(article: Article, fate: Fate, agrees: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    for part in article.parts:
        if part.fate == fate:
            yield f"block {part.block}", agrees(plain(part.text))


def _claims(article: Article, field: str) -> Iterator[tuple[str, str]]:
    return fields.values(article.document.web or Web(), field)
