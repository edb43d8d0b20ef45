"""The whole way in, in order: capture -> Document -> Article -> Change -> file.

sources     which files are captures, and what lies beside them     captures.py, sidecar.py
read        bytes -> Documents                                       readers/
extract     Document -> Article                                      sites/, extract.py
plan        Article -> Change, never over a hand edit                writer.py, merge.py
carry out   Change -> files that appear whole                        files.py
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import captures, extract, knowledge, ledger, readers, sidecar, sites, writer
from .errors import CaptureError
from .knowledge import Knowledge
from .library import Library
from .model import Article, Facts

CAPTURES = "captures"


@dataclass(frozen=True, slots=True)
class Imported:
    """An article of a capture, and what importing it changes or would change."""

    capture: str
    article: Article
    change: writer.Change


@dataclass(slots=True)
class Report:
    """What a run came to."""

    imported: list[Imported] = field(default_factory=list)
    unchanged: int = 0
    """Captures that were imported before, with the same rules."""
    skipped: int = 0
    """Captures that a person wants left out, by `skip = true` or by having deleted the article."""
    moved: int = 0
    """Articles whose day or slug a person changed: their former address is kept as an alias."""
    faults: list[CaptureError] = field(default_factory=list)

    def count(self, kind: writer.Kind) -> int:
        """Articles that are new, changed or the same."""
        return sum(each.change.kind == kind for each in self.imported)


def articles_of(path: Path, known: Knowledge, facts: Facts | None = None) -> Iterator[Article]:
    """Read a capture's articles: the way from bytes to Article. Raises CaptureError.

    facts: what is known of it from outside; by default what lies beside it.
    """
    beside = sidecar.read(path) if facts is None else facts
    for document in readers.read(path):
        document = replace(document, facts=beside)
        yield extract.extract(document, sites.find(document), known)


def import_captures(
    content: Path,
    paths: Sequence[Path] = (),
    *,
    dry_run: bool = False,
    progress: Callable[[Sequence[Path]], Iterator[Path]] = iter,
) -> Report:
    """Import what is new or changed of the captures in a content folder; one bad capture never stops the rest.

    paths: files or folders inside `content/captures/`; by default all of it. dry_run: write nothing. progress: wraps
    the captures that are gone through. Raises ArchiveError or VocabularyError where the owner's settings cannot be read.
    """
    root = content / CAPTURES
    known, library, book = knowledge.load(content), Library(content), ledger.Ledger(root)
    rules = captures.rules_fingerprint(content)
    report = Report(faults=list(library.faults))
    try:
        for path in progress(list(captures.find(paths or [root]))):
            try:
                _import_one(path, root, known, library, book, rules, report, dry_run)
            except CaptureError as fault:
                report.faults.append(fault)
            except OSError as error:
                report.faults.append(CaptureError(path, "read", str(error), "mend its rights or take it out"))
            except Exception as error:  # a fault of ours in one capture must not keep the others out
                what = f"{type(error).__name__}: {error}"
                report.faults.append(CaptureError(path, "extract", what, "report this with the capture; take it out"))
        report.moved = _keep_addresses(library, report, dry_run)
    finally:
        if not dry_run:
            book.save()
    return report


def _import_one(
    path: Path,
    root: Path,
    known: Knowledge,
    library: Library,
    book: ledger.Ledger,
    rules: str,
    report: Report,
    dry_run: bool,
) -> None:
    file = captures.name_of(path, root)
    sha256, beside = captures.fingerprints(path)
    before = book.get(file)
    if before and (before.sha256, before.facts, before.rules) == (sha256, beside, rules):
        report.unchanged += 1
        return
    facts = sidecar.read(path)
    if library.hides(before.sha256 if before else sha256):
        return
    if facts.skip or (before and _was_deleted(before, library, sha256)):
        report.skipped += 1
        return
    made = [
        Imported(name, article, writer.plan(article, name, library))
        for article in articles_of(path, known, facts)
        for name in [file if article.document.number == 1 else f"{file}#{article.document.number}"]
    ]
    for each in made:
        if not dry_run:
            each.change.carry_out()
        report.imported.append(each)
    where = tuple(each.change.path.relative_to(library.content).as_posix() for each in made)
    book.put(ledger.Record(file, sha256, beside, rules, where))


def _keep_addresses(library: Library, report: Report, dry_run: bool) -> int:
    """Keep the former address of every article that a person moved, but for those that were just written."""
    written = {each.change.path for each in report.imported if each.change.kind != "same"}
    moves = [writer.keep_address(entry) for entry in library.entries if entry.path not in written]
    for change in filter(None, moves):
        if not dry_run:
            change.carry_out()
    return sum(change is not None for change in moves)


def _was_deleted(before: ledger.Record, library: Library, sha256: str) -> bool:
    """Whether a person took the article away that a capture was made into: no file is it, and none was made of it."""
    there = any((library.content / article).exists() for article in before.articles)
    return bool(before.articles) and not there and library.find(before.file, sha256) is None
