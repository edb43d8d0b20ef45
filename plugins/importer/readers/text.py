"""Plain text: a page's visible text, as copied off the page or as crawlers keep it."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median

from ..decoding import decode
from ..errors import CaptureError
from ..model import Block, Document

SUFFIXES = (".txt", ".text")

_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x00\x00\x01\x00", b"\x7fELF")
_SENTENCE_END = (".", "!", "?", ":", "…", '"', "”", "»", "。", "！", "？", "؟", ")")
MANY_WRAPPED = 3
"""So many paragraphs of one width, and the whole text was broken at it."""


def recognises(path: Path, head: bytes) -> bool:
    """Whether a file is a text capture: by suffix, and not by a binary format's first bytes."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path) -> Iterator[Document]:
    """Read a text capture: one document.

    Raises CaptureError for a file that cannot be opened, is empty, or is not text.
    """
    data = path.read_bytes()
    if data.startswith(_BINARY):
        raise CaptureError(path, "read", "not text but a binary file", "rename it after its format or take it out")
    try:
        text, doubt = decode(data)
    except ValueError as error:
        raise CaptureError(path, "read", str(error), "save it again as UTF-8 text or take it out") from error
    blocks = tuple(split(text))
    if not blocks:
        raise CaptureError(path, "read", "it is empty", "copy the page again or take the file out")
    yield Document(path, sha256(data).hexdigest(), blocks, doubts=(doubt,) if doubt else ())


def split(text: str) -> Iterator[Block]:
    """Cut a text into blocks: paragraphs stand between blank lines, and lines inside one stand for themselves.

    A paragraph whose lines were wrapped at a width is one block. Joined, the blocks hold every visible character.
    """
    found = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text.strip("\n"))
    paragraphs = [[line for line in paragraph.split("\n") if line.strip()] for paragraph in found]
    wrapped = [lines for lines in paragraphs if _is_wrapped(lines)]
    width = max((len(line) for lines in wrapped for line in lines), default=0) if len(wrapped) >= MANY_WRAPPED else 0
    for lines in paragraphs:
        if lines in wrapped or (width and _fills(lines, width)):
            yield Block("\n".join(line.strip() for line in lines))
        else:
            joined = "\n\n" in text
            for number, line in enumerate(lines):
                yield Block(line.strip(), continues=joined and number > 0)


def _fills(lines: list[str], width: int) -> bool:
    """Whether each line but the last one was broken for the width: it had no room for the next line's first word.

    A sentence and a line below it are two.
    """
    words = [line.split(maxsplit=1)[0] for line in lines[1:]]
    is_one = len(lines) > 2 or not lines[0].rstrip().endswith(tuple(set(_SENTENCE_END) - {":"}))
    return (
        bool(words)
        and is_one
        and all(len(line) + 1 + len(word) > width for line, word in zip(lines, words, strict=False))
    )


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a width: much the same length, and most of them end in mid-sentence."""
    if len(lines) < 3:
        return False
    lengths = [len(line) for line in lines[:-1]]
    width = max(lengths)
    if not 40 <= width <= 110 or min(lengths) < width * 0.7 or median(lengths) < width * 0.85:
        return False
    return sum(line.rstrip().endswith(_SENTENCE_END) for line in lines[:-1]) <= len(lines) / 3
