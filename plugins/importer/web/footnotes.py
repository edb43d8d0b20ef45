"""Footnotes of a web page's piece: the marks in its text, and the notes that they lead to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from urllib.parse import unquote, urldefrag, urljoin

from ..model import Block, Span
from ..wording import length
from .layout import AWAY, Layout

_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivxlc]{1,6})\s*[\])]?", re.IGNORECASE)
_SIGNS = " \n,.:^[]()↩↑⇑⤴\ufe0e"
"""What stands around links back, beside nothing."""
_MOST_WORDS = 4
"""Words in a link back from a note to its mark: "Jump back to text"."""
_FAR = 3
"""How many blocks above the first note its heading may stand."""


@dataclass(slots=True)
class Notes:
    """The footnotes of a piece, numbered in the order of their marks."""

    numbers: dict[int, int] = field(default_factory=dict)
    """Block of a note -> its number; a note may have several blocks."""
    bounds: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Block of a note -> where its text begins and ends, without the links back to its mark."""
    targets: dict[str, int] = field(default_factory=dict)
    """Name of an anchor -> the number of the note that it leads to."""
    heading: int | None = None
    """The heading that they stand under."""


def find(layout: Layout, body: frozenset[int], base: str) -> Notes:
    """The notes that marks in a piece lead to. base: the page's own address, "" where it is not known."""
    where = {name: index for index, block in enumerate(layout.blocks) for name in _anchors(block)}
    notes = Notes()
    linking: dict[int, bool] = {}
    for index in sorted(body):
        for span in _spans(layout.blocks[index]):
            name = anchor(span, base)
            at = where.get(name)
            if at is None or name in notes.targets or not _MARK.fullmatch(span.text.strip()):
                continue
            if at not in linking:
                linking[at] = any(where.get(anchor(each, base), at) < at for each in _spans(layout.blocks[at]))
            first = _first(layout, at)
            if first not in notes.numbers and _is_note(layout, index, at, span.text, links_back=linking[at]):
                notes.numbers[first] = len(notes.numbers) + 1
                notes.bounds[first] = _bounds(layout.blocks[first], span.text, where, first, base)
            if first in notes.numbers:
                notes.targets[name] = notes.numbers[first]
    for first, number in list(notes.numbers.items()):
        for other in takewhile(lambda index: index not in notes.numbers, _rest(layout, first)):
            notes.numbers[other] = number
            notes.bounds[other] = _bounds(layout.blocks[other], "", where, other, base)
    notes.heading = _heading(layout, min(notes.numbers, default=0))
    return notes


def anchor(span: Span, base: str) -> str:
    """The name of the anchor of its own page that a span links to; "" for none."""
    href, _, name = span.href.partition("#")
    try:
        is_own = not href or (bool(base) and urljoin(base, href) == urldefrag(base)[0])
    except ValueError:
        return ""
    return unquote(name) if is_own else ""


def marked(spans: Sequence[Span], notes: Mapping[str, int], base: str) -> tuple[Span, ...]:
    """The spans of a block, marks with the number of their note, and without brackets that stand around them."""
    made = [replace(span, note=notes.get(anchor(span, base), 0)) if span.href else span for span in spans]
    for at, span in enumerate(made[1:-1], 1):
        before, behind = made[at - 1], made[at + 1]
        if span.note and before.text.endswith("[") and behind.text.startswith("]"):
            made[at - 1], made[at + 1] = replace(before, text=before.text[:-1]), replace(behind, text=behind.text[1:])
    return tuple(span for span in made if span.text)


def cut(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The part of spans between two characters of their text."""
    at = 0
    for span in spans:
        text = span.text[max(0, start - at) : max(0, end - at)]
        at += len(span.text)
        if text:
            yield replace(span, text=text)


def _spans(block: Block) -> tuple[Span, ...]:
    return block.setting.spans if block.setting else ()


def _anchors(block: Block) -> tuple[str, ...]:
    return block.setting.anchors if block.setting else ()


def _is_note(layout: Layout, index: int, at: int, mark: str, *, links_back: bool) -> bool:
    """Whether a block below a mark is its note: it links back, begins with the mark, or is an item of a list."""
    block = layout.blocks[at]
    if at <= index or block.kind in ("heading", "button") or layout.mark(at, AWAY - {"tags"}):
        return False
    return links_back or block.kind == "item" or bool(_begins(block.text, mark))


def _first(layout: Layout, at: int) -> int:
    """The first block of a note's text: the next one, where its mark stands alone."""
    below = at + 1
    is_alone = below < len(layout.blocks) and bool(_MARK.fullmatch(layout.blocks[at].text.strip()))
    return below if is_alone and layout.home(below) > layout.home(at) else at


def _begins(text: str, mark: str) -> int:
    """How many characters of a note are its own mark and what stands around that; 0 where it does not begin so."""
    said = re.escape(mark.strip("[]() \n"))
    found = re.match(rf"[\s\[(^]*{said}\s*[\])]?(?:[.:)]|(?=\s|[\[^↑↩A-Z“\"]))[\s.:]*", text)
    return found.end() if found and said else 0


def _bounds(block: Block, mark: str, where: Mapping[str, int], at: int, base: str) -> tuple[int, int]:
    """Where the text of a note begins and ends: without its mark, and without links back."""
    spans = [(span.text, 0 <= where.get(anchor(span, base), at) < at) for span in _spans(block)]
    start = _links_back(spans)
    end = len(block.text) - _links_back(spans[::-1])
    if start:
        start += len(block.text[start:end]) - len(block.text[start:end].lstrip(_SIGNS))
    elif mark:
        start = _begins(block.text[:end], mark)
    return (start, end) if start < end else (0, len(block.text))


def _links_back(spans: Sequence[tuple[str, bool]]) -> int:
    """How many characters the links back take at one end of a note, with the signs between them."""
    taken = seen = 0
    for text, is_back in spans:
        seen += len(text)
        if is_back and length(text) <= _MOST_WORDS:
            taken = seen
        elif text.strip(_SIGNS):
            break
    return taken


def _rest(layout: Layout, at: int) -> Iterator[int]:
    """The further blocks of a note that is an item of a list, or whose mark stands alone before all of it."""
    setting = layout.blocks[at].setting
    items = [each.number for each in setting.containers if each.kind == "item"] if setting else []
    is_apart = not items and at > 0 and _first(layout, at - 1) == at
    for index in range(at + 1, len(layout.blocks) if items or is_apart else 0):
        other = layout.blocks[index].setting
        is_same = other is not None and (
            other.home == layout.home(at) if is_apart else items[-1] in {each.number for each in other.containers}
        )
        if not is_same:
            return
        yield index


def _heading(layout: Layout, first: int) -> int | None:
    """The heading right above the first note."""
    above = range(first - 1, max(0, first - 1 - _FAR), -1)
    return next((index for index in above if first and layout.blocks[index].kind == "heading"), None)
