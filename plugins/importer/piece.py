"""Where the piece stands on its page: its title, and the run of its body."""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise, takewhile

from . import bylines, datelines, prose, titles
from .furniture import BOXED, BUTTONS
from .knowledge import Knowledge
from .page import Page
from .wording import ends_sentence, fold, length, words

TITLE_LIKENESS = 0.62
"""How much of an address's words a line must share to be the title it speaks of."""
SURE_LIKENESS = 0.85
TRUSTED_SHARE = 0.4
"""A title whose run is worth less than this share of the page's best run stands in a list, not above its piece."""
SURE_SHARE = 0.08
"""The same for a line that holds nearly all of the address's words."""
LEAST_PIECE = 50
"""Words of prose above readers' comments that make a piece."""
MANY_STAMPS = 4
"""So many lines with day and hour, and they head readers' comments, or a ticker: a piece bears one or two."""
HALF_LIKE = 0.4
"""A likeness that says nothing alone, and decides between lines that could be the title."""
BESIDE_PICTURE = 0.6
"""What is left of a line's worth as a title where it reads as what a picture shows."""
_CLOSED = (")", "）", "]", "】")
_BRACKETS = ("[", "(", "（", "【")
MOST_BETWEEN = 8
"""Loose lines that may stand between a piece's first paragraph and the run of its body."""
MOST_LAST = 2
MOST_TALK = 8
"""Blocks that a piece may end on, too short to be prose; questions and answers may be more."""
MOST_TITLE = 20
"""Words of a title that is sentences."""
HEADER = 40
"""How many blocks above the body a title may stand where no address tells it."""


def find(page: Page, knowledge: Knowledge) -> tuple[int | None, range]:
    """The title's index, None where the page does not hold one, and the run of its body.

    A title that sidecar or address speak of is looked for first; without either, the line above the body that reads
    most like one.
    """
    if not any(page.rules):
        return _whole_page(page, knowledge)
    scores = _scores(page)
    anywhere = prose.find_run(scores)
    named = {title: _run_below(page, scores, title) for title in _named_titles(page)}
    if named:
        named = {title: _from_title(page, title, run) for title, run in named.items()}
        title = max(
            named, key=lambda index: (prose.worth(scores, named[index]) - (named[index].start - index) / 2, -index)
        )
        if prose.worth(scores, named[title]) >= _share(page, title, anywhere) * prose.worth(scores, anywhere):
            return title, _tidy(page, named[title])
    run = range(anywhere.start, min(anywhere.stop, _end_below(page, anywhere.start)))
    run = _from_mark(page, _tidy(page, run))
    return _title_above(page, run, knowledge, is_named=bool(named)), run


def _share(page: Page, title: int, anywhere: range) -> float:
    """How much of the page's best run the run below a title must be worth, for the title to stand above its piece.

    All of it, where the best run stands above the title: pages say their title again below, above a list.
    """
    if anywhere.stop <= title:
        return 1.0
    return TRUSTED_SHARE if _likeness(page, title) < SURE_LIKENESS else SURE_SHARE


def _title_above(page: Page, run: range, knowledge: Knowledge, *, is_named: bool) -> int | None:
    """The line above the body that reads most like a title; where sidecar or address tell another, only for cause.

    The cause is half of the address's words, or a byline or dateline right below.
    """
    title = _nearest_title(page, run, knowledge)
    if title is None or is_named or not _is_told_elsewhere(page):
        return title
    if page.document.facts.title:
        return None
    have = {part for word in words(page.texts[title]) for part in re.split(r"[-.'’]", word)}
    shared = sum(word in have for word in page.address_words)
    is_signed = _is_signed(page, title) and length(page.texts[title]) >= 4
    return title if shared * 2 >= len(page.address_words) or is_signed else None


def _is_signed(page: Page, title: int) -> bool:
    """Whether a byline or a dateline stands a little below a line, with no more than a standfirst between."""
    spoken = 0
    for index in range(title + 1, min(title + 1 + MOST_BETWEEN, len(page.texts))):
        text = page.texts[index]
        if page.is_dateline(index) or bylines.beside_day(text, page.language):
            return True
        if bylines.parse(text) or bylines.in_places(text):
            return True
        if page.is_pressed(index) and titles.speaks_latin(text) and bylines.name_alone(text):
            return True
        spoken += page.is_prose(index)
        if spoken > 1:
            break
    return False


