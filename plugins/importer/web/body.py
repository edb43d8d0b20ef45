"""Which blocks of a web page are its piece: known extractors and our own run, the one most like the others, mended.

An extractor goes wrong alone: it stops at an advertisement, or takes the list below the piece. So the one that agrees
most with the other two is taken; then what stands between its blocks, and what it took beyond them, is judged block by
block.
"""

from collections import Counter
from collections.abc import Sequence

from .. import datelines, furniture, prose
from ..model import Block
from ..wording import ends_sentence, fold, length

AWAY = frozenset({"related", "comments", "newsletter", "share", "menu", "advert", "hidden", "tags", "bio"})
"""Marks of elements that stand beside a piece."""
OUTSIDE = frozenset({"nav", "footer", "form"})
SMALL_SHARE = 0.3
"""An element that holds more of the page's prose than this is the piece's own, whatever its names say."""
WHOLE_SHARE = 0.6
"""A kind of mark that most of a page's prose bears says nothing there: each section of a piece may be named alike."""
NEVER_WHOLE = frozenset({"related", "comments"})
"""Kinds of which a page may well hold more than of its piece."""
AWAY_FOR_CERTAIN = frozenset({"related", "comments", "newsletter", "share"})
"""Marks that are believed even of a block that two of three take for the piece's own."""
_PULLED = frozenset({"pullquote"})
_KICKER = frozenset({"kicker"})
LINKED = 0.6
"""A block with more links than this is a link."""


class Layout:
    """A page's blocks, and what their settings say, weighed against the whole page."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.words = [length(block.text) for block in blocks]
        self.prose = [block.kind != "button" and prose.is_prose(block.text) for block in blocks]
        spoken = [index for index, block in enumerate(blocks) if block.setting and self.prose[index]]
        self.whole = max(1, sum(self.words[index] for index in range(len(blocks)) if self.prose[index]))
        self.held: Counter[int] = Counter()
        for index in spoken:
            for number in {number for _, number in self._marks(index)}:
                self.held[number] += self.words[index]
        borne: Counter[str] = Counter()
        for index in spoken:
            for kind in {kind for kind, number in self._marks(index) if self.is_small(number)}:
                borne[kind] += self.words[index]
        self.idle = {kind for kind, count in borne.items() if count > WHOLE_SHARE * self.whole} - NEVER_WHOLE

    def _marks(self, index: int) -> tuple[tuple[str, int], ...]:
        setting = self.blocks[index].setting
        return setting.marks if setting else ()

    def is_small(self, number: int) -> bool:
        """Whether an element holds so little of the page's prose that its names may be believed."""
        return self.held[number] <= SMALL_SHARE * self.whole

    def mark(self, index: int, kinds: frozenset[str] = AWAY) -> str:
        """The first of some kinds of marks that a block bears, "" for none."""
        for kind, number in self._marks(index):
            if kind in kinds and kind not in self.idle and self.is_small(number):
                return kind
        return ""

    def is_outside(self, index: int) -> str:
        """The element around a block that no piece stands in, "" for none."""
        setting = self.blocks[index].setting
        return next(iter(sorted(OUTSIDE & setting.within)), "") if setting else ""

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

    def quotes(self, index: int) -> frozenset[int]:
        """The quotes that a block stands in."""
        setting = self.blocks[index].setting if index < len(self.blocks) else None
        return frozenset(each.number for each in setting.containers if each.kind == "quote") if setting else frozenset()

    def line(self, heading: int) -> int:
        """Where the line of a heading begins: at the kicker that stands in it, or else at the heading itself."""
        above, own = (self.blocks[index].setting for index in (max(0, heading - 1), heading))
        has_kicker = above and own and above.tag == own.tag and not above.level and self.mark(heading - 1, _KICKER)
        return heading - 1 if has_kicker else heading

    def is_beside(self, one: int, other: int) -> bool:
        """Whether two blocks stand in the same elements."""
        first, second = self.blocks[one].setting, self.blocks[other].setting
        return first is not None and second is not None and (first.marks, first.within) == (second.marks, second.within)


def own_run(layout: Layout) -> frozenset[int]:
    """Our own vote: the stretch of blocks with the most prose and the least of what stands beside a piece."""
    scores = [_score(layout, index) for index in range(len(layout.blocks))]
    run = prose.find_run(scores)
    return frozenset(index for index in run if scores[index] > 0 or _belongs(layout, index))


def _score(layout: Layout, index: int) -> float:
    block = layout.blocks[index]
    if layout.is_outside(index) or layout.mark(index):
        return -6.0
    setting = block.setting
    if (setting and "figure" in setting.within) or layout.mark(index, frozenset({"caption", "credit"})):
        return 0.0
    links = layout.links(index)
    if links > LINKED:
        return -6.0
    if not layout.prose[index]:
        return -1.0 if block.kind == "heading" or block.kind in ("item", "quote", "cell") else -4.0
    return min(layout.words[index] - prose.FREE_WORDS, prose.MOST) * (1 - links)


