"""Authors: their descriptions, and the other names that they signed with (`content/authors.yaml`).

Maren Holt: {description: Lecturer in public law., variants: [M. Holt, Maren A. Holt]}
Ana María Ruiz Vega: {cited: "Ruiz Vega, Ana María"}    where citations and the index would take the name apart wrongly
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.contents import Author
from pelican.generators import ArticlesGenerator

from plugins.citations import name_of
from plugins.indexes.articles import every
from plugins.indexes.tags import read_entries
from plugins.slugs import slug_of

log = logging.getLogger(__name__)

Entries = Mapping[str, Mapping[str, Any]]
"""Slug -> what authors.yaml says of an author, the name among it."""


def merge_variants(generator: ArticlesGenerator) -> None:
    """Before Pelican counts authors: let each article name its authors as authors.yaml does, each once."""
    entries = read_entries(Path(generator.path) / "authors.yaml")
    names = names_of(entries)
    known: dict[str, Author] = {}
    for article in every(generator):
        merged = {}
        for author in getattr(article, "authors", []):
            slug = slug_of(names.get(author.slug, author.name))
            if slug not in known:
                known[slug] = author
                author.name, author.slug = entries[slug]["name"] if slug in entries else author.name, slug
            merged[slug] = known[slug]
        if merged:
            article.authors = list(merged.values())
            article.author = article.authors[0]


def names_of(entries: Entries) -> dict[str, str]:
    """Slug of a variant -> the name it stands for. A variant that is two authors' is nobody's, and logged."""
    names: dict[str, str] = {}
    for entry in entries.values():
        for variant in variants_of(entry):
            slug = slug_of(variant)
            if slug in entries or names.get(slug, entry["name"]) != entry["name"]:
                log.error("authors.yaml: %s: variant %r is another author's; keep it with one", entry["name"], variant)
            else:
                names[slug] = entry["name"]
    return names


def variants_of(entry: Mapping[str, Any]) -> list[str]:
    """The other names of an author, as written; empty where they are no list of texts."""
    variants = entry.get("variants", [])
    return [each for each in variants if isinstance(each, str)] if isinstance(variants, list) else []


def describe(generator: ArticlesGenerator) -> None:
    """Give each author a count, a description, variants, and the name as citations and the index order it.

    `inverted` is "Rowntree, Anneke", or the name itself where it cannot be taken apart; `filing` is what sorts it.
    """
    entries = read_entries(Path(generator.path) / "authors.yaml")
    authors: dict[str, Any] = {}
    for author, articles in generator.authors:
        entry = entries.get(author.slug, {})
        description = entry.get("description", "")
        author.description = description if isinstance(description, str) else ""
        author.variants = variants_of(entry)
        author.cited = cited if isinstance(cited := entry.get("cited", ""), str) else ""
        author.inverted = name_of(author.name, author.cited).inverted
        author.filing = slug_of(author.inverted)
        author.count = len(articles)
        authors[author.slug] = author
    for article in every(generator):
        article.authors = list({each.slug: authors.get(each.slug, each) for each in article.authors}.values())
