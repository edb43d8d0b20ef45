"""Pictures that came in the same file as their page: laid out as files for as long as an article is written."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag, urlsplit

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
        yield replace(article, figures=figures)


def _laid(figure: Figure, document: Document, folder: Path, taken: set[str]) -> Figure:
    """A figure with its picture as a file, unless it is damaged, or of no kind that a page can show.

    A picture that stands nowhere else (`cid:`) is then lost; one of the web keeps its address.
    """
    resource = _resource(document, figure)
    try:
        data = resource.load() if resource else b""
    except ValueError:
        data = b""
    away = replace(figure, src="") if figure.src.startswith("cid:") else figure
    if not data:
        return away
    file = folder / _free(figure.src, taken)
    file.write_bytes(data)
    if not suffix_of(file):
        return away
    return replace(figure, picture=Picture(file, figure.alt))


def _resource(document: Document, figure: Figure) -> Resource | None:
    """The picture of a figure in its container; None without one, or where a file stands for it already."""
    if figure.picture is not None or not figure.src:
        return None
    return document.resources.get(figure.src) or document.resources.get(urldefrag(figure.src).url)


def _free(address: str, taken: set[str]) -> str:
    """A plain name after the last part of an address, each one once."""
    stem = make(PurePosixPath(unquote(urlsplit(address).path)).stem) or "picture"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name
