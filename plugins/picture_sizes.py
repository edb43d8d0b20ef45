"""Pictures in the sizes that screens want, as WebP: made once, and kept in a cache by what the original holds."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "pictures"
WIDTHS = (480, 800, 1200, 1600)
"""Pixels: a phone, a tablet, and the measure of the text on screens of two and three pixels a point."""

_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 82
_MADE_AS = "1"
"""Part of every name in the cache: another number, when pictures are to be made otherwise."""


@dataclass(frozen=True)
class SizedCopy:
    """A copy of a picture: its width in pixels, and the file that holds it."""

    width: int
    file: Path


def copies_of(original: Path, cache: Path | None = None) -> tuple[SizedCopy, ...]:
    """The copies of a picture, narrowest first: only those that are no wider, and smaller in bytes, than itself.

    `cache` is the folder they are kept in, CACHE unless given. There are none of a picture that moves, is of another
    kind than JPEG, PNG and WebP, is narrower than all WIDTHS, or cannot be read.
    """
    data, kept = original.read_bytes(), cache or CACHE
    digest = hashlib.sha256(data).hexdigest()[:32]
    try:
        widths = _widths(data)
        made = [SizedCopy(width, _copy(data, width, kept / f"{digest}-{width}-{_MADE_AS}.webp")) for width in widths]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ()
    return tuple(copy for copy in made if copy.file.stat().st_size < len(data))


def _widths(data: bytes) -> list[int]:
    with Image.open(BytesIO(data), formats=_FORMATS) as picture:
        own = ImageOps.exif_transpose(picture).width
        if own <= WIDTHS[0] or getattr(picture, "is_animated", False):
            return []
        return [width for width in WIDTHS if width < own] + [own] * (own <= WIDTHS[-1])


def _copy(data: bytes, width: int, target: Path) -> Path:
    """Make a copy where the cache has none; it appears whole."""
    if target.exists():
        return target
    with Image.open(BytesIO(data), formats=_FORMATS) as picture:
        upright = ImageOps.exif_transpose(picture)
        coloured = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        height = max(1, round(upright.height * width / upright.width))
        small = coloured if width == upright.width else coloured.resize((width, height), Image.Resampling.LANCZOS)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as stream:
            small.save(stream, "WEBP", quality=_QUALITY, method=4, icc_profile=picture.info.get("icc_profile"))
    os.replace(stream.name, target)
    return target
