"""The articles that are there already, each known by the captures it was made from and not by its path."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins import front_matter

from .errors import CaptureError

ELSEWHERE = ("captures", "pages")
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
    def captures(self) -> Iterator[Mapping[str, str]]:
        """Each capture that the piece was made from: `file` and `sha256`."""
        for capture in self.source.get("captures") or []:
            if isinstance(capture, dict):
                yield capture


class Library:
    """Every article of a content folder, found by its capture's name, else by its capture's hash."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.faults: list[CaptureError] = []
        self._unread: list[str] = []
        self._by_file: dict[str, Entry] = {}
        self._by_hash: dict[str, Entry] = {}
        self.taken: set[Path] = set()
        self.entries: list[Entry] = []
        for path in sorted(content.rglob("*.md")):
            if path.relative_to(content).parts[0] not in ELSEWHERE:
                self._add(path)

    def find(self, file: str, sha256: str) -> Entry | None:
        """The article made from a capture, None where there is none.

        A capture that was renamed is known by its hash; one whose like is still there under its own name is a copy.
        """
        return self._by_file.get(file) or (None if self.twin(file, sha256) else self._by_hash.get(sha256))

    def holds(self, file: str) -> bool:
        """Whether any article says that it was made from a capture, or from a part of it."""
        return any(name.partition("#")[0] == file for name in self._by_file)

    def twin(self, file: str, sha256: str) -> str:
        """Another capture with the same bytes, still there, that an article was made from; "" where there is none."""
        entry = None if file in self._by_file else self._by_hash.get(sha256)
        files = [str(capture.get("file")) for capture in entry.captures] if entry else []
        captures = self.content / "captures"
        return next((name for name in files if (captures / name.partition("#")[0]).is_file()), "")

    def hides(self, sha256: str) -> bool:
        """Whether an article's file that cannot be read speaks of a capture: it must not be made a second time."""
        return any(sha256 in text for text in self._unread)

    def _add(self, path: Path) -> None:
        self.taken.add(path)
        try:
            entry = read(path)
        except CaptureError as fault:
            self.faults.append(fault)
            with suppress(OSError):
                self._unread.append(path.read_bytes().decode("utf-8", errors="replace"))
            return
        self.entries.append(entry)
        for capture in entry.captures:
            self._by_file[str(capture.get("file"))] = entry
            self._by_hash[str(capture.get("sha256"))] = entry


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
