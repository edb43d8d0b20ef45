"""What the importer is not sure of: questions for a person, each with the value that it took and what speaks for it."""

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from . import bylines, datelines
from .knowledge import Knowledge
from .model import Article, Fate, Question, Web
from .web import fields
from .wording import fold, plain

MOST = 300
"""Characters of evidence."""
_NOTHING = "none was found"
_METADATA = re.compile(r"JSON-LD|meta|microdata|rel=|time\b")


def of(article: Article, knowledge: Knowledge) -> tuple[Question, ...]:
    """The questions that an article leaves open, but for those that a person has answered beside its capture."""
    facts = article.document.facts
    answered = {name for name, what in article.evidence if what == "sidecar"} | set(facts.without)
    answered |= {name for name in ("title", "date", "authors", "column") if getattr(facts, name)} - _contained(article)
    named = (*_title(article), *_authors(article), *_publication(article))
    asked = (*named, *_date(article), *_column(article, knowledge))
    return tuple(each for each in asked if each.field not in answered)


def _contained(article: Article) -> set[str]:
    """Fields that no person gave, but a container."""
    return {name for name, what in article.evidence if what == "container"}


def _ask(field: str, value: str, evidence: str) -> Question:
    shown = plain(evidence)
    return Question(field, plain(value), shown if len(shown) <= MOST else f"{shown[:MOST]}…")


def _title(article: Article) -> Iterator[Question]:
    if article.title_from == "url":
        yield _ask("title", article.title, "read off its address or its file's name")


def _date(article: Article) -> Iterator[Question]:
    said = list(_days(article))
    if article.date is None:
        yield _ask("date", "", "; ".join(f"{source}: {day}" for source, day in said) or _NOTHING)
        return
    others = [(source, day) for source, day in said if abs((day - article.date).days) > 1]
    if others and article.date_from not in ("sidecar", "container"):
        told = "; ".join(f"{source}: {day}" for source, day in dict.fromkeys(others))
        yield _ask("date", article.date.isoformat(), f"taken from {article.date_from}, but {told}")


def _days(article: Article) -> Iterator[tuple[str, dt.date]]:
    """The days of publication that a page tells anywhere, with what tells them."""
    if in_address := datelines.from_address(article.document.facts.url):
        yield "address", in_address
    for value, source in fields.values(article.document.web or Web(), "published"):
        if day := fields.read_day(value, article.language):
            yield source, day
    for part in article.parts:
        if part.fate == Fate.DATELINE:
            yield from (
                (f"line {part.text!r}", each.day)
                for each in datelines.find(part.text, article.language)
                if not each.updated
            )


def _authors(article: Article) -> Iterator[Question]:
    web = article.document.web or Web()
    source = dict(article.evidence).get("authors", "")
    lines = [plain(part.text) for part in article.parts if part.fate == Fate.BYLINE]
    if not article.authors:
        claimed = [f"{source}: {value}" for value, source in fields.values(web, "author")]
        told = [*(f"line {line!r}" for line in lines), *dict.fromkeys(claimed)]
        yield _ask("authors", "", "; ".join(told) or _NOTHING)
        return
    value = "; ".join(article.authors)
    if strange := [name for name in article.authors if _is_strange(name)]:
        yield _ask("authors", value, f"in no known form: {'; '.join(strange)}")
    elif _METADATA.match(source) and (named := [line for line in lines if _names_others(line, article.authors)]):
        yield _ask("authors", value, f"taken from {source}, but line {named[0]!r}")


def _is_strange(name: str) -> bool:
    """Whether a name looks like none: one word, many, a number in it, or all in capitals or small letters."""
    parts = name.split()
    has_case = name.upper() != name.lower()
    return (
        any(character.isdigit() or character in "@/|:" for character in name)
        or len(parts) > 5
        or (has_case and len(parts) < 2)
        or (has_case and (name.isupper() or name.islower()))
    )


def _names_others(line: str, authors: tuple[str, ...]) -> bool:
    named = {fold(name) for name in bylines.parse(line)}
    return bool(named) and not named & set(map(fold, authors))


def _publication(article: Article) -> Iterator[Question]:
    if not article.publication:
        host = urlsplit(article.document.facts.url).hostname
        yield _ask("publication", "", f"address: {host}" if host else _NOTHING)


def _column(article: Article, knowledge: Knowledge) -> Iterator[Question]:
    known = knowledge.columns_of(article.publication)
    if article.column and known and fold(article.column) not in set(map(fold, known)):
        yield _ask("column", article.column, f"archive.toml knows {'; '.join(known)}")
    elif not article.column and known:
        sections = dict(fields.values(article.document.web or Web(), "section"))
        if sections:
            told = "; ".join(f"{source}: {value}" for value, source in sections.items())
            yield _ask("column", "", f"{told}; archive.toml knows {'; '.join(known)}")
