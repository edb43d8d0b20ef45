"""What feeds and exports have in common: elements by name, texts in whatever way they were escaped, languages."""

import html
import re
from collections.abc import Iterable
from typing import Final

from lxml import etree

from .xmlitems import Element, name_of

NAMESPACES: Final = {
    "": ("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"),
    "atom": ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
    "content": ("http://purl.org/rss/1.0/modules/content/",),
    "dc": ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"),
    "media": ("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss"),
    "feedburner": ("http://rssnamespace.org/feedburner/ext/1.0",),
}


def children(element: Element, name: str) -> list[Element]:
    """The children of a name, its prefix one of those above: `title`, `dc:creator`; RSS 2.0's have no namespace.

    A prefix that a file forgot to declare is taken for what it is elsewhere.
    """
    prefix, _, local = name.rpartition(":")
    names = {(space, local) for space in (*NAMESPACES[prefix], prefix)}
    return [child for child in element if name_of(child) in names]


def text(element: Element, *names: str) -> str:
    """The text of the first child of one of these names that has any."""
    found = (" ".join(flat(child).split()) for name in names for child in children(element, name))
    return next(filter(None, found), "")


def flat(element: Element) -> str:
    """All the text in an element, as it stands."""
    return "".join(str(part) for part in element.itertext())


def inside(element: Element) -> str:
    """The HTML that a field holds: escaped or as a CDATA section; as elements, by those who do not escape it."""
    parts = [element.text or ""]
    for child in element:
        parts.append(etree.tostring(child, method="html", encoding="unicode"))
    return "".join(parts)


_LOOKS: Final = re.compile(
    r"</?(?:a|b|br|cite|code|em|i|p|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>", re.IGNORECASE
)


def plain(markup: str) -> str:
    """HTML as a line of plain text. Titles are escaped once or twice, or not at all."""
    without = _LOOKS.sub("", html.unescape(markup) if "&lt;" in markup else markup)
    return " ".join(html.unescape(without).split())


def unique(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags in order, each once, white space set right."""
    return tuple(dict.fromkeys(filter(None, (" ".join(tag.split()) for tag in tags))))


def language(code: str) -> str:
    """`en` of `en-GB`; "" for what is no code."""
    found = re.match(r"([a-zA-Z]{2,3})(?:[-_]|$)", code.strip())
    return found[1].lower() if found else ""
