"""Former addresses: a small page at each that leads to where its content is now.

They are the `aliases` of an article, the names that a tag or an author had, or has in some article's file, and the
paths at which pieces lay where they were first published.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from markupsafe import escape
from pelican import signals
from pelican.generators import PagesGenerator

from plugins.feeds import ArchiveWriter
from plugins.slugs import slug_of

log = logging.getLogger(__name__)

_NO_ADDRESS = "is no address of this site; write a path such as /2025/03/18/title/"
_TARGET = "@target@"
_SEGMENT = re.compile(r"[\w~+,-][\w.~+,-]{0,100}")


@dataclass(frozen=True)
class Former:
    """An address of this site that was another's or may have been; `said_in` names the file of a person who says so."""

    address: str
    target: str
    said_in: str = ""

    def refuse(self, reason: str) -> None:
        """Tell the person, if there is one, why the address leads nowhere."""
        if self.said_in:
            log.warning("%s: alias %r %s", self.said_in, self.address, reason)


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
    pages: dict[str, str] = {}
    formers = (_aliases, _tag_names, _author_names, _original_paths)
    for former in (each for found in formers for each in found(generator)):
        file = file_of(former.address)
        if file is None or file in pages or writer.has_written(file):
            former.refuse("is the address of another page; remove it" if file else _NO_ADDRESS)
        else:
            pages[file] = former.target
    if pages:
        page = generator.get_template("redirect").render({**generator.context, "target": _TARGET})
        for file, target in pages.items():
            path = Path(writer.output_path, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page.replace(_TARGET, str(escape(target))), encoding="utf-8")


def _aliases(generator: PagesGenerator) -> Iterator[Former]:
    for article in [*generator.context["articles"], *generator.context["hidden_articles"]]:
        for alias in article.aliases:
            yield Former(alias, article.url, article.relative_source_path)


def _tag_names(generator: PagesGenerator) -> Iterator[Former]:
    """Names that a tag had, as tags.yaml or an article's file says: its page may have lain there."""
    for tag, _ in generator.context["tags"]:
        for name in (*tag.former, *sorted(tag.said)):
            yield Former(f"/tags/{slug_of(name)}/", tag.url)


def _author_names(generator: PagesGenerator) -> Iterator[Former]:
    for author, _ in generator.context["authors"]:
        for name in author.variants:
            yield Former(f"/authors/{slug_of(name)}/", author.url)


def _original_paths(generator: PagesGenerator) -> Iterator[Former]:
    for article in generator.context["articles"]:
        original = urlsplit(article.source.url if article.source else "")
        if original.path and not original.query:
            yield Former(original.path, article.url)


def register() -> None:
    """Called by Pelican."""
    signals.page_writer_finalized.connect(_write)
