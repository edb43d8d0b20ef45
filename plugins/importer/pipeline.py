"""The whole way in, in order: capture -> Document -> Article -> Change -> file.

sources     which files are captures, and what lies beside them     captures.py, sidecar.py
read        bytes -> Documents                                       readers/
take apart  a page that strings pieces together -> a Document each   web/strung.py
extract     Document -> Piece -> Article                             sites/, text.py, web/, extract.py
plan        Article -> Change, never over a hand edit                writer.py, merge.py
carry out   Change -> files that appear whole                        files.py

Captures are read and extracted by workers (executors.py), many at a time, and handed over in a spool (spool.py). One
process plans and writes, in the order of the captures: so the same captures give the same files, whoever read them.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from . import (
    article_file,
    captures,
    containers,
    copies,
    executors,
    extract,
    files,
    knowledge,
    ledger,
    likeness,
    markdown,
    questions,
    readers,
    sidecar,
    sites,
    spool,
    wording,
    writer,
)
from .errors import CaptureError, PassedOver
from .knowledge import Knowledge
from .library import Library
from .model import Article, Document, Facts, Question, over
from .web import strung

CAPTURES = "captures"
_DIED = "the process that read it died: it had too little memory, or a library failed"
_DELETED = "its article was deleted; import it by its name to have it back"
SAME = "it is the same page as {}; take one of the two away"
LEAST = 100
"""Words of an article that nobody named, but a crawl took along."""
AGAIN = "again"
"""In the place of the rules that a file was read with: it could not be read to its end, and is tried anew."""


SPOOL = ".import"
"""The folder, in the captures' folder, that articles wait in while an import runs."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An article of a capture, and what importing it changes or would change: what is told of it, and no more."""

    capture: str
    kind: writer.Kind
    path: Path
    fields: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What a run came to."""

    imported: list[Imported] = field(default_factory=list)
    unchanged: set[str] = field(default_factory=set)
    """Captures that were imported before, with the same rules."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """(capture, why) of those that are wanted left out, or stand here already."""
    moved: int = 0
    """Articles whose day or slug a person changed: their former address is kept as an alias."""
    faults: list[CaptureError] = field(default_factory=list)

    def count(self, kind: writer.Kind) -> int:
        """Articles that are new, changed or the same."""
        return sum(each.kind == kind for each in self.imported)


def articles_of(path: Path, known: Knowledge, facts: Facts | None = None) -> Iterator[Article]:
    """Read a capture's articles: the way from bytes to Article.

    facts: what is known of it from outside; by default what lies beside it. What they leave unsaid, the container says
    that a page came in. Raises CaptureError, for a container only after the last article that is whole.
    """
    whole = sidecar.read(path) if facts is None else facts
    for document, beside in _documents(path, whole):
        if beside.skip:
            continue
        site = sites.find(replace(document, facts=over(beside, document.facts)))
        contained = _by_our_names(document.facts, site, known)
        article = extract.extract(replace(document, facts=over(beside, contained)), site, known)
        if document.is_chosen or _is_a_piece(article):
            article = _without(_with_evidence(article, beside, contained))
            yield replace(
                article,
                questions=questions.of(article, known),
                addresses=copies.addresses_of(article),
                sketch=likeness.sketch(article.text),
            )


def _documents(path: Path, whole: Facts) -> Iterator[tuple[Document, Facts]]:
    """The documents of a capture with the facts beside each; a page that strings pieces together gives one for each."""
    number = 0
    for page in readers.read(path):
        told = _beside(path, page, whole)
        for index, document in enumerate(strung.apart(replace(page, facts=over(told, page.facts)))):
            number += 1
            yield replace(document, number=number), _beside(path, document, strung.shared(told) if index else told)


def _beside(path: Path, document: Document, whole: Facts) -> Facts:
    """What is known from outside of a document: of the part of its file that it is, then of the whole."""
    return over(sidecar.read_part(path, containers.part(document.member)), whole) if document.member else whole


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


def _without(article: Article) -> Article:
    """An article without the fields that it has none of, as a person says."""
    without = article.document.facts.without
    empty: dict[str, Any] = {name: type(getattr(article, name))() for name in without if name != "date"}
    if "date" in without:
        empty |= {"date": None, "date_from": None, "modified": None, "status": "draft"}
    return replace(article, **empty)


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
    processes: int = 1,
    scheduler: str = "",
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Import what is new or changed of the captures in a content folder; one bad capture never stops the rest.

    A run that is stopped or killed loses nothing: the next goes on from there.

    paths: files or folders inside `content/captures/`; by default all of it. A file that is named is imported even
    where its article was deleted. dry_run: write nothing, and read here. processes, scheduler: who reads, as
    `executors.workers` takes them; every machine of a cluster sees the content folder under the same path. progress:
    told how many captures are done, of how many. Raises ArchiveError or VocabularyError where the owner's settings
    cannot be read, CaptureError where the ledger cannot, and ExecutorError where there is nobody to read captures.
    """
    scheduler = "" if dry_run else scheduler
    if scheduler:  # workers elsewhere start in a folder of their own
        content, paths = content.resolve(), [path.resolve() for path in paths]
    root = content / CAPTURES
    with nullcontext() if dry_run else files.alone(root):
        if not dry_run:
            _clear(content)
        run = _Run(content, {path.resolve() for path in paths if path.is_file()}, dry_run, progress)
        try:
            with _spool(root, dry_run) as folder, executors.workers(processes, scheduler) as workers:
                found = list(captures.find(paths or filter(Path.is_dir, [root])))
                run.tell_of_others(paths or [root], found)
                read = partial(_read, content=content, rules=run.rules, waiting=folder)
                for task, outcome in workers.do(read, run.tasks(found)):
                    run.take(task, outcome)
                for task, outcome in workers.do(read, run.tasks(run.again())):
                    run.take(task, outcome)
            run.keep_addresses()
        finally:
            run.close()
    return run.report


