"""Which picture a caption belongs to."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from lxml import html

from .. import captions, prose
from ..model import Block, Shot
from ..wording import fold, length
from . import shots
from .blocks import Reading
from .evidence import Pictured
from .shots import Seen

CLIMB = 5
"""How many elements above a caption its picture is looked for."""
FIGURE_CLIMB = 12
NEXT = 2
"""How many blocks below a picture may say what its attributes say."""
LEAST_SAID = 3
"""Words."""
NEAR = 3
"""How many blocks may stand between a picture and its caption outside of a figure."""
CAPTION_MARKS = frozenset({"caption", "credit"})
MOST_WORDS = 40
"""Words of a caption that no markup names."""
MOST_LINKS = 0.6
SOME_LINKS = 0.3
"""The share of a caption without markup that may be links, where it ends in brackets: whose picture it is."""
NO_CAPTION = frozenset({"date", "bio", "share", "related", "newsletter", "comments"})
"""Marks of what may stand below a picture in italics and speaks of something else."""


def bind(reading: Reading, claimed: Sequence[Pictured] = ()) -> tuple[list[Block], tuple[Shot, ...]]:
    """The blocks, captions with the number of their picture; and the pictures, each once.

    claimed: what the page's metadata says of pictures, for captions without a picture and pictures without a caption.
    """
    seen = _merged(reading.pictures)
    _claim(seen, claimed)
    around: dict[html.HtmlElement, list[int]] = {}
    for number, each in enumerate(seen):
        for depth, element in enumerate([each.element, *each.element.iterancestors()]):
            if depth > FIGURE_CLIMB or element.tag in ("body", "html"):
                break
            around.setdefault(element, []).append(number)
    known = {key: each.address for each in claimed if (key := _key(each.caption or each.alt))}
    blocks = list(reading.blocks)
    for index, block in enumerate(blocks):
        if block.setting is None or not is_candidate(block):
            continue
        found = _picture_of(reading.elements[index], index, "figure" in block.setting.within, seen, around)
        if found is not None and "figure" not in block.setting.within and _is_parted(blocks, seen[found].at, index):
            found = None
        if found is None and (address := known.get(_key(block.text))):
            found = len(seen)
            figure = _figure_of(reading.elements[index])
            within, marks = block.setting.within, block.setting.marks
            seen.append(Seen(figure, (address,), "", at=index, within=within, marks=marks))
            around.setdefault(figure, []).append(found)
        if found is not None:
            blocks[index] = replace(block, setting=replace(block.setting, picture=found))
    _complete(reading, blocks, around)
    _bind_unnamed(reading, blocks, seen, around)
    return blocks, tuple(_shot(each) for each in seen)


def _shot(seen: Seen) -> Shot:
    said = (seen.caption, seen.credit, seen.link, seen.is_lead)
    return Shot(seen.sources, seen.alt, seen.at, seen.width, seen.within, seen.marks, *said)


def _claim(seen: Sequence[Seen], claimed: Sequence[Pictured]) -> None:
    """Add to pictures what metadata says of them: captions where attributes give none, which of them leads the page."""
    known = {shots.file_of(each.address): each for each in claimed if each.caption or each.credit}
    leads = {shots.file_of(each.address) for each in claimed if each.is_lead}
    for each in seen:
        each.is_lead = any(shots.file_of(address) in leads for address in each.sources)
        found = next((known[file] for file in map(shots.file_of, each.sources) if file in known), None)
        if found is not None:
            each.caption, each.credit = each.caption or found.caption, each.credit or found.credit


def _complete(reading: Reading, blocks: list[Block], around: dict[html.HtmlElement, list[int]]) -> None:
    """What stands in a figure whose picture became known by another of its blocks, is bound to it too."""
    for index, block in enumerate(blocks):
        setting = block.setting
        if setting is not None and setting.picture is None and "figure" in setting.within:
            numbers = around.get(_figure_of(reading.elements[index]))
            if numbers and is_candidate(block):
                blocks[index] = replace(block, setting=replace(setting, picture=numbers[0]))


def _bind_unnamed(
    reading: Reading,
    blocks: list[Block],
    seen: Sequence[Seen],
    around: dict[html.HtmlElement, list[int]],
) -> None:
    """What stands right below a picture without a caption, and speaks as captions do: with a credit, or set apart."""
    captioned = {block.setting.picture for block in blocks if block.setting}
    for number, each in reversed(list(enumerate(seen))):
        said = [captions.key(text) for text in (each.caption, each.alt, each.element.get("title") or "")]
        for index in range(each.at, min(each.at + NEXT, len(blocks))):
            block, element = blocks[index], reading.elements[index]
            if number in captioned or block.setting is None or block.setting.picture is not None:
                break
            near = [element, *element.iterancestors()][:4]
            tells = index == each.at and _tells_itself(block)
            if any(number in around.get(one, ()) for one in near) and (tells or _is_said(block, said)):
                blocks[index] = replace(block, setting=replace(block.setting, picture=number))
                break


def _is_said(block: Block, said: Sequence[str]) -> bool:
    """Whether a short line says what the attributes of a picture say of it, a button before it and a credit aside."""
    is_linked = block.setting is not None and block.setting.links > MOST_LINKS
    if block.kind == "heading" or is_linked or "_" in block.text or not LEAST_SAID <= length(block.text) <= MOST_WORDS:
        return False
    found = captions.of_figure(block.text)
    key = captions.key(found.caption if found else block.text)
    return any(length(each) >= LEAST_SAID and key.endswith(each) for each in said)


def _tells_itself(block: Block) -> bool:
    """Whether a short block ends in a credit, is one, or is all in italics, as captions without markup are."""
    setting = block.setting
    if (
        setting is None
        or (block.kind not in ("text", "cell") and setting.tag != "dd")
        or length(block.text) > MOST_WORDS
    ):
        return False
    marks = {kind for kind, _ in setting.marks}
    if setting.links > MOST_LINKS or marks & {"tags", "byline"}:
        return False
    if captions.credit_alone(block.text) or captions.parse(block.text):
        return True
    is_apart = bool(setting.spans) and all(span.emphasis or not span.text.strip() for span in setting.spans)
    is_linked = setting.links > (SOME_LINKS if block.text.endswith(")") else 0)
    return is_apart and not is_linked and not block.text.startswith("*") and not marks & NO_CAPTION


def _key(text: str) -> str:
    """The first words of a caption, by which metadata and page are compared."""
    return " ".join(fold(text).split()[:8])


def _figure_of(element: html.HtmlElement) -> html.HtmlElement:
    return next((each for each in (element, *element.iterancestors()) if each.tag == "figure"), element)


def is_candidate(block: Block) -> bool:
    """Whether the markup around a block calls it a caption or a credit, or puts it into a figure; a title never."""
    setting = block.setting
    if setting is None or block.kind == "button" or setting.level == 1:
        return False
    if setting.within & {"figure", "figcaption"}:
        return True
    return any(kind in CAPTION_MARKS for kind, _ in setting.marks)


def _picture_of(
    element: html.HtmlElement,
    index: int,
    in_figure: bool,
    seen: Sequence[Seen],
    around: dict[html.HtmlElement, list[int]],
) -> int | None:
    """The picture in the nearest element around a caption that holds any: the last before it, else the first behind.

    A figure's caption belongs to a picture of that figure; any other caption stands near its picture.
    """
    for depth, each in enumerate([element, *element.iterancestors()]):
        if each.tag in ("body", "html", "main") or depth > (FIGURE_CLIMB if in_figure else CLIMB):
            return None
        if numbers := around.get(each):
            before = bisect_right(numbers, index, key=lambda number: seen[number].at)
            nearest = numbers[max(0, before - 1)]
            return nearest if in_figure or abs(seen[nearest].at - index) <= NEAR else None
        if each.tag in ("article", "figure"):
            return None
    return None


def _is_parted(blocks: Sequence[Block], picture: int, caption: int) -> bool:
    """Whether running text stands between a picture and what may be its caption."""
    between = blocks[min(picture, caption + 1) : max(picture, caption)]
    return any(block.kind == "text" and not is_candidate(block) and prose.is_prose(block.text) for block in between)


def _merged(pictures: Sequence[Seen]) -> list[Seen]:
    """Pictures without their twins: what stands in <noscript> beside a lazy picture is that picture."""
    kept: list[Seen] = []
    for each in pictures:
        last = kept[-1] if kept else None
        if last is not None and each.element.tag == "noscript" and last.at == each.at and _are_near(last, each):
            first, then = (each, last) if shots.is_plain(last.element) else (last, each)
            last.sources = shots.ordered([*first.sources, *then.sources])
            last.alt = last.alt or each.alt
        elif last is not None and last.element.tag == "noscript" and last.at == each.at and _are_near(last, each):
            each.sources = shots.ordered([*each.sources, *last.sources])
            each.alt = each.alt or last.alt
            kept[-1] = each
        else:
            kept.append(each)
    return kept


def _are_near(one: Seen, other: Seen) -> bool:
    first, second = one.element.getparent(), other.element.getparent()
    if first is None or second is None:
        return False
    return first is second or second is first.getparent() or first is second.getparent()
