"""Document to Article: what each block of a page is, and what the page says of its piece.

The piece is found from its middle outwards. `page` asks each block what it tells of itself; `piece` finds the title
that the address speaks of and the run of prose below it; `header` reads what stands between them; `placing` gives
every block its fate. Here they are put together, and the fields are filled.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from . import bylines, language, notes, slugs, tags, titles
from .header import Header, find_biography, find_date
from .header import read as read_header
from .knowledge import Knowledge
from .model import Article, Document, Fate, Paragraph, TitleSource
from .page import Page, look
from .piece import below
from .piece import find as find_piece
from .placing import BESIDE, place
from .sheet import Sheet
from .sites import Site
from .web import authors as web_authors
from .web import extract as web
from .web import fields
from .wording import fold, length, plain

LONG_PARAGRAPH = 40
"""Words from which prose that was left out beside a piece is worth a person's look."""


def extract(document: Document, site: Site, knowledge: Knowledge) -> Article:
    """Read a page's piece: its fields, its body, its figures, and the fate of every block.

    What the facts beside the capture say, wins. A page without any prose gives an article without a body, and a doubt
    that says so.
    """
    return _of_text(document, site, knowledge) if document.web is None else _of_web(document, site, knowledge)


def _of_text(document: Document, site: Site, knowledge: Knowledge) -> Article:
    """The same, of a capture that is text alone."""
    page = look(document, site)
    title_at, run = find_piece(page, knowledge)
    header = read_header(page, title_at, run, knowledge)
    run = below(page, run, header.end)
    note = document.facts.editors_note or next((text for _, text in sorted(page.notes.items()) if text), "")
    authors, author_evidence = _authors(page, header, note)
    biography, authors = find_biography(page, run, authors)
    sheet, figures = place(page, title_at, run, header, biography)
    body = _body(page, sheet)
    title, title_from = _title(page, title_at)
    date, date_from = find_date(page, header)
    publication = document.facts.publication or site.publication or knowledge.publication_of(document.facts.url)
    own = _own_columns(site, knowledge, publication)
    article = Article(
        document=document,
        title=title,
        title_from=title_from,
        date=date,
        date_from=date_from,
        body=body,
        figures=figures,
        parts=sheet.parts(),
        language=_language(document, site, knowledge, body),
        slug=slugs.make(document.facts.slug or title, document.facts.url, document.sha256),
        status=document.facts.status or ("published" if date and body else "draft"),
        authors=authors,
        column=_told_column(document, site, own, note) or _shown_column(page, own, title_at),
        publication=publication,
        tags=_tags(document, knowledge, _listed_tags(page), title, body),
        standfirst="" if header.standfirst is None else plain(page.texts[header.standfirst]),
        editors_note=note,
        author_note="" if biography is None else plain(page.texts[biography]),
        corrections=tuple(page.corrections[index] for index in sorted(page.corrections)),
        evidence=(
            ("title", f"block {title_at}" if title_from == "text" else title_from),
            ("date", date_from or "none"),
            ("authors", author_evidence or ("note about the author" if authors else "none")),
        ),
    )
    return replace(article, doubts=tuple(_doubts(article, page, header, knowledge)))


def _of_web(document: Document, site: Site, knowledge: Knowledge) -> Article:
    """The same, of a web page: its markup and metadata are evidence too."""
    found = web.read(document)
    facts = document.facts
    language = facts.language or site.language or fields.language(document, found.texts, knowledge.language)
    title, title_from = _web_title(document, found.title)
    date, date_from = (
        (facts.date, "sidecar")
        if facts.date
        else fields.day(document, found.layout, found.header, found.below, language, found.body)
    )
    note = facts.editors_note or next((text for _, text in sorted(found.notes.items()) if text), "")
    authors, authors_from = (
        (facts.authors, "sidecar")
        if facts.authors
        else web_authors.find(document, found.layout, found.header, found.below, language, found.body)
    )
    web.credit(found, authors_from)
    web.find_biography(found, authors)
    sheet = web.place(found)
    numbered = web.paragraphs(found, document)
    body = tuple(paragraph for _, paragraph in numbered)
    publication = facts.publication or site.publication or knowledge.publication_of(facts.url)
    own = _own_columns(site, knowledge, publication)
    article_figures = web.pictures(found, document, [index for index, _ in numbered])
    article = Article(
        document=document,
        title=title,
        title_from=title_from,
        date=date,
        date_from=date_from if date else None,
        body=body,
        figures=article_figures,
        parts=sheet.parts(),
        language=language,
        slug=slugs.make(facts.slug or title, facts.url, document.sha256),
        status=facts.status or ("published" if date and body else "draft"),
        authors=authors,
        column=_told_column(document, site, own, note) or _web_column(document, own),
        publication=publication,
        tags=_tags(document, knowledge, _web_tags(document, found), title, body),
        standfirst="" if found.standfirst is None else plain(document.blocks[found.standfirst].text),
        editors_note=note,
        author_note="" if found.biography is None else plain(document.blocks[found.biography].text),
        corrections=tuple(found.corrections[index] for index in sorted(found.corrections)),
        evidence=(
            ("title", found.title.source if title_from in ("text", "metadata") else title_from),
            ("date", date_from),
            ("authors", authors_from),
        ),
    )
    return replace(article, doubts=tuple(_doubts_of_any(article)))


def _web_title(document: Document, found: fields.Found) -> tuple[str, TitleSource]:
    if document.facts.title:
        return document.facts.title, "sidecar"
    if found.value:
        return found.value, "metadata" if found.block is None else "text"
    return titles.from_address(document.facts.url) or document.path.stem, "url"


