"""MHTML (RFC 2557): a page and what belongs to it in one file, as Chrome, Edge and others save it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Final

from ..containers import PAGE, LeftOut, web_address
from ..errors import CaptureError
from ..model import Document, Facts
from ..pages import page
from ..resources import Resource

SUFFIXES = (".mhtml", ".mht")
LARGEST: Final = 128 << 20
"""Bytes of a file; it is taken apart in memory."""

_HEADER = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.MULTILINE)
_MARK = re.compile(rb"^Content-Type:\s*multipart/related|^Snapshot-Content-Location:", re.IGNORECASE | re.MULTILINE)
_IN_PART = "its page did not come whole, so it stays a draft; save the page again"
_PAGES = ("text/html", "application/xhtml+xml")


def recognises(path: Path, head: bytes) -> bool:
    """Whether a file is a message of several parts that belong together; by suffix too, where its header is long."""
    header = _HEADER.match(head.lstrip())
    return bool(header and _MARK.search(header[0])) or (path.suffix.lower() in SUFFIXES and b":" in head[:200])


def read(path: Path) -> Iterator[Document]:
    """The page of an MHTML file: one document, with the pictures that the file holds.

    Raises CaptureError for a file without a page, and, after the page, for one that is cut.
    """
    if path.stat().st_size > LARGEST:
        raise CaptureError(path, "read", f"it is larger than {LARGEST >> 20} MiB", "save the page again without films")
    try:
        message = message_from_bytes(path.read_bytes().lstrip(), policy=policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError as error:
        raise CaptureError(path, "read", "its parts are nested too deep", "take it out") from error
    root = _root(message, parts)
    if root is None:
        raise CaptureError(path, "read", "it holds no page", "save the page again or take the file out")
    left = LeftOut(path)
    is_cut = any("CloseBoundaryNotFoundDefect" in _defects(each) for each in message.walk())
    if is_cut:
        left.cut()
    url = web_address(_location(message, "snapshot-content-location") or _location(root))
    data = _content(root)
    is_damaged = "InvalidBase64CharactersDefect" in _defects(root) or "InvalidBase64LengthDefect" in _defects(root)
    if is_damaged:
        left.cut("its page is damaged on the way: it is no base 64")
    if len(data) > PAGE:
        raise CaptureError(path, "read", f"its page is larger than {PAGE >> 20} MiB", "take it out")
    doubts = (_IN_PART,) if is_damaged or (is_cut and root is parts[-1]) else ()
    charset = root.get_param("charset", "")
    document = page(
        data,
        path,
        1,
        "",
        Facts(url=url, captured=_moment(message), status="draft" if doubts else ""),
        charset=charset if isinstance(charset, str) else "",
        resources=_pictures(parts),
    )
    yield replace(document, sha256=_digest(path), doubts=(*document.doubts, *doubts))
    left.settle()


def _root(message: Message, parts: list[Message]) -> Message | None:
    """The part that is the page itself: the one that is named as the start, else the first page; frames come later."""
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    start = message.get_param("start", "")
    place = _location(message, "snapshot-content-location")
    named = [part for part in pages if start and part.get("content-id") == start]
    placed = [part for part in pages if place and _location(part) == place]
    return next(iter([*named, *placed, *pages]), None)


def _defects(part: Message) -> set[str]:
    """What was found wrong with a part."""
    return {type(defect).__name__ for defect in part.defects}


def _location(part: Message, name: str = "content-location") -> str:
    """An address from a header; long ones are folded, which leaves white space in them."""
    return re.sub(r"\s+", "", str(part.get(name, "")))


def _moment(message: Message) -> str:
    """When the page was saved, as ISO 8601; "" where the file does not say."""
    try:
        return parsedate_to_datetime(str(message.get("date", ""))).isoformat().replace("+00:00", "Z")
    except (ValueError, TypeError):
        return ""


def _pictures(parts: list[Message]) -> dict[str, Resource]:
    """The pictures of a file by their address, and by `cid:` where the page speaks of them so."""
    found: dict[str, Resource] = {}
    for part in parts:
        if part.get_content_maintype() == "image":
            resource = Resource(part.get_content_type(), partial(_content, part))
            cid = str(part.get("content-id", "")).strip().strip("<>")
            for address in filter(None, [_location(part), f"cid:{cid}" if cid else ""]):
                found.setdefault(address, resource)
    return found


def _content(part: Message) -> bytes:
    """A part's bytes, decoded as far as they can be."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _digest(path: Path) -> str:
    """A file that holds one page is known by its own hash, like a page that lies alone."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
