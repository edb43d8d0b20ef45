"""Columns (Pelican's categories): their descriptions and the publications they belong to."""

from typing import Any

from pelican.generators import ArticlesGenerator

from plugins.indexes.articles import every
from plugins.slugs import slug_of


def describe(generator: ArticlesGenerator) -> None:
    """Give each column its count and description; `publication` is filled in with the publications."""
    settings = {slug_of(column.name): column for column in generator.settings["ARCHIVE"].columns}
    columns: dict[str, Any] = {}
    for column, articles in generator.categories:
        said = settings.get(column.slug)
        column.name = said.name if said else column.name
        column.description = said.description if said else ""
        column.publication = None
        column.count = len(articles)
        columns[column.slug] = column
    for article in every(generator):
        article.category = columns.get(article.category.slug, article.category)
