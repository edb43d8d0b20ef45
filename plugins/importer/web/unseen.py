"""The text of a piece that its page holds and does not show: in its metadata, or for readers without script."""

from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree, html

from .. import furniture
from ..model import Claim
from ..wording import ends_sentence, fold, length, plain
from . import evidence
from .blocks import INVISIBLE

LEAST = 120
"""Words from which such a text is worth more than what a page shows."""
LEAST_SHOWN = 40
"""Words."""
MORE = 3
"""How many times the words of what is shown it must have."""
MOST = 100
"""Elements for readers without script that are looked into."""
_CUT = ("...", "…", "[…]", "[...]")
_BREAKS = ("p", "br", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")


def read(root: html.HtmlElement, things: Sequence[dict[str, Any]]) -> tuple[Claim, ...]:
    """Claims of the field "body", paragraphs with line ends between. A text that ends in an ellipsis is none."""
    found = [*_articles(things), *_without_script(root)]
    return tuple(claim for claim in found if length(claim.value) >= LEAST and not claim.value.endswith(_CUT))


def better(claims: Sequence[Claim], shown: Sequence[str]) -> Claim | None:
    """The claim that holds what the page shows of the piece, and far more, None where there is none."""
    words = sum(length(text) for text in shown)
    bodies = [claim for claim in claims if claim.field == "body" and length(claim.value) >= MORE * words]
    return max((claim for claim in bodies if _holds(claim, shown)), key=lambda claim: length(claim.value), default=None)


def _holds(claim: Claim, shown: Sequence[str]) -> bool:
    """Whether most of what is shown stands in a claim, if that is more than a caption: it is of the same piece."""
    whole = fold(claim.value)
    sizes = {text: length(text) for text in shown}
    return sum(sizes.values()) < LEAST_SHOWN or 2 * sum(
        size for text, size in sizes.items() if fold(text) in whole
    ) >= sum(sizes.values())


def _articles(things: Sequence[dict[str, Any]]) -> Iterator[Claim]:
    articles = [each for each in things if any(map(evidence.ARTICLES.search, evidence.kinds(each)))]
    for thing in articles:
        text = thing.get("articleBody")
        if isinstance(text, str) and evidence.headline(thing) == evidence.headline(articles[0]):
            yield Claim("body", "\n".join(_lines(unescape(text))), "JSON-LD articleBody")


def _without_script(root: html.HtmlElement) -> Iterator[Claim]:
    """What <noscript> holds, where that is running text."""
    for element in islice(root.iterfind(".//body//noscript"), MOST):
        held = _lines(html.tostring(element, encoding="unicode", method="html", with_tail=False))
        lines = [line for line in dict.fromkeys(held) if furniture.match(line) is None]
        said = [line for line in lines if ends_sentence(line)]
        if 2 * len(said) > len(lines):
            yield Claim("body", "\n".join(lines), "<noscript>")


def _lines(text: str) -> list[str]:
    """The paragraphs of a text, which may be markup."""
    if "<" not in text:
        return [line for each in text.splitlines() if (line := plain(each))]
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return []
    etree.strip_elements(root, *INVISIBLE - {"noscript"}, with_tail=False)
    for element in root.iter(*_BREAKS):
        element.tail = f"\n{element.tail or ''}"
        element.text = f"\n{element.text or ''}"
    return [line for each in root.text_content().splitlines() if (line := plain(each))]
