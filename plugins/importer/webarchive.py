"""The records of a web archive: WARC (ISO 28500) and its forerunner ARC, plain or compressed record by record.

Nothing is taken on trust: a record counts only if it is as long as it says, is followed by what ends a record, and
matches the digests that it gives. What does not is a Fault, and reading goes on at the next record that can be found.
"""

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Literal

from . import responses
from .containers import MEMBER, PAGE

Ending = Literal["whole", "cut", "damaged"]

_STEP: Final = 1 << 16
_LINE: Final = 1 << 16
_HEADER_LINES: Final = 500
_GZIP: Final = b"\x1f\x8b\x08"
_WARC_MARK: Final = re.compile(rb"(?:(?<=\n)|^)WARC/[01]\.\d+\r?\n")
_ARC_LINE: Final = re.compile(
    rb"(?P<url>\S[^\n]*?) [0-9a-fA-F.:]+ (?P<date>\d{12,}) \S+(?: [^\n]*)? (?P<length>-?\w+)\s*"
)
"""Address, IP address, date, type, length; version 2 has five fields more before the length. Addresses hold spaces."""
_ARC_MARK: Final = re.compile(rb"(?:(?<=\n)|^)\S[^\n]{0,2000} [0-9a-fA-F.:]+ \d{12,} \S+ (?:[^\n]{0,200} )?-?\w+\r?\n")
_ANY_MARK: Final = re.compile(_WARC_MARK.pattern + b"|" + _ARC_MARK.pattern)
_HASHES: Final = {"sha1": 20, "md5": 16, "sha256": 32, "sha512": 64}
"""Hash -> its length in bytes."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an archive, whole and as its digests say. `block` is empty where it was not asked for."""

    kind: str
    """`response`, `resource`, `revisit`, `request`, `metadata`, ...; what ARC keeps are responses."""
    url: str
    date: str
    """When it was captured, as ISO 8601 in UTC."""
    headers: Mapping[str, str]
    """The record's own, names in lower case."""
    block: bytes
    offset: int
    """Where in its file reading must begin to meet it again."""
    too_large: bool = False
    """True where it was asked for and is larger than any page: `block` is then but its beginning."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that is not right. `cut`: the file ends in its midst."""

    name: str
    reason: str
    cut: bool = False


def records(
    raw: BinaryIO, size: int, keep: Callable[[str, Mapping[str, str]], bool], start: int = 0
) -> Iterator[Record | Fault]:
    """Read an archive's records in order, in bounded memory.

    raw: the file, seekable. size: its length in bytes. keep: told a record's kind and headers, whether its block is
    wanted. start: the offset of a record to begin at.
    """
    raw.seek(start)
    compressed = raw.read(3) == _GZIP
    while start < size:
        member = _Compressed(raw, start) if compressed else _Plain(raw, start, size)
        yield from _of_member(member, keep)
        if member.ending == "cut" or isinstance(member, _Plain):
            return
        start = _next_member(raw, start + 1, size) if member.ending == "damaged" else member.end
        if member.ending == "whole" and start < size and not _is_member(raw, start):
            yield Fault(f"what stands at byte {start}", "it is no record")
            start = _next_member(raw, start, size)


