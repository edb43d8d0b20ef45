"""What a server answered, as archives keep it: status, headers and the body, out of its wrappings (RFC 9110, 9112)."""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Final

import brotli

_HEADERS: Final = 1 << 16
_STEP: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: its status, its headers (names in lower case) and the body as the server sent it."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """`text/html`, in lower case, without parameters."""
        return media_type(self.headers.get("content-type", ""))[0]

    @property
    def charset(self) -> str:
        """The encoding that the header names; "" where it names none."""
        return media_type(self.headers.get("content-type", ""))[1]


def media_type(header: str) -> tuple[str, str]:
    """The type and the charset of a `Content-Type` header."""
    message = Message()
    message["content-type"] = re.sub(r"[\r\n]+", " ", header)
    charset = message.get_param("charset", "")
    return message.get_content_type() if header else "", charset if isinstance(charset, str) else ""


def read(block: bytes) -> Response:
    """Split what a server answered. Raises ValueError where it is no answer."""
    head, end, body = block.partition(b"\r\n\r\n")
    if not end:
        head, end, body = block.partition(b"\n\n")
    first, *lines = head.split(b"\n")
    found = re.match(rb"HTTP/\d(?:\.\d)? +(\d{3})(?:\D|$)", first)
    if not found or len(head) > _HEADERS:
        raise ValueError("it is no answer of a server")
    pairs = (line.decode("utf-8", errors="replace").partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}
    return Response(int(found[1]), headers, body)


def content(response: Response, most: int) -> bytes:
    """The body, out of its chunks and its compression.

    Raises ValueError where it would be larger than `most` bytes, is damaged, or is packed in a way that is not known.
    """
    body = response.body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body = dechunked(body)
    for coding in reversed(response.headers.get("content-encoding", "").lower().split(",")):
        body = _unpacked(body, coding.strip(), most)
    if len(body) > most:
        raise ValueError(f"it is larger than {most >> 20} MiB")
    return body


def dechunked(body: bytes) -> bytes:
    """A body put together from its chunks; as it is where it was put together before. Raises ValueError if damaged."""
    chunks: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\n", at)
        size = re.fullmatch(rb"\s*([0-9a-fA-F]{1,8})\s*(?:;.*)?", body[at : end if end >= 0 else at].rstrip(b"\r"))
        if not size and not chunks:
            return body
        if not size:
            raise ValueError("its chunks are damaged")
        length = int(size[1], 16)
        if not length:
            break
        if end + 1 + length > len(body):
            raise ValueError("its last chunk is cut")
        chunks.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    return b"".join(chunks)


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    """A body out of one compression. Where a crawler undid it and kept the header, the body is as it should be."""
    if coding in ("", "identity", "none"):
        return body
    if coding in ("gzip", "x-gzip"):
        return inflated(body, most, 31) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        return inflated(body, most, 15 if body[:1] == b"\x78" else -15)
    if coding == "br":
        return _plain_or(body, lambda: _from_brotli(body, most))
    return _plain_or(body, lambda: _unknown(coding))


def inflated(body: bytes, most: int, window: int) -> bytes:
    """Undo zlib's compression (`window`: 31 gzip, 15 zlib, -15 raw). Raises ValueError if damaged, cut or too large."""
    whole = bytearray()
    while body:
        inflater = zlib.decompressobj(window)
        try:
            whole += inflater.decompress(body, most + 1 - len(whole))
        except zlib.error as error:
            raise ValueError("its compression is damaged") from error
        if len(whole) > most:
            raise ValueError(f"it unpacks to more than {most >> 20} MiB")
        if not inflater.eof:
            raise ValueError("its compression is cut")
        body = inflater.unused_data if window == 31 and inflater.unused_data.startswith(b"\x1f\x8b") else b""
    return bytes(whole)


def _from_brotli(body: bytes, most: int) -> bytes:
    inflater, whole = brotli.Decompressor(), bytearray()
    try:
        for start in range(0, len(body), _STEP):
            whole += inflater.process(body[start : start + _STEP], output_buffer_limit=_STEP)
            while not inflater.can_accept_more_data() and len(whole) <= most:
                whole += inflater.process(b"", output_buffer_limit=_STEP)
            if len(whole) > most:
                raise ValueError(f"it unpacks to more than {most >> 20} MiB")
    except brotli.error as error:
        raise ValueError("its compression is damaged") from error
    if not inflater.is_finished():
        raise ValueError("its compression is cut")
    return bytes(whole)


def _plain_or(body: bytes, unpack: Callable[[], bytes]) -> bytes:
    """A body that is markup already, as it is; else what unpacking it gives."""
    return body if body.lstrip()[:1] in (b"<", b"\xef") else unpack()


def _unknown(coding: str) -> bytes:
    raise ValueError(f"it is packed as {coding!r}, which is not known here")
