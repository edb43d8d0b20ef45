"""Every block its fate, and every figure its place."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from . import bylines, captions, notes, prose
from .furniture import BOXED, BUTTONS, IN_LISTS
from .header import Header
from .model import Fate, Figure, Picture
from .page import Page
from .sheet import Sheet
from .wording import ends_sentence, fold, length, plain

MOST_HEADING_WORDS = 12
MOST_HEADLINE = 30
"""Words."""
MOST_BOX = 3
"""Blocks between a box's label and its button."""
MOST_BUTTON = 6
"""Words."""
LATE = 6
"""How many blocks into the run byline and dateline may stand, where anything stands above it."""
BESIDE = ("above the piece", "below the piece")
"""The names of the drop for what no rule knows and no run holds."""
ABOVE_TITLE = 40
"""How many blocks above the title a lead picture's caption may stand."""


def place(
    page: Page, title: int | None, run: range, header: Header, biographies: Sequence[int]
) -> tuple[Sheet, tuple[Figure, ...]]:
    """Give every block its fate; returns the sheet, and the figures where they stood."""
    sheet = Sheet(page.texts)
    _place_header(page, sheet, title, run, header)
    for biography in biographies:
        sheet.give(biography, Fate.NOTE, "note about the author")
    figures = _place_figures(page, sheet, _zone(page, title, run))
    _place_labelled(page, sheet)
    _place_run(page, sheet, run)
    for index in range(len(page.texts)):
        if index not in sheet:
            sheet.give(index, Fate.DROPPED, _name_of_drop(page, index, run))
    return sheet, _counted(page, sheet, figures)


def _zone(page: Page, title: int | None, run: range) -> list[int]:
    """The blocks whose captions belong to the piece: from its title to just below its end.

    A lead picture may stand above the title: where the page shows one caption there, and no more.
    """
    first = title if title is not None else max(0, run.start - 8)
    end = run.stop
    while end < len(page.texts) and end < run.stop + 4 and end in page.captions:
        end += 1
    above = [index for index in page.captions if max(0, first - ABOVE_TITLE) <= index < first]
    if len({captions.key(page.captions[index].caption) for index in above}) > 1:
        above = []
    return [*sorted(above), *range(first, end)]


def _place_header(page: Page, sheet: Sheet, title: int | None, run: range, header: Header) -> None:
    if title is not None:
        kicker, text, suffix = page.title_at(title)
        sheet.cut(title, ((kicker, Fate.DROPPED), (text, Fate.TITLE), (suffix, Fate.DROPPED)), "title")
        for index in range(max(run.stop, title + 1)):
            if index not in sheet and page.is_again(index, title):
                sheet.give(index, Fate.TITLE, "title again")
    if header.standfirst is not None:
        sheet.give(header.standfirst, Fate.STANDFIRST, "standfirst")
    for index in header.bylines:
        if index not in sheet:
            _place_byline(page, sheet, index)
    for index in header.datelines:
        if index not in sheet:
            is_day = bool(page.days(index))
            sheet.give(index, Fate.DATELINE if is_day else Fate.BYLINE, "dateline" if is_day else "byline")


def _place_byline(page: Page, sheet: Sheet, index: int) -> None:
    """A byline that also holds a day is two parts."""
    text = page.texts[index]
    found = page.days(index)
    if not found:
        sheet.give(index, Fate.BYLINE, "byline")
        return
    start, end = found[0].start, found[-1].end
    sheet.cut(
        index, ((text[:start], Fate.BYLINE), (text[start:end], Fate.DATELINE), (text[end:], Fate.BYLINE)), "byline"
    )


