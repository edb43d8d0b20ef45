"""Web archives: WARC, ARC, and WACZ that packs them; every page in them that a server answered with."""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from .. import responses, webarchive
from ..containers import DAMAGE, PAGE, LeftOut, fault_of_name, web_address
from ..errors import CaptureError
from ..model import Document, Facts
from ..pages import page
from ..resources import Resource
from ..webarchive import Fault, Record

_PAGES = ("text/html", "application/xhtml+xml")
_ZIP = b"PK\x03\x04"
_ABOUT_ITSELF = "filedesc:"
"""The record in which an ARC describes itself. Writers count its length wrong, and no page is lost with it."""


def recognises(path: Path, head: bytes) -> bool:
    """Whether a file holds records of WARC or ARC, compressed or not, or is a WACZ."""
    named = path.name.lower().endswith((".warc.gz", ".arc.gz")) and head.startswith(b"\x1f\x8b")
    return named or webarchive.is_archive(head) or (head.startswith(_ZIP) and bool(_packed(path)))


def read(path: Path) -> Iterator[Document]:
    """The pages of a web archive, each as often as it differs.

    Raises CaptureError, after the last of them, that names what is damaged, too large or cut.
    """
    left = LeftOut(path)
    seen: set[str] = set()
    number = 0
    for part in _parts(path, left):
        pictures = Pictures(path, part)
        for url, date, answer in _pages(path, part, left):
            digest = sha256(url.encode() + b"\0" + answer.body).hexdigest()
            if digest in seen:
                continue
            member, facts = url if url not in seen else f"{url} {date}", Facts(url=url, captured=date)
            try:
                document = page(
                    answer.body, path, number + 1, member, facts, charset=answer.charset, resources=pictures
                )
            except CaptureError as fault:
                left.add(url, fault.reason)
                continue
            number += 1
            seen |= {url, digest}
            yield replace(document, is_chosen=False)
    left.settle()


class Pictures(Mapping[str, Resource]):
    """The pictures of an archive by their address. It is gone through for them when the first is asked for."""

    def __init__(self, path: Path, part: str) -> None:
        """`part`: which of a WACZ's archives; "" for a file that is one itself."""
        self._path, self._part = path, part
        self._found: dict[str, Resource] | None = None

    def __getitem__(self, address: str) -> Resource:
        return self._index()[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index())

    def __len__(self) -> int:
        return len(self._index())

    def _index(self) -> dict[str, Resource]:
        if self._found is None:
            self._found = {}
            for record in _records(self._path, self._part):
                answer = _answer(record) if isinstance(record, Record) and not record.too_large else None
                if answer and isinstance(record, Record) and answer.media_type.startswith("image/"):
                    load = partial(_load, self._path, self._part, record.url, record.offset)
                    self._found.setdefault(record.url, Resource(answer.media_type, load))
        return self._found


def _load(path: Path, part: str, url: str, offset: int) -> bytes:
    """A picture's bytes. Raises ValueError where they are damaged or too large."""
    for record in _records(path, part, offset):
        if isinstance(record, Record) and record.url == url and (answer := _answer(record)):
            return responses.content(answer, PAGE)
    raise ValueError("it is not there any more")


def _pages(path: Path, part: str, left: LeftOut) -> Iterator[tuple[str, str, responses.Response]]:
    """Address, time and answer of each page, the answer's body unpacked."""
    for record in _records(path, part):
        if isinstance(record, Fault):
            if record.cut:
                left.cut()
            if record.cut or not record.name.startswith(_ABOUT_ITSELF):
                left.add(record.name, record.reason)
            continue
        answer = _answer(record)
        if answer is None or answer.status != 200 or not _is_page(record, answer):
            continue
        if record.too_large:
            left.add(record.url, f"it is larger than {PAGE >> 20} MiB")
            continue
        try:
            body = responses.content(answer, PAGE)
        except ValueError as error:
            left.add(record.url, str(error))
            continue
        yield web_address(record.url), record.date, replace(answer, body=body)


def _is_page(record: Record, answer: responses.Response) -> bool:
    """By its type; by its first bytes where none is given. Some crawlers say what asked for it: frames are no pages."""
    if record.headers.get("warc-resource-type", "document").lower() != "document" or not web_address(record.url):
        return False
    start = answer.body[:512].lstrip().lower()
    return answer.media_type in _PAGES or (not answer.media_type and start.startswith((b"<!doctype html", b"<html")))


def _answer(record: Record) -> responses.Response | None:
    """What a server answered with; None for a record of another kind."""
    kind = record.headers.get("content-type", "")
    if record.kind == "resource":
        return responses.Response(200, {"content-type": kind}, record.block)
    if record.kind != "response":
        return None
    try:
        return responses.read(record.block)
    except ValueError:
        return None


def _records(path: Path, part: str, start: int = 0) -> Iterator[Record | Fault]:
    try:
        with _opened(path, part) as (raw, size):
            yield from webarchive.records(raw, size, lambda kind, _: kind in ("response", "resource"), start)
    except DAMAGE as error:
        yield Fault(part or path.name, f"it is damaged ({error})")


@contextmanager
def _opened(path: Path, part: str) -> Iterator[tuple[BinaryIO, int]]:
    if not part:
        with path.open("rb") as raw:
            yield raw, path.stat().st_size
    else:
        with zipfile.ZipFile(path) as wacz, wacz.open(part) as member:
            yield cast(BinaryIO, member), wacz.getinfo(part).file_size


def _parts(path: Path, left: LeftOut) -> Iterator[str]:
    """The archives in a WACZ, by name; for any other file itself, as ""."""
    with path.open("rb") as file:
        if file.read(4) != _ZIP:
            yield ""
            return
    for name in _packed(path):
        if reason := fault_of_name(name):
            left.add(name, reason)
        elif name.lower().endswith((".warc", ".warc.gz", ".arc", ".arc.gz")):
            yield name


def _packed(path: Path) -> list[str]:
    """The names below `archive/` in a zip that describes itself as a WACZ; none for any other zip."""
    try:
        with zipfile.ZipFile(path) as wacz:
            names = wacz.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
    is_wacz = "datapackage.json" in names
    return [name for name in names if is_wacz and name.startswith("archive/") and not name.endswith("/")]
