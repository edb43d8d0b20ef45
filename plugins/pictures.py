"""Pictures beside articles: which file a `src` means, how large it is, and their copies beside the pages.

The pictures of `content/2025/03/slug.md` lie in `content/2025/03/slug/`. Nothing outside that folder is ever read, and
only what a shown article refers to is published.
"""

import logging
import re
import shutil
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from pelican import signals
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.writers import Writer

from plugins.picture_sizes import SizedCopy, copies_of
from plugins.settings import Archive, is_web_address

log = logging.getLogger(__name__)

SUFFIXES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
"""Raster pictures alone: an SVG is a document that can hold script."""

_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Picture:
    """One picture as a page shows it."""

    url: str
    """Its address: full, or from the site's root with the site's address before it."""
    size: tuple[int, int] | None = None
    """Width and height in pixels, when the file says them."""
    file: Path | None = None
    """The file to publish, for a picture of our own."""
    copies: Mapping[str, tuple[SizedCopy, ...]] = field(default_factory=dict)
    """Media type -> the same picture in other sizes, narrowest first; the type to be preferred first."""

    @property
    def sources(self) -> list[tuple[str, str]]:
        """(media type, the addresses of its copies with their widths, as HTML's `srcset` has them)."""
        return [
            (kind, ", ".join(f"{self.url}{copy.suffix} {copy.width}w" for copy in copies))
            for kind, copies in self.copies.items()
        ]

    @property
    def files(self) -> dict[str, Path]:
        """Name beside the page -> file to publish there."""
        if not self.file:
            return {}
        sized = {self.file.name + copy.suffix: copy.file for copies in self.copies.values() for copy in copies}
        return {self.file.name: self.file} | sized


class PictureError(ValueError):
    """A `src` that no picture can be found for; the message says why and what to do."""


@dataclass
class PictureFolder:
    """The pictures of one article, and which of them its text uses."""

    folder: Path
    url: str
    """Where the article's page lies, from the site's root, with the site's address before it; ends in a slash."""
    used: dict[str, Picture] = field(default_factory=dict)

    def find(self, src: str) -> Picture:
        """The picture that `src` means, remembered as used; raises PictureError."""
        if src not in self.used:
            self.used[src] = Picture(src) if is_web_address(src) else self._own(src)
        return self.used[src]

    @property
    def files(self) -> dict[str, Path]:
        """Name beside the page -> file to publish there."""
        return {name: file for picture in self.used.values() for name, file in picture.files.items()}

    def _own(self, src: str) -> Picture:
        name = unquote(src).removeprefix("./").removeprefix(f"{self.folder.name}/")
        if not re.fullmatch(r"[^/\\:?#{}|<>\"\x00-\x1f]+", name) or name.startswith("."):
            raise PictureError(
                f"{src[:80]!r} names no file of the folder {self.folder.name}/; give the file's name alone"
            )
        file = self.folder / name
        if file.suffix.lower() not in SUFFIXES:
            raise PictureError(f"{name!r} is no picture for a page; save it as {', '.join(SUFFIXES)}")
        try:
            if not file.is_file() or file.resolve().parent != self.folder.resolve():
                raise PictureError(f"{name!r} is not in {self.folder.name}/; put it there, or correct `src`")
        except OSError as error:
            raise PictureError(f"{name[:80]!r} cannot be read ({error.strerror}); rename it") from error
        return Picture(self.url + quote(name), size(file), file, copies_of(file))


def publish(files: Mapping[str, Path], target: Path) -> None:
    """Copy pictures beside the page whose folder is `target`, each under its name there."""
    for name, file in files.items():
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target / name)


def size(file: Path) -> tuple[int, int] | None:
    """Width and height in pixels from the head of a PNG, GIF, JPEG or WebP; None where it cannot be told."""
    with file.open("rb") as stream:
        head = stream.read(262_144)
    try:
        found = _size(head)
    except (struct.error, IndexError):
        return None
    return found if found and all(0 < edge < 100_000 for edge in found) else None


def _size(head: bytes) -> tuple[int, int] | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return struct.unpack(">II", head[16:24])
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return struct.unpack("<HH", head[6:10])
    if head.startswith(b"\xff\xd8"):
        return _jpeg_size(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp_size(head)
    return None


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while head[at] == 0xFF:
        if head[at + 1] in _JPEG_SIZES:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", head[at + 2 : at + 4])[0])
    return None


def _webp_size(head: bytes) -> tuple[int, int] | None:
    """The three kinds of WebP: extended, lossless, lossy (RFC 9649)."""
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _publish_articles(generator: ArticlesGenerator, writer: Writer) -> None:
    for article in [*generator.articles, *generator.hidden_articles, *generator.drafts]:
        publish(article.pictures, Path(writer.output_path, article.save_as).parent)


def _publish_pages(generator: PagesGenerator, writer: Writer) -> None:
    for page in [*generator.pages, *generator.hidden_pages, *generator.draft_pages]:
        publish(page.pictures, Path(writer.output_path, page.save_as).parent)


def _publish_logo(generator: PagesGenerator, writer: Writer) -> None:
    archive: Archive = generator.settings["ARCHIVE"]
    if archive.logo:
        try:
            publish({archive.logo: Path(generator.path, archive.logo)}, Path(writer.output_path))
        except OSError as error:
            log.error("archive.toml: logo: %s: %s; put the picture into content/", archive.logo, error.strerror)


def register() -> None:
    """Called by Pelican."""
    signals.article_writer_finalized.connect(_publish_articles)
    signals.page_writer_finalized.connect(_publish_pages)
    signals.page_writer_finalized.connect(_publish_logo)
