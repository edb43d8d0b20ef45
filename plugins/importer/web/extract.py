"""A web page to its piece: its markup and metadata are evidence too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urljoin, urlsplit

from .. import bylines, datelines, notes, prose
from ..knowledge import Knowledge
from ..model import (
    Block,
    BodyKind,
    Claim,
    Correction,
    Document,
    Embed,
    Fate,
    Figure,
    Paragraph,
    Picture,
    Piece,
    Setting,
    Span,
    Web,
)
from ..sheet import Sheet
from ..sites import Site
from ..wording import ends_sentence, fold, length, plain, plain_lines
from . import authors as people
from . import body as bodies
from . import fields, figures, footnotes, strung, unseen
from .layout import AWAY, LINKED, OF_BLOCK, OUTSIDE, SOME_LINKS, Layout

HEADER = 14
"""How many blocks below the title, and above the piece, tell who and when."""
BELOW = 8
"""How many blocks below the piece may tell who wrote it."""
SHORT = 16
"""Words in a block among the piece's own that may still be a byline."""
MOST_STANDFIRST = 70
"""Words."""
LEAST_OPENING = 6
"""Words of a sentence below a byline in one block."""
MOST_BETWEEN = 6
"""Blocks that say something of the piece between its title and its standfirst."""
MOST_DESCRIBED = 60
"""Characters by which a standfirst and a description are compared."""
_STANDFIRST = frozenset({"standfirst"})
_BIO = frozenset({"bio"})
_NO_STANDFIRST = AWAY | {"byline", "date", "caption", "credit"}
MOST_HEADING = 25
MOST_BIOGRAPHY = 70
"""Words."""
MOST_UNNAMED = 2
"""The last paragraphs that may say who the author is without a name; others may speak of the author of a book."""
MOST_LABEL = 3
"""Words of the heading of a correction."""
MOST_BELOW = 12
"""Paragraphs among which, at the end of a piece, the note about its author stands."""
SMALL_TAIL = 0.25
"""The share of what was taken for a piece that may stand below that note, and is none of it."""
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"
"""What stands in addresses as it is."""


@dataclass(slots=True)
class Reading:
    """What was found on a page."""

    layout: Layout
    title: fields.Found
    body: frozenset[int]
    dropped: dict[int, str]
    header: list[int]
    below: list[int]
    groups: dict[int, figures.Group]
    notes: dict[int, str] = field(default_factory=dict)
    corrections: dict[int, Correction] = field(default_factory=dict)
    tags: dict[int, tuple[str, ...]] = field(default_factory=dict)
    endnotes: footnotes.Notes = field(default_factory=footnotes.Notes)
    standfirst: int | None = None
    bylines: frozenset[int] = frozenset()
    """The blocks that the authors' names were read from, or that say nothing else."""
    openings: dict[int, int] = field(default_factory=dict)
    """Block of the body -> where its text begins behind the byline that is its first line."""
    biography: int | None = None
    """The block that says who the author is."""

    @property
    def texts(self) -> list[str]:
        """The texts of the piece's blocks."""
        return [self.layout.blocks[index].text for index in sorted(self.body)]


def read(document: Document, site: Site, knowledge: Knowledge) -> Piece:
    """Find the piece on a page, and read what the page says of it.

    One that is strung together with others is read off its own stretch of the page.
    """
    if document.own is not None:
        return strung.on_page(read(strung.cut(document, document.own), site, knowledge), document, document.own)
    found = _find(document, site)
    web, facts = document.web or Web(), document.facts
    language = facts.language or site.language or fields.language(document, found.texts, knowledge.language)
    date, date_from = fields.day(document, found.layout, found.header, found.below, language, found.body)
    modified, modified_from = fields.modified(document, found.layout, found.header, language)
    authors, authors_from = people.find(document, found.layout, found.header, found.below, language, found.body)
    _credit(found, authors, authors_from, language)
    _find_biography(found, facts.authors or authors)
    numbered = _paragraphs(found, document)
    hidden = unseen.better(web.claims, [paragraph.text for _, paragraph in numbered])
    body = tuple(paragraph for _, paragraph in numbered) if hidden is None else _of_claim(hidden)
    return Piece(
        body=body,
        figures=_pictures(found, document, [index for index, _ in numbered]),
        parts=_place(found).parts(),
        language=language,
        title=found.title.value,
        title_from="metadata" if found.title.block is None else "text",
        date=date,
        modified=modified,
        authors=authors,
        publication=fields.publication(web)[0],
        standfirst="" if found.standfirst is None else plain(document.blocks[found.standfirst].text),
        editors_note=notes.joined(found.notes),
        author_note="" if found.biography is None else plain(document.blocks[found.biography].text),
        corrections=tuple(found.corrections[index] for index in sorted(found.corrections)),
        tags=tuple(_tags(found, web)),
        labels=frozenset(fold(value) for value, _ in fields.values(web, "section")),
        evidence={"title": found.title.source, "date": date_from, "modified": modified_from, "authors": authors_from}
        | ({} if hidden is None else {"body": hidden.source}),
        doubts=tuple(_doubts(found, hidden)),
    )