def _from_title(page: Page, title: int, run: range) -> range:
    """The run, from the first paragraph below its title: few lines between, and they are the piece's own."""
    first = next((index for index in range(title + 1, run.start) if page.is_prose(index)), run.start)
    loose = sum(1 for index in range(first, run.start) if not page.is_prose(index))
    return range(first, run.stop) if run and loose <= MOST_BETWEEN else run


def _from_mark(page: Page, run: range) -> range:
    """The run, from the first paragraph below a byline or dateline that stands a little above it."""
    for index in range(run.start - 1, max(-1, run.start - 2 * MOST_BETWEEN), -1):
        text = page.texts[index]
        if page.speaks(index) and (page.is_dateline(index) or bylines.parse(text)):
            return _from_title(page, index, run)
    return run


def _whole_page(page: Page, knowledge: Knowledge) -> tuple[int | None, range]:
    """A page without any furniture was copied cleanly: all from its first paragraph on is the piece."""
    named = _named_titles(page)
    first = next(
        (index for index in range(named[0] + 1 if named else 0, len(page.texts)) if page.is_prose(index)), None
    )
    if first is None:
        return (named[0] if named else None), range(0)
    run = range(_salutation(page, first), len(page.texts))
    return named[0] if named else _title_above(page, run, knowledge, is_named=False), run


def _is_told_elsewhere(page: Page) -> bool:
    """Whether sidecar or address tell the title, so that a page that does not hold it has none."""
    return bool(page.document.facts.title or page.address_words)


def is_label(page: Page, index: int, knowledge: Knowledge) -> bool:
    """Whether a line is the name of a column or publication: a breadcrumb, not a title."""
    names = {fold(page.document.facts.publication)} | {fold(name) for name, _ in knowledge.columns}
    names |= {fold(name) for _, name in knowledge.publications}
    return fold(page.texts[index]) in names


def _scores(page: Page) -> list[float]:
    """What each block says for the piece running there, or against it."""
    scores = []
    for index, text in enumerate(page.texts):
        rule = page.rules[index]
        if index in page.listed or _is_button_of_box(page, index):
            scores.append(0.0)
        elif rule is not None:
            scores.append(-float(rule.weight))
        elif index in page.announced:
            scores.append(prose.ANNOUNCED_LINE)
        else:
            scores.append(prose.score(text) if page.speaks(index) else 0.0)
    return scores


def _is_button_of_box(page: Page, index: int) -> bool:
    """Whether a button stands right below what asks a reader for something: the two are one."""
    rule, above = page.rules[index], page.rules[index - 1] if index else None
    return rule is not None and rule.name in BUTTONS and above is not None and above.name in BOXED


def _named_titles(page: Page) -> list[int]:
    """Lines that the sidecar's title or the address speaks of, in the order of the page."""
    facts = page.document.facts
    if facts.title:
        same = [index for index, text in enumerate(page.texts) if fold(text) == fold(facts.title)]
        if same:
            return same
    likeness = {
        index: _likeness(page, index)
        for index, text in enumerate(page.texts)
        if titles.could_be_title(text) and index not in page.captions
    }
    best = max(likeness.values(), default=0.0)
    return [index for index, value in likeness.items() if value >= TITLE_LIKENESS and value >= best - 0.12]


def _likeness(page: Page, index: int) -> float:
    """How well a line matches what sidecar or address say of the title, 0 to 1."""
    facts = page.document.facts
    if facts.title and fold(page.texts[index]) == fold(facts.title):
        return 1.0
    return titles.likeness(page.title_at(index).text, page.address_words)


def _run_below(page: Page, scores: Sequence[float], title: int) -> range:
    """The best run below a title, and above what ends a piece."""
    run = prose.find_run(scores[title + 1 : _end_below(page, title + 1)])
    return range(run.start + title + 1, run.stop + title + 1)


def _end_below(page: Page, start: int) -> int:
    """Where readers' comments begin, or what else ends a piece, below enough prose to be one."""
    spoken = 0
    thread = _thread(page, start)
    for index in range(start, len(page.texts)):
        rule = page.rules[index]
        if index == thread or (rule is not None and 0 < rule.ends <= spoken):
            return index
        spoken += _spoken(page, index)
    return len(page.texts)


def _thread(page: Page, start: int) -> int | None:
    """The first of many lines that date what stands below them, each less than what stands above them all."""
    stamps = [index for index in page.stamps if index >= start]
    borders = pairwise([start, *stamps, len(page.texts)])
    entries = [sum(_spoken(page, index) for index in range(*border)) for border in borders]
    longest = [*accumulate(reversed(entries), max)][-2::-1]
    spoken = [*accumulate(words > 0 for words in reversed(entries))][-2::-1]
    for stamp, above, entry, many in zip(stamps, accumulate(entries), longest, spoken, strict=False):
        if many >= MANY_STAMPS and above >= max(LEAST_PIECE, entry):
            return stamp
    return None


