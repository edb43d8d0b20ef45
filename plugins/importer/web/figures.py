"""The figures of a web page's piece: picture, caption, credit, and what in a figure is neither."""

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from .. import captions, datelines, pictures
from ..model import Block, Fate, Shot
from ..patterns import either
from ..resources import Resource
from ..wording import fold, length, plain, words
from .bind import is_candidate
from .evidence import is_authors_page
from .layout import LINKED, Layout
from .shots import file_of

ABOVE = 12
"""How many blocks above the title a lead picture may stand."""
FAR_BELOW = 60
BELOW = 3
"""How many blocks below the last paragraph a picture may stand."""
LEAST_WIDTH = 120
"""Pixels; what the markup says is narrower is an icon or a face."""
BESIDE = frozenset({"related", "comments", "newsletter", "share", "menu", "advert", "bio", "byline"})
_ICON = either(r"""
    logo|icons?|[/_-]ico[_-]|avatar|gravatar|headshot|profile|badge|achievement|emoji|smilies|[/_-]flags?[/_-]
    sprite|pixel(?![a-z])|spacer|blank|placeholder|1x1|counter|tracking|vgwort|vg-wort|facebook\.com/tr|feeds\.feedburner
    button|banner|/ads?/|doubleclick|pidgets|follow-us|/social/|/(?:themes|plugins)/|/cropped-
    (?:468|728|970)[x_-](?:60|90|250)|[/_-]auth?or[._-]|[/_-]stars[_-]\d
""")
"""Addresses of what is no picture of a piece."""
_FILE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)(?:$|[?#])", re.IGNORECASE)
_ELSEWHERE = either(r"""
    # to share
    //(?:www\.|m\.)?(?:twitter|x)\.com/(?:share|intent|home\?)
    //(?:www\.|m\.)?facebook\.com/(?:sharer?|dialog)
    //(?:\w+\.)?pinterest\.\w+/pin/create
    //(?:www\.)?linkedin\.com/(?:share|cws|sharing)
    //(?:api\.)?whatsapp\.com/|//wa\.me/|//t\.me/|mailto:|javascript:window\.print
    //(?:www\.)?(?:digg|reddit)\.com/submit|//(?:del\.icio\.us|(?:www\.)?delicious\.com)/
    # to follow
    //(?:www\.|m\.)?(?:twitter|x|facebook|instagram|pinterest|tiktok)\.\w+/[^/?#]+/?(?:\?.*)?$
    //(?:www\.)?youtube\.com/(?:c|channel|user|@)|//(?:www\.)?linkedin\.com/(?:in|company)/
    //news\.google\.com/|//(?:play\.google|(?:apps|itunes)\.apple)\.com/
    /feed/?$|\.rss$|/rss(?:\.xml|/)?$
    # to pay
    //(?:www\.)?(?:steadyhq|patreon|paypal|ko-fi|buymeacoffee)\.\w+/
""")
"""Addresses that buttons lead to."""
_FRONT = re.compile(r"(?:https?:)?//[^/?#]+/?")
LEAST_HEADLINE = 4
"""Words."""
_COUNTER = re.compile(r"\w*\.?\s*\d{1,3}\s*(?:/|of|von|de|sur|di)\s*\d{1,3}", re.IGNORECASE)
_MOST_WORDS = 150
LEAST_CAPTION = 3
"""Words of a caption that no page shows: fewer are the name of a file."""
LEAST_CREDITED = 2
"""Words of one that stands with a credit."""
MOST_CREDIT = 14
MOST_SIGNED = 8
"""Words."""
_UNSAFE = re.compile(r"[\s\"<>\\`]")
"""What would end an address where it is written; all else stays, for fetched pictures are known by their address."""
MOST_CREDITS = 4
"""Credits of one picture."""
SIGNING = 2
"""How many of the last paragraphs may be credits."""


@dataclass(slots=True)
class Group:
    """A picture with the blocks that speak of it, and the fate of each."""

    shot: int
    fates: dict[int, tuple[tuple[tuple[str, Fate], ...], str]] = field(default_factory=dict)
    """Block -> (its parts with their fates, the rule)."""
    caption: str = ""
    credit: str = ""


def find(layout: Layout, shots: Sequence[Shot], title: int | None, body: frozenset[int]) -> dict[int, Group]:
    """The pictures of the piece by their number, with captions and credits."""
    if not body:
        return {}
    first, last = min(body), max(body)
    heading = None if title is None else layout.line(title)
    top = max(0, (first if heading is None else min(heading, first)) - ABOVE)
    bound = _bound(layout, top, last, title)
    end = _end(layout, bound, last)
    start = first - 2 if heading is None else heading
    headlines = _headlines(layout, title) - _galleries(shots)
    groups: dict[int, Group] = {}
    keys: set[str] = set()
    for number, shot in enumerate(shots):
        indices = bound.get(number, [])
        at = min(indices, key=lambda index: abs(index - shot.at), default=shot.at)
        is_named = any(is_candidate(layout.blocks[index]) for index in indices)
        inside = is_named and (first if heading is None else heading) <= at <= last and not _is_linked(layout, indices)
        is_lead = shot.is_lead and at <= first
        if not top <= at <= end or _is_button(shot, headlines):
            continue
        if not inside and not is_lead and _is_beside(layout, shot, at if indices else None):
            continue
        group = _group(layout, number, indices, body)
        key = captions.key(group.caption)
        is_told = bool(group.fates) and (not _is_icon(shot) or _is_set_apart(layout, group))
        if (key and key in keys) or not (is_told or _is_picture(shot, top if is_lead else start, last)):
            continue
        keys.add(key)
        groups[number] = group
    groups = _without_twins(groups, shots)
    _sign(layout, groups, body)
    _hear(layout, groups, shots, keys, {*body, *([] if title is None else [title])})
    return groups


def _without_twins(groups: Mapping[int, Group], shots: Sequence[Shot]) -> dict[int, Group]:
    """Figures without those that show a picture again, in another size, and say nothing new of it.

    A caption that is said again, or cut short, is a caption still, and no part of the piece.
    """
    best: dict[tuple[int, str], Group] = {}
    kept: dict[int, Group] = {}
    for number, group in sorted(groups.items(), key=lambda each: -len(each[1].caption)):
        file, at = file_of(shots[number].sources[0]), shots[number].at
        first = best.get((at, _name(file))) or best.setdefault((-1, file), group)
        best.setdefault((at, _name(file)), first)
        if first is group or Counter(words(group.caption)) - Counter(words(first.caption)):
            kept[number] = group
        else:
            first.fates |= group.fates
            first.credit = first.credit or group.credit
    return {number: kept[number] for number in groups if number in kept}


def _name(file: str) -> str:
    return file.rpartition("/")[2]


def _sign(layout: Layout, groups: Mapping[int, Group], body: frozenset[int]) -> None:
    """Give the first picture without a credit the one that stands, with its label, as one of the last paragraphs."""
    unsigned = [group for group in groups.values() if not group.credit]
    for index in sorted(body)[-SIGNING:]:
        text = layout.blocks[index].text
        if unsigned and captions.is_labelled(text):
            unsigned[0].credit = captions.clean_credit(text, is_labelled=not unsigned[0].caption)
            unsigned[0].fates[index] = (((text, Fate.CREDIT),), "credit of a figure")
            unsigned.pop(0)


def _hear(
    layout: Layout, groups: Mapping[int, Group], shots: Sequence[Shot], keys: set[str], body: Collection[int]
) -> None:
    """Give figures without a caption the one that attributes or metadata tell, unless it stands on the page."""
    wanting = [(group, shots[number]) for number, group in groups.items() if not group.caption]
    if not any(shot.caption or shot.credit for _, shot in wanting):
        return
    text = " | ".join(fold(layout.blocks[index].text) for index in sorted(body))
    for group, shot in wanting:
        found, alone = captions.of_figure(shot.caption), captions.credit_alone(shot.caption)
        caption, credit = (found.caption, found.credit) if found else ("" if alone else shot.caption, alone)
        key = captions.key(caption)
        group.credit = group.credit or credit or (shot.credit if length(shot.credit) <= MOST_CREDIT else "")
        is_new = key not in keys and fold(caption) not in text and key != captions.key(shot.alt)
        is_new = is_new and fold(caption) not in fold(group.credit)
        least = LEAST_CREDITED if group.credit else LEAST_CAPTION
        if least <= length(caption) <= _MOST_WORDS and is_new:
            group.caption = caption
            keys.add(key)


def _bound(layout: Layout, top: int, last: int, title: int | None) -> dict[int, list[int]]:
    """Picture -> the blocks that are bound to it, from the title on to well below the piece."""
    bound: dict[int, list[int]] = {}
    for index in range(top, min(len(layout.blocks), last + FAR_BELOW)):
        setting = layout.blocks[index].setting
        if setting is not None and setting.picture is not None and (index != title or setting.tag == "figcaption"):
            bound.setdefault(setting.picture, []).append(index)
    return bound


def _end(layout: Layout, bound: Mapping[int, Sequence[int]], last: int) -> int:
    """The last block at which a figure may stand: a gallery below the piece goes on as long as its captions do."""
    end = last + BELOW
    for indices in sorted(bound.values(), key=min):
        if (
            last < indices[0] <= end
            and not _is_linked(layout, indices)
            and _within(layout.blocks[indices[0]], "figure")
        ):
            end = max(end, indices[-1] + 2)
    return end


def _is_linked(layout: Layout, indices: Sequence[int]) -> bool:
    """Whether captions are links: those of teasers."""
    return sum(layout.links(index) for index in indices) > 0.6 * len(indices)


def _group(layout: Layout, number: int, indices: Sequence[int], body: frozenset[int]) -> Group:
    """Tell captions from credits, and both from what else stands in a figure."""
    group = Group(number)
    blocks = layout.blocks
    inner = [index for index in indices if _within(blocks[index], "figcaption")]
    named = inner or [index for index in indices if layout.mark(index, frozenset({"caption"}))]
    named = named or [index for index in indices if _within(blocks[index], "figure")]
    named = named or [index for index in indices if not layout.mark(index, frozenset({"credit"}))]
    said: dict[str, str] = {}
    credits: list[str] = []
    is_announced = False
    for index in indices:
        text = blocks[index].text
        if _COUNTER.fullmatch(plain(text)) or captions.is_button(text):
            group.fates[index] = (((text, Fate.DROPPED),), "button of a picture")
        elif captions.is_label(text) or _is_credit(layout, index) or (is_announced and length(text) <= MOST_CREDIT):
            credits.append(plain(f"{credits.pop()} {text}" if is_announced else text))
            group.fates[index] = (((text, Fate.CREDIT),), "credit of a figure")
        elif index in named and length(text) <= _MOST_WORDS and blocks[index].kind != "button":
            _caption(group, index, text, said, credits)
        elif _within(blocks[index], "figure") and index not in body:
            group.fates[index] = (((text, Fate.DROPPED),), "in a figure")
        is_announced = captions.is_label(text)
    group.caption = " ".join(said.values())
    told = (credit for credit in credits if not captions.is_label(credit))
    group.credit = _joined(captions.clean_credit(credit, is_labelled=not said) for credit in told)
    return group


def _joined(credits: Iterable[str]) -> str:
    """The credits of one picture, without those that another says too."""
    listed = {credit: f" {fold(credit)} " for credit in islice(filter(None, credits), MOST_CREDITS)}
    kept = [
        credit for credit, said in listed.items() if not any(said in other for other in {*listed.values()} - {said})
    ]
    return "; ".join({listed[credit]: credit for credit in kept}.values())


def _caption(group: Group, index: int, text: str, said: dict[str, str], credits: list[str]) -> None:
    """A caption, its credit cut off; said once more, it is the same caption.

    said, credits: the captions so far by their key, and the credits.
    """
    found = captions.of_figure(text)
    parts = found.parts if found else ((text, False),)
    fates = tuple((part, Fate.CREDIT if is_credit else Fate.CAPTION) for part, is_credit in parts)
    group.fates[index] = (fates, "caption of a figure")
    caption = found.caption if found else captions.without_button(text)
    credits += [part for part, is_credit in parts if is_credit]
    said.setdefault(captions.key(caption), caption)


def _is_credit(layout: Layout, index: int) -> bool:
    text = layout.blocks[index].text
    if captions.credit_alone(text, is_pictured=True):
        return True
    setting = layout.blocks[index].setting
    last = setting.marks[-1][1] if setting and setting.marks else -1
    nearest = {kind for kind, number in setting.marks if number == last} if setting else set()
    is_signed = "byline" in nearest and _within(layout.blocks[index], "figure") and length(text) <= MOST_SIGNED
    is_credit = "credit" in nearest and length(text) <= 20
    return (is_credit or is_signed) and "caption" not in nearest and not any(datelines.find(text))


def _within(block: Block, tag: str) -> bool:
    return block.setting is not None and tag in block.setting.within


def _is_beside(layout: Layout, shot: Shot, caption: int | None) -> bool:
    """Whether a picture belongs to what stands beside a piece, by the elements around it, and around its figure."""
    if shot.within & {"nav", "footer"}:
        return True
    marks = set(shot.marks)
    if caption is not None and (setting := layout.blocks[caption].setting) and "figure" in setting.within:
        marks &= set(setting.marks)
    return any(kind in BESIDE - layout.idle and layout.is_small(number) for kind, number in marks)


def _headlines(layout: Layout, title: int | None) -> frozenset[str]:
    """Where the links of a page lead that are a line each, the title's own aside."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for index, block in enumerate(layout.blocks):
        if block.setting and block.setting.links > LINKED and layout.words[index] >= LEAST_HEADLINE:
            found[index == title] |= {span.href for span in block.setting.spans if span.href}
    return frozenset(found[False] - found[True])


def _galleries(shots: Sequence[Shot]) -> set[str]:
    """Where pictures of three places and more lead, all to one address: more of the same, and no other piece."""
    places = Counter(link for link, _ in {(shot.link, shot.at) for shot in shots})
    return {link for link, count in places.items() if count > 2}


def _is_button(shot: Shot, headlines: Container[str]) -> bool:
    """Whether a picture leads to another piece, as a headline of the page does, or to where one follows and shares."""
    if not shot.link or _FILE.search(shot.link) or shot.link.startswith("#") or _is_of(shot.link, shot):
        return False
    if shot.link in headlines or _ELSEWHERE.search(shot.link) or is_authors_page(shot.link):
        return True
    return shot.link == "/" or bool(_FRONT.fullmatch(shot.link) and _ICON.search(shot.sources[0]))


def _is_of(address: str, shot: Shot) -> bool:
    """Whether an address is that of a page that shows the picture alone: it has the name of its file."""
    return _name(address.lower()).startswith(_name(file_of(shot.sources[0])))


def _is_picture(shot: Shot, start: int, last: int) -> bool:
    """Whether a picture without a caption is one of the piece's: no icon, no tracker, no face beside a name."""
    if not start <= shot.at <= last + 1 or _is_icon(shot):
        return False
    return not any(kind in ("hidden", "caption") for kind, _ in shot.marks[-1:])


def _is_icon(shot: Shot) -> bool:
    return 0 < shot.width < LEAST_WIDTH or bool(_ICON.search(shot.sources[0]))


def _is_set_apart(layout: Layout, group: Group) -> bool:
    """Whether what is said of a picture is more than the name of a button or of a face."""
    in_figure = any(_within(layout.blocks[index], "figure") for index in group.fates)
    return in_figure or length(group.caption) >= LEAST_HEADLINE


def address(shot: Shot, base: str, held: Mapping[str, Resource]) -> str:
    """The best address of a picture, made absolute; "" where it has none that a page can link to.

    held: the pictures that came in the same file as the page, by address; the largest of those goes before all others.
    """
    found = list(_addresses(shot, base, held))
    kept = [each for each in found if each in held]
    if len(kept) > 1:
        return max(kept, key=lambda each: _size(held[each]))
    return next(iter(kept or found), "")


def _size(resource: Resource) -> int:
    """The bytes of a picture; 0 for one that is damaged."""
    try:
        return len(resource.load())
    except ValueError:
        return 0


def _addresses(shot: Shot, base: str, held: Container[str]) -> Iterator[str]:
    for source in shot.sources:
        try:
            whole = urljoin(base, source)
            scheme, host = urlsplit(whole).scheme, urlsplit(whole).hostname
        except ValueError:
            continue
        if whole.startswith("//"):
            whole, scheme = f"https:{whole}", "https"
        if whole in held:
            yield whole
        elif scheme in ("http", "https") and host:
            yield _UNSAFE.sub(lambda sign: quote(sign[0]), whole)


def saved(shot: Shot, capture: Path) -> Path | None:
    """The picture's file, the largest of its sizes, in the folder that was saved with the page; None without one."""
    folder = capture.parent.resolve()
    found: dict[Path, int] = {}
    for source in shot.sources:
        try:
            if urlsplit(source).scheme or source.startswith("/"):
                continue
            file = (folder / unquote(source.split("?")[0])).resolve()
            if file.is_relative_to(folder) and file.is_file() and pictures.suffix_of(file):
                found[file] = file.stat().st_size
        except (OSError, ValueError):
            continue
    return max(found, key=lambda file: found[file], default=None)


def fates(groups: Mapping[int, Group]) -> dict[int, tuple[tuple[tuple[str, Fate], ...], str]]:
    """The fates of all blocks of all figures."""
    return {index: fate for group in groups.values() for index, fate in group.fates.items()}
