"""A tree to blocks: every visible character of a page once, in the order of the page, with its setting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal
from zlib import crc32

from lxml import etree, html

from ..model import Block, BlockKind, Container, Embed, Setting, Span
from ..patterns import words_of
from . import embeds, marks, shots
from .shots import Seen

INVISIBLE = words_of("""
    head script style template noscript noframes noembed iframe object svg canvas audio video map
    datalist textarea amp-analytics amp-ad amp-iframe amp-script title
""")
"""Elements whose text no reader sees."""
INLINE = words_of("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr q s samp
    small span strike strong sub sup time tt u var wbr ruby rt rp amp-link g-emoji relative-time
""")
_NO_BLOCK = words_of("br img amp-img amp-anim input source picture meta link")
"""Elements without a text of their own, which part none."""
MEANING = words_of("""
    article main nav header footer aside figure figcaption blockquote table ul ol section address
""")
_ASKING = ("form", "input", "textarea", "select")
_KINDS: dict[str, BlockKind] = {
    "li": "item",
    "dt": "item",
    "dd": "item",
    "td": "cell",
    "th": "cell",
    "pre": "pre",
    "button": "button",
    "option": "button",
}
_TAGS = {tag: tag for tag in ("sub", "sup", "del", "ins", "s", "code", "kbd", "samp", "var", "mark", "q")} | {
    "strike": "s",
    "tt": "code",
}
"""Inline elements with a meaning that Markdown has no signs for -> the tag that they are written as."""
_CONTAINERS: dict[str, Literal["quote", "item", "term", "definition"]] = {
    "blockquote": "quote",
    "li": "item",
    "dt": "term",
    "dd": "definition",
}
_PARTS = words_of("""
    p h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd table thead tbody tfoot tr td th caption pre figure figcaption
    details summary center hgroup br hr
""")
"""Elements that are a part of a text, and not a place where texts stand."""
_NUMBERS = re.compile(r"\d+")
"""What tells elements of one make apart."""
MOST_NAMES = 300
"""Characters of an element's names that are read."""
_MOST_CONTAINERS = 8
_MOST_SPANNED = 64
"""Columns that one cell may take; a page that says more is mistaken."""
_NAMES = ("class", "id", "role", "itemprop", "rel", "data-component", "data-testid", "data-area", "data-manual")
"""Attributes that say what an element is; the id of a heading says what it is about."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PERMALINKS = ("data-url", "data-href", "data-permalink", "itemid")
"""Attributes that give the address of what an element holds."""
_SPACES = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DROP_CAP = re.compile(r"\s*[\"“„«‘]?[^\W\d_]")
"""A letter in an element of its own, which begins the word behind it."""
_BREAK = "\x00"
"""Stands for <br> until a block is cut."""


@dataclass(slots=True)
class Frame:
    """An element that is being read, and what it hands on to those inside it."""

    tag: str
    number: int
    kind: BlockKind = "text"
    level: int = 0
    within: frozenset[str] = frozenset()
    marks: tuple[tuple[str, int], ...] = ()
    href: str = ""
    permalink: str = ""
    article: int = 0
    strong: bool = False
    emphasis: bool = False
    tags: tuple[str, ...] = ()
    keeps_space: bool = False
    containers: tuple[Container, ...] = ()
    row: int = 0
    column: int = 0
    is_head: bool = False
    table: int = 0
    count: int = 0
    """The number of a list's last item; how many columns a row has had."""
    is_apart: bool = False
    """Whether it is a block of its own in its line: the credit in a caption, the kicker in a heading."""
    make: str = ""
    """Tag and classes of the nearest element that texts stand in."""
    outer: tuple[int, int] = (0, 0)
    place: tuple[int, int] = (0, 0)
    """Home and kin of what stands beside it, and right in it."""