# The bytes of one member --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Member:
    """A stretch of a file in which records follow one another; what was read can be given back."""

    raw: BinaryIO
    start: int
    ending: Ending = "whole"
    buffer: bytearray = field(default_factory=bytearray)
    over: bool = False

    def fill(self) -> bytes:
        """More bytes; none at the end."""
        raise NotImplementedError

    def here(self) -> int:
        """Where reading must begin to meet again what comes next."""
        return self.start

    def take(self, count: int) -> bytes:
        """So many bytes, fewer only at the end."""
        while len(self.buffer) < count and not self.over:
            self._more()
        taken = bytes(self.buffer[:count])
        del self.buffer[:count]
        return taken

    def line(self) -> bytes:
        """Up to a line's end, that included; a part of a line where it is longer than any should be."""
        while (end := self.buffer.find(b"\n", 0, _LINE)) < 0 and len(self.buffer) < _LINE and not self.over:
            self._more()
        return self.take(end + 1 if end >= 0 else min(_LINE, len(self.buffer)))

    def give_back(self, data: bytes) -> None:
        """Read these bytes again."""
        self.buffer[:0] = data

    def seek(self, mark: re.Pattern[bytes]) -> bool:
        """Pass over what comes before a mark; False where there is none any more."""
        while not (found := mark.search(self.buffer)):
            del self.buffer[: len(self.buffer) if self.over else max(0, len(self.buffer) - _LINE)]
            if self.over:
                return False
            self._more()
        del self.buffer[: found.start()]
        return True

    def holds(self, mark: re.Pattern[bytes], most: int) -> bool:
        """Whether a mark stands in the next so many bytes; nothing is passed over."""
        at = 0
        while not mark.search(self.buffer, at):
            if self.over or len(self.buffer) >= most:
                return False
            at = max(0, len(self.buffer) - _LINE)
            self._more()
        return True

    def _more(self) -> None:
        data = self.fill()
        self.over = not data
        self.buffer += data


class _Plain(_Member):
    """A file that is not compressed: one member from end to end."""

    def __init__(self, raw: BinaryIO, start: int, size: int) -> None:
        super().__init__(raw, start)
        self.size, self.read = size, start

    def fill(self) -> bytes:
        self.raw.seek(self.read)
        data = self.raw.read(_STEP)
        self.read += len(data)
        return data

    def here(self) -> int:
        return self.read - len(self.buffer)

    @property
    def left(self) -> int:
        """Bytes up to the end of the file."""
        return self.size - self.here()


class _Compressed(_Member):
    """A gzip member, which holds one record as a rule."""

    def __init__(self, raw: BinaryIO, start: int) -> None:
        super().__init__(raw, start)
        self.inflater = zlib.decompressobj(31)
        self.read, self.end, self.unpacked = start, start, 0

    def fill(self) -> bytes:
        while not self.inflater.eof and self.ending == "whole":
            packed = self.inflater.unconsumed_tail or self._packed()
            try:
                data = self.inflater.decompress(packed, _STEP)
            except zlib.error:
                self.ending = "damaged"
                break
            if not packed and not data:
                self.ending = "cut"
            self.unpacked += len(data)
            if self.unpacked > MEMBER:
                self.ending = "damaged"
            self.end = self.read - len(self.inflater.unused_data)
            if data:
                return data
        return b""

    def _packed(self) -> bytes:
        self.raw.seek(self.read)
        data = self.raw.read(_STEP)
        self.read += len(data)
        return data


def _is_member(raw: BinaryIO, at: int) -> bool:
    raw.seek(at)
    return raw.read(3) == _GZIP


def _next_member(raw: BinaryIO, at: int, size: int) -> int:
    """Where the next member begins that holds records; the file's size where there is none."""
    while at < size:
        raw.seek(at)
        data = raw.read(_STEP)
        found = data.find(_GZIP)
        if found < 0:
            at += max(1, len(data) - 2)
        elif _begins_with_record(_Compressed(raw, at + found)):
            return at + found
        else:
            at += found + 1
    return size


def _begins_with_record(member: _Member) -> bool:
    line = member.line().lstrip()
    return bool(_WARC_MARK.match(line) or _ARC_LINE.fullmatch(line))


# The records of one member ------------------------------------------------------------------------------------------


