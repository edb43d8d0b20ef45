"""Which blocks of a web page are its piece: known extractors and our own run, the one most like the others, mended.

An extractor goes wrong alone: it stops at an advertisement, or takes the list below the piece. So the one that agrees
most with the other two is taken; then what stands between its blocks, and what it took beyond them, is judged block by
block.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from .. import bylines, datelines, furniture, prose
from ..wording import OPENING_QUOTES, ends_sentence, fold, length
from .layout import AWAY, LINKED, SIGNED, SOME_LINKS, Layout, list_of

ABOVE = SIGNED | {"standfirst", "kicker"}
"""Marks of what stands between a title and its piece."""
AWAY_FOR_CERTAIN = frozenset({"related", "comments", "newsletter", "share", "asking"})
"""Marks that are believed even of a block that two of three take for the piece's own."""
_BOXES = frozenset({"related", "advert"})
"""Marks of what stands in the middle of many a piece."""
_PULLED = frozenset({"pullquote"})
MOSTLY = 0.75
LOUD = 10
MOST_SPEAKER = 6
"""Words of a line in a quote that says whose it is."""
LEAST_ANNOUNCING = 8
"""Words of a sentence that announces a list; fewer are its label."""
LEAST_TEXT = 15
"""Words of a paragraph that no name calls anything."""
MOST_TRAILING = 0.1
"""The share of a piece that may be something else behind it."""
MOST_AWAY = 16
"""Blocks that may stand between two paragraphs of one piece and are none of it."""
MOST_ABOVE = 40
LEAST_ABOVE = 60
"""Words of a piece above a heading that ends it."""
ENDS = 14
"""The weight of furniture that no piece goes on below."""


def own_run(layout: Layout) -> frozenset[int]:
    """Our own vote: the stretch of blocks with the most prose and the least of what stands beside a piece."""
    scores = [_score(layout, index) for index in range(len(layout.blocks))]
    run = prose.find_run(scores)
    return frozenset(index for index in run if scores[index] > 0 or _belongs(layout, index))


def _score(layout: Layout, index: int) -> float:
    block = layout.blocks[index]
    if layout.is_outside(index) or layout.mark(index):
        return -6.0
    if layout.is_of_picture(index):
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
    if layout.is_of_picture(index):
        return False
    return layout.links(index) <= LINKED or block.kind in ("item", "cell")


def elect(layout: Layout, votes: Sequence[frozenset[int]]) -> frozenset[int]:
    """Of several votes, the one most like the others, by the words that they share."""

    def words(blocks: frozenset[int]) -> int:
        return sum(layout.words[index] for index in blocks)

    def likeness(one: frozenset[int], other: frozenset[int]) -> float:
        return 2 * words(one & other) / max(1, words(one) + words(other))

    return max(votes, key=lambda vote: (sum(likeness(vote, other) for other in votes if other is not vote), bool(vote)))


def mend(
    layout: Layout, chosen: frozenset[int], votes: Sequence[frozenset[int]], title: int | None
) -> tuple[frozenset[int], dict[int, str]]:
    """The blocks of the piece, and the rule for each block that an extractor took and that is none of it.

    title: the heading that the piece stands under, None where its page has none.
    """
    above = _above_comments(layout, chosen)
    agreed, chosen = agreement(above, votes), _of_title(layout, above, votes, title)
    spoken = paragraphs(layout, (agreed & chosen) or chosen)
    if title is not None and any(index > title for index in spoken):
        spoken = [index for index in spoken if index > title]
    if not spoken:
        return chosen, {}
    spoken = _with_kin(layout, spoken, votes, title)
    first, last = _head(layout, spoken[0], title), spoken[-1]
    taken = {index for index in chosen if index in agreed or first <= index <= last}
    taken |= {index for index in range(first, last + 1) if _belongs(layout, index) and layout.prose[index]}
    taken |= {index for index in range(first, last + 4) if layout.is_embed(index)}
    taken |= _parts(layout, range(first, last), taken, votes)
    taken |= _headings(layout, range(first, last), taken)
    quotes = {number for index in taken for number in layout.quotes(index)}
    taken |= {index for index in range(first, last + 4) if quotes & layout.quotes(index) and _belongs(layout, index)}
    taken |= _tables(layout, taken)
    dropped = {index: rule for index in sorted(taken) if (rule := _reason(layout, index, first, title, votes))}
    dropped |= dict.fromkeys(_pull_quotes(layout, taken - dropped.keys()), "pull quote")
    dropped |= dict.fromkeys(_hidden_copies(layout, taken - dropped.keys()), "hidden")
    dropped |= dict.fromkeys(_link_lists(layout, taken - dropped.keys()), "list of links")
    dropped |= dict.fromkeys(_trailing(layout, taken - dropped.keys(), votes), "behind the piece")
    return frozenset(taken - dropped.keys()), dropped


