"""A list of articles broken down by year, tag, author: filters that templates use on any list."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from plugins.charts import Bar, columns
from plugins.indexes.dates import Count
from plugins.metadata import direction
from plugins.words import number_in_words


def by_year(articles: Iterable[Any]) -> list[Count]:
    """Every year from the first to the last that has anything, in order, those without anything among them."""
    found = Counter(article.day.year for article in articles if article.day)
    if not found:
        return []
    years = range(min(found), max(found) + 1)
    return [Count(datetime.date(year, 1, 1), str(year), f"{year:04}/", found[year]) for year in years]


def tags_of(articles: Iterable[Any]) -> list[tuple[Any, int]]:
    """(tag, how many of the articles it stands on), the most frequent first."""
    return _most([tag for article in articles for tag in article.tags])


def authors_of(articles: Iterable[Any]) -> list[tuple[Any, int]]:
    """(author, how many of the articles are theirs), the most frequent first."""
    return _most([author for article in articles for author in article.authors])


@pass_context
def chart(context: Context, counts: Sequence[Count], name: str, *, height: int = 160, linked: bool = False) -> Any:
    """Counts as a chart; `linked` makes a link of every column that has anything."""
    language = context["archive"].language
    site = context["SITEURL"]

    def bar(count: Count) -> Bar:
        shown = number_in_words(count.count, language)
        pieces = context.call(context["ngettext"], "%(shown)s piece", "%(shown)s pieces", count.count, shown=shown)
        address = f"{site}/{count.url}" if linked and count.count else ""
        return Bar(count.label, count.count, f"{count.label}: {pieces}", shown, address)

    return columns(list(map(bar, counts)), name=name, height=height, mirrored=direction(language) == "rtl")


def _most(things: list[Any]) -> list[tuple[Any, int]]:
    counts = Counter(thing.slug for thing in things)
    by_slug = {thing.slug: thing for thing in things}
    return [(by_slug[slug], count) for slug, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


FILTERS = {"authors_of": authors_of, "by_year": by_year, "chart": chart, "tags_of": tags_of}
