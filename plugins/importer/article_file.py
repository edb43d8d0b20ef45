"""An article's file as it stands: its fields, its body, and the captures that it says it was made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins import front_matter

from .errors import CaptureError

_ELSEWHERE = ("captures", "pages")
"""Folders of `content/` that hold no articles."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's file as it stands."""

    path: Path
    text: str
    fields: Mapping[str, Any]
    body: str

    @property
    def source(self) -> Mapping[str, Any]:
        """The importer's part of the front matter; empty for a piece that was written here."""
        source = self.fields.get("source")
        return source if isinstance(source, dict) else {}

    @property
    def captures(self) -> Iterator[Mapping[str, Any]]:
        """Each capture that the piece was made from: `file` and `sha256`."""
        yield from captures_in(self.source)

    @property
    def has_moved(self) -> bool:
        """Whether a person changed its day or slug since it was last imported."""
        before, now = self.source.get("permalink"), permalink(self.fields, self.path.stem)
        return bool(before and now and before != now)


def captures_in(source: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Each capture that an article's `source` lists, the one that it says what it says by first."""
    listed = source.get("captures")
    yield from (capture for capture in (listed if isinstance(listed, list) else []) if isinstance(capture, dict))


def find(content: Path) -> Iterator[Path]:
    """The file of every article in a content folder, in the order of their names."""
    return (path for path in sorted(content.rglob("*.md")) if path.relative_to(content).parts[0] not in _ELSEWHERE)


def read(path: Path) -> Entry:
    """Read an article's file. Raises CaptureError for one that cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        fields, body = front_matter.read(text)
    except OSError as error:
        raise CaptureError(path, "article", str(error), "mend its rights") from error
    except UnicodeDecodeError as error:
        raise CaptureError(path, "article", "it is not UTF-8", "save it as UTF-8") from error
    except front_matter.FrontMatterError as error:
        raise CaptureError(path, "article", str(error).split("; ")[0], str(error).split("; ")[-1]) from error
    return Entry(path, text, fields, body)


def permalink(fields: Mapping[str, Any], slug: str) -> str:
    """The address that an article is published under, from the site's root; "" for a draft.

    slug: what stands for the field where a person took it out.
    """
    day = str(fields.get("date") or "")[:10]
    if fields.get("status") != "published" or not day:
        return ""
    return f"/{day.replace('-', '/')}/{fields.get('slug') or slug}/"
