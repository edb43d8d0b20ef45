"""What passes between the stages. Every value is frozen: a stage makes a new one, never a half-built one."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Literal

from .resources import Resource

BlockKind = Literal["text", "heading"]
BodyKind = Literal["paragraph", "heading"]
TitleSource = Literal["text", "metadata", "url", "sidecar"]
Status = Literal["published", "draft", "hidden"]
DateSource = Literal["sidecar", "url", "dateline", "byline"]


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
class Block:
    """A block of a capture as its reader saw it: a paragraph, or a line where lines stand for themselves."""

    text: str
    kind: BlockKind = "text"
    continues: bool = False
    """True when it stands in the same paragraph as the block before it, one line further down."""


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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the body, as plain text; a newline inside it is a line break of the source."""

    text: str
    kind: BodyKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction or update that the publication added: its day, where given, and its text."""

    text: str
    date: dt.date | None = None


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

    @property
    def fates(self) -> dict[str, int]:
        """Fate -> number of parts."""
        counts = Counter(part.fate for part in self.parts)
        return {fate.value: counts[fate] for fate in Fate if counts[fate]}

    @property
    def text(self) -> str:
        """The body as plain text, a blank line between its blocks."""
        return "\n\n".join(paragraph.text for paragraph in self.body)


def visible(texts: Iterable[str]) -> str:
    """The visible characters of texts, in order: everything but white space."""
    return "".join("".join(text.split()) for text in texts)