def _doubts(found: Reading, hidden: Claim | None) -> Iterator[str]:
    """What a person should look at, each with the next move."""
    if hidden is not None:
        yield f"its page does not show its text, which was taken from {hidden.source}; look at its paragraphs"
    blocks = range(len(found.layout.blocks))
    if others := sum(found.layout.heads_another(index, found.title.block) for index in blocks):
        yield f"its page holds more pieces ({others}); capture each by its own address, and look where this one ends"


def _of_claim(claim: Claim) -> tuple[Paragraph, ...]:
    """The paragraphs of a text that metadata holds."""
    return tuple(Paragraph(line) for line in claim.value.split("\n"))


def _tags(found: Reading, web: Web) -> list[str]:
    """The tags that a page and its metadata list."""
    listed = [name for names in found.tags.values() for name in names]
    return listed + [name for value, _ in fields.values(web, "tags") for name in re.split(r"\s*[,;|]\s*", value)]


def _find(document: Document, site: Site) -> Reading:
    """The piece on a page and what stands around it, by the site's own rules first."""
    web = document.web or Web()
    layout = Layout(document.blocks, web.votes)
    own = {index: rule.name for index, block in enumerate(document.blocks) if (rule := site.rule(block.text))}
    votes = (*web.votes, bodies.own_run(layout))
    chosen = bodies.elect(layout, votes)
    spoken = bodies.paragraphs(layout, bodies.agreement(chosen, votes)) or bodies.paragraphs(layout, chosen)
    first = spoken[0] if spoken else min(chosen, default=0)
    title = fields.headline(document, layout, first)
    taken, dropped = bodies.mend(layout, chosen, votes, title.block)
    taken, dropped = taken - own.keys(), dropped | own
    first, last = min(taken, default=first), max(taken, default=first)
    taken -= _datelines(layout, title.block, first)
    header = [
        index
        for index in _header(layout, title.block, first)
        if index not in own and (index not in taken or layout.words[index] <= SHORT)
    ]
    below = [
        index
        for index in _below_piece(layout, first, last)
        if index not in own and (index not in taken or layout.words[index] <= SHORT)
    ]
    groups = figures.find(layout, web.shots, title.block, taken)
    found = Reading(layout, title, taken, dropped, header, below, groups)
    found.endnotes = footnotes.find(layout, taken, fields.base(document))
    _read_labels(found, document)
    found.standfirst = _standfirst(found, web)
    captioned = figures.fates(groups).keys()
    found.body = (
        ((taken - found.dropped.keys()) | found.endnotes.numbers.keys())
        - captioned
        - found.notes.keys()
        - found.corrections.keys()
        - found.tags.keys()
        - {found.standfirst or -1, found.endnotes.heading or -1}
    )
    return found


def _datelines(layout: Layout, title: int | None, first: int) -> set[int]:
    """The lines below the title, among the first of what was taken for the piece, that say when and nothing else."""
    if title is None or title >= first + 3:
        return set()
    return {
        index
        for index in range(max(first, title + 1), min(first + 3, len(layout.blocks)))
        if datelines.is_dateline(layout.blocks[index].text)
    }


def _header(layout: Layout, title: int | None, first: int) -> list[int]:
    """The blocks right around the title and right above the piece, which may say who and when; those below it first."""
    near = set(range(max(0, first - HEADER), first + 3))
    if title is not None and title < first:
        near = {index for index in near if index >= title - 4}
        near |= set(range(max(0, title - 4), min(title + 2 * HEADER, first + 3)))
    inside = [index for index in sorted(near) if index < len(layout.blocks) and index != title]
    if title is not None:
        inside.sort(key=lambda index: index < title)
    return [index for index in inside if layout.is_outside(index) != "footer" or layout.is_of_article(index)]


