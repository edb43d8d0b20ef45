"""The ways into the archive: tags, dates, columns, authors, publications.

Each module adds what its pages show to Pelican's articles and lists, and writes the pages that Pelican does not.
"""

from pelican import signals
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.writers import Writer

from plugins.indexes import articles, authors, columns, dates, holdings, publications, tags


def _prepare(generator: ArticlesGenerator) -> None:
    articles.refuse_shared_addresses(generator.articles, generator.hidden_articles, generator.drafts)
    tags.merge_names(generator)
    authors.merge_variants(generator)


def _prepare_pages(generator: PagesGenerator) -> None:
    articles.refuse_shared_addresses(generator.pages, generator.hidden_pages, generator.draft_pages)


def _describe(generator: ArticlesGenerator) -> None:
    articles.complete(generator)
    for index in (tags, columns, authors, publications, dates, holdings):
        index.describe(generator)


def _write(generator: ArticlesGenerator, writer: Writer) -> None:
    publications.write(generator, writer)
    dates.write(generator, writer)


def register() -> None:
    """Called by Pelican."""
    signals.article_generator_pretaxonomy.connect(_prepare)
    signals.page_generator_finalized.connect(_prepare_pages)
    signals.article_generator_finalized.connect(_describe)
    signals.article_writer_finalized.connect(_write)
