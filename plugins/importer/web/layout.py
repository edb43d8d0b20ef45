"""A page's blocks, weighed: what the names of the elements around them say, and how far that is believed."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from .. import prose
from ..model import Block
from ..wording import length

AWAY = frozenset(
    {"related", "comments", "newsletter", "share", "menu", "advert", "hidden", "tags", "bio", "form", "asking"}
)
"""Marks of elements that stand beside a piece."""
SIGNED = frozenset({"byline", "date"})
OUTSIDE = frozenset({"nav", "footer"})
SMALL_SHARE = 0.3
"""An element that holds more of the page's prose, or of what known extractors agree on, is the piece's own, whatever
its names say."""
WHOLE_SHARE = 0.5
"""A kind of mark that more of a page's prose, or of what known extractors agree on, bears says nothing there: each part
of a piece may be named alike."""
NEVER_WHOLE = frozenset({"related", "comments"})
"""Kinds of which a page may well hold more than of its piece."""
MOST_ASKED = 80
"""Words of a box that asks for an address; an element that holds more and a form is no box."""
OF_BLOCK = re.compile(r"block (\d+)")
"""How evidence names the block that a field was read from."""
_NOT_OF_TITLE = AWAY - {"hidden"} | {"caption", "credit"}
"""Marks that are not believed of an element that holds the title of its page."""
_KICKER = frozenset({"kicker"})
LINKED = 0.6
"""A block with more links than this is a link."""
SOME_LINKS = 0.3
MOST_CELL = 60
"""Words in a cell of a table; one with more holds a text."""
ROW = 3
"""Linked headings of one make that are those of a list's entries."""
LEAST_TITLE = 3
"""Words of a heading that may be no site's name."""
MOST_SIGNING = 5
"""Blocks below a heading that may say when and by whom its piece is."""


