"""A page that strings whole pieces together, as endless scrolling and the front page of a blog do: an article each.

A page is taken apart only where that is certain. All else that stands in a row (teasers, comments, a thread, the items
of a list or of a newsletter, the sections of a page) is part of one piece, or of none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from urllib.parse import urljoin

from plugins import addresses

from .. import bylines, slugs
from ..containers import web_address
from ..model import Block, Claim, Document, Facts, Fate, Part, Piece, Web
from ..wording import plain
from . import fields
from .layout import MOST_SIGNING, OF_BLOCK, SOME_LINKS, Layout

LEAST = 120
"""Words of running text below the heading of a piece."""
TITLED = 0.8
"""How well a heading agrees with what its page is called, from which that is its title."""
OTHERS = "another piece of its page"
"""The rule that drops the blocks of other pieces in the account of a page."""
_BESIDE = frozenset({"comments", "related", "newsletter"})
"""Marks of elements that hold many things of one make, and no pieces."""
_REPLY = re.compile(r"(?:re|aw|antw|sv)\s*:", re.IGNORECASE)
"""How the title of an answer in a thread begins."""
_OF_SITE = frozenset({"language", "site", "publisher"})
"""What a page's metadata says of every piece on it."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece on its page: its heading, all its blocks, and the address that it alone is given there, "" for none."""

    heading: int
    own: range
    address: str


def apart(page: Document) -> Iterator[Document]:
    """The pieces that a page strings together, a document each; the page itself where it holds one.

    First comes the one that the page's title or address tells: it stands for the page, and its account is of all
    blocks. The others follow in the order of the page, hold their own blocks alone, and take `shared` of what is known
    of the page. Where the title heads none, as on a blog's front page, the first piece stands for the page.
    """
    layout = Layout(page.blocks, page.web.votes if page.web else ())
    stretches = _stretches(page, _heads(layout))
    first = max(stretches, key=lambda each: fields.likeness(page, each.heading), default=None)
    if first is not None and fields.likeness(page, first.heading) >= TITLED:
        yield replace(page, own=first.own, member=_member(page, first))
    elif first is not None and _is_front(page, layout, stretches):
        first = stretches[0]
        facts = replace(page.facts, url=first.address)
        yield replace(_headed(page, first), own=first.own, member=_member(page, first), facts=facts)
    else:
        yield page
        return
    yield from (_further(page, each) for each in stretches if each is not first)


def shared(facts: Facts) -> Facts:
    """What holds for every piece of a page, of all that is known of the page from outside."""
    names = ("captured", "publication", "language", "status", "skip")
    return Facts(**{name: getattr(facts, name) for name in names})


def cut(page: Document, own: range) -> Document:
    """A stretch of a page as a page by itself: its blocks, pictures, frames and votes, numbered anew.

    A picture between two pieces is the lower one's: it stands above its heading. A vote for nothing in it is none.
    """
    web = page.web or Web()
    within = range(own.start, own.stop + (own.stop == len(page.blocks)))
    pictures = [number for number, shot in enumerate(web.shots) if shot.at in within]
    moved = {number: new for new, number in enumerate(pictures)}
    votes = (frozenset(index - own.start for index in vote if index in own) for vote in web.votes)
    web = replace(
        web,
        shots=tuple(replace(web.shots[number], at=web.shots[number].at - own.start) for number in pictures),
        embeds=tuple(replace(each, at=each.at - own.start) for each in web.embeds if each.at in within),
        votes=tuple(filter(None, votes)),
    )
    blocks = tuple(_bound(block, moved) for block in page.blocks[own.start : own.stop])
    return replace(page, blocks=blocks, web=web, own=None)


def _bound(block: Block, moved: Mapping[int, int]) -> Block:
    """A block with the new number of the picture that it belongs to."""
    if block.setting is None or block.setting.picture is None:
        return block
    return replace(block, setting=replace(block.setting, picture=moved.get(block.setting.picture)))


def on_page(piece: Piece, page: Document, own: range) -> Piece:
    """A piece that was read off a stretch of its page, with an account of the whole page."""
    parts = [replace(part, block=part.block + own.start) for part in piece.parts]
    parts += [Part(each.text, Fate.DROPPED, OTHERS, at) for at, each in enumerate(page.blocks) if at not in own]
    evidence = {
        field: OF_BLOCK.sub(lambda found: f"block {int(found[1]) + own.start}", source)
        for field, source in piece.evidence.items()
    }
    return replace(piece, parts=tuple(sorted(parts, key=lambda part: part.block)), evidence=evidence)


# Which pieces ---------------------------------------------------------------------------------------------------------


def _heads(layout: Layout) -> Sequence[int]:
    """The headings of the pieces that a page strings together; none where it is not certain that it does.

    Of each make they are the first of their elements, and the highest level goes first.
    """
    makes: dict[tuple[int, int], dict[int, int]] = {}
    for index, block in enumerate(layout.blocks):
        setting = block.setting
        if setting and setting.level and layout.is_signed(index):
            makes.setdefault((setting.level, setting.kin), {}).setdefault(setting.home, index)
    found = ([*heads.values()] for _, heads in sorted(makes.items()))
    return next((heads for heads in found if _are_pieces(layout, heads)), ())


