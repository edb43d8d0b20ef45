"""Which blocks of a page known extractors take for its piece.

Each block is marked with a letter of a script that no page is written in (Tangut); what an extractor gives out holds
the letters of the blocks that it took.
"""

import logging
import re
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree, html

FIRST = 0x17000
MOST = 0x187F7 - FIRST
"""More blocks than any piece has; those behind are not voted on."""
MANY = 3000
"""Blocks from which an extractor's second opinion, which compares each with all, is not asked for."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that a tree does not take, though a page may hold them."""


def cast(root: html.HtmlElement, anchors: Sequence[tuple[html.HtmlElement, bool]]) -> tuple[frozenset[int], ...]:
    """The blocks that each extractor takes. The tree is used up."""
    from trafilatura import extract
    from trafilatura.external import try_readability

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    for index, (element, is_tail) in enumerate(anchors[:MOST]):
        letter = chr(FIRST + index)
        if is_tail:
            element.tail = _marked(element.tail, letter)
        else:
            element.text = _marked(element.text, letter)
    etree.strip_attributes(root, "colspan", "rowspan")  # a few cells may span millions
    other = deepcopy(root)
    is_long = len(anchors) > MANY
    return (
        _vote(lambda: extract(root, include_comments=False, include_tables=True, fast=is_long) or ""),
        _vote(lambda: "".join(try_readability(other).itertext())),
    )


def _vote(extracted: Callable[[], str]) -> frozenset[int]:
    """The blocks in what an extractor gives; none where it fails, as on a page whose elements nest too deep."""
    try:
        return _letters(extracted())
    except Exception:  # of the extractor's own, whatever it is: the page is read by the other votes
        return frozenset()


def _marked(text: str | None, letter: str) -> str:
    text = _UNWRITABLE.sub("", text or "")
    body = text.rstrip()
    return f"{body}{letter}{text[len(body) :]}"


def _letters(text: str) -> frozenset[int]:
    return frozenset(ord(character) - FIRST for character in text if FIRST <= ord(character) <= FIRST + MOST)
