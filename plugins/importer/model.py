"""What passes between the stages. Every value is frozen: a stage makes a new one, never a half-built one."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Literal

from .resources import Resource

BlockKind = Literal["text", "heading", "item", "quote", "cell", "pre", "button"]
BodyKind = Literal["paragraph", "heading", "item", "quote", "cell", "pre", "embed", "footnote"]
TitleSource = Literal["text", "metadata", "url", "sidecar"]
Status = Literal["published", "draft", "hidden"]
DateSource = str
"""What gave a date: sidecar, url, dateline, byline, or a kind of metadata."""


class Fate(StrEnum):
    """What became of a piece of a capture. Every visible character of a capture has exactly one."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    NOTE = "note"
    CORRECTION = "correction"
    CAPTION = "caption"
    CREDIT = "credit"
    BODY = "body"
    HEADING = "heading"
    TAG = "tag"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a block's text with one look: its characters, and what the markup makes of them."""

    text: str
    href: str = ""
    strong: bool = False
    emphasis: bool = False
    tags: tuple[str, ...] = ()
    """What else it is, by the names of HTML: sub, sup, del, ins, code, ..."""
    note: int = 0
    """The footnote that it is the mark of; 0 for all else."""


@dataclass(frozen=True, slots=True)
class Container:
    """A quote, an item of a list, or a term or definition that a block stands in."""

    kind: Literal["quote", "item", "term", "definition"]
    number: int
    """Which element of the page it is: blocks of one item share it."""
    ordinal: int = 0
    """The number of an item in an ordered list; 0 in any other."""
    listed: int = 0
    """The element that is its list."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a block of a web page stands, and what the markup around it says of it."""

    tag: str
    """The block element that holds it."""
    within: frozenset[str] = frozenset()
    """The elements with a meaning around it: article, nav, aside, figure, blockquote, ..."""
    marks: tuple[tuple[str, int], ...] = ()
    """What class names call an element around it ("related", "caption", "byline", ...), and which element that is."""
    home: int = 0
    """The element that it stands in beside other blocks: of a paragraph, a heading and a list's item the same."""
    kin: int = 0
    """What tells elements of one make from others: the tags and classes of its home and of the one around that."""
    article: int = 0
    """The nearest element called an article that it stands in; elements are numbered as they open, 0 is none."""
    links: float = 0.0
    """The share of its characters that are links."""
    level: int = 0
    """1 to 6 for a heading."""
    containers: tuple[Container, ...] = ()
    """The quotes and items that it stands in, from the outermost."""
    row: int = 0
    """The row of a table that it is a cell of; rows are numbered through the page."""
    column: int = 0
    """Which cell of its row it stands in, from 0."""
    is_head: bool = False
    """Whether that is a cell of headings."""
    table: int = 0
    is_ruled: bool = False
    """Whether a rule (<hr>) sets it apart from what stands above."""
    anchors: tuple[str, ...] = ()
    """The names by which links of its own page lead to it."""
    picture: int | None = None
    """The picture that its markup binds it to, as a caption or a credit: an index into the page's pictures."""
    spans: tuple[Span, ...] = ()
    """Its text once more, by its looks; empty where it has but one."""
    permalink: str = ""
    """The address that an attribute of an element around it gives as that of what stands there."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a web page: its addresses, the best first, and what the markup says of it."""

    sources: tuple[str, ...]
    alt: str
    at: int
    """How many blocks stand before it."""
    width: int = 0
    """As the markup says it; 0 where it does not."""
    within: frozenset[str] = frozenset()
    marks: tuple[tuple[str, int], ...] = ()
    caption: str = ""
    """What attributes or metadata give as its caption, seen on the page or not."""
    credit: str = ""
    link: str = ""
    """Where it leads a reader who clicks on it."""
    is_lead: bool = False
    """Whether metadata names it as the picture of the page."""