def _are_pieces(layout: Layout, heads: Sequence[int]) -> bool:
    """Whether headings of one make are titles, no two alike and most of them no names, each above a text of its own."""
    texts = [plain(layout.blocks[heading].text) for heading in heads]
    names = {slugs.make(text) for text in texts}
    people = sum(bool(bylines.name_alone(text)) for text in texts)
    return (
        1 < len(heads) == len(names - {""})
        and people * 2 < len(heads)
        and all(_is_title(layout, heading) for heading in heads)
        and all(_words(layout, range(*pair)) >= LEAST for pair in pairwise([*heads, len(layout.blocks)]))
    )


def _is_title(layout: Layout, heading: int) -> bool:
    """Whether a heading may be the title of a piece: none of a comment, a teaser or an answer."""
    is_beside = layout.is_outside(heading) or any(kind in _BESIDE for kind, _ in layout.marks(heading))
    return not (is_beside or _REPLY.match(layout.blocks[heading].text))


def _words(layout: Layout, indices: range) -> int:
    """The words of running text in some blocks, hardly linked, and none of what stands beside a piece."""
    spoken = (index for index in indices if layout.is_paragraph(index) and layout.links(index) <= SOME_LINKS)
    return sum(layout.words[index] for index in spoken if not (layout.mark(index, _BESIDE) or layout.is_outside(index)))


def _is_front(page: Document, layout: Layout, stretches: Sequence[_Stretch]) -> bool:
    """Whether a page has no title of its own, and no text above its pieces, and each of them leads to its own page."""
    headings = (index for index, block in enumerate(page.blocks) if block.setting and block.setting.level)
    is_called = any(fields.likeness(page, heading) >= TITLED for heading in headings)
    is_led_to = all(each.address for each in stretches)
    return is_led_to and not is_called and _words(layout, range(stretches[0].heading)) < LEAST


# Where each stands ----------------------------------------------------------------------------------------------------


def _stretches(page: Document, heads: Sequence[int]) -> list[_Stretch]:
    """The pieces below some headings, in the order of the page; every block is of one of them."""
    found = [_address(page, heading) for heading in heads]
    times = Counter(addresses.keys(address)[0] for address in found if address)
    alone = [address if address and times[addresses.keys(address)[0]] == 1 else "" for address in found]
    starts = [0, *(_start(page.blocks, *pair) for pair in pairwise(heads)), len(page.blocks)]
    return [_Stretch(*each) for each in zip(heads, (range(*pair) for pair in pairwise(starts)), alone, strict=False)]


def _start(blocks: Sequence[Block], before: int, heading: int) -> int:
    """Where a piece begins behind the heading of the one before: where its article opens, or what its heading is in.

    Elements are numbered as they open, so all that stands in one bears its number or a higher one.
    """
    homes = {index: setting.home for index in range(before, heading + 1) if (setting := blocks[index].setting)}
    setting = blocks[heading].setting
    article = setting.article if setting else 0
    opened = article if article > homes[before] else homes[heading]
    return next(index for index, home in homes.items() if index > before and home >= opened)


def _address(page: Document, heading: int) -> str:
    """Where a piece says that it lies, by its heading or what stands right below: at another page of the same host."""
    base = fields.base(page)
    settings = [block.setting for block in page.blocks[heading : heading + 1 + MOST_SIGNING] if block.setting]
    given = [*(span.href for span in settings[0].spans), *(setting.permalink for setting in settings)]
    own = addresses.keys(base)[:1]
    for address in filter(None, given):
        found = _joined(base, address)
        key = addresses.keys(found)[:1]
        if key and own and key != own and key[0].partition("/")[0] == own[0].partition("/")[0]:
            return found
    return ""


def _joined(base: str, address: str) -> str:
    try:
        return web_address(urljoin(base, address))
    except ValueError:
        return ""


# Each by itself -------------------------------------------------------------------------------------------------------


def _further(page: Document, stretch: _Stretch) -> Document:
    """A piece that does not stand for its page, by itself; its hash is that of its text, wherever it is strung."""
    document = cut(_headed(page, stretch), stretch.own)
    text = "\n".join(block.text for block in document.blocks)
    return replace(
        document,
        sha256=sha256(text.encode("utf-8", "replace")).hexdigest(),
        facts=replace(shared(page.facts), url=stretch.address),
        member=_member(page, stretch),
    )


def _headed(page: Document, stretch: _Stretch) -> Document:
    """A page whose metadata says of a piece no more than its heading, and what its addresses are relative to."""
    web = page.web or Web()
    title = Claim("title", plain(page.blocks[stretch.heading].text), "its heading")
    base = Claim("base", fields.base(page), "its page")
    return replace(
        page, web=replace(web, claims=(title, base, *(each for each in web.claims if each.field in _OF_SITE)))
    )


def _member(page: Document, stretch: _Stretch) -> str:
    """The name of a piece in its file: its address, else its title, below the name that its page has there."""
    name = stretch.address or slugs.make(page.blocks[stretch.heading].text)
    return f"{page.member}#{name}" if page.member else name