def _place_figures(page: Page, sheet: Sheet, zone: Sequence[int]) -> list[tuple[int, str, str]]:
    """Captions and credits in the piece's zone; returns (index, caption, credit), each caption once."""
    figures: list[tuple[int, str, str]] = []
    by_key: dict[str, int] = {}
    for index in zone:
        if index not in page.captions or index in sheet:
            continue
        found = page.captions[index]
        sheet.cut(
            index,
            [(text, Fate.CREDIT if is_credit else Fate.CAPTION) for text, is_credit in found.parts],
            found.rule,
        )
        if figures and figures[-1][0] == index - 1 and not (found.caption and figures[-1][1]):
            figures[-1] = (index, found.caption or figures[-1][1], figures[-1][2] or found.credit)
            by_key |= {captions.key(found.caption): len(figures) - 1} if found.caption else {}
        elif found.caption and captions.key(found.caption) in by_key:
            at = by_key[captions.key(found.caption)]
            where, caption, credit = figures[at]
            figures[at] = (index if where == index - 1 else where, caption, credit or found.credit)
        else:
            if found.caption:
                by_key[captions.key(found.caption)] = len(figures)
            figures.append((index, found.caption, found.credit))
    return figures


def _place_labelled(page: Page, sheet: Sheet) -> None:
    for index in page.notes:
        if index not in sheet:
            label = notes.parse(page.texts[index])
            parts = (
                ((page.texts[index], Fate.NOTE),)
                if label is None
                else ((label.label, Fate.NOTE), (label.text, Fate.NOTE))
            )
            sheet.cut(index, parts, "editor's note")
    for index in page.corrections:
        if index not in sheet:
            sheet.give(index, Fate.CORRECTION, "correction")
    for index in page.tags:
        if index not in sheet:
            sheet.give(index, Fate.TAG, "tags of the source")


def _place_run(page: Page, sheet: Sheet, run: range) -> None:
    """Body, headings, and what stands between them without belonging to the piece."""
    spoken = [fold(page.texts[index]) for index in run if index not in sheet and prose.is_prose(page.texts[index])]
    whole = " | ".join(spoken)
    boxes = _boxes(page, run)
    under: str | None = None
    for index in run:
        text, rule = page.texts[index], page.rules[index]
        if index in sheet:
            under = None
        elif index in boxes:
            sheet.give(index, Fate.DROPPED, boxes[index])
        elif index in page.listed:
            sheet.give(index, Fate.DROPPED, page.listed[index].name)
        elif page.is_kept(index):
            sheet.give(index, Fate.BODY, rule.name if rule else "")
        elif rule is not None:
            sheet.give(index, Fate.DROPPED, rule.name)
            under = rule.name if rule.heads else under if rule.name in IN_LISTS else None
        elif _is_spoken(text, is_listed=under is not None):
            under = None
            if _is_pull_quote(fold(text), spoken, whole):
                sheet.give(index, Fate.DROPPED, "pull quote")
            else:
                sheet.give(index, Fate.BODY, "prose")
        elif under is not None:
            sheet.give(index, Fate.DROPPED, under)
        else:
            _place_line(page, sheet, run, index)


def _boxes(page: Page, run: range) -> Mapping[int, str]:
    """What the button of a box goes with, and its rule: all lines up to the box's label, or else those right above it.

    A sentence goes only below a label: "Newsletter", "Our best pieces, each week.", "Sign up".
    """
    boxes: dict[int, str] = {}
    for index in run:
        rule = page.rules[index]
        if rule is None or rule.name not in BUTTONS or length(page.texts[index]) > MOST_BUTTON:
            continue
        above = [*takewhile(page.speaks, range(index - 1, max(run.start - 1, index - MOST_BOX - 2), -1))]
        top = index - 1 - len(above)
        is_labelled = len(above) <= MOST_BOX and top in run and (label := page.rules[top]) and label.name in BOXED
        if not is_labelled and rule.name not in BOXED:
            continue
        lines = above if is_labelled else takewhile(lambda line: _is_loose(page, line), above[:2])
        boxes |= dict.fromkeys(lines, rule.name)
    return boxes


def _is_loose(page: Page, index: int) -> bool:
    """Whether a line is a slogan rather than a heading, an item or a sentence."""
    return length(page.texts[index]) >= 4 and not prose.is_said(page.texts[index])


def _is_spoken(text: str, *, is_listed: bool) -> bool:
    """Whether a block of the run is text of the piece: below the head of a list no headline, be it of two sentences."""
    if is_listed:
        return prose.is_prose(text) and (ends_sentence(text) or length(text) > MOST_HEADLINE)
    return prose.is_prose(text) or ends_sentence(text)