def _of_member(member: _Member, keep: Callable[[str, Mapping[str, str]], bool]) -> Iterator[Record | Fault]:
    """The records of a member. It is read to its end, so that its ending is known."""
    made: Record | Fault | None = None
    while not (isinstance(made, Fault) and made.cut):
        here = member.here()
        line = member.line()
        if not line:
            break
        if not line.strip():
            continue
        if _WARC_MARK.match(line):
            made = _warc(member, here, keep)
        elif found := _ARC_LINE.fullmatch(line):
            made = _arc(member, found, here)
        elif member.over and not member.buffer:
            made = _broken(member, "the last record", "its header is damaged")
        else:
            made = Fault(f"what stands at byte {here}", "it is no record")
            member.seek(_ANY_MARK)
        yield made
    if member.ending != "whole" and not isinstance(made, Fault):
        yield _broken(member, f"the record at byte {member.here()}", "")


def _warc(member: _Member, here: int, keep: Callable[[str, Mapping[str, str]], bool]) -> Record | Fault:
    headers = _headers(member)
    if headers is None:
        return _broken(member, "the last record", "its header is damaged")
    kind = headers.get("warc-type", "").lower()
    url = headers.get("warc-target-uri", "").strip("<>")
    name = url or headers.get("warc-record-id", "")
    stated = headers.get("content-length", "")
    if not re.fullmatch(r"\d{1,18}", stated):
        member.seek(_WARC_MARK)
        return Fault(name, f"its length {stated!r} is none")
    length = int(stated)
    if isinstance(member, _Plain) and length + 4 > member.left:
        return _broken_length(member, name)
    body = _Body(headers, length, wanted=keep(kind, headers))
    if not body.read(member):
        return _broken(member, name, "it is cut, or not as long as it says")
    end = member.take(4)
    if end != b"\r\n\r\n" and not (member.over and member.ending == "whole" and not member.buffer):
        member.give_back(body.kept() + end)
        member.seek(_WARC_MARK)
        return Fault(name, "it is cut, or not as long as it says")
    if wrong := body.fault(headers):
        return Fault(name, wrong)
    return Record(kind, url, headers.get("warc-date", ""), headers, body.kept(), here, body.too_large)


def _arc(member: _Member, line: re.Match[bytes], here: int) -> Record | Fault:
    url, date, stated = (line[name].decode("utf-8", errors="replace") for name in ("url", "date", "length"))
    if not re.fullmatch(r"\d{1,18}", stated):
        member.seek(_ARC_MARK)
        return Fault(url, f"its length {stated!r} is none")
    length = int(stated)
    if isinstance(member, _Plain) and length > member.left:
        length = 0 if member.holds(_ARC_MARK, PAGE) else _answer_length(member)
        if not length:
            return _broken_length(member, url, _ARC_MARK)
    body = _Body({}, length, wanted=True)
    if not body.read(member):
        return _broken(member, url, "it is cut, or not as long as it says")
    end = member.take(1)
    if end not in (b"\n", b"\r", b""):
        member.give_back(body.kept() + end)
        member.seek(_ARC_MARK)
        return Fault(url, "it is cut, or not as long as it says")
    moment = re.sub(r"^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*$", r"\1-\2-\3T\4:\5:\6Z", date)
    return Record("response", url, moment, {}, body.kept(), here, body.too_large)


def _headers(member: _Member) -> dict[str, str] | None:
    """The header lines of a record, names in lower case; None where they do not end."""
    headers: dict[str, str] = {}
    name = ""
    for _ in range(_HEADER_LINES):
        line = member.line()
        if not line.endswith(b"\n"):
            return None
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        if not text:
            return headers
        if text[0] in " \t" and name:
            headers[name] += f" {text.strip()}"
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        headers[name] = value.strip()
    return None


def _broken(member: _Member, name: str, otherwise: str) -> Fault:
    """Why a member ended before its record did."""
    if member.ending == "whole" and isinstance(member, _Plain):
        member.ending = "cut"
    reasons = {"cut": "the file ends in its midst", "damaged": "its compression is damaged", "whole": otherwise}
    return Fault(name, reasons[member.ending], cut=member.ending == "cut")


def _broken_length(member: _Plain, name: str, mark: re.Pattern[bytes] = _WARC_MARK) -> Fault:
    """A record that reaches past the end of its file: its length is wrong where others follow, else the file is cut."""
    if member.seek(mark):
        return Fault(name, "it is cut, or not as long as it says")
    return _broken(member, name, "")