def agreement(chosen: frozenset[int], votes: Sequence[frozenset[int]]) -> frozenset[int]:
    """The blocks that another vote holds too."""
    return frozenset(index for index in chosen if _is_shared(index, votes))


def _is_shared(index: int, votes: Sequence[frozenset[int]]) -> bool:
    """Whether two votes hold a block."""
    return sum(index in vote for vote in votes) > 1


def paragraphs(layout: Layout, indices: Collection[int]) -> list[int]:
    """Running text, in the order of the page."""
    return [index for index in sorted(indices) if layout.is_paragraph(index)]


def _of_title(
    layout: Layout, chosen: frozenset[int], votes: Sequence[frozenset[int]], title: int | None
) -> frozenset[int]:
    """The blocks of the piece that the title heads, where its page strings several and another was taken."""
    if title is None:
        return chosen
    end = next((index for index in range(title + 1, len(layout.blocks)) if layout.heads_another(index, title)), None)
    if end is None or any(title < index < end and layout.is_paragraph(index) for index in chosen):
        return chosen
    return frozenset().union(*votes) & frozenset(range(title + 1, end)) or chosen


def _above_comments(layout: Layout, chosen: frozenset[int]) -> frozenset[int]:
    """The blocks of a piece above the heading of its comments, where most of it stands above: none goes on below."""
    for index in range(min(chosen, default=0), max(chosen, default=0)):
        if heads_comments(layout, index):
            above = frozenset(other for other in chosen if other < index)
            return above if sum(layout.words[other] for other in above) >= LEAST_ABOVE else chosen
    return chosen


def heads_comments(layout: Layout, index: int) -> bool:
    """Whether a block is the heading of readers' comments."""
    block = layout.blocks[index]
    rule = furniture.match(block.text) if block.kind == "heading" else None
    return rule is not None and rule.name == "comments"


def _with_kin(layout: Layout, spoken: Sequence[int], votes: Sequence[frozenset[int]], title: int | None) -> list[int]:
    """A piece's paragraphs, and those above and below that any vote holds and that stand in elements of their make.

    Known extractors stop at an advertisement, or at a button that is none of the piece.
    """
    kin = {layout.kin(index) for index in spoken}
    held = frozenset().union(*votes)
    start = -1 if title is None or title > spoken[0] else title
    found = list(spoken)
    for steps in (range(spoken[0] - 1, start, -1), range(spoken[-1] + 1, len(layout.blocks))):
        away = unnamed = 0
        for index in steps:
            if away > MOST_AWAY or (_is_above(layout, index) if index < spoken[0] else _ends(layout, index, title)):
                break
            is_one = index in held and layout.is_paragraph(index)
            is_one = is_one and (layout.kin(index) in kin or (not unnamed and layout.is_in_body(index)))
            is_one = is_one and layout.links(index) <= SOME_LINKS and _belongs(layout, index)
            away = 0 if is_one else away + 1
            unnamed = 0 if is_one else unnamed + (not layout.mark(index, _BOXES) and not layout.is_of_picture(index))
            if is_one:
                found.append(index)
    return sorted(found)