@dataclass(slots=True)
class Reading:
    """A page as it was read: its blocks, and the first text node of each, by which it can be found again."""

    blocks: list[Block] = field(default_factory=list)
    anchors: list[tuple[html.HtmlElement, bool]] = field(default_factory=list)
    """(element, whether its tail and not its text)"""
    elements: list[html.HtmlElement] = field(default_factory=list)
    """The block element that holds each block."""
    pictures: list[Seen] = field(default_factory=list)
    embeds: list[Embed] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self.reading = Reading()
        self.frames = [Frame("html", 0)]
        self.elements: list[html.HtmlElement] = []
        self.pieces: list[tuple[str, Frame]] = []
        self.anchor: tuple[html.HtmlElement, bool] | None = None
        self.holder: html.HtmlElement | None = None
        self.numbers = self.rows = self.tables = 0
        self.is_ruled = False
        self.anchors: list[str] = []
        self.mixed: dict[html.HtmlElement, bool] = {}
        self.asking: set[int] = set()
        """The elements that ask a reader for something, in a form or a field."""
        self.linked: frozenset[str] = frozenset()

    def read(self, root: html.HtmlElement) -> Reading:
        self.linked = frozenset(
            href.partition("#")[2] for each in root.iter("a") if "#" in (href := each.get("href") or "")
        )
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        self.elements = [root]
        for event, element in walker:
            if event == "start":
                if element.tag in INVISIBLE:
                    self._see(element)
                    walker.skip_subtree()
                else:
                    self._open(element)
            elif event == "end":
                if element.tag not in INVISIBLE:
                    self._close(element)
                self._say(element.tail, element, True)
            else:
                self._say(element.tail, element, True)
        self._flush()
        self.reading.blocks = [self._marked(block) for block in self.reading.blocks]
        return self.reading

    def _holds_blocks(self, element: html.HtmlElement) -> bool:
        """Whether an element holds other blocks beside the text that stands bare in it."""
        if element not in self.mixed:
            self.mixed[element] = any(child.tag not in INLINE and child.tag not in _NO_BLOCK for child in element)
        return self.mixed[element]

    def _marked(self, block: Block) -> Block:
        """A block that stands beside a form or a field says what is asked for."""
        setting = block.setting
        if setting is None or setting.home not in self.asking:
            return block
        return replace(block, setting=replace(setting, marks=(*setting.marks, ("asking", setting.home))))

    def _open(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in _ASKING and element.get("type") != "hidden":
            self.asking.add(self.frames[-1].place[0])
        if tag == "br":
            self._break(element)
        elif tag not in INLINE and tag not in embeds.AMP and tag not in _NO_BLOCK:
            self._flush()
        elif tag in ("img", "amp-img", "amp-anim") or tag in embeds.AMP:
            self._see(element)
        self.is_ruled = self.is_ruled or tag == "hr"
        self._anchor(element)
        frame = self._frame(element, self.frames[-1])
        if frame.is_apart:
            self._flush()
        self.frames.append(frame)
        self.elements.append(element)
        self._say(element.text, element, False)

    def _anchor(self, element: html.HtmlElement) -> None:
        """Take note of the names by which links lead to the block that is read, or to the next."""
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name and name in self.linked:
                self.anchors.append(name)

    def _close(self, element: html.HtmlElement) -> None:
        tag = element.tag
        is_block = tag not in INLINE and tag not in _NO_BLOCK
        if is_block or self.frames[-1].is_apart:
            self._flush()
        self.frames.pop()
        self.elements.pop()
        if tag in INLINE and not element.tail and self.pieces and _is_glued(element, self.pieces[-1][0]):
            self.pieces.append((" ", self.frames[-1]))

    def _frame(self, element: html.HtmlElement, above: Frame) -> Frame:
        self.numbers += 1
        frame = _inherited(element, self.numbers, above)
        self._name(element, frame)
        self._settle(element, frame, above)
        if element.tag in INLINE:
            _set_apart(frame, above)
        _mean(element, frame, above)
        self._count(element, frame, above)
        return frame

    def _settle(self, element: html.HtmlElement, frame: Frame, above: Frame) -> None:
        """Say where a text stands: in the nearest element that is no part of a text itself."""
        if element.tag in INLINE or element.tag in _PARTS:
            frame.make, frame.outer, frame.place = above.make, above.outer, above.place
            return
        frame.make = _make_of(element.tag, (element.get("class") or "")[:MOST_NAMES])
        frame.outer = above.place
        frame.place = frame.number, _kin_of(above.make, frame.make)

    def _count(self, element: html.HtmlElement, frame: Frame, above: Frame) -> None:
        """Number items, rows, cells and tables, and take note of the quotes and items that blocks stand in."""
        tag = element.tag
        if kind := _CONTAINERS.get(tag):
            if kind == "item":
                above.count += 1
            if len(above.containers) < _MOST_CONTAINERS:
                ordinal = above.count if kind == "item" and above.tag == "ol" else 0
                frame.containers = (*above.containers, Container(kind, frame.number, ordinal, above.number))
        elif tag == "table":
            self.tables += 1
            frame.table = self.tables
        elif tag == "tr":
            self.rows += 1
            frame.row = self.rows
        elif tag == "ol":
            frame.count = _number(element, "start", 1, 99_999) - 1
        elif tag in ("td", "th"):
            frame.column, frame.is_head = above.count, tag == "th"
            above.count += _number(element, "colspan", 1, _MOST_SPANNED)

    def _name(self, element: html.HtmlElement, frame: Frame) -> None:
        """Read the names of an element, which its page's own frame (<html>, <body>) does not hand on."""
        if element.tag in ("html", "body"):
            return
        attributes = element.attrib
        names = " ".join(
            attributes.get(name, "")
            for name in _NAMES
            if name in attributes and not (name == "id" and element.tag in _HEADINGS)
        )
        found = marks.read(names[:MOST_NAMES]) if names else ()
        if element.tag == "form":
            found = (*found, "form")
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            found = (*found, "hidden")
        if found:
            frame.marks = (*frame.marks, *((mark, frame.number) for mark in found))

    def _see(self, element: html.HtmlElement) -> None:
        """Take note of a picture, or of the pictures that an element without script shows instead."""
        frame, at = self.frames[-1], len(self.reading.blocks) + bool(self.anchor)
        for seen in shots.see(element):
            seen.at = at
            seen.within, seen.marks, seen.link = frame.within, frame.marks, frame.href
            self.reading.pictures.append(seen)
        if (embedded := embeds.read(element)) is not None:
            self.reading.embeds.append(Embed(*embedded, at, frame.within, frame.marks))

    def _say(self, text: str | None, element: html.HtmlElement, is_tail: bool) -> None:
        if not text:
            return
        if self.anchor is None:
            if not text.strip():
                if self.pieces:
                    self.pieces.append((" ", self.frames[-1]))
                return
            self.anchor = (element, is_tail)
            self.holder = self.elements[-1]
        frame = self.frames[-1]
        self.pieces.append((text if frame.keeps_space else _SPACES.sub(" ", text), frame))

    def _break(self, element: html.HtmlElement) -> None:
        """One <br> ends a line, two a paragraph."""
        if self.anchor is None:
            return
        for text, _ in reversed(self.pieces):
            if text == _BREAK:
                self._flush()
                return
            if text.strip():
                break
        self.pieces.append((_BREAK, self.frames[-1]))

    def _flush(self) -> None:
        pieces, anchor, holder = self.pieces, self.anchor, self.holder
        self.pieces, self.anchor, self.holder = [], None, None
        if anchor is None or holder is None:
            return
        is_mixed = self._holds_blocks(holder)
        self.reading.blocks.append(
            _block(pieces, is_ruled=self.is_ruled, is_mixed=is_mixed, anchors=tuple(self.anchors))
        )
        self.is_ruled, self.anchors = False, []
        self.reading.anchors.append(anchor)
        self.reading.elements.append(holder)


def _is_glued(element: html.HtmlElement, before: str) -> bool:
    """Whether an element and the next stand without a space, though each says something of its own.

    Two links do; or two elements with names, where a capital or a figure follows a small letter (`Ada Moreau12 May`),
    or both are in a script without capitals that parts its words.
    """
    following = element.getnext()
    if following is None or following.tag not in INLINE:
        return False
    if element.tag == following.tag == "a":
        return True
    after = "".join(following.itertext())[:1]
    is_border = before[-1:].isalnum() and not before[-1:].isupper() and (after.isupper() or after.isdigit())
    is_border = is_border or (_is_caseless(before[-1:]) and _is_caseless(after))
    return is_border and len(before) > 2 and bool(element.get("class")) and bool(following.get("class"))


def _is_caseless(letter: str) -> bool:
    """Whether a letter is of Hebrew or Arabic."""
    return "\u0590" <= letter <= "\u06ff"


@lru_cache(maxsize=4096)
def _make_of(tag: str, classes: str) -> str:
    return f"{tag} {_NUMBERS.sub('', classes)}"


@lru_cache(maxsize=4096)
def _kin_of(above: str, make: str) -> int:
    return crc32(f"{above} > {make}".encode("utf-8", "replace"))


def _inherited(element: html.HtmlElement, number: int, above: Frame) -> Frame:
    """The frame of an element as the one around it hands it on."""
    tag = element.tag
    return Frame(
        above.tag if tag in INLINE else tag,
        number,
        above.kind,
        above.level,
        above.within,
        above.marks,
        above.href,
        _permalink(element) or above.permalink,
        number if tag == "article" else above.article,
        above.strong,
        above.emphasis,
        above.tags,
        above.keeps_space,
        above.containers,
        above.row,
        above.column,
        above.is_head,
        above.table,
    )


def _mean(element: html.HtmlElement, frame: Frame, above: Frame) -> None:
    """Take note of what the tag of an element says of its text."""
    tag = element.tag
    if tag in MEANING and not (tag == "footer" and "blockquote" in above.within):
        frame.within = above.within | {tag}
    if tag == "a":
        frame.href = (element.get("href") or "").strip() or above.href
    elif tag in ("b", "strong", "summary"):
        frame.strong = True
    elif tag in ("i", "em", "cite"):
        frame.emphasis = True
    elif tag in _TAGS:
        frame.tags = above.tags if _TAGS[tag] in above.tags else (*above.tags, _TAGS[tag])
    elif tag in _HEADINGS:
        frame.kind, frame.level = "heading", _HEADINGS[tag]
    elif element.get("role") == "heading":
        frame.kind, frame.level = "heading", min(_number(element, "aria-level", 2, 6), 6)
    elif tag in _KINDS:
        frame.kind = _KINDS[tag]
        frame.keeps_space = tag == "pre" or above.keeps_space
    elif tag == "blockquote":
        frame.kind = "quote"


def _set_apart(frame: Frame, above: Frame) -> None:
    """Make the credit in a caption's own line, and the kicker in a heading, a block of its own."""
    own = {mark for mark, number in frame.marks if number == frame.number}
    if own & {"credit", "byline"}:
        frame.is_apart = "figcaption" in above.within or any(mark == "caption" for mark, _ in above.marks)
    elif above.level and "kicker" in own:
        frame.is_apart, frame.kind, frame.level = True, "text", 0


def read(root: html.HtmlElement) -> Reading:
    """Read a page's blocks and pictures."""
    body = root.find("body")
    return _Reader().read(root if body is None else body)


def _number(element: html.HtmlElement, name: str, least: int, most: int) -> int:
    """A number that an element says, or the least."""
    said = (element.get(name) or "").strip()
    return min(max(int(said), least), most) if re.fullmatch(r"[0-9]{1,6}", said) else least


def _permalink(element: html.HtmlElement) -> str:
    """The address that an element gives of what it holds: an attribute's, or its own as a bookmark."""
    if element.tag == "a":
        return element.get("href") or "" if "bookmark" in (element.get("rel") or "").lower().split() else ""
    return next((value for name in _PERMALINKS if (value := element.get(name))), "")


def _block(pieces: list[tuple[str, Frame]], *, is_ruled: bool, is_mixed: bool, anchors: tuple[str, ...]) -> Block:
    spans = list(_spans(pieces))
    text = "".join(span.text for span in spans)
    spoken = [frame for piece, frame in pieces if piece.strip(" \x00")]
    frame = spoken[0]
    own = frame if all(other is frame for other in spoken) else _common(spoken)
    home, kin = own.place if frame.tag in _PARTS or is_mixed else own.outer
    linked = sum(len(piece) for piece, each in pieces if each.href)
    looks = any(span.href or span.strong or span.emphasis or span.tags for span in spans)
    setting = Setting(
        tag=frame.tag,
        within=own.within,
        marks=own.marks,
        home=home,
        kin=kin,
        article=own.article,
        links=round(linked / max(1, sum(len(piece) for piece, _ in pieces)), 3),
        level=frame.level,
        containers=frame.containers,
        row=frame.row,
        column=frame.column,
        is_head=frame.is_head,
        table=frame.table,
        is_ruled=is_ruled,
        anchors=anchors,
        spans=tuple(spans) if looks else (),
        permalink=next((frame.permalink for frame in spoken if frame.permalink), ""),
    )
    return Block(text, frame.kind, setting=setting)


def _common(frames: list[Frame]) -> Frame:
    """The frame whose marks all others share."""
    return min(frames, key=lambda frame: len(frame.marks))


def _spans(pieces: list[tuple[str, Frame]]) -> Iterator[Span]:
    """The pieces of a block as spans: white space as a browser shows it, neighbours of one look joined."""
    looks: list[tuple[str, bool, bool, tuple[str, ...]]] = []
    texts: list[str] = []
    for piece, frame in pieces:
        text = "\n" if piece == _BREAK else piece
        look = (frame.href, frame.strong, frame.emphasis, frame.tags)
        if looks and (looks[-1] == look or not text.strip()):
            texts[-1] += text
        else:
            looks.append(look)
            texts.append(text)
    if len(texts) > 1 and _DROP_CAP.fullmatch(texts[0]) and texts[1][:1].isalpha():
        texts[:2], looks[:2] = [texts[0] + texts[1]], [looks[1]]
    keeps = pieces[0][1].keeps_space
    before = ""
    for index, text in enumerate(texts):
        if not keeps:
            text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text))
            if index == 0 or before in (" ", "\n"):
                text = text.lstrip(" ")
        if index == 0:
            text = text.lstrip() if not keeps else text.lstrip("\n")
        if index == len(texts) - 1:
            text = text.rstrip()
        texts[index] = text
        before = text[-1:] or before
    while len(texts) > 1 and not texts[-1]:
        texts.pop()
        texts[-1] = texts[-1].rstrip()
    for text, look in zip(texts, looks, strict=False):
        if text:
            yield Span(text, *look)
