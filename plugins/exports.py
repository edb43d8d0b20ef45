"""The archive as data: `archive.jsonl` and `archive.csv` of all metadata, and each article's Markdown beside its page.

What a person or the importer notes in a file for work on the archive stays there: only what is named here goes out.
"""

import csv
import datetime
import io
import json
import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator
from pelican.writers import Writer

from plugins import front_matter
from plugins.indexes.articles import every
from plugins.rendering import plain

log = logging.getLogger(__name__)

_FIELDS = (
    *("title", "standfirst", "date", "modified", "authors", "author_note", "column", "tags", "language", "slug"),
    *("editors_note", "corrections", "rights", "canonical", "source"),
)
_SOURCE_FIELDS = ("publication", "url", "captured", "retrieved_by")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Record = dict[str, Any]
"""Field -> text, number, list of texts; every record has the same fields in the same order."""


def record(article: Any, site: str) -> Record:
    """The metadata of a listed article; `site` is the archive's address or empty."""
    source = article.source
    modified = getattr(article, "modified", None)
    return {
        "url": f"{site}/{article.url}",
        "title": article.title,
        "standfirst": plain(article.standfirst),
        "authors": [author.name for author in article.authors],
        "author_note": plain(article.author_note),
        "date": (article.day if article.date_is_day else article.date).isoformat(),
        "modified": modified.isoformat() if modified else "",
        "publication": article.publication.name if article.publication else "",
        "column": article.category.name,
        "tags": [tag.name for tag in article.tags],
        "language": article.lang,
        "slug": article.slug,
        "words": article.word_count,
        "figures": article.figures,
        "editors_note": plain(article.note),
        "corrections": [_dated(each.date, plain(each.html)) for each in article.corrections],
        "versions": [_dated(each.captured, each.url) for each in (source.versions if source else ())],
        "original": source.url if source else "",
        "captured": source.captured.isoformat() if source and source.captured else "",
        "retrieved_by": source.retrieved_by if source else "",
        "sha256": [capture["sha256"] for capture in source.captures if capture["sha256"]] if source else [],
        "rights": article.rights,
        "canonical": article.canonical,
        "aliases": [f"{site}{alias}" for alias in article.aliases if alias.startswith("/")],
        "markdown": f"{site}/{article.url}index.md",
    }


def _dated(day: datetime.date | None, text: str) -> str:
    """A text with its day, where that is known, before it."""
    return f"{day.isoformat()}: {text}" if day else text


def jsonl(records: Iterable[Record]) -> str:
    """One JSON object a line."""
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in records)


def table(records: Iterable[Record]) -> str:
    """The same as CSV (RFC 4180): lists joined by "; ", and no cell that a spreadsheet would run as a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    for at, each in enumerate(records):
        if at == 0:
            writer.writerow(each)
        writer.writerow(map(_cell, each.values()))
    return written.getvalue()


def markdown(text: str) -> str:
    """An article file as it is published: without what serves the work on it.

    Raises FrontMatterError as `front_matter.read` does.
    """
    fields, body = front_matter.read(text)
    source = fields.get("source")
    if isinstance(source, Mapping):
        fields["source"] = {name: source[name] for name in _SOURCE_FIELDS if source.get(name)} | _checksums(source)
    return front_matter.write({name: fields[name] for name in _FIELDS if fields.get(name)}, "") + body.lstrip("\n")


def _checksums(source: Mapping[str, Any]) -> Record:
    captures = source.get("captures")
    found = [each["sha256"] for each in captures if "sha256" in each] if isinstance(captures, list) else []
    return {"captures": [{"sha256": each} for each in found]} if found else {}


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_tables(generator: ArticlesGenerator, writer: Writer) -> None:
    records = [record(article, generator.settings["SITEURL"]) for article in generator.articles]
    written: dict[str, Callable[[Iterable[Record]], str]] = {"archive.jsonl": jsonl, "archive.csv": table}
    for name, write in written.items():
        Path(writer.output_path, name).write_text(write(records), encoding="utf-8", newline="")


def _write_markdown(generator: ArticlesGenerator, writer: Writer) -> None:
    for article in every(generator):
        target = Path(writer.output_path, article.save_as).with_name("index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            text = markdown(Path(article.source_path).read_text(encoding="utf-8-sig"))
        except front_matter.FrontMatterError as error:
            log.warning("%s: its Markdown is not published: %s", article.relative_source_path, error)
        else:
            target.write_text(text, encoding="utf-8", newline="\n")


def register() -> None:
    """Called by Pelican."""
    signals.article_writer_finalized.connect(_write_tables)
    signals.article_writer_finalized.connect(_write_markdown)