def _is_above(layout: Layout, index: int) -> bool:
    """Whether a block is of what stands above a piece: its standfirst, who wrote it, and when."""
    text = layout.blocks[index].text
    return bool(layout.mark(index, ABOVE)) or bylines.is_marked(text) or datelines.is_dateline(text)


def _ends(layout: Layout, index: int, title: int | None) -> bool:
    """Whether no piece goes on across a block: comments, a list of other pieces, or the heading of another piece."""
    if layout.mark(index, frozenset({"comments"})) or layout.heads_another(index, title):
        return True
    rule = furniture.match(layout.blocks[index].text)
    return rule is not None and rule.heads and rule.weight >= ENDS and not layout.mark(index)


def _parts(layout: Layout, span: range, taken: Collection[int], votes: Sequence[frozenset[int]]) -> set[int]:
    """What stands beside paragraphs of the piece: items, short sentences, lines that two votes hold."""
    homes = {layout.home(index) for index in taken}
    announced = {
        index
        for items in layout.lists.values()
        if items[0] - 1 in taken and _is_announced(layout, items)
        for index in items
    }
    return announced | {
        index
        for index in span
        if layout.home(index) in homes
        and _belongs(layout, index)
        and layout.links(index) <= LINKED
        and (
            layout.blocks[index].kind == "item" or prose.is_said(layout.blocks[index].text) or _is_shared(index, votes)
        )
    }


def _headings(layout: Layout, span: range, taken: Collection[int]) -> set[int]:
    """The headings of what stands right below them; a figure may stand between."""
    found: set[int] = set()
    below = False
    for index in reversed(span):
        setting = layout.blocks[index].setting
        if index in taken:
            below = True
        elif below and _heads(layout, index):
            found.add(index)
        elif not (setting and setting.within & {"figure", "figcaption"}):
            below = False
    return found


def _tables(layout: Layout, taken: Collection[int]) -> set[int]:
    """All cells of the tables that hold cells of the piece."""
    tables = {layout.table(index) for index in taken} - layout.frames - {0}
    if not tables:
        return set()
    return {index for index in range(len(layout.blocks)) if layout.table(index) in tables and _belongs(layout, index)}


def _heads(layout: Layout, index: int) -> bool:
    """Whether a block is a heading of the piece; it may be a link, but no item of a list of links."""
    block = layout.blocks[index]
    is_item = list_of(block) and layout.links(index) > LINKED
    return block.kind == "heading" and not (is_item or layout.is_outside(index) or layout.mark(index))


def _head(layout: Layout, first: int, title: int | None) -> int:
    """Where the piece begins: what stands above its first paragraph in the same element is its own too."""
    start = first
    for index in range(first - 1, max(-1 if title is None else title, first - MOST_ABOVE), -1):
        if _is_above(layout, index):
            break
        is_part = layout.is_paragraph(index) or layout.blocks[index].kind in ("heading", "item")
        if is_part and layout.home(index) == layout.home(first) and _belongs(layout, index):
            start = index
    return start


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
    is_taken = _is_shared(index, votes)
    if not layout.is_embed(index) and (mark := layout.mark(index, AWAY_FOR_CERTAIN if is_taken else AWAY)):
        return mark
    return "link between paragraphs" if _is_link(layout, index) else ""


def _pull_quotes(layout: Layout, taken: frozenset[int] | set[int]) -> set[int]:
    """Quotes and headings that stand again inside a paragraph of the piece, and who said them."""
    spoken = {index: fold(layout.blocks[index].text) for index in sorted(taken)}
    whole = " | ".join(text for index, text in spoken.items() if layout.blocks[index].kind in ("text", "cell"))
    found = [
        index
        for index, text in spoken.items()
        if layout.words[index] >= 5
        and text in whole
        and (layout.blocks[index].kind == "quote" or _is_loud(layout, index) or layout.mark(index, _PULLED))
        and not (layout.blocks[index].kind == "text" and whole.count(text) < 2)
    ]
    ranks = {_rank(layout, index) for index in spoken if layout.blocks[index].kind == "heading" and index not in found}
    found = [index for index in found if layout.blocks[index].kind != "heading" or _rank(layout, index) not in ranks]
    quotes = {number for index in found for number in layout.quotes(index)}
    said_by = (index for index in spoken if layout.quotes(index) & quotes and layout.words[index] <= MOST_SPEAKER)
    return {*found, *said_by}