def _clear(content: Path) -> None:
    """Take away what a killed run left: articles that waited, files half written. Captures are not looked into."""
    shutil.rmtree(content / CAPTURES / SPOOL, ignore_errors=True)
    for path in files.leftovers(content):
        if path.relative_to(content).parts[0] != CAPTURES or path.parent.name == CAPTURES:
            path.unlink(missing_ok=True)


@contextmanager
def _spool(root: Path, dry_run: bool) -> Iterator[Path]:
    """Where articles wait; made when the first does."""
    if dry_run:
        with tempfile.TemporaryDirectory(prefix="import-") as folder:
            yield Path(folder)
        return
    try:
        yield root / SPOOL
    finally:
        shutil.rmtree(root / SPOOL, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Task:
    """A capture to read: its name and hashes, as the ledger keeps them, and the facts beside it."""

    path: Path
    file: str
    sha256: str
    beside: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class _Read:
    """Where the articles of a capture wait, and what kept others out, if anything did."""

    folder: Path | None
    fault: CaptureError | None = None


def _read(task: _Task, content: Path, rules: str, waiting: Path) -> _Read:
    """Read a capture, in whichever process; raises ExecutorError alone, where that process has other rules."""
    folder = None
    try:
        folder = spool.folder(waiting)
        spool.leave(articles_of(task.path, _known(content, rules), task.facts), folder)
    except executors.ExecutorError:
        raise
    except Exception as error:  # a fault of ours in one capture must not keep the others out
        return _Read(folder, _fault(task.path, error))
    return _Read(folder)


@lru_cache(maxsize=1)
def _known(content: Path, rules: str) -> Knowledge:
    """What the owner has told, read once for as long as it stays the same. Raises ExecutorError for other rules."""
    if captures.rules_fingerprint(content) != rules:
        raise executors.ExecutorError("the process that reads has other code or settings; start it anew, import again")
    return knowledge.load(content)


def _fault(path: Path, error: Exception) -> CaptureError:
    """What is wrong with a capture, in the words of every fault."""
    if isinstance(error, CaptureError):
        return error
    if isinstance(error, OSError):
        return CaptureError(path, "read", str(error), "mend its rights or take it out")
    what = f"{type(error).__name__}: {error}"
    return CaptureError(path, "extract", what, "report this with the capture; take it out")


class _Run:
    """One run over the captures of a content folder."""

    def __init__(self, content: Path, named: set[Path], dry_run: bool, progress: Callable[[int, int], None]) -> None:
        self.root = content / CAPTURES
        self.rules = captures.rules_fingerprint(content)
        _known(content, self.rules)
        self.library = Library(content, self._blocks_of)
        self.book = ledger.Ledger(self.root)
        self.named = named
        self.dry_run = dry_run
        self.report = Report(faults=list(self.library.faults))
        self._progress = progress
        self._done = self._of = 0
        self._seen: dict[str, str] = {}
        self._again: dict[str, None] = {}

    def tell_of_others(self, paths: Sequence[Path], found: Sequence[Path]) -> None:
        """Report what lies among captures and is none."""
        others = captures.others(paths, found)
        self.report.faults += captures.strangers(others, found)
        for path in captures.of_no_known_format(others, found):
            with suppress(CaptureError):  # it lies elsewhere, as the captures beside it, of which that is told
                self.report.left_out.append((captures.name_of(path, self.root), captures.NO_KNOWN_FORMAT))

    def tasks(self, found: Sequence[Path]) -> Iterator[_Task]:
        """The captures that are to be read, in their order; whatever is wrong with the others is reported."""
        self._of += len(found)
        for path in found:
            try:
                task = self._task(path)
            except Exception as error:  # likewise
                self.report.faults.append(_fault(path, error))
                task = None
            if task is not None:
                yield task
            else:
                self._tell()

    def _task(self, path: Path) -> _Task | None:
        file = captures.name_of(path, self.root)
        sha256, beside = captures.fingerprints(path)
        before = self.book.get(file)
        is_same = before and (before.sha256, before.facts, before.rules) == (sha256, beside, self.rules)
        if before and is_same and not (self._is_named(path) and self._was_deleted(before, sha256)):
            self.report.unchanged.add(file)
            return None
        facts = sidecar.read(path)
        if self.library.hides(before.sha256 if before else sha256):
            return None
        if reason := self._reason_to_leave_out(path, file, sha256, facts, before):
            self.report.left_out.append((file, reason))
            return None
        self._seen[sha256] = file
        return _Task(path, file, sha256, beside, facts)

    def take(self, task: _Task, outcome: _Read | executors.Died) -> None:
        """Write the articles of a capture that was read; remember it. Raises CaptureError where the ledger refuses."""
        if isinstance(outcome, executors.Died):
            outcome = _Read(None, CaptureError(task.path, "read", _DIED, "take it out, and report this with it"))
        faults = [outcome.fault] if outcome.fault else []
        if isinstance(outcome.fault, PassedOver):
            self.report.left_out.append((task.file, outcome.fault.reason.removeprefix("left out ")))
            faults = []
        made: list[Path] = []
        asked: tuple[Question, ...] = ()
        try:
            for article in spool.take(outcome.folder) if outcome.folder else ():
                if (path := self._write(article, task.file)) is not None:
                    made.append(path)
                    asked += self._remember_part(article, task.file, path)
        except Exception as error:  # likewise
            faults.append(_fault(task.path, error))
        self.report.faults += faults
        if made or not faults:
            self._remember(task.file, task.sha256, task.beside, AGAIN if faults else self.rules, made, asked)
        self._tell()

    def _write(self, article: Article, file: str) -> Path | None:
        """Write one article; None where a person wants it left out, or no file can hold it."""
        name, sha256 = name_of_part(article, file), article.document.sha256
        before = self.book.get(name) if article.document.member else None
        if before and self.library.hides(before.sha256):
            return None
        if before and self._was_deleted(before, sha256):
            self.report.left_out.append((name, _DELETED))
            return None
        if article.document.member and (twin := self._twin_of_part(article, name)):
            self.report.left_out.append((name, SAME.format(twin)))
            return None
        try:
            change = writer.plan(article, name, self.library)
            if self.dry_run:
                self.library.expect(name, sha256)
            else:
                change.carry_out()
                self.library.note(change.path, change.source)
        except CaptureError as fault:
            if not article.document.member:
                raise
            self.report.faults.append(fault)
            return None
        doubts = article.doubts if change.doubts is None else change.doubts
        self.report.imported.append(Imported(name, change.kind, change.path, change.fields, doubts, change.conflicts))
        self._compare_again(change.again)
        return change.path

    def _twin_of_part(self, article: Article, name: str) -> str:
        """Another capture with the bytes of a part, where nothing is said of the part itself; else ""."""
        document = article.document
        said = sidecar.read_part(document.path, containers.part(document.member))
        return self.library.twin(name, document.sha256) if said == Facts() else ""

    def _blocks_of(self, capture: str) -> list[str]:
        """What is made of a capture that is a file of its own; to find a part of one would take too long."""
        with suppress(Exception):  # its own import tells what is wrong with it
            [article] = articles_of(self.root / capture, _known(self.library.content, self.rules))
            return markdown.blocks(article, {})
        return []

    def _compare_again(self, files: Sequence[str]) -> None:
        """Remember that captures are to be read again, in this run or, where it is stopped, in the next."""
        for file in files:
            before = self.book.get(file)
            if before and not self.dry_run and file not in self._again:
                self._again[file] = None
                self.book.put(replace(before, rules=AGAIN))

    def again(self) -> list[Path]:
        """Captures whose article says something else since they were compared with it."""
        return [path for file in self._again if (path := self.root / file).is_file()]

    def _remember_part(self, article: Article, file: str, path: Path) -> tuple[Question, ...]:
        """Of a file with several articles each is remembered, so that one that a person deletes stays deleted.

        Gives what is still to be remembered with the file itself.
        """
        if not article.document.member:
            return article.questions
        self._remember(name_of_part(article, file), article.document.sha256, "", "", [path], article.questions)
        return ()

    def _remember(
        self,
        file: str,
        sha256: str,
        beside: str,
        rules: str,
        made: Sequence[Path],
        asked: tuple[Question, ...],
    ) -> None:
        if not self.dry_run:
            articles = tuple(each.relative_to(self.library.content).as_posix() for each in made)
            self.book.put(ledger.Record(file, sha256, beside, rules, articles, asked))

    def _reason_to_leave_out(
        self, path: Path, file: str, sha256: str, facts: Facts, before: ledger.Record | None
    ) -> str:
        if facts.skip:
            return "its sidecar says skip"
        twin = self.library.twin(file, sha256) or self._seen.get(sha256, "")
        if twin not in ("", file) and facts in (Facts(), sidecar.read(self.root / twin)):
            return SAME.format(twin)
        if before and not self._is_named(path) and self._was_deleted(before, sha256):
            return _DELETED
        if before and not self.library.holds(file) and (own := self._still_there(before)):
            return f"{own} was made of it and no longer says so; it is yours now"
        return ""

    def _is_named(self, path: Path) -> bool:
        return bool(self.named) and path.resolve() in self.named

    def _still_there(self, before: ledger.Record) -> str:
        """The file of an article that a capture was made into; "" where there is none any more."""
        return next((article for article in before.articles if (self.library.content / article).exists()), "")

    def _was_deleted(self, before: ledger.Record, sha256: str) -> bool:
        """Whether a person took the article away: no file is it, and none was made of the capture."""
        return (
            bool(before.articles)
            and not self._still_there(before)
            and self.library.path_of(before.file, sha256) is None
        )

    def keep_addresses(self) -> None:
        """Keep the former address of every article that a person moved, but for those that were just written."""
        written = {each.path for each in self.report.imported if each.kind != "same"}
        for path in self.library.moved:
            if path in written or not path.exists():
                continue
            try:
                change = writer.keep_address(article_file.read(path))
                if change is not None and not self.dry_run:
                    change.carry_out()
            except CaptureError as fault:
                self.report.faults.append(fault)
            else:
                self.report.moved += change is not None

    def close(self) -> None:
        """Put the ledger in order, and tell once what is wrong with a table that many captures share."""
        self.report.faults = list({fault.args: fault for fault in self.report.faults}.values())
        if not self.dry_run:
            self.book.close()

    def _tell(self) -> None:
        self._done += 1
        self._progress(self._done, self._of)


def name_of_part(article: Article, file: str) -> str:
    """The name of what an article was made from: its file, and which part of that it is."""
    member = article.document.member
    return f"{file}#{containers.part(member)}" if member else file
