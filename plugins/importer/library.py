"""The articles that are there already, each known by the captures it was made from and not by its path."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from .article_file import Entry, captures_in, find, read
from .copies import Copies
from .errors import CaptureError

_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


class Library:
    """An index of every article of a content folder: by its capture's name, else by its capture's hash.

    Of each article it keeps these and its path alone; the file is read again when it is wanted.
    """

    def __init__(self, content: Path, blocks_of: Callable[[str], Sequence[str]] = lambda capture: ()) -> None:
        """blocks_of: what is made of a capture, read anew; nothing where that cannot be."""
        self.content = content
        self.blocks_of = blocks_of
        self.faults: list[CaptureError] = []
        self.moved: list[Path] = []
        """Articles whose day or slug a person changed."""
        self._by_file: dict[str, Path] = {}
        self._by_hash: dict[str, Path] = {}
        self._names: dict[str, list[str]] = {}
        """Hash -> the names of the captures that have it."""
        self.copies = Copies()
        self._containers: set[str] = set()
        self._taken: dict[Path, Path] = {}
        """Each name of a file that an article has, by its file or its slug, and the article's path."""
        self._tried: dict[Path, int] = {}
        """The number that was last given to a name that more than one article asked for."""
        self._hidden: set[str] = set()
        for path in find(content):
            self._add(path)

    def find(self, file: str, sha256: str) -> Entry | None:
        """The article made from a capture, None where there is none. Raises CaptureError where it cannot be read now.

        A capture that was renamed is known by its hash; one whose like is still there under its own name is a copy.
        """
        path = self.path_of(file, sha256)
        return read(path) if path else None

    def path_of(self, file: str, sha256: str) -> Path | None:
        """The file of the article that `find` finds."""
        return self._by_file.get(file) or (None if self.twin(file, sha256) else self._by_hash.get(sha256))

    def holds(self, file: str) -> bool:
        """Whether any article says that it was made from a capture, or from a part of it."""
        return file in self._containers

    def twin(self, file: str, sha256: str) -> str:
        """Another capture with the same bytes, still there, that an article was made from; "" where there is none.

        A file is none other than the part of it that has its hash: a page, and the first of the pieces on it.
        """
        captures = self.content / "captures"
        known = () if file in self._by_file else self._names.get(sha256, ())
        names = (name for name in known if not (name.startswith(f"{file}#") or file.startswith(f"{name}#")))
        return next((name for name in names if (captures / name.partition("#")[0]).is_file()), "")

    def hides(self, sha256: str) -> bool:
        """Whether an article's file that cannot be read speaks of a capture: it must not be made a second time."""
        return sha256 in self._hidden

    def claim(self, folder: Path, slug: str) -> Path:
        """The path of a new article, given away once: `slug.md` in a folder, or `slug-2.md` and so on."""
        wanted = path = folder / f"{slug}.md"
        while path in self._taken:
            self._tried[wanted] = number = self._tried.get(wanted, 1) + 1
            path = folder / f"{slug}-{number}.md"
        self._taken[path] = path
        return path

    def grants(self, slug: str, path: Path) -> bool:
        """Whether an article may have a slug: no other of its folder has it, now or later in this run."""
        return self._taken.setdefault(path.parent / f"{slug}.md", path) == path

    def _add(self, path: Path) -> None:
        self._taken[path] = path
        try:
            entry = read(path)
        except CaptureError as fault:
            self.faults.append(fault)
            with suppress(OSError):
                self._hidden.update(_SHA256.findall(path.read_bytes().decode("utf-8", errors="replace")))
            return
        self.grants(str(entry.fields.get("slug") or path.stem), path)
        if entry.has_moved:
            self.moved.append(path)
        self.note(path, entry.source)

    def note(self, path: Path, source: Mapping[str, Any]) -> None:
        """Remember an article by what its file says of its source, as it stands or was just written."""
        for capture in captures_in(source):
            name, sha256 = str(capture.get("file")), str(capture.get("sha256"))
            self._by_file[name] = self._by_hash[sha256] = path
            self.expect(name, sha256)
            self._containers.add(name.partition("#")[0])
        self.copies.add(path, source)

    def expect(self, name: str, sha256: str) -> None:
        """Remember a capture whose article may not be written, as in a dry run, so that its twins are known."""
        self._names[sha256] = list(dict.fromkeys([*self._names.get(sha256, ()), name]))
