"""Pictures that stand in the page itself, as data: addresses: SingleFile and others save pages so."""

import base64
import binascii
import re
from functools import partial
from hashlib import sha256

from lxml import html

from ..resources import Resource

LEAST = 4096
"""Characters of an address. Shorter ones are icons, or stand in a picture's place until it is loaded."""
_DATA = re.compile(r"data:(?P<type>image/(?:jpeg|png|gif|webp|avif))(?:;[^;,]{0,99}){0,3};base64,", re.IGNORECASE)


def take_out(root: html.HtmlElement) -> dict[str, Resource]:
    """Put a short address, `cid:` and a hash, in the place of every embedded picture's; gives the pictures by it."""
    found = {}
    for element in root.iter("img", "amp-img"):
        source = (element.get("src") or "").strip()
        if len(source) >= LEAST and (start := _DATA.match(source)):
            address = f"cid:{sha256(source.encode()).hexdigest()[:16]}"
            found[address] = Resource(start["type"].lower(), partial(_load, source[start.end() :]))
            element.set("src", address)
    return found


def _load(encoded: str) -> bytes:
    """A picture's bytes. Raises ValueError where they are damaged."""
    try:
        return base64.b64decode(
            re.sub(r"\s+|%0[aAdD]", "", encoded).replace("%2B", "+").replace("%3D", "="), validate=True
        )
    except binascii.Error as error:
        raise ValueError(str(error)) from error
