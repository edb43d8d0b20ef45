"""Articles on their way from the process that reads them to the one that writes them: files in a folder.

A capture may hold thousands of articles: they pass one by one, and neither side holds more than one. Processes on
several machines must see the same folder.
"""

import pickle
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from . import captured_pictures
from .model import Article, Fate, Web

_ARTICLES = "articles"


def folder(spool: Path) -> Path:
    """A new folder in a spool, for one capture as one process reads it."""
    spool.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=spool))


def leave(articles: Iterable[Article], folder: Path) -> None:
    """Leave articles in a folder as they come, with the pictures that their container holds.

    Raises whatever reading them raises; those before are left whole.
    """
    with (folder / _ARTICLES).open("wb") as file:
        for number, article in enumerate(articles, 1):
            pickle.dump(_slim(captured_pictures.lay(article, folder / str(number))), file)


def take(folder: Path) -> Iterator[Article]:
    """The articles that were left in a folder, in their order; of their captures' blocks only how they fared.

    The folder is gone in the end.
    """
    try:
        with (folder / _ARTICLES).open("rb") as file:
            while file.peek(1):
                yield pickle.load(file)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _slim(article: Article) -> Article:
    """Without its capture's blocks; of its parts, the text of those that are not in its body."""
    web = None if article.document.web is None else Web()
    document = replace(article.document, blocks=(), web=web, resources={}, unpacked=None)
    in_body = (Fate.BODY, Fate.HEADING)
    parts = tuple(replace(part, text="") if part.fate in in_body else part for part in article.parts)
    return replace(article, document=document, parts=parts)
