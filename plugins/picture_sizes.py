"""Pictures in the sizes that screens want, as AVIF and WebP: made once, kept in a cache by what the original holds."""

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
_LOSSY = {
    "avif": {"quality": 60, "speed": 8},  # a fifth smaller than the WebP below, to the eye the same, for twice its time
    "webp": {"quality": 78, "method": 2},
}
_MADE_AS = "2"
"""Part of every name in the cache: another number, when pictures are to be made otherwise."""


@dataclass(frozen=True)
class SizedCopy:
    """A copy of a picture: its width in pixels, and the file that holds it."""

    width: int
    file: Path

    @property
    def suffix(self) -> str:
        """What its name has more than the original's."""
        return f".{self.width}{self.file.suffix}"


def copies_of(original: Path, cache: Path | None = None) -> dict[str, tuple[SizedCopy, ...]]:
    """Copies of a picture by media type, AVIF before WebP; of each narrowest first, the widest always among them.

    `cache` is the folder they are kept in, CACHE unless given. A copy is smaller in bytes than any wider one and the
    original. There are none of a picture that moves, is of another kind than JPEG, PNG and WebP, is narrower than all
    WIDTHS, or cannot be read.
    """
    data, kept = original.read_bytes(), cache or CACHE
    digest = hashlib.sha256(data).hexdigest()[:32]
    found, limit = {}, len(data)
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as picture:
            widths = _widths(picture)
            for kind in ("webp", "avif"):
                copies = [SizedCopy(width, kept / f"{digest}-{width}-{_MADE_AS}.{kind}") for width in widths]
                if smaller := _smaller(picture, copies, limit):
                    found[f"image/{kind}"], limit = smaller, smaller[-1].file.stat().st_size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return {}
    return dict(reversed(found.items()))


def _smaller(picture: Image.Image, copies: list[SizedCopy], limit: int) -> tuple[SizedCopy, ...]:
    """Those copies, made where they are missing, that are smaller than all wider ones; none unless the widest is."""
    found: list[SizedCopy] = []
    for copy in reversed(copies):
        if not copy.file.exists():
            _make(picture, copy)
        size = copy.file.stat().st_size
        if size < limit:
            found.insert(0, copy)
            limit = size
        elif not found:
            break
    return tuple(found)


def _widths(picture: Image.Image) -> list[int]:
    own = _upright_width(picture)
    if own <= WIDTHS[0] or getattr(picture, "is_animated", False):
        return []
    return [width for width in WIDTHS if width < own] + [own] * (own <= WIDTHS[-1])


def _upright_width(picture: Image.Image) -> int:
    on_its_side = picture.getexif().get(ExifTags.Base.Orientation) in (5, 6, 7, 8)
    return picture.height if on_its_side else picture.width


def _make(picture: Image.Image, copy: SizedCopy) -> None:
    """Write a copy; it appears whole."""
    upright = ImageOps.exif_transpose(picture)
    coloured = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    height = max(1, round(coloured.height * copy.width / coloured.width))
    small = coloured.resize((copy.width, height), Image.Resampling.LANCZOS)
    kind, profile = copy.file.suffix[1:], picture.info.get("icc_profile")
    made = [_encoded(small, kind, profile, **_LOSSY[kind])]
    if kind == "webp" and picture.format == "PNG" and copy.width == coloured.width:  # a drawing
        made.append(_encoded(small, kind, profile, lossless=True, method=2))
    copy.file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=copy.file.parent, delete=False) as stream:
        stream.write(min(made, key=len))
    os.replace(stream.name, copy.file)


def _encoded(picture: Image.Image, kind: str, profile: bytes | None, **options: int) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, icc_profile=profile, **options)
    return stream.getvalue()
