"""Pictures in the sizes that screens want, as WebP: made once, and kept in a cache by what the original holds."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image, ImageOps

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
        with Image.open(BytesIO(data), formats=_FORMATS) as picture:
            made = [SizedCopy(width, kept / f"{digest}-{width}-{_MADE_AS}.webp") for width in _widths(picture)]
            _make(picture, [copy for copy in made if not copy.file.exists()])
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ()
    return tuple(copy for copy in made if copy.file.stat().st_size < len(data))


def _widths(picture: Image.Image) -> list[int]:
    on_its_side = picture.getexif().get(ExifTags.Base.Orientation) in (5, 6, 7, 8)
    own = picture.height if on_its_side else picture.width
    if own <= WIDTHS[0] or getattr(picture, "is_animated", False):
        return []
    return [width for width in WIDTHS if width < own] + [own] * (own <= WIDTHS[-1])


def _make(picture: Image.Image, copies: list[SizedCopy]) -> None:
    """Write copies; each appears whole."""
    if not copies:
        return
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    coloured = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    for copy in copies:
        height = max(1, round(coloured.height * copy.width / coloured.width))
        small = coloured.resize((copy.width, height), Image.Resampling.LANCZOS)
        copy.file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=copy.file.parent, delete=False) as stream:
            small.save(stream, "WEBP", quality=_QUALITY, method=2, icc_profile=profile)
        os.replace(stream.name, copy.file)