def _below_piece(layout: Layout, first: int, last: int) -> range:
    """The last blocks of a piece and those right below it, as far as the comments."""
    end = min(len(layout.blocks), last + 1 + BELOW)
    comments = (index for index in range(last + 1, end) if bodies.heads_comments(layout, index))
    return range(max(first + 3, last - 2), next(comments, end))


def _read_labels(found: Reading, document: Document) -> None:
    """Editor's notes, corrections, and the source's own tags, in the piece and right around it."""
    layout = found.layout
    for index in sorted({*found.header, *found.body, *found.below}):
        text = layout.blocks[index].text
        if index == found.title.block or index in found.endnotes.numbers:
            continue
        if (label := notes.parse(text)) is not None:
            found.notes[index] = notes.without_label(text)
            if (
                not label.text.strip()
                and index + 1 < len(layout.blocks)
                and prose.is_prose(layout.blocks[index + 1].text)
            ):
                found.notes[index + 1] = plain(layout.blocks[index + 1].text)
        elif correction := notes.correction(text, document.facts.language):
            found.corrections[index] = correction
            if _is_label(layout, index - 1, index):
                found.dropped[index - 1] = "heading of a correction"
        elif named := notes.source_tags(text):
            found.tags[index] = named


def _is_label(layout: Layout, index: int, below: int) -> bool:
    """Whether a block is a short heading in the element of the block below it."""
    is_heading = index >= 0 and layout.blocks[index].kind == "heading" and layout.words[index] <= MOST_LABEL
    return is_heading and layout.home(index) == layout.home(below)


def _standfirst(found: Reading, web: Web) -> int | None:
    """The sentence between title and piece that says what it is about: markup, or metadata that says the same, tell it.

    What stands beside a piece, and who wrote it and when, may stand there too.
    """
    title, layout = found.title.block, found.layout
    if title is None or not found.body:
        return None
    described = [fold(value)[:MOST_DESCRIBED] for value, _ in fields.values(web, "description") if length(value) > 5]
    seen = 0
    for index in range(title + 1, min(found.body)):
        block = layout.blocks[index]
        is_named = bool(layout.mark(index, _STANDFIRST))
        if layout.words[index] <= 3 or index in found.notes or _is_beside(layout, index):
            continue
        seen += 1
        if seen > MOST_BETWEEN or layout.is_outside(index) or layout.links(index) > LINKED:
            continue
        is_told = block.kind == "heading" or is_named or _says(block.text, described)
        if is_told and 7 <= length(block.text) <= MOST_STANDFIRST and not datelines.is_dateline(block.text):
            return index
    return None


def _is_beside(layout: Layout, index: int) -> bool:
    """Whether a block above a piece is of something else; a teaser without links is the piece's own."""
    mark = layout.mark(index, _NO_STANDFIRST)
    if mark != "related" or layout.links(index) > SOME_LINKS:
        return bool(mark)
    marks = layout.marks(index)
    named = {number for kind, number in marks if kind == "standfirst"}
    return any(kind in AWAY and number not in named and layout.is_small(number) for kind, number in marks)


def _says(text: str, described: Sequence[str]) -> bool:
    """Whether a text says what a page's metadata says of it, as far as that goes."""
    return any(fold(text)[:MOST_DESCRIBED].startswith(each) or each.startswith(fold(text)) for each in described)


def _credit(found: Reading, authors: Sequence[str], source: str, language: str) -> None:
    """Note the block that the authors were read from ("block 7"), and those that only name them: none of the text."""
    match = OF_BLOCK.fullmatch(source)
    read_from = {int(match[1])} if match else set()
    around = {*found.header, *found.below} & found.body
    blocks = found.layout.blocks
    found.bylines = frozenset(
        read_from | {index for index in around if people.is_byline(blocks[index].text, authors, language)}
    )
    found.openings = {
        index: opening for index in found.bylines & found.body if (opening := _opening(blocks[index].text))
    }
    found.body -= found.bylines - found.openings.keys()


def _opening(text: str) -> int:
    """Where the text of a piece begins that stands in one block with its byline, on the next line; 0 without any."""
    byline, _, rest = text.strip().partition("\n")
    is_text = length(rest) >= LEAST_OPENING and ends_sentence(rest) and bylines.parse(byline)
    return text.index(rest) if is_text else 0