class Layout:
    """A page's blocks, and what their settings say, weighed against the whole page."""

    def __init__(self, blocks: Sequence[Block], votes: Sequence[frozenset[int]] = ()) -> None:
        """votes: the blocks that each of the known extractors takes for the piece's own."""
        self.blocks = blocks
        self.words = [length(block.text) for block in blocks]
        self.prose = [block.kind != "button" and prose.is_prose(block.text) for block in blocks]
        spoken = frozenset(index for index, block in enumerate(blocks) if block.setting and self.prose[index])
        agreed = frozenset.intersection(spoken, *votes) if votes else frozenset()
        self.whole = max(1, sum(self.words[index] for index in range(len(blocks)) if self.prose[index]))
        self.held, self.agreed = self._held(spoken), self._held(agreed)
        self.most_agreed = max(1.0, SMALL_SHARE * sum(self.words[index] for index in agreed))
        self.idle = (self._borne(spoken) | self._borne(agreed)) - NEVER_WHOLE
        self.titled = self._titled()
        self.frames = _frames(blocks, self.words)
        self.lists: dict[int, list[int]] = {}
        """List -> the blocks that are its items."""
        for index, block in enumerate(blocks):
            if number := list_of(block):
                self.lists.setdefault(number, []).append(index)

    def _borne(self, spoken: Collection[int]) -> set[str]:
        """The kinds of marks that most of some running text bears."""
        borne: Counter[str] = Counter()
        for index in spoken:
            for kind in {kind for kind, number in self.marks(index) if self.is_small(number)}:
                borne[kind] += self.words[index]
        whole = sum(self.words[index] for index in spoken)
        return {kind for kind, count in borne.items() if count > WHOLE_SHARE * whole}

    def _held(self, spoken: Collection[int]) -> Counter[int]:
        """Element -> the words of running text in it."""
        held: Counter[int] = Counter()
        for index in spoken:
            for number in {number for _, number in self.marks(index)}:
                held[number] += self.words[index]
        return held

    def _titled(self) -> frozenset[int]:
        """The elements around the only heading of the first level: what holds a title is no menu, and no share bar."""
        first = [index for index, block in enumerate(self.blocks) if block.setting and block.setting.level == 1]
        is_title = len(first) == 1 and self.words[first[0]] >= LEAST_TITLE and not self._is_listed(first[0])
        return frozenset(number for _, number in self.marks(first[0])) if is_title else frozenset()

    def _is_listed(self, index: int) -> bool:
        """Whether a block is a link, or in a list as the path to a page is."""
        setting = self.blocks[index].setting
        return self.links(index) > SOME_LINKS or bool(setting and setting.within & {"nav", "ol", "ul"})

    def marks(self, index: int) -> tuple[tuple[str, int], ...]:
        """What the names of the elements around a block call them, and which each is."""
        setting = self.blocks[index].setting
        return setting.marks if setting else ()

    def is_small(self, number: int) -> bool:
        """Whether an element holds so little of the page and of its piece that its names may be believed."""
        return self.held[number] <= SMALL_SHARE * self.whole and self.agreed[number] <= self.most_agreed

    def mark(self, index: int, kinds: frozenset[str] = AWAY) -> str:
        """The first of some kinds of marks that a block bears, "" for none."""
        for kind, number in self.marks(index):
            is_believed = self.held[number] <= MOST_ASKED if kind == "asking" else self.is_small(number)
            is_titled = number in self.titled and kind in _NOT_OF_TITLE
            if kind in kinds and kind not in self.idle and is_believed and not is_titled:
                return kind
        return ""

    def is_outside(self, index: int) -> str:
        """The element around a block that no piece stands in, "" for none."""
        setting = self.blocks[index].setting
        return next(iter(sorted(OUTSIDE & setting.within)), "") if setting else ""

    def is_of_article(self, index: int) -> bool:
        """Whether a block in a footer is an article's own: a line that says who and when, inside the article."""
        setting = self.blocks[index].setting
        return setting is not None and "article" in setting.within and bool(self.mark(index, SIGNED))

    def is_of_picture(self, index: int) -> bool:
        """Whether a block stands in a figure or is called a caption; a quote may stand in a figure of its own."""
        setting = self.blocks[index].setting
        within = setting.within if setting else frozenset()
        in_figure = "figure" in within and ("blockquote" not in within or "figcaption" in within)
        return in_figure or bool(self.mark(index, frozenset({"caption", "credit"})))

    def links(self, index: int) -> float:
        """The share of a block that is links."""
        setting = self.blocks[index].setting
        return setting.links if setting else 0.0

    def is_paragraph(self, index: int) -> bool:
        """Whether a block is running text, and no heading."""
        return self.prose[index] and self.blocks[index].kind != "heading"

    def is_embed(self, index: int) -> bool:
        """Whether a block is of a post that the page quotes from elsewhere."""
        if index >= len(self.blocks):
            return False
        setting = self.blocks[index].setting
        return (
            setting is not None and "blockquote" in setting.within and any(kind == "embed" for kind, _ in setting.marks)
        )

    def home(self, index: int) -> int:
        """The element that a block stands in beside others."""
        setting = self.blocks[index].setting
        return setting.home if setting else 0

    def kin(self, index: int) -> int:
        """The make of that element."""
        setting = self.blocks[index].setting
        return setting.kin if setting else 0

    @cached_property
    def entries(self) -> set[int]:
        """The makes of elements with linked headings that are a list's entries: several, the first above most of the
        page's text. Below it, they are the cards of other pieces.
        """
        count: Counter[int] = Counter()
        above: dict[int, int] = {}
        words = 0
        for index, block in enumerate(self.blocks):
            words += self.words[index] if self.is_paragraph(index) else 0
            if block.kind == "heading" and self.links(index) > LINKED:
                count[self.kin(index)] += 1
                above.setdefault(self.kin(index), words)
        return {kin for kin, times in count.items() if times >= ROW and 2 * above[kin] < self.whole}

    def is_in_body(self, index: int) -> bool:
        """Whether the element that a block stands in beside others is called a text's own."""
        return ("body", self.home(index)) in self.marks(index)

    def table(self, index: int) -> int:
        """The table that a block is a cell of, 0 for none."""
        setting = self.blocks[index].setting
        return setting.table if setting else 0

    def heads_another(self, index: int, title: int | None) -> bool:
        """Whether a block heads another piece of the page as the title heads its own, and says when or by whom it is.

        It is a heading of the title's level, in another element of the same make.
        """
        one, other = self.blocks[index].setting, None if title is None else self.blocks[title].setting
        if one is None or other is None or not other.level or one.home == other.home:
            return False
        return (one.level, one.kin) == (other.level, other.kin) and self.is_signed(index)

    def is_signed(self, heading: int) -> bool:
        """Whether a block right below a heading says when or by whom it is, or one between it and where its article
        begins.
        """
        below = range(heading + 1, min(len(self.blocks), heading + 1 + MOST_SIGNING))
        return any(self.mark(index, SIGNED) for index in (*below, *self._opening(heading)))

    def _opening(self, heading: int) -> Iterator[int]:
        """The few blocks right above the heading that its article begins with."""
        article = self._openers.get(heading)
        for index in range(heading - 1, max(-1, heading - 1 - MOST_SIGNING), -1):
            setting = self.blocks[index].setting
            if not article or not setting or setting.article != article:
                return
            yield index

    @cached_property
    def _openers(self) -> dict[int, int]:
        """Heading -> its article, for each that no other of its level or a higher one stands above there."""
        highest: dict[int, int] = {}
        found: dict[int, int] = {}
        for index, block in enumerate(self.blocks):
            level, article = (block.setting.level, block.setting.article) if block.setting else (0, 0)
            if level and level < highest.get(article, 7):
                highest[article] = level
                found[index] = article
        return found

    def quotes(self, index: int) -> frozenset[int]:
        """The quotes that a block stands in."""
        setting = self.blocks[index].setting if index < len(self.blocks) else None
        return frozenset(each.number for each in setting.containers if each.kind == "quote") if setting else frozenset()

    def line(self, heading: int) -> int:
        """Where the line of a heading begins: at the kicker that stands in it, or else at the heading itself."""
        above, own = (self.blocks[index].setting for index in (max(0, heading - 1), heading))
        has_kicker = above and own and above.tag == own.tag and not above.level and self.mark(heading - 1, _KICKER)
        return heading - 1 if has_kicker else heading


def _frames(blocks: Sequence[Block], words: Sequence[int]) -> set[int]:
    """Tables that only lay out their page: with a cell that holds a text."""
    held: Counter[tuple[int, int, int]] = Counter()
    for index, block in enumerate(blocks):
        if block.setting and block.setting.table:
            held[block.setting.table, block.setting.row, block.setting.column] += words[index]
    return {table for (table, _, _), count in held.items() if count > MOST_CELL}


def list_of(block: Block) -> int:
    """The list that a block is an item of, 0 for none."""
    containers = block.setting.containers if block.setting else ()
    return next((each.listed for each in containers if each.kind == "item"), 0)
