"""The importer's fixtures: a folder with a capture of our own, and what must come of it.

    tests/fixtures/import/<publication>--<what it proves>/   source.*, source.toml, expected/*.md
    tests/fixtures/invalid/<fault>/                          source.*, expected-error.txt

What must come of a capture is held by the tests, and written anew by `accept` alone.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plugins import front_matter
from plugins.importer import pipeline
from plugins.importer.files import write_atomically

from .environment import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
IMPORT = FIXTURES / "import"
ERROR = "expected-error.txt"
_PASSING = ("captures", "importer", "imported", "permalink", "tags")
"""What an article's `source` says of the import and not of the piece."""


def folders() -> list[Path]:
    """Every fixture's folder."""
    return sorted(path for kind in ("import", "invalid") for path in (FIXTURES / kind).glob("*") if path.is_dir())


def expected(folder: Path) -> dict[str, str]:
    """What must come of a fixture's capture: path in the folder -> text."""
    files = [path for path in [folder / ERROR, *sorted((folder / "expected").glob("*.md"))] if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in files}


def made(folder: Path) -> dict[str, str]:
    """What the importer makes of a fixture's capture now, as `expected` gives it; nothing is written.

    An article is its file without what its source block says of the import itself; an error names its files alone.
    """
    with tempfile.TemporaryDirectory(prefix="fixture-") as scratch:
        content = Path(scratch)
        captures = shutil.copytree(folder, content / pipeline.CAPTURES, ignore=shutil.ignore_patterns("expected*"))
        report = pipeline.import_captures(content)
        texts = {f"expected/{path.name}": _piece(path) for path in _articles(content)}
        errors = [str(fault).replace(f"{captures}/", "") for fault in report.faults]
    return texts | ({ERROR: "\n".join([*errors, ""])} if errors else {})


def accept(folder: Path) -> list[Path]:
    """Let a fixture expect what the importer makes now; returns the files that this changed."""
    before, now = expected(folder), made(folder)
    changed = [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
    for name in changed:
        if name in now:
            write_atomically(folder / name, now[name].encode())
        else:
            (folder / name).unlink()
    return [folder / name for name in changed]


def _articles(content: Path) -> Iterator[Path]:
    return (path for path in sorted(content.rglob("*.md")) if content / pipeline.CAPTURES not in path.parents)


def _piece(path: Path) -> str:
    fields, body = front_matter.read(path.read_bytes().decode())
    source = {name: value for name, value in fields["source"].items() if name not in _PASSING}
    source["fates"] = {fate: int(count) for fate, count in source["fates"].items()}
    return front_matter.write(fields | {"source": source}, body.lstrip("\n"))
