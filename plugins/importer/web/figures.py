"""The figures of a web page's piece: picture, caption, credit, and what in a figure is neither."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from .. import captions, datelines, pictures
from ..model import Block, Fate, Shot
from ..wording import length, plain
from .bind import is_candidate
from .body import Layout

ABOVE = 12
"""How many blocks above the title a lead picture may stand."""
FAR_BELOW = 60
BELOW = 3
"""How many blocks below the last paragraph a picture may stand."""
LEAST_WIDTH = 120
"""Pixels; what the markup says is narrower is an icon or a face."""
BESIDE = frozenset({"related", "comments", "newsletter", "share", "menu", "advert", "bio", "byline"})
_ICON = re.compile(
    r"(?:logo|icon|avatar|sprite|pixel|spacer|blank|placeholder|gravatar|button|badge|emoji|smilies|banner|tracking|/ads?/|doubleclick|feeds\.feedburner|"
    r"counter|1x1|vgwort|vg-wort|facebook\.com/tr|profile)",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"\w*\.?\s*\d{1,3}\s*(?:/|of|von|de|sur|di)\s*\d{1,3}", re.IGNORECASE)
_MOST_WORDS = 150


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
    top = max(0, (first if title is None else min(title, first)) - ABOVE)
    bound = _bound(layout, top, last, title)
    end = _end(layout, bound, last)
    groups: dict[int, Group] = {}
    keys: set[str] = set()
    for number, shot in enumerate(shots):
        indices = bound.get(number, [])
        at = min(indices, key=lambda index: abs(index - shot.at), default=shot.at)
        is_named = any(is_candidate(layout.blocks[index]) for index in indices)
        inside = is_named and (first if title is None else title) <= at <= last and not _is_linked(layout, indices)
        if not top <= at <= end or (not inside and _is_beside(layout, shot, at if indices else None)):
            continue
        group = _group(layout, number, indices, body)
        key = captions.key(group.caption)
        if (key and key in keys) or (not group.fates and not _is_picture(shot, title, first, last)):
            continue
        keys.add(key)
        groups[number] = group
    return groups


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
    said: list[str] = []
    for index in indices:
        text = blocks[index].text
        if _COUNTER.fullmatch(plain(text)):
            group.fates[index] = (((text, Fate.DROPPED),), "number in a gallery")
        elif _is_credit(layout, index, index in inner):
            group.credit = group.credit or plain(text).strip("|/ ")
            group.fates[index] = (((text, Fate.CREDIT),), "credit of a figure")
        elif index in named and length(text) <= _MOST_WORDS and blocks[index].kind != "button":
            _caption(group, index, text, said)
        elif _within(blocks[index], "figure") and index not in body:
            group.fates[index] = (((text, Fate.DROPPED),), "in a figure")
    group.caption = " ".join(said)
    return group


def _caption(group: Group, index: int, text: str, said: list[str]) -> None:
    """A caption, its credit cut off; said once more, it is the same caption."""
    found = captions.parse(text)
    if found is None:
        group.fates[index] = (((text, Fate.CAPTION),), "caption of a figure")
        caption, credit = plain(text), ""
    else:
        parts = tuple((part, Fate.CREDIT if is_credit else Fate.CAPTION) for part, is_credit in found.parts)
        group.fates[index] = (parts, "caption of a figure")
        caption, credit = found.caption, _credit("".join(part for part, is_credit in found.parts if is_credit))
    group.credit = group.credit or credit
    if captions.key(caption) not in map(captions.key, said):
        said.append(caption)


def _credit(text: str) -> str:
    """A credit behind a caption, without label and brackets; what else stands there is the source's own."""
    cleaned = captions.clean_credit(text)
    bare = plain(text).strip("()[]【】（） ")
    return bare if length(bare) > length(cleaned) + 1 else cleaned


def _is_credit(layout: Layout, index: int, is_inner: bool) -> bool:
    text = layout.blocks[index].text
    if captions.credit_alone(text):
        return True
    setting = layout.blocks[index].setting
    last = setting.marks[-1][1] if setting and setting.marks else -1
    nearest = {kind for kind, number in setting.marks if number == last} if setting else set()
    return "credit" in nearest and "caption" not in nearest and length(text) <= 20 and not any(datelines.find(text))


def _within(block: Block, tag: str) -> bool:
    return block.setting is not None and tag in block.setting.within


def _is_beside(layout: Layout, shot: Shot, caption: int | None) -> bool:
    """Whether a picture belongs to what stands beside a piece, by the elements around it, and around its figure."""
    if shot.within & {"nav", "footer"}:
        return True
    marks = set(shot.marks)
    if caption is not None and (setting := layout.blocks[caption].setting) and "figure" in setting.within:
        marks &= set(setting.marks)
    return any(kind in BESIDE and layout.held[number] <= 0.3 * layout.whole for kind, number in marks)


def _is_picture(shot: Shot, title: int | None, first: int, last: int) -> bool:
    """Whether a picture without a caption is one of the piece's: no icon, no tracker, no face beside a name."""
    start = first - 2 if title is None else title
    if not start <= shot.at <= last + 1 or 0 < shot.width < LEAST_WIDTH:
        return False
    return not _ICON.search(shot.sources[0]) and not any(kind in ("hidden", "caption") for kind, _ in shot.marks[-1:])


def address(shot: Shot, base: str, held: Container[str] = ()) -> str:
    """The best address of a picture, made absolute; "" where it has none that a page can link to.

    held: the addresses of pictures that came in the same file as the page; the best of those goes before all others.
    """
    found = list(_addresses(shot, base, held))
    return next((each for each in found if each in held), found[0] if found else "")


def _addresses(shot: Shot, base: str, held: Container[str]) -> Iterator[str]:
    for source in shot.sources:
        try:
            whole = urljoin(base, source)
            scheme = urlsplit(whole).scheme
        except ValueError:
            continue
        if whole.startswith("//"):
            whole, scheme = f"https:{whole}", "https"
        if scheme in ("http", "https") or whole in held:
            yield whole.replace(" ", "%20")


def saved(shot: Shot, capture: Path) -> Path | None:
    """The picture's file in the folder that was saved with the page, None without one."""
    folder = capture.parent.resolve()
    for source in shot.sources:
        if urlsplit(source).scheme or source.startswith("/"):
            continue
        try:
            file = (folder / unquote(source.split("?")[0])).resolve()
            if file.is_relative_to(folder) and file.is_file() and pictures.suffix_of(file):
                return file
        except (OSError, ValueError):
            continue
    return None


def fates(groups: Mapping[int, Group]) -> dict[int, tuple[tuple[tuple[str, Fate], ...], str]]:
    """The fates of all blocks of all figures."""
    return {index: fate for group in groups.values() for index, fate in group.fates.items()}
