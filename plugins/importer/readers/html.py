"""HTML: a saved page, a print view, an AMP page, a fragment, in any encoding."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ..errors import CaptureError
from ..model import Document, Web
from ..web import bind, blocks, embedded, evidence, parse, votes

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_MARKS = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_OTHERS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:WARC/|filedesc:|[\[{]|MIME-Version:|From: <Saved by|"
    rb"(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE (?!html).*?>\s*)*<(?:rss|feed|rdf:RDF|channel)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""How the formats begin that hold pages, or talk of them, and are none."""


def recognises(path: Path, head: bytes) -> bool:
    """Whether a file is a page of HTML: by its first tags, or by its suffix where it is a fragment."""
    if path.suffix.lower() in (".txt", ".text") or _OTHERS.match(head):
        return False
    return path.suffix.lower() in SUFFIXES or bool(_MARKS.search(head.replace(b"\0", b"")))


def read(path: Path) -> Iterator[Document]:
    """Read a page: one document. Raises CaptureError for a file that holds no text."""
    data = path.read_bytes()
    yield document(path, data, sha256(data).hexdigest())


def document(path: Path, data: bytes, digest: str, charset: str = "") -> Document:
    """A page's bytes as a document, for every format that holds pages. charset: what a header said.

    Raises CaptureError where there is no text in it.
    """
    try:
        text, doubt = parse.decode(data, charset)
        root = parse.tree(text)
    except ValueError as error:
        raise CaptureError(path, "read", str(error), "save the page again or take the file out") from error
    embedded.restore(root)
    reading = blocks.read(root)
    if not reading.blocks:
        raise CaptureError(path, "read", "no text stands in it", "save the page again or take the file out")
    bound, seen = bind.bind(reading, evidence.pictures(root))
    shots, held = embedded.take(seen)
    claims = evidence.read(root)
    claims += evidence.guess(root, claims)
    web = Web(claims, shots, votes.cast(root, reading.anchors))
    return Document(path, digest, tuple(bound), resources=held, doubts=(doubt,) if doubt else (), web=web)
