"""HTML: a saved page, a print view, an AMP page, a fragment, in any encoding; what browsers add on saving it."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ..containers import web_address
from ..errors import CaptureError
from ..model import Document, Facts, Web
from ..web import bind, blocks, embedded, evidence, parse, unseen, votes

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_MARKS = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_OTHERS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:WARC/|filedesc:|[\[{]|MIME-Version:|From: <Saved by|"
    rb"(?><\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE (?!html).*?>\s*)*+<(?:rss|feed|rdf:RDF|channel)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""How the formats begin that hold pages, or talk of them, and are none."""
_HEAD = 4096
_SAVED_FROM = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s{1,9}url:\s{1,9})(?P<url>[^\s<>]{1,2000})"
    r"(?:\s{1,9}saved date:\s{1,9}(?P<moment>[\w:+ -]{1,60}?)\s{0,9}(?:\(|-->|$))?",
    re.MULTILINE,
)


def recognises(path: Path, head: bytes) -> bool:
    """Whether a file is a page of HTML: by its first tags, or by its suffix where it is a fragment."""
    if path.suffix.lower() in (".txt", ".text") or _OTHERS.match(head):
        return False
    return path.suffix.lower() in SUFFIXES or bool(_MARKS.search(head.replace(b"\0", b"")))


def read(path: Path) -> Iterator[Document]:
    """Read a page: one document. Raises CaptureError for a file that holds no text."""
    data = path.read_bytes()
    yield replace(document(path, data, sha256(data).hexdigest()), facts=_saved(data[:_HEAD]))


def _saved(head: bytes) -> Facts:
    """Where a page was saved from, and when, by the comment that a browser or SingleFile leaves at its top."""
    found = _SAVED_FROM.search(head.decode("utf-8", errors="replace"))
    if found is None:
        return Facts()
    try:
        moment = dt.datetime.strptime(found["moment"] or "", "%a %b %d %Y %H:%M:%S GMT%z")
    except ValueError:
        return Facts(url=web_address(found["url"]))
    return Facts(url=web_address(found["url"]), captured=moment.isoformat().replace("+00:00", "Z"))


def document(path: Path, data: bytes, digest: str, charset: str = "") -> Document:
    """A page's bytes as a document, for every format that holds pages. charset: what a header said.

    Raises CaptureError where there is no text in it.
    """
    try:
        text, doubt = parse.decode(data, charset)
        root = parse.tree(text)
    except ValueError as error:
        raise CaptureError(path, "read", str(error), "save the page again or take the file out") from error
    pictures = embedded.take_out(root)
    reading = blocks.read(root)
    things = list(evidence.things_of(root))
    claims = evidence.read(root, things) + unseen.read(root, things)
    if not reading.blocks and not any(claim.field == "body" for claim in claims):
        raise CaptureError(path, "read", "no text stands in it", "save the page again or take the file out")
    bound, shots = bind.bind(reading, evidence.pictures(root, things))
    claims += evidence.guess(root, claims)
    web = Web(claims, shots, votes.cast(root, reading.anchors), tuple(reading.embeds))
    return Document(path, digest, tuple(bound), doubts=(doubt,) if doubt else (), web=web, resources=pictures)
