"""A page that came in a container with others: read as HTML, with what its container knows of it."""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import cast

from .model import Document, Facts
from .readers import html
from .resources import Resource


def page(
    data: bytes,
    path: Path,
    number: int,
    member: str,
    facts: Facts,
    *,
    charset: str = "",
    resources: Mapping[str, Resource] | None = None,
) -> Document:
    """A page's bytes as a document. `path`, `number` and `member` say which page of which file it is.

    charset: what a header said. resources: pictures of the same container, by address. Raises CaptureError where
    there is no text in it.
    """
    document = html.document(path, data, sha256(data).hexdigest(), charset)
    held = [document.resources, resources or {}]
    resources = ChainMap(*(cast("dict[str, Resource]", each) for each in held))
    return replace(document, number=number, member=member, facts=facts, resources=resources)