@dataclass(frozen=True, slots=True)
class Embed:
    """What a page shows of another in a frame: a film, a podcast, a post."""

    address: str
    platform: str
    title: str
    at: int
    """How many blocks stand before it."""
    within: frozenset[str] = frozenset()
    marks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page's metadata says of a field, and where it says so."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Web:
    """What a web page tells beside its blocks."""

    claims: tuple[Claim, ...] = ()
    shots: tuple[Shot, ...] = ()
    votes: tuple[frozenset[int], ...] = ()
    """The blocks that each of the known extractors takes for the piece."""
    embeds: tuple[Embed, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a capture as its reader saw it: a paragraph, or a line where lines stand for themselves."""

    text: str
    kind: BlockKind = "text"
    continues: bool = False
    """True when it stands in the same paragraph as the block before it, one line further down."""
    setting: Setting | None = None
    """Where it stands on a web page; None in a capture of text alone."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that belongs to a capture: its file, and what is seen in it."""

    file: Path | None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a capture from outside its text (its sidecar, a row of captures.csv). Empty means unsaid."""

    url: str = ""
    title: str = ""
    date: dt.date | None = None
    captured: str = ""
    publication: str = ""
    column: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    editors_note: str = ""
    slug: str = ""
    status: Status | Literal[""] = ""
    skip: bool = False
    copy: Literal["same", "version", "separate", ""] = ""
    """What a person makes of it where the piece is there already from another capture."""
    without: tuple[str, ...] = ()
    """Fields that the piece has none of, as a person says: they stay empty, and nobody is asked for them."""
    pictures: tuple[Picture, ...] = ()


def over(facts: Facts, below: Facts) -> Facts:
    """Facts with what they leave unsaid taken from others; what the others hold back from publication stays back."""
    said = {each.name: value for each in fields(Facts) if (value := getattr(facts, each.name)) != each.default}
    if below.status in ("draft", "hidden") and facts.status == "published":
        del said["status"]
    return replace(below, **said)


@dataclass(frozen=True, slots=True)
class Document:
    """One page of a capture: its blocks in order, and the facts beside it."""

    path: Path
    sha256: str
    blocks: tuple[Block, ...]
    facts: Facts = field(default_factory=Facts)
    number: int = 1
    """Which article of its file this is, from 1."""
    member: str = ""
    """Which part of its file it is, by a name that stays when the file grows: an address, a path; "" for the whole."""
    is_chosen: bool = True
    """False for a page that a crawl took along: it makes an article only where it holds a piece."""
    unpacked: Path | None = None
    """Where it lies, with what was saved beside it, for as long as its archive is read."""
    resources: Mapping[str, Resource] = field(default_factory=dict)
    """Pictures that came in the same file, by address."""
    doubts: tuple[str, ...] = ()
    """What its reader could not read for certain."""
    web: Web | None = None
    """What a web page tells beside its blocks; None for a capture of text alone."""
    own: range | None = None
    """The blocks that its piece stands in, where the others are of other pieces of its page; None for all."""

    @property
    def id(self) -> str:
        """File stem, and `stem#2` for the second article of one file."""
        return self.path.stem if self.number == 1 else f"{self.path.stem}#{self.number}"


@dataclass(frozen=True, slots=True)
class Part:
    """A block, or a part of one, with its fate and the rule that decided it."""

    text: str
    fate: Fate
    rule: str
    block: int
    """Index of the block in its document."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture's place in a piece. Text captures have lost the picture: `picture` is then None."""

    caption: str
    credit: str
    at: int
    """How many blocks of the body stand before it."""
    picture: Picture | None = None
    src: str = ""
    """The address of a picture that lies elsewhere."""
    alt: str = ""
    """What is seen in it, as its page says."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the body, as plain text; a newline inside it is a line break of the source."""

    text: str
    kind: BodyKind = "paragraph"
    setting: Setting | None = None
    """Where it stood on a web page: its links and emphasis, the list or table that it is part of."""
    note: int = 0
    """The footnote that it is part of; 0 for all else."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction or update that the publication added: its day, where given, and its text."""

    text: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What the importer is not sure of: a field, what it took for it, and what speaks for or against that."""

    field: str
    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as its page tells it, read from text alone or from a web page, before what is known from outside."""

    body: tuple[Paragraph, ...]
    figures: tuple[Figure, ...]
    parts: tuple[Part, ...]
    language: str
    title: str = ""
    """Empty where neither the page nor its metadata gives one."""
    title_from: TitleSource = "text"
    date: dt.date | None = None
    modified: dt.date | None = None
    """The day on which it was changed last, as its page says."""
    authors: tuple[str, ...] = ()
    publication: str = ""
    """As its page calls itself."""
    standfirst: str = ""
    editors_note: str = ""
    author_note: str = ""
    corrections: tuple[Correction, ...] = ()
    tags: tuple[str, ...] = ()
    """As the source lists them."""
    labels: frozenset[str] = frozenset()
    """Lines and sections, folded, that may name its column."""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """Title, date, modified, authors -> what gave it, "none" where nothing did."""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A piece, read: everything that its file will say, and how each block of its capture fared."""

    document: Document
    title: str
    title_from: TitleSource
    date: dt.date | None
    date_from: DateSource | None
    body: tuple[Paragraph, ...]
    figures: tuple[Figure, ...]
    parts: tuple[Part, ...]
    language: str
    slug: str
    status: Status
    modified: dt.date | None = None
    """The day on which it was changed last, where that is a later one than its date."""
    authors: tuple[str, ...] = ()
    column: str = ""
    publication: str = ""
    tags: tuple[str, ...] = ()
    standfirst: str = ""
    editors_note: str = ""
    author_note: str = ""
    corrections: tuple[Correction, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    """(field, what gave it), for `preview --explain`."""
    doubts: tuple[str, ...] = ()
    """What a person should look at, each with the next move."""
    questions: tuple[Question, ...] = ()
    """What a person is asked in a review."""
    addresses: tuple[str, ...] = ()
    """Where its page lies: the address it was captured from, and those that it calls its own."""
    sketch: str = ""
    """What its text is known by, as `likeness` makes it."""

    @property
    def fates(self) -> dict[str, int]:
        """Fate -> number of parts."""
        counts = Counter(part.fate for part in self.parts)
        return {fate.value: counts[fate] for fate in Fate if counts[fate]}

    @property
    def left_out(self) -> dict[str, int]:
        """Rule -> number of parts that it dropped, the most first."""
        counts = Counter(part.rule for part in self.parts if part.fate == Fate.DROPPED)
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def text(self) -> str:
        """The body as plain text, a blank line between its blocks; links in place of frames are none of its text."""
        return "\n\n".join(paragraph.text for paragraph in self.body if paragraph.kind != "embed")


def visible(texts: Iterable[str]) -> str:
    """The visible characters of texts, in order: everything but white space."""
    return "".join("".join(text.split()) for text in texts)