def _place_line(page: Page, sheet: Sheet, run: range, index: int) -> None:
    """A line in the body that is no sentence: a heading, an item of a list, a picture's alt text, a late byline."""
    text = page.texts[index]
    is_late = run.start > 0 and index < run.start + LATE
    if is_late and page.is_dateline(index):
        sheet.give(index, Fate.DATELINE, "dateline")
    elif index and page.is_dateline(index) and not page.speaks(index - 1):
        sheet.give(index, Fate.DROPPED, "day of what stands above")
    elif is_late and bylines.is_marked(text) and bylines.parse(text):
        sheet.give(index, Fate.BYLINE, "byline")
    elif _is_alt_text(page, index):
        sheet.give(index, Fate.DROPPED, "alt text")
    elif _is_link(page, run, index):
        sheet.give(index, Fate.DROPPED, "link between paragraphs")
    elif _is_heading(page, run, index):
        sheet.give(index, Fate.HEADING, "heading")
    else:
        sheet.give(index, Fate.BODY, "line of the body")


def _is_heading(page: Page, run: range, index: int) -> bool:
    """A short line by itself, with prose below it (a figure may stand between)."""
    text = plain(page.texts[index])
    if not 1 <= length(text) <= MOST_HEADING_WORDS or text.endswith((":", ",", ";", "：", "،")) or text[:1] in "-•*–—":
        return False
    if page.document.blocks[index].continues or text[:1].islower():
        return False
    below = next((other for other in range(index + 1, run.stop) if other not in page.captions), None)
    return below is not None and page.speaks(below) and prose.is_prose(page.texts[below])


def _is_link(page: Page, run: range, index: int) -> bool:
    """A headline between two paragraphs: longer than headings are, or standing again on the page."""
    if not any(page.rules):
        return False
    line, size = plain(page.texts[index]), length(page.texts[index])
    if line.endswith((":", "：")) or line[:1].isdigit() or line[:1] in "-•*–—\"'“‘«[" or not line[:1].isalpha():
        return line.startswith(("'", "‘")) and line.isupper()
    if size >= 3 and page.counts[line] > 1:
        return True
    capitals = sum(word[:1].isupper() for word in line.split())
    return size >= (8 if capitals * 2 > size else 11) and index - 1 in run and prose.is_prose(page.texts[index - 1])


def _is_alt_text(page: Page, index: int) -> bool:
    """A line right above a caption that says the same in fewer words."""
    caption = page.captions.get(index + 1)
    if caption is None or not caption.caption:
        return False
    own = {word for word in fold(page.texts[index]).split() if len(word) > 3}
    return bool(own) and len(own & set(fold(caption.caption).split())) * 2 >= len(own)


def _is_pull_quote(line: str, spoken: Sequence[str], whole: str) -> bool:
    """A sentence that stands again inside another paragraph."""
    return (
        len(line.split()) >= 5
        and line not in spoken[:1]
        and whole.count(line) > 1
        and any(line in other and line != other for other in spoken)
    )


def _name_of_drop(page: Page, index: int, run: range) -> str:
    rule = page.rules[index]
    if rule is not None:
        return rule.name
    for above in range(index - 1, max(-1, index - 12), -1):
        over = page.rules[above]
        if over is not None and over.heads:
            return over.name
        if prose.is_prose(page.texts[above]):
            break
    if not run:
        return "no piece found"
    return BESIDE[0] if index < run.start else BESIDE[1]


def _counted(page: Page, sheet: Sheet, figures: Sequence[tuple[int, str, str]]) -> tuple[Figure, ...]:
    """Figures with the number of body blocks before each, and the sidecar's pictures in their order."""
    starts = [
        index
        for index, part in ((part.block, part) for part in sheet.parts())
        if part.fate in (Fate.BODY, Fate.HEADING) and not page.document.blocks[index].continues
    ]
    pictures: list[Picture] = list(page.document.facts.pictures)
    placed = []
    for number, (index, caption, credit) in enumerate(figures):
        at = sum(1 for start in starts if start < index)
        placed.append(Figure(caption, credit, at, pictures[number] if number < len(pictures) else None))
    placed += [Figure("", "", len(starts), picture) for picture in pictures[len(figures) :] if picture.file]
    return tuple(placed)
