"""Quotation marks, apostrophes, dashes and spaces, by the language of the article.

A table of cases for each language is in tests/fixtures/rules/typography.md. typogrify's own quotation marks (those of
smartypants) are not used: they are wrong for `'80s`, `'Twas`, `5'10"` and every language but English. Its rule for the
last words of a headline is right, and used. Languages that are not in the table below are left as they are.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from typogrify.filters import widont


@dataclass(frozen=True)
class House:
    """How one language is set."""

    double: tuple[str, str]
    single: tuple[str, str]
    dash: str
    """What two hyphens stand for; a hyphen between spaces becomes an en dash where this is not empty."""
    spaced: bool = True
    """Whether words are set apart by spaces, so that a quotation mark shows by its neighbours what it does."""


_CURLY = ("“", "”"), ("‘", "’")
_HOUSES = {
    "ar": House(("«", "»"), ("‹", "›"), ""),
    "de": House(("„", "“"), ("‚", "‘"), "–"),
    "en": House(*_CURLY, "—"),
    "es": House(*_CURLY, "—"),
    "fr": House(("«\u00a0", "\u00a0»"), ("“", "”"), "–"),
    "it": House(*_CURLY, "–"),
    "nl": House(*_CURLY, "–"),
    "pt": House(*_CURLY, "–"),
    "zh": House(*_CURLY, "", spaced=False),
}

_TOKEN = re.compile(r"(<[^>]*>)")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)\b"
)
_VERBATIM = re.compile(r"<(/?)(?:code|pre|kbd|samp|var)\b")
_OPENERS = "([{<—–-/…“‘«„‚¿¡\u00a0"
_ELIDED = re.compile(
    r"'(?:\d0s|\d\d(?!\w)|(?:tis|twas|twere|twill|twould|em|til|cause|cos|bout|round|n|neath|gainst)(?!\w))",
    re.IGNORECASE,
)
_FEET = re.compile(r"(?<![\w.])\d+'\s?\d{1,2}\"")
_MAY_CLOSE = re.compile(r"(?<=[^\s'])'(?!\w)")
_DASHES = re.compile(r"(?<![-\w])(?<=\s)--(?=\s)|(?<=[^\s\-!<])--(?=[^\s\->])")
_HYPHEN = re.compile(r"(?<=[\w.,!?)”’»\"'] )-(?= [\w(“‘«\"'])")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_FRENCH_SPACE = re.compile(r"(?<=[\w»”’)\]%.!?…]) (?=[;:!?»](?!\w))|(?<=«) ")
_OPAQUE = "\ufffc"


def typeset(source: str, language: str) -> str:
    """Set clean HTML (as the sanitiser writes it); code and attributes stay as they are."""
    house = _HOUSES.get(language.lower().split("-")[0])
    if house is None:
        return source
    pieces = _TOKEN.split(source)
    texts, shown = _texts(pieces)
    changes = _changes(shown, house, language)
    if changes:
        _apply(pieces, texts, changes)
    return "".join(pieces)


def headline(escaped: str, language: str) -> str:
    """Set one line of escaped text; where words have spaces, the last two stay together."""
    house = _HOUSES.get(language.lower().split("-")[0])
    set_line = typeset(escaped, language)
    if house is None or not house.spaced or set_line.count(" ") < 3:
        return set_line
    return str(widont(set_line)).replace("&nbsp;", "\u00a0")


def _texts(pieces: list[str]) -> tuple[list[tuple[int, int, str]], str]:
    """The text nodes as (index of piece, where it begins in the shown text, text), and the shown text.

    In the shown text a block ends with a line end, and code is one opaque character, so that quotation marks see their
    neighbours across inline markup and never across paragraphs.
    """
    texts, shown, length, verbatim = [], [], 0, 0
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            text = html.unescape(piece)
            if verbatim:
                text = _OPAQUE if text else ""
            elif text:
                texts.append((at, length, text))
        else:
            match = _VERBATIM.match(piece)
            verbatim += 0 if match is None else (-1 if match[1] else 1)
            text = "" if _INLINE.match(piece) else "\n\n"
        shown.append(text)
        length += len(text)
    return texts, "".join(shown)


def _apply(pieces: list[str], texts: list[tuple[int, int, str]], changes: dict[int, str]) -> None:
    places = sorted(changes)
    for at, begins, text in texts:
        inside = places[bisect_left(places, begins) : bisect_left(places, begins + len(text))]
        if inside:
            pieces[at] = html.escape(_changed(text, begins, inside, changes), quote=False).replace("\u00a0", "&nbsp;")


def _changed(text: str, begins: int, places: list[int], changes: dict[int, str]) -> str:
    parts, done = [], 0
    for place in places:
        parts += [text[done : place - begins], changes[place]]
        done = place - begins + 1
    return "".join([*parts, text[done:]])


def _changes(shown: str, house: House, language: str) -> dict[int, str]:
    """Position in the shown text -> what stands there instead."""
    changes: dict[int, str] = {}
    if '"' in shown or "'" in shown:
        changes.update(_quotes(shown, house))
    for pattern, mark in _marks(house, language):
        for match in pattern.finditer(shown):
            changes.update(dict.fromkeys(range(match.start() + 1, match.end()), ""))
            changes[match.start()] = mark
    return changes


def _marks(house: House, language: str) -> Iterator[tuple[re.Pattern[str], str]]:
    if house.dash:
        yield _DASHES, house.dash
        yield _HYPHEN, "–"
    if house.spaced:
        yield _ELLIPSIS, "…"
    if language.lower().startswith("fr"):
        yield _FRENCH_SPACE, "\u00a0"


def _quotes(shown: str, house: House) -> dict[int, str]:
    changes: dict[int, str] = {}
    for begin, block in _blocks(shown):
        changes.update({begin + at: mark for at, mark in _block_quotes(block, house).items()})
    return changes


def _blocks(shown: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"(?:(?!\n\n).)+", shown, re.DOTALL):
        if '"' in match[0] or "'" in match[0]:
            yield match.start(), match[0]


def _block_quotes(block: str, house: House) -> dict[int, str]:
    """Each straight mark of one block, by its neighbours and by what is open."""
    changes = {
        at: "’" for match in _ELIDED.finditer(block) if not _word(block, match.start() - 1) for at in [match.start()]
    }
    for match in _FEET.finditer(block):
        changes[block.index("'", match.start())] = "′"
        changes[match.end() - 1] = "″"
    is_open = {'"': False, "'": False}
    last_close = max((match.start() for match in _MAY_CLOSE.finditer(block)), default=-1)
    for match in re.finditer("[\"']", block):
        at, mark = match.start(), match[0]
        if at not in changes:
            changes[at] = (
                _quote(block, at, is_open, house) if mark == '"' else _single(block, at, is_open, house, last_close)
            )
    return changes


def _quote(block: str, at: int, is_open: dict[str, bool], house: House) -> str:
    opens, closes = _can_open(block, at), _can_close(block, at)
    if not house.spaced or opens == closes:
        opens = not is_open['"']
    is_open['"'] = opens
    return house.double[0 if opens else 1]


def _single(block: str, at: int, is_open: dict[str, bool], house: House, last_close: int) -> str:
    if _word(block, at - 1) and _word(block, at + 1):
        return "’"
    if _can_open(block, at) and not is_open["'"] and at < last_close:
        is_open["'"] = True
        return house.single[0]
    if is_open["'"] and _can_close(block, at):
        is_open["'"] = False
        return house.single[1]
    return "’"


def _can_open(block: str, at: int) -> bool:
    before, after = block[at - 1 : at] if at else "", block[at + 1 : at + 2]
    return (
        bool(after)
        and not after.isspace()
        and (not before or before.isspace() or before in _OPENERS or before in "\"'")
    )


def _can_close(block: str, at: int) -> bool:
    before = block[at - 1 : at] if at else ""
    return bool(before) and not before.isspace()


def _word(block: str, at: int) -> bool:
    return 0 <= at < len(block) and (block[at].isalnum() or block[at] == _OPAQUE)