def _rank(layout: Layout, index: int) -> tuple[int, int]:
    """The level of a heading, and what it stands in."""
    setting = layout.blocks[index].setting
    return (setting.level, setting.home) if setting else (0, 0)


def _is_loud(layout: Layout, index: int) -> bool:
    """Whether a heading reads as something said: a sentence, or in quotation marks, or long."""
    block = layout.blocks[index]
    is_said = ends_sentence(block.text) or block.text.lstrip().startswith(OPENING_QUOTES)
    return block.kind == "heading" and (is_said or layout.words[index] >= LOUD)


def _hidden_copies(layout: Layout, taken: Collection[int]) -> set[int]:
    """What an element that is not shown says again."""
    hidden = {index for index in taken if any(kind == "hidden" for kind, _ in layout.marks(index))}
    shown = {fold(layout.blocks[index].text) for index in taken if index not in hidden}
    return {index for index in hidden if fold(layout.blocks[index].text) in shown}


def _link_lists(layout: Layout, taken: Collection[int]) -> set[int]:
    """Lists of links to other pages, with the line above that names them; a list that a sentence announces is kept."""
    found: set[int] = set()
    for items in layout.lists.values():
        others = [index for index in items if layout.links(index) <= MOSTLY]
        is_mixed = len(items) < len(others) + 2 or any(layout.prose[index] for index in others)
        if is_mixed or _is_announced(layout, items):
            continue
        found |= {*items}
        above = items[0] - 1
        if above in taken and not layout.is_paragraph(above) and layout.home(above) == layout.home(items[0]):
            found.add(above)
    return found & {*taken}


def _is_announced(layout: Layout, items: Sequence[int]) -> bool:
    """Whether a sentence of the piece ends in a colon right above a list."""
    text = layout.blocks[items[0] - 1].text if items[0] else ""
    return prose.announces(text) and length(text) >= LEAST_ANNOUNCING and furniture.match(text) is None


def _trailing(layout: Layout, taken: Collection[int], votes: Sequence[frozenset[int]]) -> set[int]:
    """Short texts behind a piece's last paragraphs, in an element of another make, that not all take for its own.

    They are notices of the house.
    """
    order = sorted(taken)
    words = Counter[int]()
    for index in order:
        words[layout.kin(index)] += layout.words[index]
    whole = sum(words.values())
    found: set[int] = set()
    for index in reversed(order):
        is_text = layout.words[index] >= LEAST_TEXT and not layout.links(index) and not layout.marks(index)
        is_own = is_text or all(index in vote for vote in votes) or layout.is_embed(index) or layout.table(index)
        if is_own or words[layout.kin(index)] > MOST_TRAILING * whole:
            break
        found.add(index)
    is_short = sum(layout.words[index] for index in found) <= MOST_TRAILING * whole
    is_text = all(layout.blocks[index].kind not in ("heading", "item") for index in found)
    return found if is_short and is_text else set()


def _is_link(layout: Layout, index: int) -> bool:
    """A paragraph that is nothing but a link to another page; a heading may be one, above its own paragraph."""
    block, links = layout.blocks[index], layout.links(index)
    if block.kind == "text":
        return links > 0.9 or (links > 0.75 and not ends_sentence(block.text) and layout.words[index] >= 3)
    return block.kind == "heading" and links > 0.75 and not _is_above_text(layout, index)


def _is_above_text(layout: Layout, index: int) -> bool:
    """Whether a linked heading is that of the paragraph right below: in one element with it, or of a list's entries."""
    below = index + 1
    if below == len(layout.blocks) or not layout.is_paragraph(below):
        return False
    return layout.home(below) == layout.home(index) or layout.kin(index) in layout.entries
