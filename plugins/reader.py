"""What Pelican calls a reader: an article file to safe, typeset HTML and what a template sees of its fields."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from markupsafe import Markup
from pelican import signals
from pelican.contents import Author, Category, Tag
from pelican.readers import BaseReader, Readers

from plugins import front_matter
from plugins.metadata import ArticleError, Metadata, direction, understand
from plugins.pictures import PictureFolder
from plugins.rendering import Warn, plain, renderer_for
from plugins.settings import Archive
from plugins.slugs import slug_of
from plugins.versions import places

log = logging.getLogger(__name__)

_OWN = re.compile(
    r"\d{4}|archives|authors|columns|drafts|feeds|lookup|page|publications|search|tags|theme", re.IGNORECASE
)

Attributes = dict[str, Any]
"""Name -> value, as Pelican puts them on an Article or Page."""


@dataclass(frozen=True)
class Correction:
    """A correction as a template shows it."""

    date: Any
    html: Markup


class ArticleReader(BaseReader):  # type: ignore[misc]
    """Reads `content/<year>/<month>/*.md`, `content/drafts/*.md` and `content/pages/*.md`."""

    file_extensions: ClassVar[list[str]] = ["md"]

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._content = Path(settings["PATH"])
        self._archive: Archive = settings["ARCHIVE"]
        self._site: str = settings["SITEURL"]
        self._renderer = renderer_for(self._site, self._archive.typography)

    def read(self, source_path: str) -> tuple[str, Attributes]:
        """HTML and attributes of one file.

        A file that cannot be shown is logged as `path: reason, next move` and left out. So is a draft, unlogged, unless
        DRAFTS is set.
        """
        path = Path(source_path)
        name = path.relative_to(self._content).as_posix()
        try:
            return self._read(path, name)
        except (ArticleError, front_matter.FrontMatterError) as error:
            log.error("%s: %s", name, error)
        except UnicodeDecodeError as error:
            log.error("%s: is not UTF-8 (byte %d); save it as UTF-8", name, error.start)
        except Exception as error:  # one odd file must not keep the archive from its readers
            log.error(
                "%s: cannot be read (%s: %s); simplify its Markdown or report it", name, type(error).__name__, error
            )
        return "", {"status": "skip"}

    def _read(self, path: Path, name: str) -> tuple[str, Attributes]:
        fields, markdown = front_matter.read(path.read_text(encoding="utf-8-sig"))
        known = understand(fields, slug=path.stem, language=self._archive.language, timezone=self._archive.timezone)
        warn = partial(log.warning, "%s: %s", name)
        if name.startswith("pages/"):
            return self._page(path, known, markdown, warn)
        is_draft = known.status == "draft" or name.startswith("drafts/")
        if is_draft and not self.settings["DRAFTS"]:
            return "", {"status": "skip"}
        return self._article(path, known, markdown, is_draft, warn)

    def _page(self, path: Path, known: Metadata, markdown: str, warn: Warn) -> tuple[str, Attributes]:
        if _OWN.fullmatch(known.slug):
            raise ArticleError(f"slug: /{known.slug}/ is an address of the archive itself; choose another slug")
        url = f"{quote(known.slug)}/"
        pictures = PictureFolder(path.with_suffix(""), f"{self._site}/{url}")
        body = self._renderer.body(markdown, known.language, pictures, warn)
        status = "skip" if known.status == "draft" and not self.settings["DRAFTS"] else known.status
        attributes = self._text(known) | {"status": status, "url": url, "save_as": f"{known.slug}/index.html"}
        return str(body.html), attributes | {"summary": body.summary, "pictures": pictures.files}

    def _article(
        self, path: Path, known: Metadata, markdown: str, is_draft: bool, warn: Warn
    ) -> tuple[str, Attributes]:
        folder = _folder(known, is_draft)
        url = quote(f"{folder}/{known.slug}/")
        pictures = PictureFolder(path.with_suffix(""), f"{self._site}/{url}")
        body = self._renderer.body(markdown, known.language, pictures, warn)
        attributes = (
            self._text(known)
            | self._facts(known, warn)
            | {
                "status": "draft" if is_draft else known.status,
                "url": url,
                "save_as": f"{folder}/{known.slug}/index.html",
                "pictures": pictures.files,
                "summary": plain(self._renderer.headline(known.standfirst, known.language)) or body.summary,
                "word_count": body.word_count,
                "reading_minutes": body.reading_minutes,
                "figures": body.figures,
                "lead_picture": body.lead_picture,
                "lead_sources": body.lead_sources,
                "canonical": self._canonical(known, url),
            }
        )
        return str(body.html), attributes

    def _text(self, known: Metadata) -> Attributes:
        return {
            "title": known.title,
            "headline": self._renderer.headline(known.title, known.language),
            "slug": known.slug,
            "lang": known.language,
            "direction": direction(known.language),
        }

    def _facts(self, known: Metadata, warn: Warn) -> Attributes:
        note = self._renderer.note
        optional = {
            "date": known.date,
            "modified": known.modified,
            "category": known.column and _named(Category, known.column, self.settings),
            "authors": [_named(Author, name, self.settings) for name in known.authors],
        }
        return {name: value for name, value in optional.items() if value} | {
            "day": known.date.date() if known.date else None,
            "date_is_day": known.date_is_day,
            "tags": [_named(Tag, name, self.settings) for name in known.tags],
            "standfirst": self._renderer.headline(known.standfirst, known.language),
            "note": note(known.editors_note, known.language, warn) if known.editors_note else Markup(""),
            "author_note": note(known.author_note, known.language, warn) if known.author_note else Markup(""),
            "corrections": [Correction(each.date, note(each.text, known.language, warn)) for each in known.corrections],
            "aliases": known.aliases,
            "rights": known.rights,
            "source": known.source,
            "versions": [(each, places(each)) for each in known.source.versions] if known.source else [],
        }

    def _canonical(self, known: Metadata, url: str) -> str:
        """The address that search engines shall count: the file's own word, else as the archive's owner chose."""
        original = known.source.url if known.source and self._archive.canonical == "original" else ""
        return known.canonical or original or (f"{self._site}/{url}" if self._site else "")


def _folder(known: Metadata, is_draft: bool) -> str:
    if is_draft:
        return "drafts"
    if known.date is None:
        raise ArticleError("date: is missing; add a line `date: 2025-03-19`, or set status: draft")
    return known.date.date().isoformat().replace("-", "/")


def _named(kind: type, name: str, settings: Mapping[str, Any]) -> Any:
    """A tag, author or column of Pelican's with a slug of ours; without a page until an index counts it."""
    wrapper: Any = kind(name, settings)
    wrapper.slug, wrapper.count, wrapper.description = slug_of(name), 0, ""
    return wrapper


def _register_reader(readers: Readers) -> None:
    readers.reader_classes = {"static": BaseReader, "md": ArticleReader}


def register() -> None:
    """Called by Pelican: our reader for Markdown, and no other."""
    signals.readers_init.connect(_register_reader)