def _web_column(document: Document, own: Sequence[str]) -> str:
    """A section of the metadata that is a known column's name."""
    sections = {fold(value) for value, _ in fields.values(document.web, "section")} if document.web else set()
    return next((name for name in own if fold(name) in sections), "")


def _web_tags(document: Document, found: web.Reading) -> list[str]:
    """The tags that a page and its metadata list."""
    listed = [name for names in found.tags.values() for name in names]
    if document.web is not None:
        listed += [name for value, _ in fields.values(document.web, "tags") for name in re.split(r"\s*[,;|]\s*", value)]
    return listed


def _body(page: Page, sheet: Sheet) -> tuple[Paragraph, ...]:
    """The blocks of the body; lines of one paragraph are one block with line breaks."""
    body: list[Paragraph] = []
    last = -2
    for part in sheet.parts():
        if part.fate == Fate.HEADING:
            body.append(Paragraph(plain(part.text), "heading"))
        elif part.fate == Fate.BODY:
            if page.document.blocks[part.block].continues and part.block == last + 1 and body:
                body[-1] = Paragraph(f"{body[-1].text}\n{part.text}")
            else:
                body.append(Paragraph(part.text))
            last = part.block
    return tuple(body)


def _title(page: Page, title_at: int | None) -> tuple[str, TitleSource]:
    facts = page.document.facts
    if facts.title:
        return facts.title, "sidecar"
    if title_at is not None:
        return plain(titles.without_suffix(page.texts[title_at], facts.publication)[0]), "text"
    return titles.from_address(facts.url) or page.document.path.stem, "url"


def _authors(page: Page, header: Header, note: str) -> tuple[tuple[str, ...], str]:
    """Names and their evidence: from the sidecar, a byline, or the note about the author."""
    if page.document.facts.authors:
        return page.document.facts.authors, "sidecar"
    for index, names in header.bylines.items():
        if names:
            return names, f"block {index}"
    if named := bylines.from_author_note(note):
        return named, "editor's note"
    return (), ""


def _language(document: Document, site: Site, knowledge: Knowledge, body: Sequence[Paragraph]) -> str:
    known = document.facts.language or site.language
    return known or language.detect(" ".join(item.text for item in body), knowledge.language)


def _own_columns(site: Site, knowledge: Knowledge, publication: str) -> list[str]:
    """The columns that a publication is known to have."""
    return [name for name, _ in site.columns] + list(knowledge.columns_of(publication))


def _told_column(document: Document, site: Site, own: Sequence[str], note: str) -> str:
    """The column by the sidecar, the note or the address."""
    facts = document.facts
    if given := facts.column or notes.column_of(note):
        return next((name for name in own if fold(name) == fold(given)), given)
    for name, path in [*site.columns, *((name, f"/{slugs.make(name).removeprefix('the-')}/") for name in own)]:
        if path and path in facts.url.replace("/the-", "/"):
            return name
    return ""


def _shown_column(page: Page, own: Sequence[str], title_at: int | None) -> str:
    """A line near the title that is a known column's name."""
    near = page.texts[: (title_at or 0) + 8]
    lines = {fold(part) for text in near for part in re.split(r"[/|›>»·•]", text)}
    standing = [name for name in own if fold(name) in lines]
    return standing[0] if len(standing) == 1 else ""


def _tags(
    document: Document, knowledge: Knowledge, listed: Sequence[str], title: str, body: Sequence[Paragraph]
) -> tuple[str, ...]:
    """The sidecar's; those of the source that the vocabulary knows; those that the piece is about."""
    vocabulary = knowledge.vocabulary
    given = list(tags.canonical_tags(vocabulary, document.facts.tags))
    known = [vocabulary.canonical(name) for name in listed]
    chosen = tags.choose(vocabulary, title, [item.text for item in body])
    return tuple(dict.fromkeys([*given, *filter(None, known), *chosen]))[: max(tags.MOST, len(given))]


def _listed_tags(page: Page) -> list[str]:
    """The tags that a page of text lists."""
    return [name for index in sorted(page.tags) for name in page.tags[index]]


def _doubts_of_any(article: Article) -> Iterator[str]:
    """What a person should look at in any article, each with the next move."""
    yield from article.document.doubts
    if not article.body:
        yield "no piece was found in it; look at it with preview --explain"
    if article.title_from == "url":
        yield f"its title is read off its address or name ({article.title!r}); write title = in its sidecar"
    if article.date is None:
        yield "no date was found, so it stays a draft; write date = in its sidecar"


def _doubts(article: Article, page: Page, header: Header, knowledge: Knowledge) -> Iterator[str]:
    """What a person should look at, each with the next move."""
    yield from _doubts_of_any(article)
    beside = [part for part in article.parts if part.rule in BESIDE and length(part.text) >= LONG_PARAGRAPH]
    if beside and article.body:
        yield f"{len(beside)} long paragraphs beside the piece were left out; look at them with preview --explain"
    unread = [page.texts[index] for index in header.datelines if bylines.is_marked(page.texts[index])]
    if unread and not article.authors:
        yield f"no name could be read from {plain(unread[0])!r}; write authors = in its sidecar"
    unknown = [name for names in page.tags.values() for name in names if not knowledge.vocabulary.canonical(name)]
    if unknown and knowledge.vocabulary.names:
        yield f"its source's tags {', '.join(unknown)} are not in tags.yaml; add them there, or leave them"
    if len(page.document.facts.pictures) > len(article.figures):
        yield "its sidecar has more pictures than the piece has figures; look where they went"
