"""Document to Article: the piece that a page holds, and what is known of it from outside, which wins.

A page of text alone is read by `text`, a web page by `web`; both give a Piece, and from there on there is one way.
"""

from collections.abc import Iterator

from . import captions, notes, slugs, tags, text, titles
from .knowledge import Knowledge
from .model import Article, Document, Piece, TitleSource
from .sites import Site
from .web import extract as web
from .wording import fold


def extract(document: Document, site: Site, knowledge: Knowledge) -> Article:
    """Read a page's piece: its fields, its body, its figures, and the fate of every block.

    What the facts beside the capture say, wins. A page without any prose gives an article without a body, and a doubt
    that says so.
    """
    piece = (text if document.web is None else web).read(document, site, knowledge)
    facts = document.facts
    title, title_from = _title(document, piece)
    date, authors, note = (
        facts.date or piece.date,
        facts.authors or piece.authors,
        facts.editors_note or piece.editors_note,
    )
    modified = piece.modified if date and piece.modified and piece.modified > date else None
    publication = facts.publication or site.publication or knowledge.publication_of(facts.url) or piece.publication
    evidence = dict(piece.evidence) | {
        "title": piece.evidence["title"] if title_from == piece.title_from else title_from,
        "date": "sidecar" if facts.date else piece.evidence["date"],
        "modified": piece.evidence["modified"] if modified else "none",
        "authors": "sidecar" if facts.authors else piece.evidence["authors"],
    }
    return Article(
        document=document,
        title=title,
        title_from=title_from,
        date=date,
        date_from=evidence["date"] if date else None,
        body=piece.body,
        figures=piece.figures,
        parts=piece.parts,
        language=piece.language,
        slug=slugs.make(facts.slug or title, facts.url, document.sha256),
        status=facts.status or ("published" if date and piece.body else "draft"),
        modified=modified,
        authors=authors,
        column=_column(document, site, knowledge, publication, note, piece),
        publication=publication,
        tags=_tags(document, knowledge, title, piece),
        standfirst=piece.standfirst,
        editors_note=note,
        author_note=piece.author_note,
        corrections=piece.corrections,
        evidence=tuple(evidence.items()),
        doubts=(*document.doubts, *_doubts(piece, title, title_from, has_date=date is not None), *piece.doubts),
    )


def _title(document: Document, piece: Piece) -> tuple[str, TitleSource]:
    """The sidecar's, the page's, or what its address or name says."""
    if document.facts.title:
        return document.facts.title, "sidecar"
    if piece.title:
        return piece.title, piece.title_from
    return titles.from_address(document.facts.url) or document.path.stem, "url"


def _column(document: Document, site: Site, knowledge: Knowledge, publication: str, note: str, piece: Piece) -> str:
    """The column by the sidecar, the note or the address; else the one of the publication's that the page shows."""
    facts = document.facts
    own = [name for name, _ in site.columns] + list(knowledge.columns_of(publication))
    if given := facts.column or notes.column_of(note):
        return next((name for name in own if fold(name) == fold(given)), given)
    for name, path in [*site.columns, *((name, f"/{slugs.make(name).removeprefix('the-')}/") for name in own)]:
        if path and path in facts.url.replace("/the-", "/"):
            return name
    shown = [name for name in own if fold(name) in piece.labels]
    return shown[0] if len(shown) == 1 else ""


def _tags(document: Document, knowledge: Knowledge, title: str, piece: Piece) -> tuple[str, ...]:
    """The sidecar's; those of the source that the vocabulary knows; those that the piece is about."""
    vocabulary = knowledge.vocabulary
    given = list(tags.canonical_tags(vocabulary, document.facts.tags))
    known = [vocabulary.canonical(name) for name in piece.tags]
    chosen = tags.choose(vocabulary, title, [item.text for item in piece.body])
    return tuple(dict.fromkeys([*given, *filter(None, known), *chosen]))[: max(tags.MOST, len(given))]


def _doubts(piece: Piece, title: str, title_from: TitleSource, *, has_date: bool) -> Iterator[str]:
    """What a person should look at in any article, each with the next move."""
    if not piece.body:
        yield "no piece was found in it; look at it with preview --explain"
    if title_from == "url":
        yield f"its title is read off its address or name ({title!r}); write title = in its sidecar"
    if repeated := sum(captions.repeats(figure.alt, figure.caption) for figure in piece.figures):
        pictures = "a picture has" if repeated == 1 else f"{repeated} pictures have"
        yield f"{pictures} only the caption for an alternative text; say in the article's file what is seen"
    if not has_date:
        yield "no date was found, so it stays a draft; write date = in its sidecar"
