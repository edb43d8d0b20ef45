"""How the text of a capture differs from that of an article, kept so short that it fits into the article's file."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

from plugins.front_matter import printable

from .wording import ends_sentence, length

_PASSING = re.compile("[\\s\"'`´‘-‟«»‹›「-』＂＇\\-‐-―−﹘﹣－•◦▪●\u00ad\u200b-\u200f\u2060\ufeff]+")
"""White space, quotes, dashes and the dots before items: how a text is set, not what it says."""
_MOST = 4_000_000
"""Pairs of blocks that are compared; beyond that, all that is not the same at both ends is one difference."""
_LINE = 12
"""Words; what is shorter and no sentence is a heading or a line from around the piece, and tells no version."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a version differs: blocks of the article's text that it lacks, and those that it has instead."""

    at: int
    """How many blocks of the article's text stand before it."""
    out: tuple[str, ...]
    into: tuple[str, ...]

    def as_field(self) -> dict[str, Any]:
        """As it stands in the front matter."""
        texts = {"out": [*map(printable, self.out)], "in": [*map(printable, self.into)]}
        return {"at": self.at} | {name: told for name, told in texts.items() if told}


def settled(text: str) -> str:
    """A text without what a copy may well change: white space, quotes, dashes and ways to write one character."""
    return _PASSING.sub("", unicodedata.normalize("NFKC", text))


def differences(
    text: Sequence[str], version: Sequence[str], *, beside: str = "", beside_version: str = "", has_ends: bool = True
) -> list[Difference]:
    """Where a version's blocks of plain text differ from those of an article, in order.

    beside, beside_version: what else stands in the article, and in the version's capture. A block that is found there
    was read as something else and not taken out; a paragraph that was merely cut in two is no difference. has_ends:
    whether the version's capture shows where a piece begins and ends; a text's does not, and lines more there tell
    nothing.
    """
    ours, theirs = [settled(block) for block in text], [settled(block) for block in version]
    around, around_version = settled(beside), settled(beside_version)
    found = []
    for start, stop, first, last in _places(ours, theirs):
        lacking = [block for block in text[start:stop] if _tells(block) and settled(block) not in around_version]
        added = [block for block in version[first:last] if _tells(block) and settled(block) not in around]
        is_around = not has_ends and start == stop and start in (0, len(text))
        if (lacking or added) and not is_around and "".join(ours[start:stop]) != "".join(theirs[first:last]):
            found.append(Difference(start, tuple(text[start:stop]), tuple(version[first:last])))
    return found


def _tells(block: str) -> bool:
    return ends_sentence(block) or length(block) >= _LINE


def _places(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of two texts that stand for each other and are not the same block for block."""
    before = _same(ours, theirs)
    shorter = min(len(ours), len(theirs)) - before
    after = min(_same(ours[::-1], theirs[::-1]), shorter)
    ours, theirs = ours[before : len(ours) - after], theirs[before : len(theirs) - after]
    if len(ours) * len(theirs) > _MOST:
        yield before, before + len(ours), before, before + len(theirs)
        return
    for kind, start, stop, first, last in SequenceMatcher(None, ours, theirs).get_opcodes():
        if kind != "equal":
            yield before + start, before + stop, before + first, before + last


def _same(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many blocks are the same from the start on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))
