"""Pictures that stand in a page itself: `data:` addresses (RFC 2397), as SingleFile leaves them."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from lxml import html

from ..model import Shot
from ..resources import Resource

_IN_STYLE = re.compile(r"(--sf-img-\d+)\s*:\s*url\(\s*[\"']?(data:image/[^\"')\s]+)")
_USED = re.compile(r"var\((--sf-img-\d+)\)")


def restore(root: html.HtmlElement) -> None:
    """Give back their address to pictures that SingleFile keeps in a style sheet, because they stand more than once."""
    used = [(each, _USED.search(each.get("style") or "")) for each in root.iter("img")]
    if not any(name for _, name in used):
        return
    kept: dict[str, str] = dict(found for style in root.iter("style") for found in _IN_STYLE.findall(style.text or ""))
    for each, name in used:
        if name and name[1] in kept:
            each.set("src", kept[name[1]])


def take(shots: Sequence[Shot]) -> tuple[tuple[Shot, ...], dict[str, Resource]]:
    """Pictures with a short name, `cid:` and a hash, for each `data:` address; and what stands behind each name."""
    held: dict[str, Resource] = {}

    def named(source: str) -> str:
        if not source.startswith("data:"):
            return source
        name = f"cid:{sha256(source.encode()).hexdigest()[:16]}"
        held[name] = Resource(re.split("[;,]", source, maxsplit=1)[0][5:], partial(_decoded, source))
        return name

    return tuple(replace(each, sources=tuple(map(named, each.sources))) for each in shots), held


def _decoded(address: str) -> bytes:
    """The bytes of a `data:` address. Raises ValueError where they are damaged."""
    head, _, content = address.partition(",")
    data = unquote_to_bytes(content)
    if not head.lower().endswith(";base64"):
        return data
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error as error:
        raise ValueError("its base64 is damaged") from error
