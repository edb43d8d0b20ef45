"""How alike two texts are, in any language: by the runs of words that they share.

A sketch (simhash: M. Charikar, "Similarity estimation techniques from rounding algorithms", 2002) is 128 bits of a text
that can be kept and compared without it; how alike two texts really are is then told by the texts themselves.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

BITS = 128
"""Of a sketch. With 64, a copy of half a text is no nearer to it than chance allows among ten thousand others."""
NEAR = 40
"""Bits in which the sketches of two texts may differ that are worth comparing: half a text and the whole do."""
LEAST = 50
"""Words from which a text has a sketch: runs of fewer tell too little."""

_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_UNSEEN = re.compile("[\u00ad\u0640\u200b-\u200f\u2060\ufeff]")
_WIDTH, _UNSPACED_WIDTH = 3, 6
"""How many words make a run; of scripts written without spaces, how many characters."""

Runs = frozenset[str]


def words(text: str) -> list[str]:
    """The words of a text, without case, accents and punctuation; a character each where no spaces are written."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", _UNSEEN.sub("", text))
        text = "".join(character for character in apart if not unicodedata.combining(character))
    return _WORD.findall(text.casefold())


def runs(text: str) -> Runs:
    """Every run of neighbouring words of a text, each once; of a text shorter than a run, its words."""
    found = words(text)
    unspaced = sum(len(word) == 1 and not word.isascii() for word in found)
    width = _UNSPACED_WIDTH if 2 * unspaced > len(found) else _WIDTH
    if len(found) < width:
        return frozenset(found)
    return frozenset(" ".join(found[at : at + width]) for at in range(len(found) - width + 1))


def sketch(text: str) -> str:
    """The sketch of a text, in hexadecimal digits; "" for a text too short to be known by one."""
    found = runs(text)
    if len(found) < LEAST:
        return ""
    hashes = b"".join(blake2b(run.encode("utf-8", "replace"), digest_size=BITS // 8).digest() for run in found)
    bits = np.unpackbits(np.frombuffer(hashes, np.uint8).reshape(len(found), BITS // 8), axis=1)
    return np.packbits(2 * bits.sum(axis=0, dtype=np.int64) > len(found)).tobytes().hex()


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two texts are, from 0 to 1."""

    all: float
    """Shared runs among the runs of both (Jaccard's index)."""
    part: float
    """Shared runs among those of the shorter text: 1 where the longer holds all of it."""


def compare(one: str, other: str) -> Alike:
    """How alike two texts are, by the runs of words that they share."""
    first, second = runs(one), runs(other)
    shared = len(first & second)
    if not shared:
        return Alike(0.0, 0.0)
    return Alike(shared / len(first | second), shared / min(len(first), len(second)))


class Sketches:
    """Sketches, each with a name for what it is of, to be searched for those near to another."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._rows = np.zeros((1024, BITS // 64), np.uint64)

    def add(self, sketch: str, name: str) -> None:
        """Remember a sketch; what is none ("" or damaged) is passed over."""
        row = _row(sketch)
        if row is None:
            return
        if len(self._names) == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[len(self._names)] = row
        self._names.append(name)

    def near(self, sketch: str) -> Iterable[str]:
        """The names of sketches that differ in few bits, the nearest first, each once."""
        row = _row(sketch)
        if row is None or not self._names:
            return ()
        apart = np.bitwise_count(self._rows[: len(self._names)] ^ row).sum(axis=1, dtype=np.int64)
        found = np.flatnonzero(apart <= NEAR)
        return dict.fromkeys(self._names[at] for at in found[np.argsort(apart[found], kind="stable")])


def _row(sketch: str) -> NDArray[np.uint64] | None:
    if not re.fullmatch(rf"[0-9a-f]{{{BITS // 4}}}", sketch):
        return None
    return np.frombuffer(bytes.fromhex(sketch), np.uint64)
