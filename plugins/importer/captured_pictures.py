"""Pictures that came in the same file as their page: laid out as files of their own until their article is written."""

import shutil
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag, urlsplit

from .model import Article, Document, Figure, Picture
from .pictures import suffix_of
from .resources import Resource
from .slugs import make


def lay(article: Article, folder: Path) -> Article:
    """The article with the pictures that its container holds as files in a folder of its own, made if need be.

    Those that the container does not hold stay addresses; a file that lies beside its capture stays where it is.
    """
    taken: set[str] = set()
    laid = tuple(_laid(figure, article.document, folder, taken) for figure in article.figures)
    return replace(article, figures=laid)


def _laid(figure: Figure, document: Document, folder: Path, taken: set[str]) -> Figure:
    """A figure with its picture as a file, unless it is damaged, or of no kind that a page can show.

    A picture that stands nowhere else (`cid:`) is then lost; one of the web keeps its address.
    """
    if figure.picture is not None and figure.picture.file is not None:
        return replace(figure, picture=replace(figure.picture, file=_kept(figure.picture.file, document, folder)))
    resource = _resource(document, figure)
    try:
        data = resource.load() if resource else b""
    except ValueError:
        data = b""
    away = replace(figure, src="") if figure.src.startswith("cid:") else figure
    if not data:
        return away
    file = folder / _free(figure.src, taken)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    if not suffix_of(file):
        return away
    return replace(figure, picture=Picture(file, figure.alt))


def _kept(file: Path, document: Document, folder: Path) -> Path:
    """A picture's file; a copy, under its own name, where it came out of an archive that is read for a moment."""
    if document.unpacked is None:
        return file
    copy = folder / "beside" / file.relative_to(file.anchor)
    if not copy.is_file():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    return copy


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