def _find_biography(found: Reading, authors: Sequence[str]) -> None:
    """Note the block that says who the author is: one of the piece's last paragraphs, right below it, or its first.

    It begins with the name of an author, and says that the name is someone's: "A B is a lecturer in ...". Nothing of a
    piece stands below, if it is not much.
    """
    layout = found.layout
    spoken = [index for index in sorted(found.body) if layout.is_paragraph(index)]
    for index in (*reversed(spoken[1:][-MOST_BELOW:]), *found.below):
        text = layout.blocks[index].text
        if length(text) > MOST_BIOGRAPHY or layout.mark(index, frozenset({"comments", "related"})):
            continue
        is_named = layout.mark(index, _BIO) and bylines.introduced(text)[:1] in [(name,) for name in authors]
        is_unnamed = index not in spoken[:-MOST_UNNAMED] and bylines.is_about_the_author(text)
        if is_named or is_unnamed or bylines.is_about(text, authors):
            below = _below(found, index)
            found.biography = index
            found.body -= below | {index}
            found.dropped |= dict.fromkeys(below, "below the note about the author")
            return
    first = layout.blocks[spoken[0]].text if len(spoken) > 1 else ""
    if first and length(first) <= MOST_BIOGRAPHY and bylines.is_about(first, authors):
        found.biography = spoken[0]
        found.body -= {spoken[0]}


def _below(found: Reading, biography: int) -> set[int]:
    """What was taken for the piece below the note about its author and is none: little, and in elements of its own."""
    layout = found.layout
    below = {index for index in found.body if index > biography} - found.endnotes.numbers.keys()
    homes = {layout.home(index) for index in found.body - below}
    words = sum(layout.words[index] for index in found.body)
    is_little = sum(layout.words[index] for index in below) <= SMALL_TAIL * words
    return below if is_little and not any(layout.home(index) in homes for index in below) else set()


def _place(found: Reading) -> Sheet:
    """Give every block its fate."""
    layout = found.layout
    sheet = Sheet([block.text for block in layout.blocks])
    for index, (parts, rule) in figures.fates(found.groups).items():
        sheet.cut(index, parts, rule)
    for index in range(len(layout.blocks)):
        if index in found.openings and index not in sheet:
            text, opening = layout.blocks[index].text, found.openings[index]
            sheet.cut(index, ((text[:opening], Fate.BYLINE), (text[opening:], Fate.BODY)), "byline")
        elif index in found.bylines and index not in sheet and index not in (found.title.block, found.biography):
            sheet.cut(index, _byline_parts(layout.blocks[index].text), "byline")
        elif index in found.body and index in found.endnotes.bounds:
            text, (start, end) = layout.blocks[index].text, found.endnotes.bounds[index]
            parts = (text[:start], Fate.DROPPED), (text[start:end], Fate.BODY), (text[end:], Fate.DROPPED)
            sheet.cut(index, parts, "footnote")
        elif index not in sheet:
            sheet.give(index, *_fate(found, index))
    return sheet


def _byline_parts(text: str) -> tuple[tuple[str, Fate], ...]:
    """A byline, and the day that it may hold."""
    days = list(datelines.find(text))
    if not days:
        return ((text, Fate.BYLINE),)
    start, end = days[0].start, days[-1].end
    return (text[:start], Fate.BYLINE), (text[start:end], Fate.DATELINE), (text[end:], Fate.BYLINE)


def _fate(found: Reading, index: int) -> tuple[Fate, str]:
    layout = found.layout
    block = layout.blocks[index]
    if index == found.title.block:
        return Fate.TITLE, "title"
    if index in found.notes:
        return Fate.NOTE, "editor's note"
    if index in found.corrections:
        return Fate.CORRECTION, "correction"
    if index in found.tags:
        return Fate.TAG, "tags of the source"
    if index == found.standfirst:
        return Fate.STANDFIRST, "standfirst"
    if index == found.biography:
        return Fate.NOTE, "note about the author"
    if index in found.body:
        return (Fate.HEADING, "heading") if block.kind == "heading" else (Fate.BODY, "piece")
    if index == found.endnotes.heading:
        return Fate.DROPPED, "heading of footnotes"
    if index in found.header and length(block.text) <= 24:
        if bylines.is_marked(block.text) or (
            layout.mark(index, frozenset({"byline"})) and bylines.name_alone(block.text)
        ):
            return Fate.BYLINE, "byline"
        if datelines.is_dateline(block.text):
            return Fate.DATELINE, "dateline"
    return Fate.DROPPED, found.dropped.get(index) or _name_of_drop(found, index)


