"""Bytes of a page to a tree, in whatever encoding, however broken."""

import re

from lxml import etree, html

from .. import decoding

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{2,40})""")
_HEAD = 4096


def declared(data: bytes) -> str:
    """The encoding that a page says it is written in, "" where it says none."""
    found = _XML.search(data[:_HEAD]) or _DECLARED.search(data[:_HEAD])
    return found[1].decode("ascii").lower() if found else ""


def decode(data: bytes, charset: str = "") -> tuple[str, str]:
    """A page's text, and a sentence on what could not be decoded. charset: what a header said. Raises ValueError."""
    return decoding.decode(data, charset or declared(data))


def tree(text: str) -> html.HtmlElement:
    """The tree of a page or of a fragment; its root is <html>. Raises ValueError where there is nothing in it."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError as error:
        raise ValueError("it is empty") from error
    return root
