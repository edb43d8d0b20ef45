"""Authors: their descriptions, and the other names that they signed with (`content/authors.yaml`)."""

from collections.abc import Mapping
from typing import Any

from pelican.contents import Author
from pelican.generators import ArticlesGenerator

from plugins.citations import name_of
from plugins.indexes.articles import every
from plugins.slugs import slug_of
from plugins.vocabulary import AuthorEntry, by_slug


def merge_variants(generator: ArticlesGenerator) -> None:
    """Before Pelican counts authors: let each article name its authors as authors.yaml does, each once."""
    entries: Mapping[str, AuthorEntry] = by_slug(generator.settings["AUTHOR_ENTRIES"])
    known: dict[str, Author] = {}
    for article in every(generator):
        merged = {}
        for author in getattr(article, "authors", []):
            entry = entries.get(author.slug)
            slug = slug_of(entry.name) if entry else author.slug
            if slug not in known:
                known[slug] = author
                author.name, author.slug = entry.name if entry else author.name, slug
            merged[slug] = known[slug]
        if merged:
            article.authors = list(merged.values())
            article.author = article.authors[0]


def describe(generator: ArticlesGenerator) -> None:
    """Give each author a count, a description, variants, a page elsewhere, and the name in the order of citations.

    `inverted` is "Rowntree, Anneke", or the name itself where it cannot be taken apart; `filing` is what sorts it.
    """
    entries = by_slug(generator.settings["AUTHOR_ENTRIES"])
    authors: dict[str, Any] = {}
    for author, articles in generator.authors:
        entry = entries.get(author.slug, AuthorEntry(author.name))
        author.description, author.variants = entry.description, entry.variants
        author.cited, author.home = entry.cited, entry.url
        author.inverted = name_of(author.name, author.cited).inverted
        author.filing = slug_of(author.inverted)
        author.count = len(articles)
        authors[author.slug] = author
    for article in every(generator):
        article.authors = list({each.slug: authors.get(each.slug, each) for each in article.authors}.values())
