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
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """(capture, why) of those that are wanted left out, or stand here already."""
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

    paths: files or folders inside `content/captures/`; by default all of it. A file that is named is imported even
    where its article was deleted. dry_run: write nothing. progress: wraps the captures that are gone through. Raises
    ArchiveError or VocabularyError where the owner's settings cannot be read.
    """
    run = _Run(content, {path.resolve() for path in paths if path.is_file()}, dry_run)
    try:
        for path in progress(list(captures.find(paths or [content / CAPTURES]))):
            run.take(path)
        run.keep_addresses()
    finally:
        if not dry_run:
            run.book.save()
    return run.report


class _Run:
    """One run over the captures of a content folder."""

    def __init__(self, content: Path, named: set[Path], dry_run: bool) -> None:
        self.root = content / CAPTURES
        self.known = knowledge.load(content)
        self.library = Library(content)
        self.book = ledger.Ledger(self.root)
        self.rules = captures.rules_fingerprint(content)
        self.named = named
        self.dry_run = dry_run
        self.report = Report(faults=list(self.library.faults))
        self._seen: dict[str, str] = {}

    def take(self, path: Path) -> None:
        """Import one capture; whatever is wrong with it is reported."""
        try:
            self._take(path)
        except CaptureError as fault:
            self.report.faults.append(fault)
        except OSError as error:
            self.report.faults.append(CaptureError(path, "read", str(error), "mend its rights or take it out"))
        except Exception as error:  # a fault of ours in one capture must not keep the others out
            what = f"{type(error).__name__}: {error}"
            self.report.faults.append(CaptureError(path, "extract", what, "report this with the capture; take it out"))

    def _take(self, path: Path) -> None:
        file = captures.name_of(path, self.root)
        sha256, beside = captures.fingerprints(path)
        before = self.book.get(file)
        is_same = before and (before.sha256, before.facts, before.rules) == (sha256, beside, self.rules)
        if before and is_same and not (path.resolve() in self.named and self._was_deleted(before, sha256)):
            self.report.unchanged += 1
            return
        facts = sidecar.read(path)
        if self.library.hides(before.sha256 if before else sha256):
            return
        if reason := self._reason_to_leave_out(path, file, sha256, facts, before):
            self.report.left_out.append((file, reason))
            return
        self._seen[sha256] = file
        made = [self._plan(article, file) for article in articles_of(path, self.known, facts)]
        for each in made:
            if not self.dry_run:
                each.change.carry_out()
            self.report.imported.append(each)
        where = tuple(each.change.path.relative_to(self.library.content).as_posix() for each in made)
        self.book.put(ledger.Record(file, sha256, beside, self.rules, where))

    def _plan(self, article: Article, file: str) -> Imported:
        name = file if article.document.number == 1 else f"{file}#{article.document.number}"
        return Imported(name, article, writer.plan(article, name, self.library))

    def _reason_to_leave_out(
        self, path: Path, file: str, sha256: str, facts: Facts, before: ledger.Record | None
    ) -> str:
        if facts.skip:
            return "its sidecar says skip"
        twin = self.library.twin(file, sha256) or self._seen.get(sha256, "")
        if twin and facts in (Facts(), sidecar.read(self.root / twin)):
            return f"it is the same page as {twin}; take one of the two away"
        if before and path.resolve() not in self.named and self._was_deleted(before, sha256):
            return "its article was deleted; import it by its name to have it back"
        return ""

    def _was_deleted(self, before: ledger.Record, sha256: str) -> bool:
        """Whether a person took the article away: no file is it, and none was made of the capture."""
        there = any((self.library.content / article).exists() for article in before.articles)
        return bool(before.articles) and not there and self.library.find(before.file, sha256) is None

    def keep_addresses(self) -> None:
        """Keep the former address of every article that a person moved, but for those that were just written."""
        written = {each.change.path for each in self.report.imported if each.change.kind != "same"}
        for entry in self.library.entries:
            change = None if entry.path in written else writer.keep_address(entry)
            if change is not None:
                self.report.moved += 1
                if not self.dry_run:
                    change.carry_out()