def _spoken(page: Page, index: int) -> int:
    """A block's words of prose."""
    return length(page.texts[index]) if page.rules[index] is None and prose.is_prose(page.texts[index]) else 0


def _nearest_title(page: Page, run: range, knowledge: Knowledge) -> int | None:
    """The line above the body that reads most like a title, where no address tells: the nearest of the longest."""
    if not run:
        return None
    best, best_worth = None, 0.0
    counts: dict[str, int] = {}
    for text in page.texts[: run.start + 1]:
        counts[fold(text)] = counts.get(fold(text), 0) + 1
    for index in range(max(0, run.start - HEADER), run.start):
        text = page.texts[index]
        if not (titles.could_be_title(text) or _is_long_title(page, index)) or is_label(page, index, knowledge):
            continue
        if not (page.speaks(index) or _is_kicked(page, index)):
            continue
        if (
            bylines.parse(text)
            or bylines.in_places(text)
            or (titles.speaks_latin(text) and bylines.name_alone(text))
            or _is_dated(text)
            or _is_about_a_name(page, index)
            or _is_of_an_author(page, index)
            or bylines.is_about_the_author(text)
            or text.lstrip()[:1] in _BRACKETS
        ):
            continue
        nearness = 1.0 - (run.start - index) / (HEADER * 1.5)
        worth = (
            min(length(titles.without_suffix(text)[0]), 9) * nearness * (0.6 if text.rstrip().endswith(".") else 1.0)
        )
        worth *= 1.3 if _likeness(page, index) >= HALF_LIKE else 1.0
        worth *= 1.3 if _is_signed(page, index) else 1.0
        is_pictured = index + 1 in page.captions and not _is_quoted(text)
        worth *= BESIDE_PICTURE if is_pictured or text.rstrip().endswith(_CLOSED) else 1.0
        worth *= 1.3 if counts[fold(text)] > 1 and length(text) >= 4 else 1.0
        if worth >= best_worth:
            best, best_worth = index, worth
    return best if best is None else _above_standfirst(page, best, run.start, knowledge)


def _is_about_a_name(page: Page, index: int) -> bool:
    """Whether a line says who someone is whose name stands alone right above it, or below."""
    names = bylines.introduced(page.texts[index])
    beside = (page.texts[other] for other in (index - 1, index - 2, index + 1) if 0 <= other < len(page.texts))
    return bool(names) and any(fold(text) == fold(names[0]) for text in beside)


def _is_of_an_author(page: Page, index: int) -> bool:
    """Whether a line is a name with what its bearer is below it, be the name said twice, or that."""
    above, text, *below = page.texts[max(0, index - 1) : index + 3] if index else ("", *page.texts[:3])
    if bylines.is_role(text) and bylines.name_alone(above):
        return True
    described = next((line for line in below if line != text), "")
    return bool(bylines.name_alone(text)) and bylines.is_role(described)


def _is_long_title(page: Page, index: int) -> bool:
    """Whether a line of sentences is a title, for a byline stands right below it."""
    below = page.texts[index + 1 : index + 2]
    return length(page.texts[index]) <= MOST_TITLE and any(map(bylines.parse, below))


def _is_kicked(page: Page, index: int) -> bool:
    """Whether a line that begins as a link to another piece does ("Opinion: ...") is the title, for it is signed."""
    rule = page.rules[index]
    below = page.texts[index + 1 : index + 1 + MOST_BETWEEN]
    return rule is not None and rule.name == "read more" and any(map(bylines.parse, below))


def _above_standfirst(page: Page, index: int, start: int, knowledge: Knowledge) -> int:
    """Of two lines that could be the title, one right above the other, the upper is: the lower is its standfirst.

    start: where the body does; a sentence above it, right below the lower line, is its standfirst, the upper a label.
    """
    is_signed_above = _is_byline_between(page, index)
    above = index - 1 - is_signed_above
    if above < 0 or not page.speaks(above) or is_label(page, above, knowledge):
        return index
    if not page.speaks(index) or _is_quoted(page.texts[index]):
        return index
    if index + 1 < start and page.is_prose(index + 1):
        return index
    is_title = _could_head(page, above) and not (above and _could_head(page, above - 1))
    is_mark = _is_dated(page.texts[above]) or bylines.is_marked(page.texts[above])
    is_short = is_signed_above or length(page.texts[above]) <= length(page.texts[index])
    return above if is_title and not is_mark and is_short else index


