"""What the archive holds, in figures, and its quality ledger: what its pieces lack, by publication."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator

from plugins import front_matter

_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_ALT = re.compile(r'<img\b[^>]*\balt="(?P<alt>[^"]*)"')
_CREDIT = '<span class="credit">'


@dataclass(frozen=True)
class Figures:
    """The figures of some pieces, counted."""

    all: int
    pictured: int
    without_alt: int
    without_credit: int


@dataclass(frozen=True)
class LedgerLine:
    """One publication (None: no publication is named) and how many of its pieces and figures lack something."""

    publication: Any
    pieces: int
    without_date: int
    without_author: int
    figures: int
    pictures: int
    without_alt: int
    without_credit: int


@dataclass(frozen=True)
class Holdings:
    """The archive in figures."""

    pieces: int
    words: int
    authors: int
    tags: int
    publications: int
    figures: int
    pictures: int
    corrected: int
    languages: list[tuple[str, int]]
    """(language tag, pieces), the most written first."""
    ledger: list[LedgerLine]


def describe(generator: ArticlesGenerator) -> None:
    """Put the `holdings` into the context; after every other index."""
    articles, context = generator.articles, generator.context
    languages = Counter(article.lang for article in articles)
    ledger = _ledger(articles, context["publications"], undated(Path(generator.path) / "drafts"))
    context["holdings"] = Holdings(
        pieces=len(articles),
        words=sum(article.word_count for article in articles),
        authors=len(generator.authors),
        tags=len(context["tags"]),
        publications=len(context["publications"]),
        figures=sum(line.figures for line in ledger),
        pictures=sum(line.pictures for line in ledger),
        corrected=sum(bool(article.corrections) for article in articles),
        languages=sorted(languages.items(), key=lambda pair: (-pair[1], pair[0])),
        ledger=ledger,
    )


def figures_of(bodies: Iterable[str]) -> Figures:
    """Count the figures of sanitised HTML."""
    figures = [figure for body in bodies for figure in _FIGURE.findall(body)]
    alts = [match["alt"] for figure in figures if (match := _ALT.search(figure))]
    return Figures(
        all=len(figures),
        pictured=len(alts),
        without_alt=sum(not alt.strip() for alt in alts),
        without_credit=sum(_CREDIT not in figure for figure in figures),
    )


def undated(drafts: Path) -> Counter[str]:
    """Publication -> number of pieces that are held back because nobody knows their day; no more is told of them."""
    found: Counter[str] = Counter()
    for path in sorted(drafts.glob("*.md")):
        try:
            fields, _ = front_matter.read(path.read_text(encoding="utf-8"))
        except (front_matter.FrontMatterError, UnicodeDecodeError):
            continue
        source = fields.get("source")
        if not fields.get("date"):
            found[str(source.get("publication", "")) if isinstance(source, dict) else ""] += 1
    return found


def _ledger(articles: list[Any], publications: list[Any], undated: Counter[str]) -> list[LedgerLine]:
    named = sum(undated[publication.name] for publication in publications)
    lines = [_line(each, each.articles, undated[each.name]) for each in publications]
    rest = [article for article in articles if not article.publication]
    unnamed = undated.total() - named
    return [*lines, *([_line(None, rest, unnamed)] if rest or unnamed else [])]


def _line(publication: Any, articles: list[Any], without_date: int) -> LedgerLine:
    figures = figures_of(article.content for article in articles)
    return LedgerLine(
        publication=publication,
        pieces=len(articles),
        without_date=without_date,
        without_author=sum(not article.authors for article in articles),
        figures=figures.all,
        pictures=figures.pictured,
        without_alt=figures.without_alt,
        without_credit=figures.without_credit,
    )
