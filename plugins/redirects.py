"""Former addresses (`aliases` of an article): a small page at each that leads to the article's own."""

import logging
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from pelican import signals
from pelican.generators import PagesGenerator

from plugins.feeds import ArchiveWriter

log = logging.getLogger(__name__)

_SEGMENT = re.compile(r"[\w~+,-][\w.~+,-]{0,100}")


def file_of(alias: str) -> str | None:
    """The file of the page that answers a former address of this site; None for what is no such address."""
    path = unquote(alias)
    if not path.startswith("/") or path.startswith("//"):
        return None
    segments = path.strip("/").split("/")
    if not all(_SEGMENT.fullmatch(segment) for segment in segments):
        return None
    suffix = PurePosixPath(path).suffix
    if path.endswith("/") or suffix not in (".htm", ".html"):
        return None if suffix and re.fullmatch(r"\.[a-z]{2,4}", suffix) else "/".join([*segments, "index.html"])
    return "/".join(segments)


def _write(generator: PagesGenerator, writer: ArchiveWriter) -> None:
    """After every other page, so that a real page always wins over a former address."""
    template = None
    for path, alias, target in _aliases(generator):
        file = file_of(alias)
        if file is None:
            log.warning("%s: alias %r is no address of this site; write a path such as /2025/03/18/title/", path, alias)
        elif writer.has_written(file):
            log.warning("%s: alias %r is the address of another page; remove it", path, alias)
        else:
            template = template or generator.get_template("redirect")
            writer.write_file(file, template, generator.context, target=target, url=file)


def _aliases(generator: PagesGenerator) -> Iterator[tuple[str, str, str]]:
    for article in [*generator.context["articles"], *generator.context["hidden_articles"]]:
        for alias in article.aliases:
            yield article.relative_source_path, alias, article.url


def register() -> None:
    """Called by Pelican."""
    signals.page_writer_finalized.connect(_write)