def _is_byline_between(page: Page, index: int) -> bool:
    """Whether a byline stands between a line and what may be the title above it, and none right below it."""
    above, *below = page.texts[index - 1 : index + 2] if index else ("",)
    is_signed_below = any(bylines.parse(text) or bylines.name_alone(text) for text in below[1:])
    return bool(bylines.parse(above) or bylines.name_alone(above)) and not is_signed_below


def _is_quoted(text: str) -> bool:
    """Whether a line is one quotation: such a title stands below the name of whom it quotes."""
    line = text.strip()
    return line[:1] in "“„«»‘'\"" and line[-1:] in "”“»«’'\""


def _could_head(page: Page, index: int) -> bool:
    return page.speaks(index) and titles.could_be_title(page.texts[index]) and length(page.texts[index]) >= 4


def _is_dated(text: str) -> bool:
    """A short line with a day in it."""
    return length(text) <= 16 and any(True for _ in datelines.find(text))


def below(page: Page, run: range, first: int) -> range:
    """The run below what is known to be no body of it: from its next paragraph on, with a letter's salutation."""
    if first <= run.start:
        return run
    start = next((index for index in range(first, run.stop) if page.is_prose(index)), run.stop)
    return range(max(first, _salutation(page, start)), run.stop)


def _tidy(page: Page, run: range) -> range:
    """The run without what is not prose at its ends, without a tail of teasers, with the list that it announces."""
    start, stop = run.start, run.stop
    while start < stop and not page.is_prose(start):
        start += 1
    stop = prose.without_tail([_tail_words(page, index) for index in range(start, stop)]) + start
    while stop > start and not page.is_prose(stop - 1):
        stop -= 1
    stop = _last_words(page, stop)
    while stop and stop < len(page.texts) and page.is_kept(stop):
        stop += 1
    return range(_salutation(page, start), max(_end_of_list(page, stop), _signature(page, stop)))


def _salutation(page: Page, start: int) -> int:
    """A letter begins with whom it is to: "My dear Jonas,"."""
    above = start - 1
    is_one = above >= 0 and page.speaks(above) and page.texts[above].rstrip().endswith((",", "،", "，"))
    return above if is_one and length(page.texts[above]) <= 6 else start


def _last_words(page: Page, stop: int) -> int:
    """A piece may end on sentences too short to be told from slogans anywhere else: "Somebody, we said. Later.".

    On more of them, where they are questions and answers, or talk.
    """
    below = range(stop, min(len(page.texts), stop + MOST_TALK))
    said = [*takewhile(lambda index: page.speaks(index) and _is_short_sentence(page.texts[index]), below)]
    is_talk = any(prose.is_talk(page.texts[index]) for index in said)
    return stop + (len(said) if is_talk else min(len(said), MOST_LAST))


def _is_short_sentence(text: str) -> bool:
    return ends_sentence(text) and (length(text) >= 2 or (prose.is_talk(text) and length(text) == 1))


def _signature(page: Page, stop: int) -> int:
    """A letter ends with a line that closes in a comma, and who signs it on the next."""
    lines = range(stop, min(stop + 2, len(page.texts)))
    if len(lines) < 2 or not all(page.speaks(index) and length(page.texts[index]) <= 6 for index in lines):
        return stop
    return stop + 2 if page.texts[stop].rstrip().endswith((",", "،", "，")) else stop


def _tail_words(page: Page, index: int) -> int | None:
    """Words of prose; 0 for what speaks neither way; None for a loose line or furniture."""
    if index in page.listed or index in page.announced or _is_button_of_box(page, index):
        return 0
    if page.rules[index] is not None:
        return None
    if not page.speaks(index):
        return 0
    text = page.texts[index]
    return length(text) if prose.is_prose(text) else 0 if prose.is_said(text) or prose.announces(text) else None


def _end_of_list(page: Page, stop: int) -> int:
    """Where a list ends that the last lines of the piece announce with a colon."""
    if not stop or stop >= len(page.texts):
        return stop
    announced = [index for index in (stop - 1, stop) if page.texts[index].rstrip().endswith((":", "："))]
    end = announced[-1] + 1 if announced else stop
    while announced and end < len(page.texts) and page.speaks(end) and not bylines.is_marked(page.texts[end]):
        end += 1
    return end if end - stop >= 2 else stop