def _belongs(layout: Layout, index: int) -> bool:
    """Whether a block between paragraphs of a piece is part of it."""
    block = layout.blocks[index]
    if layout.is_outside(index) or layout.mark(index) or block.kind == "button":
        return False
    setting = block.setting
    if (setting and "figure" in setting.within) or layout.mark(index, frozenset({"caption", "credit"})):
        return False
    return layout.links(index) <= LINKED or block.kind in ("item", "cell")


def elect(layout: Layout, votes: Sequence[frozenset[int]]) -> frozenset[int]:
    """Of several votes, the one most like the others, by the words that they share."""

    def words(blocks: frozenset[int]) -> int:
        return sum(layout.words[index] for index in blocks)

    def likeness(one: frozenset[int], other: frozenset[int]) -> float:
        return 2 * words(one & other) / max(1, words(one) + words(other))

    return max(votes, key=lambda vote: sum(likeness(vote, other) for other in votes if other is not vote))


def mend(
    layout: Layout, chosen: frozenset[int], votes: Sequence[frozenset[int]], title: int | None
) -> tuple[frozenset[int], dict[int, str]]:
    """The blocks of the piece, and the rule for each block that an extractor took and that is none of it.

    title: the heading that the piece stands under, None where its page has none.
    """
    agreed = {index for index in chosen if sum(index in vote for vote in votes) > 1}
    spoken = [index for index in sorted(agreed or chosen) if layout.is_paragraph(index)]
    if title is not None and any(index > title for index in spoken):
        spoken = [index for index in spoken if index > title]
    if not spoken:
        return chosen, {}
    first, last = _head(layout, spoken[0], votes), spoken[-1]
    taken = {index for index in chosen if index in agreed or first <= index <= last}
    taken |= {index for index in range(first, last) if _belongs(layout, index) and layout.prose[index]}
    taken |= {index for index in range(first, last + 4) if layout.is_embed(index)}
    taken |= {index for index in range(first, last) if index + 1 in taken and _heads(layout, index)}
    quotes = {number for index in taken for number in layout.quotes(index)}
    taken |= {index for index in range(first, last + 4) if quotes & layout.quotes(index) and _belongs(layout, index)}
    dropped = {index: rule for index in sorted(taken) if (rule := _reason(layout, index, first, title, votes))}
    dropped |= dict.fromkeys(_pull_quotes(layout, taken - dropped.keys()), "pull quote")
    return frozenset(taken - dropped.keys()), dropped


def _heads(layout: Layout, index: int) -> bool:
    """Whether a block is the heading of the paragraph right below it; it may be a link."""
    is_heading = layout.blocks[index].kind == "heading" and layout.is_paragraph(index + 1)
    return is_heading and layout.is_beside(index, index + 1) and not (layout.is_outside(index) or layout.mark(index))


def _head(layout: Layout, first: int, votes: Sequence[frozenset[int]]) -> int:
    """Where the piece begins: the paragraphs right above its first that stand in the same elements are its own too."""
    while first and layout.is_paragraph(first - 1) and layout.is_beside(first - 1, first):
        if not any(first - 1 in vote for vote in votes) or not _belongs(layout, first - 1):
            break
        first -= 1
    return first


def _reason(layout: Layout, index: int, first: int, title: int | None, votes: Sequence[frozenset[int]]) -> str:
    """Why a block is none of the piece, "" where it is."""
    block = layout.blocks[index]
    if title is not None and (index <= title or fold(block.text) == fold(layout.blocks[title].text)):
        return "title again" if index >= title else "above the title"
    if block.kind == "button":
        return "button"
    if index < first and (block.kind == "heading" or datelines.is_dateline(block.text)):
        return "heading above the piece"
    rule = furniture.match(block.text) if block.kind != "cell" else None
    if rule is not None and rule.name not in furniture.KEPT:
        return rule.name
    is_taken = sum(index in vote for vote in votes) > 1
    if not layout.is_embed(index) and (mark := layout.mark(index, AWAY_FOR_CERTAIN if is_taken else AWAY)):
        return mark
    return "link between paragraphs" if _is_link(layout, index) else ""


def _pull_quotes(layout: Layout, taken: frozenset[int] | set[int]) -> list[int]:
    """Quotes and headings that stand again inside a paragraph of the piece."""
    spoken = {index: fold(layout.blocks[index].text) for index in sorted(taken)}
    whole = " | ".join(text for index, text in spoken.items() if layout.blocks[index].kind in ("text", "cell"))
    return [
        index
        for index, text in spoken.items()
        if layout.words[index] >= 5
        and text in whole
        and (layout.blocks[index].kind in ("quote", "heading") or layout.mark(index, _PULLED))
        and not (layout.blocks[index].kind == "text" and whole.count(text) < 2)
    ]


def _is_link(layout: Layout, index: int) -> bool:
    """A paragraph that is nothing but a link to another page; a heading may be one, above its own paragraph."""
    block, links = layout.blocks[index], layout.links(index)
    if block.kind == "text":
        return links > 0.9 or (links > 0.75 and not ends_sentence(block.text) and layout.words[index] >= 3)
    is_above = index + 1 < len(layout.blocks) and layout.is_paragraph(index + 1)
    return block.kind == "heading" and links > 0.75 and not is_above
