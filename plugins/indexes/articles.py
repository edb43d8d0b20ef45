"""What every article needs beside its own file: neighbours, an empty column, an address of its own."""

import datetime
import logging
from typing import Any

from pelican.generators import ArticlesGenerator

from plugins.site import without_column

log = logging.getLogger(__name__)


def refuse_shared_addresses(*lists: list[Any]) -> None:
    """Leave out, and name, an article or page that would lie where another lies."""
    owner: dict[str, Any] = {}
    for contents in lists:
        for content in list(contents):
            first = owner.setdefault(content.save_as, content)
            if first is not content:
                contents.remove(content)
                log.error(
                    "%s: has the address of %s (/%s); give it another slug",
                    content.relative_source_path,
                    first.relative_source_path,
                    content.url,
                )


def complete(generator: ArticlesGenerator) -> None:
    """Give each article what templates may rely on, and listed ones their neighbours in time."""
    nothing = without_column(generator.settings)
    for article in every(generator):
        article.newer = article.older = None
        article.authors = getattr(article, "authors", [])
        article.category = getattr(article, "category", nothing)
    for newer, older in zip(generator.articles, generator.articles[1:], strict=False):
        newer.older, older.newer = older, newer
    generator.context["today"] = today(generator)


def today(generator: ArticlesGenerator) -> datetime.date | None:
    """The day that pages count from: the one of the settings, else that of the newest article; never the clock's."""
    fixed: str = generator.settings["ARCHIVE"].today
    return datetime.date.fromisoformat(fixed) if fixed else max((each.day for each in generator.articles), default=None)


def every(generator: ArticlesGenerator) -> list[Any]:
    """Every article that gets a page: listed, hidden, and drafts when they are shown."""
    return [*generator.articles, *generator.hidden_articles, *generator.drafts]
