"""Which blocks of a page known extractors take for its piece.

Each block is marked with a letter of a script that no page is written in (Tangut); what an extractor gives out holds
the letters of the blocks that it took.
"""

import logging
from collections.abc import Sequence
from copy import deepcopy

from lxml import html

FIRST = 0x17000
MOST = 0x187F7 - FIRST
"""More blocks than any piece has; those behind are not voted on."""


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
    other = deepcopy(root)
    first = extract(root, include_comments=False, include_tables=True) or ""
    second = "".join(try_readability(other).itertext())
    return _letters(first), _letters(second)


def _marked(text: str | None, letter: str) -> str:
    text = text or ""
    body = text.rstrip()
    return f"{body}{letter}{text[len(body) :]}"


def _letters(text: str) -> frozenset[int]:
    return frozenset(ord(character) - FIRST for character in text if FIRST <= ord(character) <= FIRST + MOST)