def _name_of_drop(found: Reading, index: int) -> str:
    layout = found.layout
    if mark := layout.mark(index) or layout.is_outside(index):
        return mark
    if not found.body:
        return "no piece found"
    if index < min(found.body):
        return "above the piece"
    return "below the piece" if index > max(found.body) else "between paragraphs"


def _paragraphs(found: Reading, document: Document) -> tuple[tuple[int, Paragraph], ...]:
    """The blocks of the body with their index, as paragraphs of their kind, links made whole; frames among them."""
    web = document.web or Web()
    base = fields.base(document)
    layouts = found.layout.frames
    made = [(index, _paragraph(found, index, layouts, base)) for index in sorted(found.body)]
    text = found.body - found.endnotes.numbers.keys()
    place = range(min(text) + 1, max(text) + 2) if text else range(0)
    embedded = [(embed.at, _link_to(embed)) for embed in web.embeds if _is_embedded(found, embed, place)]
    return tuple(sorted([*embedded, *made], key=lambda pair: (pair[0], pair[1].kind != "embed")))


def _paragraph(found: Reading, index: int, layouts: set[int], base: str) -> Paragraph:
    block, notes = found.layout.blocks[index], found.endnotes
    start, end = notes.bounds.get(index, (found.openings.get(index, 0), len(block.text)))
    kind = "footnote" if index in notes.numbers else _kind(block, layouts)
    setting = block.setting
    if setting is not None:
        spans = footnotes.marked(tuple(footnotes.cut(setting.spans, start, end)), notes.targets, base)
        setting = replace(setting, spans=tuple(_linked(span, base) for span in spans))
    text = block.text[start:end]
    if kind != "pre":
        text = plain_lines(text)
    return Paragraph(plain(text) if kind == "heading" else text, kind, setting, notes.numbers.get(index, 0))


def _is_embedded(found: Reading, embed: Embed, place: range) -> bool:
    """Whether a frame stands in the piece, and not beside it. place: between which blocks the piece stands."""
    if embed.at not in place or embed.within & OUTSIDE:
        return False
    layout = found.layout
    return not any(kind in AWAY - layout.idle and layout.is_small(number) for kind, number in embed.marks)


def _link_to(embed: Embed) -> Paragraph:
    """A frame as a link, with the name of its platform."""
    text = f"{embed.platform}: {embed.title}" if embed.title else embed.platform
    return Paragraph(text, "embed", Setting("iframe", spans=(Span(text, quote(embed.address, safe=_SAFE)),)))


def _kind(block: Block, layouts: set[int]) -> BodyKind:
    """What a block of the body is; cells of a table that only lays out the page are paragraphs."""
    if block.kind == "item" and block.setting and block.setting.tag == "dt":
        return "paragraph"
    if block.kind == "cell":
        return "paragraph" if block.setting is None or block.setting.table in layouts else "cell"
    if block.kind == "heading" and length(block.text) > MOST_HEADING and ends_sentence(block.text):
        return "paragraph"
    if block.kind in ("heading", "item", "quote", "pre"):
        return block.kind
    return "paragraph"


def _linked(span: Span, base: str) -> Span:
    """A span whose link is whole and leads somewhere that a reader may be led to; else without link."""
    if not span.href or span.note:
        return span
    try:
        whole = urljoin(base, span.href)
        safe = urlsplit(whole).scheme in ("http", "https", "mailto") and not span.href.startswith("#")
    except ValueError:
        return replace(span, href="")
    return replace(span, href=quote(whole, safe=_SAFE) if safe else "")


def _pictures(found: Reading, document: Document, body: Sequence[int]) -> tuple[Figure, ...]:
    """The figures in the order of the page, each with its address, and how many blocks of the body stand before it."""
    web = document.web or Web()
    base = fields.base(document)
    made = []
    for number, group in found.groups.items():
        shot = web.shots[number]
        file = figures.saved(shot, document.unpacked or document.path)
        src = "" if file else figures.address(shot, base, document.resources)
        if not src and not file and not group.caption:
            continue
        at = min([*group.fates, shot.at])
        picture = Picture(file, shot.alt) if file else None
        before = sum(index < at for index in body)
        made.append((at, number, Figure(group.caption, group.credit, before, picture, src, shot.alt)))
    return tuple(figure for _, _, figure in sorted(made, key=lambda each: each[:2]))
