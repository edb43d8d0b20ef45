"""The addresses that search engines shall know: all but hidden articles, redirects, and second pages of lists."""

import datetime
from dataclasses import dataclass
from typing import Any

from pelican import signals


@dataclass(frozen=True)
class Address:
    """A page, from the site's root, and the day its content last changed, where that is known."""

    url: str
    modified: datetime.date | None = None


def _collect(generators: list[Any]) -> None:
    context = generators[0].context
    fronts = ["", "archives/", "tags/", "columns/", "authors/", "publications/", "search/", "lookup/"]
    lists = [wrapper.url for name in ("tags", "categories", "authors") for wrapper, _ in context[name]]
    periods = [period.url for period in context["periods"].values()]
    publications = [publication.url for publication in context["publications"]]
    pages = [page.url for page in context["pages"]]
    articles = [Address(each.url, _last_change(each)) for each in context["articles"]]
    context["addresses"] = [*map(Address, [*fronts, *pages, *publications, *lists, *periods]), *articles]


def _last_change(article: Any) -> datetime.date | None:
    modified: datetime.datetime | None = getattr(article, "modified", None)
    return modified.date() if modified else article.day


def register() -> None:
    """Called by Pelican."""
    signals.all_generators_finalized.connect(_collect)
