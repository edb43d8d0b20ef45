"""Authors: their descriptions (`content/authors.yaml`)."""

from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator

from plugins.indexes.articles import every
from plugins.indexes.tags import read_entries


def describe(generator: ArticlesGenerator) -> None:
    """Give each author a count and a description."""
    entries = read_entries(Path(generator.path) / "authors.yaml")
    authors: dict[str, Any] = {}
    for author, articles in generator.authors:
        description = entries.get(author.slug, {}).get("description", "")
        author.description = description if isinstance(description, str) else ""
        author.count = len(articles)
        authors[author.slug] = author
    for article in every(generator):
        article.authors = list({each.slug: authors.get(each.slug, each) for each in article.authors}.values())
