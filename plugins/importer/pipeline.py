"""The whole way in, in order: capture -> Document -> Article -> Change -> file.

sources     which files are captures, and what lies beside them     captures.py, sidecar.py
read        bytes -> Documents                                       readers/
extract     Document -> Article                                      sites/, extract.py
plan        Article -> Change, never over a hand edit                writer.py, merge.py
carry out   Change -> files that appear whole                        files.py
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from . import (
    captured_pictures,
    captures,
    containers,
    extract,
    knowledge,
    ledger,
    readers,
    sidecar,
    sites,
    wording,
    writer,
)
from .errors import CaptureError
from .knowledge import Knowledge
from .library import Library
from .model import Article, Facts, over

CAPTURES = "captures"
_DELETED = "its article was deleted; import it by its name to have it back"
LEAST = 100
"""Words of an article that nobody named, but a crawl took along."""
AGAIN = "again"
"""In the place of the rules that a file was read with: it could not be read to its end, and is tried anew."""


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
    """Read a capture's articles: the way from bytes to Article.

    facts: what is known of it from outside; by default what lies beside it. What they leave unsaid, the container says
    that a page came in. Raises CaptureError, for a container only after the last article that is whole.
    """
    beside = sidecar.read(path) if facts is None else facts
    for document in readers.read(path):
        site = sites.find(replace(document, facts=over(beside, document.facts)))
        contained = _by_our_names(document.facts, site, known)
        article = extract.extract(replace(document, facts=over(beside, contained)), site, known)
        if document.is_chosen or _is_a_piece(article):
            yield _with_evidence(article, beside, contained)


def articles_in(content: Path, paths: Sequence[Path] = ()) -> Iterator[Article]:
    """Every article of the captures in a content folder; what cannot be read or is left out is passed over.

    paths: as `import_captures` has them. Raises as `knowledge.load` does.
    """
    known = knowledge.load(content)
    for path in captures.find(paths or [content / CAPTURES]):
        with suppress(Exception):  # the import itself names it
            if not (facts := sidecar.read(path)).skip:
                yield from articles_of(path, known, facts)


def _by_our_names(contained: Facts, site: sites.Site, known: Knowledge) -> Facts:
    """What a container says, its publication by the name that the archive knows it by."""
    ours = site.publication or known.publication_of(contained.url)
    return replace(contained, publication=ours) if ours and contained.publication else contained


def _is_a_piece(article: Article) -> bool:
    """Whether a page that a crawl took along is an article: no front page, no frame, no form."""
    is_front = not urlsplit(article.document.facts.url).path.strip("/")
    return not is_front and wording.length(article.text) >= LEAST


def _with_evidence(article: Article, beside: Facts, contained: Facts) -> Article:
    """An article whose fields say where they come from when it was neither its text nor a person but a container."""
    said = {name for name in ("title", "date", "authors") if getattr(contained, name) and not getattr(beside, name)}
    evidence = tuple((name, "container" if name in said else what) for name, what in article.evidence)
    return replace(
        article,
        evidence=evidence,
        title_from="metadata" if "title" in said else article.title_from,
        date_from="container" if "date" in said else article.date_from,
    )


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
        where: list[Path] = []
        is_whole = False
        try:
            for article in articles_of(path, self.known, facts):
                if (change := self._write(article, file)) is not None:
                    where.append(change.path)
                    self._remember_part(article, file, change)
            is_whole = True
        finally:
            if where or is_whole:
                made = tuple(each.relative_to(self.library.content).as_posix() for each in where)
                self.book.put(ledger.Record(file, sha256, beside, self.rules if is_whole else AGAIN, made))

    def _write(self, article: Article, file: str) -> writer.Change | None:
        """Write one article before the next is read; None where a person wants it left out, or no file can hold it."""
        name, sha256 = _name_of_part(article, file), article.document.sha256
        before = self.book.get(name) if article.document.member else None
        if before and self.library.hides(before.sha256):
            return None
        if before and self._was_deleted(before, sha256):
            self.report.left_out.append((name, _DELETED))
            return None
        pictures = captured_pictures.lay(article) if not self.dry_run else nullcontext(article)
        try:
            with pictures as illustrated:
                change = writer.plan(illustrated, name, self.library)
                if not self.dry_run:
                    change.carry_out()
        except CaptureError as fault:
            if not article.document.member:
                raise
            self.report.faults.append(fault)
            return None
        self.report.imported.append(Imported(name, article, change))
        return change

    def _remember_part(self, article: Article, file: str, change: writer.Change) -> None:
        """Of a file with several articles each is remembered, so that one that a person deletes stays deleted."""
        if article.document.member:
            made = change.path.relative_to(self.library.content).as_posix()
            part = ledger.Record(_name_of_part(article, file), article.document.sha256, "", "", (made,))
            self.book.put(part)

    def _reason_to_leave_out(
        self, path: Path, file: str, sha256: str, facts: Facts, before: ledger.Record | None
    ) -> str:
        if facts.skip:
            return "its sidecar says skip"
        twin = self.library.twin(file, sha256) or self._seen.get(sha256, "")
        if twin and facts in (Facts(), sidecar.read(self.root / twin)):
            return f"it is the same page as {twin}; take one of the two away"
        if before and path.resolve() not in self.named and self._was_deleted(before, sha256):
            return _DELETED
        if before and not self.library.holds(file) and (own := self._still_there(before)):
            return f"{own} was made of it and no longer says so; it is yours now"
        return ""

    def _still_there(self, before: ledger.Record) -> str:
        """The file of an article that a capture was made into; "" where there is none any more."""
        return next((article for article in before.articles if (self.library.content / article).exists()), "")

    def _was_deleted(self, before: ledger.Record, sha256: str) -> bool:
        """Whether a person took the article away: no file is it, and none was made of the capture."""
        return (
            bool(before.articles) and not self._still_there(before) and self.library.find(before.file, sha256) is None
        )

    def keep_addresses(self) -> None:
        """Keep the former address of every article that a person moved, but for those that were just written."""
        written = {each.change.path for each in self.report.imported if each.change.kind != "same"}
        for entry in self.library.entries:
            change = None if entry.path in written else writer.keep_address(entry)
            if change is not None:
                self.report.moved += 1
                if not self.dry_run:
                    change.carry_out()


def _name_of_part(article: Article, file: str) -> str:
    """The name of what an article was made from: its file, and which part of that it is."""
    member = article.document.member
    return f"{file}#{containers.printable(member, 500)}" if member else file
