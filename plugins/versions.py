"""Versions of a piece: what another capture of it says otherwise, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from plugins.metadata import Version, printable

_WORD = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|\\w+|\\s+|.")
_MOST = 1_500
"""Words on either side of a difference that are told word by word; of longer ones, all is taken out and put in."""
_SET = str.maketrans("‘’‚“”„«»‐‑–—", '\'\'\'"""""----')
_ISLAND = 3
"""Pieces of text, white space among them, that are too few to stand unchanged between two changes."""


@dataclass(frozen=True)
class Part:
    """A stretch of a difference: plain text that is in both versions, in the article alone, or in the other alone."""

    kind: Literal["both", "out", "in"]
    text: str


def places(version: Version) -> list[tuple[Part, ...]]:
    """The places where a version differs, in order, each as a template shows it."""
    return [difference(each.out, each.into) for each in version.changes]


def difference(before: Sequence[str], after: Sequence[str]) -> tuple[Part, ...]:
    """The difference of two texts that are given by paragraphs: their words, in one line."""
    ours, theirs = (_WORD.findall(" ".join(" ".join(map(printable, texts)).split())) for texts in (before, after))
    found = []
    for out, into, both in _stretches(ours, theirs):
        found += [Part("out", out), Part("in", into), Part("both", both)]
    return tuple(part for part in found if part.text)


def _stretches(ours: list[str], theirs: list[str]) -> Iterator[tuple[str, str, str]]:
    """(what is taken out, what is put in, what stays behind both), in order."""
    if max(len(ours), len(theirs)) > _MOST:
        yield "".join(ours), "".join(theirs), ""
        return
    out, into = "", ""
    for kind, start, stop, first, last in SequenceMatcher(str.isspace, _settled(ours), _settled(theirs)).get_opcodes():
        same = "".join(ours[start:stop])
        if kind != "equal":
            out, into = out + same, into + "".join(theirs[first:last])
        elif stop - start <= _ISLAND and (out or into) and stop < len(ours) and last < len(theirs):
            out, into = out + same, into + same
        else:
            yield out, into, same
            out, into = "", ""
    yield out, into, ""


def _settled(words: list[str]) -> list[str]:
    """The words with quotes and dashes of one kind: how these are set is no difference."""
    return [word.translate(_SET) for word in words]
