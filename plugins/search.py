"""Search: an index of every listed article, made by Pagefind, which the search page reads in the reader's browser.

    article -> a small page of its own, with its words, tags and date -> `pagefind` -> output/pagefind/<language>/

Pagefind cuts text into words as its language does, and takes the language from `<html lang>`. An article's page stands
in the language of the archive, so what Pagefind is given are pages made for it, each language apart; the search page
merges the indexes. This takes some seconds and so is not part of every build: SEARCH in the settings says when.
"""

import html
import logging
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator
from pelican.writers import Writer

from plugins.words import day_in_words

log = logging.getLogger(__name__)

_NOT_OURS = ("pagefind-component*", "pagefind-highlight*", "pagefind-modular*", "pagefind-ui*", "pagefind-playground*")
"""Faces for searching that Pagefind brings along; the theme has its own."""


class SearchError(RuntimeError):
    """An index that could not be made; the message says why."""


def record(article: Any, language: str) -> str:
    """The page that Pagefind reads in place of an article; `language` is the one that its day is written in."""
    day = article.day
    column = [article.category.name] if article.category.name else []
    marks = [
        *(_mark("filter", "tag", tag.name) for tag in article.tags),
        *(_mark("filter", "author", author.name) for author in article.authors),
        *(_mark("filter", "column", name) for name in column),
        _mark("filter", "year", str(day.year)),
        _mark("sort", "date", day.isoformat()),
        _mark("meta", "title", article.title),
        _mark("meta", "day", day_in_words(day, language)),
        _mark("meta", "lang", article.lang),
        *(_mark("meta", "column", name) for name in column),
        *([_mark("meta", "author", ", ".join(author.name for author in article.authors))] if article.authors else []),
    ]
    title = html.escape(article.title)
    return (
        f'<!DOCTYPE html><html lang="{indexed_as(article.lang)}"><head><meta charset="utf-8"><title>{title}</title>'
        f"{''.join(marks)}</head><body data-pagefind-body><h1>{title}</h1>{article.note}{article.content}</body></html>"
    )


def index(articles: Iterable[Any], output: Path, language: str) -> None:
    """Write the indexes of some articles, one a language, below the folder `output`; raises SearchError."""
    with tempfile.TemporaryDirectory() as folder:
        for article in articles:
            page = Path(folder, indexed_as(article.lang), article.save_as)
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(record(article, language), encoding="utf-8")
        for pages in sorted(Path(folder).iterdir()):
            _index_pages(pages, output / pages.name)


def indexed_as(language: str) -> str:
    """The language that Pagefind knows a language tag by: its first part."""
    return language.split("-")[0].lower()


def _index_pages(pages: Path, output: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(output), "--quiet"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    if done.returncode or not (output / "pagefind.js").is_file():
        said = " ".join(done.stdout.split())[-300:]
        raise SearchError(f"search: Pagefind made no index ({said}); install what pyproject.toml names, build again")
    for pattern in _NOT_OURS:
        for path in output.glob(pattern):
            path.unlink()


def _mark(kind: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{kind}="{name}[content]" content="{html.escape(value)}">'


def _name_languages(generator: ArticlesGenerator) -> None:
    """Tell the search page which indexes there are: the archive's own language first, then the most written."""
    counts = Counter(indexed_as(article.lang) for article in generator.articles)
    own = indexed_as(generator.settings["DEFAULT_LANG"])
    generator.context["search_languages"] = sorted(counts, key=lambda each: (each != own, -counts[each], each))


def _write(generator: ArticlesGenerator, writer: Writer) -> None:
    if not generator.settings["SEARCH"] or not generator.articles:
        return
    try:
        index(generator.articles, Path(writer.output_path, "pagefind"), generator.settings["DEFAULT_LANG"])
    except SearchError as error:
        raise SystemExit(str(error)) from error


def register() -> None:
    """Called by Pelican."""
    signals.article_generator_finalized.connect(_name_languages)
    signals.article_writer_finalized.connect(_write)
