"""A capture that is text alone to its piece, which is found from its middle outwards.

`page` asks each block what it tells of itself; `piece` finds the title that the address speaks of and the run of prose
below it; `header` reads what stands between them; `placing` gives every block its fate.
"""

import re
from collections.abc import Iterator

from . import bylines, language, notes
from .header import Header, find_biography, find_date, find_modified, find_signature
from .header import read as read_header
from .knowledge import Knowledge
from .model import Document, Fate, Figure, Paragraph, Part, Piece
from .page import Page, look
from .piece import below
from .piece import find as find_piece
from .placing import BESIDE, place
from .sites import Site
from .wording import fold, length, plain

LONG_PARAGRAPH = 40
"""Words from which prose that was left out beside a piece is worth a person's look."""


def read(document: Document, site: Site, knowledge: Knowledge) -> Piece:
    """Find the piece in a document's blocks."""
    page = look(document, site)
    title_at, run = find_piece(page, knowledge)
    header = read_header(page, title_at, run, knowledge)
    run = below(page, run, header.end)
    note = notes.joined(page.notes)
    authors, authors_from = _authors(page, header, document.facts.editors_note or note)
    if not authors and header.standfirst is not None:
        authors, authors_from = bylines.told_of(page.texts[header.standfirst]), "standfirst"
    if not authors and (signed := find_signature(page, run)):
        authors, authors_from = signed, "signature"
    biography, authors = find_biography(page, run, document.facts.authors or authors)
    if biography is not None:
        run = range(run.start, min(run.stop, biography))
    biographies = (*header.biographies, *([] if biography is None else [biography]))
    date, date_from = find_date(page, header)
    modified, modified_from = find_modified(page, header)
    sheet, figures = place(page, title_at, run, header, biographies)
    parts = sheet.parts()
    body = _body(page, parts)
    return Piece(
        body=body,
        figures=figures,
        parts=parts,
        language=document.facts.language
        or site.language
        or language.detect(" ".join(item.text for item in body), knowledge.language),
        title="" if title_at is None else plain(page.title_at(title_at).text),
        date=date,
        modified=modified,
        authors=authors,
        standfirst="" if header.standfirst is None else plain(page.texts[header.standfirst]),
        editors_note=note,
        author_note=plain(page.texts[biographies[-1]]) if biographies else "",
        corrections=tuple(page.corrections[index] for index in sorted(page.corrections)),
        tags=tuple(name for index in sorted(page.tags) for name in page.tags[index]),
        labels=_labels(page, title_at),
        evidence={
            "title": f"block {title_at}",
            "date": date_from or "none",
            "modified": modified_from or "none",
            "authors": authors_from or ("note about the author" if authors else "none"),
        },
        doubts=tuple(_doubts(page, header, knowledge, authors, parts, figures)),
    )


def _body(page: Page, parts: tuple[Part, ...]) -> tuple[Paragraph, ...]:
    """The blocks of the body; lines of one paragraph are one block with line breaks."""
    body: list[Paragraph] = []
    last = -2
    for part in parts:
        if part.fate == Fate.HEADING:
            body.append(Paragraph(plain(part.text), "heading"))
        elif part.fate == Fate.BODY:
            if page.document.blocks[part.block].continues and part.block == last + 1 and body:
                body[-1] = Paragraph(f"{body[-1].text}\n{part.text}")
            else:
                body.append(Paragraph(part.text))
            last = part.block
    return tuple(body)


def _authors(page: Page, header: Header, note: str) -> tuple[tuple[str, ...], str]:
    """Names and their evidence: a byline, or the note about the author."""
    for index, names in header.bylines.items():
        if names:
            return names, f"block {index}"
    if named := bylines.introduced(note):
        return named, "editor's note"
    return (), ""


def _labels(page: Page, title_at: int | None) -> frozenset[str]:
    """The lines near the title, and the parts of a breadcrumb."""
    near = page.texts[: (title_at or 0) + 8]
    return frozenset(fold(part) for text in near for part in re.split(r"[/|›>»·•]", text))


def _doubts(
    page: Page,
    header: Header,
    knowledge: Knowledge,
    authors: tuple[str, ...],
    parts: tuple[Part, ...],
    figures: tuple[Figure, ...],
) -> Iterator[str]:
    """What a person should look at, each with the next move."""
    beside = [part for part in parts if part.rule in BESIDE and length(part.text) >= LONG_PARAGRAPH]
    if beside and any(part.fate == Fate.BODY for part in parts):
        yield f"{len(beside)} long paragraphs beside the piece were left out; look at them with preview --explain"
    unread = [page.texts[index] for index in header.datelines if bylines.is_marked(page.texts[index])]
    if unread and not authors:
        yield f"no name could be read from {plain(unread[0])!r}; write authors = in its sidecar"
    unknown = [name for names in page.tags.values() for name in names if not knowledge.vocabulary.canonical(name)]
    if unknown and knowledge.vocabulary.names:
        yield f"tags of its source are not in tags.yaml: {', '.join(unknown)!r}; add those that are wanted"
    if len(page.document.facts.pictures) > len(figures):
        yield "its sidecar has more pictures than the piece has figures; look where they went"
