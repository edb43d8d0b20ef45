"""Pictures that came in the same file as their page, or were fetched: laid out for as long as an article is written."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag, urlsplit

from . import kept_pictures
from .model import Article, Document, Figure, Picture
from .pictures import suffix_of
from .resources import Resource
from .slugs import make


@contextmanager
def lay(article: Article) -> Iterator[Article]:
    """The article with the pictures that its container holds as files; those that it does not hold stay addresses."""
    if not any(_resource(article.document, figure) for figure in article.figures):
        yield article
        return
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        taken: set[str] = set()
        figures = tuple(_laid(figure, article.document, Path(folder), taken) for figure in article.figures)
        yield replace(article, figures=tuple(filter(None, figures)))


def _laid(figure: Figure, document: Document, folder: Path, taken: set[str]) -> Figure | None:
    """A figure with its picture as a file, unless that is damaged, or of no kind that a page can show: then linked.

    None where there is nothing to link to, and no caption.
    """
    resource = _resource(document, figure)
    if resource is None:
        return figure
    try:
        data = resource.load()
    except ValueError:
        data = b""
    file = folder / _free(figure.src, taken)
    file.write_bytes(data)
    if suffix_of(file):
        return replace(figure, picture=Picture(file, figure.alt))
    if figure.src.startswith(("http:", "https:")):
        return figure
    return replace(figure, src="") if figure.caption else None


def find(document: Document, address: str) -> Resource | None:
    """A picture that came in the same file as its page, or was fetched for it; None for any other."""
    held = document.resources.get(address) or document.resources.get(urldefrag(address).url)
    return held or kept_pictures.find(document.path, address)


def _resource(document: Document, figure: Figure) -> Resource | None:
    """The picture of a figure; None without one, or where a file stands for it already."""
    return find(document, figure.src) if figure.picture is None and figure.src else None


def _free(address: str, taken: set[str]) -> str:
    """A plain name after the last part of an address, each one once; a part of a message has no name of its own."""
    stem = "" if address.startswith("cid:") else make(PurePosixPath(unquote(urlsplit(address).path)).stem)
    stem = stem or "picture"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name