def _answer_length(member: _Plain) -> int:
    """The length of the last answer of a file that is whole by the server's own count; 0 where it is not.

    Files whose line ends were changed on the way are shorter than their records say.
    """
    if member.left > PAGE:
        return 0
    rest = member.take(member.left)
    member.give_back(rest)
    try:
        answer = responses.read(rest)
    except ValueError:
        return 0
    stated = answer.headers.get("content-length", "")
    end = len(rest) - len(answer.body) + int(stated) if re.fullmatch(r"\d{1,9}", stated) else 0
    return end if len(rest) - 2 <= end <= len(rest) else 0


class _Body:
    """A record's block as it is read: hashed, and kept only where it is wanted and no larger than a page may be."""

    def __init__(self, headers: Mapping[str, str], length: int, wanted: bool) -> None:
        self.length = length
        self.too_large = wanted and length > PAGE + _STEP
        self._kept = bytearray()
        self._most = length if wanted and not self.too_large else _STEP if wanted else 0
        self._digest = _Digest(headers.get("warc-block-digest", ""))

    def read(self, member: _Member) -> bool:
        """Read it to its length; False where it is shorter."""
        left = self.length
        while left and (data := member.take(min(left, _STEP))):
            self._digest.add(data)
            self._kept += data[: self._most - len(self._kept)]
            left -= len(data)
        return not left

    def kept(self) -> bytes:
        """What was kept: all of it, or the first of what is too large."""
        return bytes(self._kept)

    def fault(self, headers: Mapping[str, str]) -> str:
        """What is wrong with it by its record's digests; "" where nothing is."""
        if not self._digest.is_right():
            return "its digest does not match"
        payload = headers.get("warc-payload-digest", "")
        is_response = headers.get("warc-type", "").lower() == "response" and "http" in headers.get("content-type", "")
        if len(self._kept) == self.length and payload and is_response and not _payload_is_right(self.kept(), payload):
            return "the digest of its page does not match"
        return ""


class _Digest:
    """A digest as a record states it, `sha1:` and base 32 or hexadecimal; one of an unknown kind is always right."""

    def __init__(self, stated: str) -> None:
        name, _, value = stated.partition(":")
        name = name.strip().lower().replace("-", "")
        self._stated = _digest_bytes(value.strip(), _HASHES.get(name, 0))
        self._hash = hashlib.new(name, usedforsecurity=False) if self._stated else None

    def add(self, data: bytes) -> None:
        if self._hash is not None:
            self._hash.update(data)

    def is_right(self) -> bool:
        return self._hash is None or self._hash.digest() == self._stated


def _digest_bytes(value: str, length: int) -> bytes:
    """A digest's bytes; none where it is not of the length that its kind has."""
    decoders: tuple[Callable[[str], bytes], ...] = (bytes.fromhex, _from_base32, base64.b64decode)
    for decode in decoders if length else ():
        try:
            found = decode(value)
        except (ValueError, binascii.Error):
            continue
        if len(found) == length:
            return found
    return b""


def _from_base32(value: str) -> bytes:
    return base64.b32decode(value.upper() + "=" * (-len(value) % 8))


def _payload_is_right(block: bytes, stated: str) -> bool:
    """Crawlers hash the body either as the server sent it, or put together from its chunks."""
    try:
        body = responses.read(block).body
        bodies = [body, responses.dechunked(body)]
    except ValueError:
        return True
    return any(_matches(each, stated) for each in bodies)


def _matches(data: bytes, stated: str) -> bool:
    digest = _Digest(stated)
    digest.add(data)
    return digest.is_right()


def is_archive(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a WARC or an ARC, compressed or not."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, _LINE)
        except zlib.error:
            return False
    return bool(_WARC_MARK.match(head)) or (head.startswith(b"filedesc://") and b"\n" in head)
