"""The whole way in, in order: capture -> Document -> Article -> Change -> file.

sources     which files are captures, and what lies beside them     captures.py, sidecar.py
read        bytes -> Documents                                       readers/
extract     Document -> Article                                      sites/, extract.py
plan        Article -> Change, never over a hand edit                writer.py, merge.py
carry out   Change -> files that appear whole                        files.py
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
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
    skipped: int = 0
    """Captures that a person wants left out, by `skip = true` or by having deleted the article."""
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

    paths: files or folders inside `content/captures/`; by default all. dry_run: write nothing. progress: wraps the
    captures that are gone through. Raises ArchiveError or VocabularyError where the owner's settings cannot be read.
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
    where: list[Path] = []
    is_whole = False
    try:
        for article in articles_of(path, known, facts):
            change = _import_article(article, file, library, book, report, dry_run)
            if change is not None:
                where.append(change.path)
                _remember_part(article, file, change, book, library)
        is_whole = True
    finally:
        if where or is_whole:
            made = tuple(each.relative_to(library.content).as_posix() for each in where)
            book.put(ledger.Record(file, sha256, beside, rules if is_whole else AGAIN, made))


def _import_article(
    article: Article, file: str, library: Library, book: ledger.Ledger, report: Report, dry_run: bool
) -> writer.Change | None:
    """Write one article, before the next is read; None where a person wants it left out, or no file can hold it."""
    name, sha256 = _name_of_part(article, file), article.document.sha256
    before = book.get(name) if article.document.member else None
    if before and (library.hides(before.sha256) or _was_deleted(before, library, sha256)):
        report.skipped += 1
        return None
    pictures = captured_pictures.lay(article) if not dry_run else nullcontext(article)
    try:
        with pictures as illustrated:
            change = writer.plan(illustrated, name, library)
            if not dry_run:
                change.carry_out()
    except CaptureError as fault:
        if not article.document.member:
            raise
        report.faults.append(fault)
        return None
    report.imported.append(Imported(name, article, change))
    return change


def _name_of_part(article: Article, file: str) -> str:
    """The name of what an article was made from: its file, and which part of that it is."""
    member = article.document.member
    return f"{file}#{containers.printable(member, 500)}" if member else file


def _remember_part(article: Article, file: str, change: writer.Change, book: ledger.Ledger, library: Library) -> None:
    """Of a file with several articles each is remembered, so that one that a person deletes stays deleted."""
    if article.document.member:
        made = change.path.relative_to(library.content).as_posix()
        book.put(ledger.Record(_name_of_part(article, file), article.document.sha256, "", "", (made,)))


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
