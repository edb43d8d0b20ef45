"""What stands around the body: byline, dateline, standfirst, and a note about the author below it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from . import bylines, datelines, prose, titles
from .knowledge import Knowledge
from .model import DateSource
from .page import Page
from .patterns import either
from .piece import is_label
from .wording import ends_sentence, fold, length, plain

FAR_BELOW = 8
"""How many blocks below a byline the name must stand that stands again."""
MOST_ABOVE = 5
"""How many blocks above the title a name with its bearer's trade may stand."""
ABOVE_BODY = 8
"""How many blocks above the body byline and dateline may stand on a page without a title."""
MOST_SAID = 2
"""Lines about one author that may stand above the name of the next."""
LEAST_ROLE = 3
"""Words that say who somebody is, where nothing but their standing twice tells that they do."""
MOST_STANDFIRST = 60
MOST_BIOGRAPHY = 70
MOST_OF_WRITER = 14
"""Words; above a piece, where its first sentence may speak of an author too."""
MOST_UNNAMED = 40
"""Words; a note about "the author" is short, and what a review says of an author need not be."""
FAR_SIGNATURE = 2
"""Lines below a piece; whoever is named further below has written another, or a comment."""
FAR_BIOGRAPHY = 16
"""How many blocks below a piece a labelled note about its author may stand: tags and buttons are between."""


_PRESENTS = either(r"""
    # en, de
    \b(?:guest (?:essay|column)|op-?ed|essay|column|argues|writes|explains)\b
    \b(?:gast)?(?:kommentar|beitrag)\b|\b(?:kolumne|essay|schreibt|argumentiert|fordert|plädiert|erklärt|analysiert)\b
    # fr, es, pt
    \b(?:tribune|chronique|estime|plaide|explique|analyse|dénonce|appelle)\b
    \b(?:tribuna|columna|artículo|sostiene|explica|escribe|analiza|defiende)\b
    \b(?:artigo|coluna|defende|escreve|argumenta)\b
""")
"""What a standfirst says when it presents who wrote the piece."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands between title and body, by index."""

    standfirst: int | None
    bylines: Mapping[int, tuple[str, ...]]
    datelines: tuple[int, ...]
    biographies: tuple[int, ...] = ()
    """Notes about the author above the body."""

    @property
    def end(self) -> int:
        """The first index behind it."""
        marks = [*self.bylines, *self.datelines, *self.biographies] + (
            [] if self.standfirst is None else [self.standfirst]
        )
        return max(marks, default=-1) + 1


def read(page: Page, title: int | None, run: range, knowledge: Knowledge) -> Header:
    """Byline, dateline and standfirst: they stand between the title and the second paragraph of prose.

    A first paragraph with byline or dateline below it is the standfirst; without a title there is none.
    """
    first = title + 1 if title is not None else max(0, run.start - ABOVE_BODY)
    names: dict[int, tuple[str, ...]] = {}
    days: list[int] = []
    leading: list[int] = []
    biographies: list[int] = []
    for index in range(first, run.stop):
        if not page.speaks(index) or (title is not None and _is_of_title(page, index, title)):
            continue
        spoken = _byline(page, index, knowledge)
        if spoken and not names:
            names[index] = spoken
        elif spoken and _goes_on(page, [*names, *days]):
            names |= _with_more(names, index, spoken)
        elif names and (other := _other_name(page, index, max(names))):
            names |= _with_more(names, index, other)
        elif _is_mark(page, index):
            days.append(index)
        elif (
            _is_about(page.texts[index], names)
            or _is_of_the_writer(page, index, names)
            or (leading and days and _presents(page.texts[index], names))
        ):
            biographies.append(index)
        elif prose.is_prose(page.texts[index]):
            leading.append(index)
            if len(leading) == 2 or title is None:
                break
    if title and not names:
        names = _names_above(page, title)
    if title and not any(page.days(index) for index in (*days, *names)):
        days += [index for index in (title - 1, title - 2) if index >= 0 and page.is_dateline(index)][:1]
    above = Header(None, names, tuple(days), tuple(biographies))
    if title is None or not leading:
        return above
    is_apart = leading[0] < above.end or _stands_apart(page, leading, names)
    is_apart = is_apart or (leading[0] == title + 1 and not names and _tells_its_author(page.texts[leading[0]]))
    if is_apart and length(page.texts[leading[0]]) <= MOST_STANDFIRST:
        return replace(above, standfirst=leading[0])
    biographies = [index for index in biographies if index < leading[0]]
    names = {index: name for index, name in names.items() if index < leading[0]}
    days = [index for index in days if index < leading[0]]
    return Header(_loose_standfirst(page, title, run, names, days), names, tuple(days), tuple(biographies))


def _is_of_title(page: Page, index: int, title: int) -> bool:
    """Whether a line says the title again, or right above that the topic that a dash sets apart from it."""
    if page.is_again(index, title):
        return True
    kicker, here = page.title_at(title).kicker, fold(page.texts[index])
    is_topic = bool(here) and kicker.rstrip().endswith(("-", "–", "—")) and here in fold(kicker)
    return is_topic and index + 1 < len(page.texts) and page.is_again(index + 1, title)


def _stands_apart(page: Page, leading: Sequence[int], bylines_above: Mapping[int, Sequence[str]]) -> bool:
    """Whether the first paragraph of prose is a standfirst though no byline stands below it.

    It presents the author by name ("In a guest essay, Ada Moreau argues ..."); or the second one begins with the place
    that it was written in.
    """
    first, *others = (page.texts[index] for index in leading)
    return _presents(first, bylines_above) or any(map(datelines.begins_with_place, others))


def _tells_its_author(text: str) -> bool:
    """Whether a text ends on who says so ("..., argues Ada Moreau"), and quotes nothing."""
    return bool(bylines.told_of(text)) and not any(quote in text for quote in titles.QUOTES[2:] + '"')


def _presents(text: str, bylines_above: Mapping[int, Sequence[str]]) -> bool:
    """Whether a text says that one of the authors, by name or by trade, writes a piece, or of what kind that is."""
    if bylines.tells_of_its_writer(text):
        return True
    named = [name for names in bylines_above.values() for name in names]
    return any(name in text for name in named) and _PRESENTS.search(text) is not None


def _names_above(page: Page, title: int) -> dict[int, tuple[str, ...]]:
    """The name that stands a little above a title, what its bearer is below it, or in a note."""
    lines = range(max(0, title - MOST_ABOVE), title)
    named = {index: bylines.name_alone(page.texts[index]) for index in lines if page.speaks(index)}
    told = [index for index, found in named.items() if found and (_has_role(page, index) or _has_note(page, found))]
    return {index: named[index] for index in told[-1:]}


def _has_note(page: Page, names: Sequence[str]) -> bool:
    return any(bylines.is_about(text, names) for text in page.texts)


def _with_more(names: Mapping[int, tuple[str, ...]], index: int, more: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The names of a byline with those of another line of it."""
    first = next(iter(names))
    return {first: tuple(dict.fromkeys((*names[first], *more))), index: ()}


def _other_name(page: Page, index: int, last: int) -> tuple[str, ...]:
    """A further name on a line of its own: right below the last one, or what is said of that; and it is vouched for.

    What its bearer is stands below it, or the page speaks of that person again, or a day stands below both.
    """
    name = bylines.name_alone(page.texts[index])
    between = range(last + 1, index)
    if not name or len(between) > MOST_SAID or any(_is_mark(page, other) for other in between):
        return ()
    if any(length(page.texts[other]) > bylines.MOST_ROLE for other in between):
        return ()
    above = page.texts[last]
    is_pair = not between and len(bylines.name_alone(above)) == 1 and _is_dated(page, range(index + 1, index + 3))
    is_joined = [page.texts[other] for other in between if bylines.is_and(page.texts[other])]
    again = any(name[0] in text and plain(above) in text for text in page.texts if text != page.texts[index])
    return name if is_pair or is_joined or again or _has_role(page, index) else ()


def _is_name(page: Page, index: int) -> bool:
    return bool(bylines.name_alone(page.texts[index]))


def _has_role(page: Page, index: int) -> bool:
    """Whether what somebody is stands below the name."""
    return index + 1 < len(page.texts) and bylines.is_role(page.texts[index + 1])


def _is_dated(page: Page, lines: range) -> bool:
    """Whether one of some lines says when: a day, or how long ago."""
    near = range(max(0, lines.start), min(len(page.texts), lines.stop))
    return any(page.is_dateline(index) or index in page.stamps for index in near)


def _goes_on(page: Page, marks: Sequence[int]) -> bool:
    """Whether the names of a byline go on in the next line: "Ada Moreau,"."""
    return page.texts[max(marks)].rstrip().endswith((",", "、"))


def _is_about(text: str, bylines_above: Mapping[int, Sequence[str]]) -> bool:
    """Whether a paragraph says who it is that a byline above it names."""
    named = [name for names in bylines_above.values() for name in names]
    return length(text) <= MOST_BIOGRAPHY and prose.is_prose(text) and bylines.is_about(text, named)


def _is_of_the_writer(page: Page, index: int, bylines_above: Mapping[int, Sequence[str]]) -> bool:
    """Whether a line of the header says who the writer is without a name: "The writer is our harbour columnist"."""
    text = page.texts[index]
    return bool(bylines_above) and length(text) <= MOST_OF_WRITER and bylines.is_about_the_author(text)


def _is_mark(page: Page, index: int) -> bool:
    """A line that says when, or one that says who in words that no name could be read from."""
    text = page.texts[index]
    if page.is_dateline(index) or (datelines.without_year(text) and length(text) <= 8):
        return True
    return bylines.is_marked(text) and length(text) <= 14 and not ends_sentence(text)


def _loose_standfirst(
    page: Page, title: int, run: range, names: Mapping[int, tuple[str, ...]], days: Sequence[int]
) -> int | None:
    """A sentence right below the title, with byline or dateline between it and the body."""
    for index in range(title + 1, min(run.start, title + 4)):
        text = page.texts[index]
        if not page.speaks(index) or index in names or index in days or _is_of_title(page, index, title):
            continue
        marks = [mark for mark in (*names, *days, *page.notes) if index < mark <= run.start]
        return index if 3 <= length(text) <= MOST_STANDFIRST and marks else None
    return None


def _byline(page: Page, index: int, knowledge: Knowledge) -> tuple[str, ...]:
    """The names in a line of the header: behind a byline's words, beside a day, or alone."""
    text = page.texts[index]
    found = page.days(index)
    if spoken := bylines.parse(text):
        return spoken
    if (small := bylines.in_small_letters(text)) and _says_who_is(page, small):
        return (small,)
    if found:
        return bylines.beside_day(text, page.language)
    if is_label(page, index, knowledge) or knowledge.vocabulary.canonical(text):
        return ()
    if index and bylines.is_bare_mark(page.texts[index - 1]):
        return bylines.names(text)
    starred = text.rstrip().endswith("*")
    if placed := bylines.in_places(text):
        return placed if _is_vouched_for(page, index, placed) else ()
    alone = bylines.name_alone(text.rstrip("* ")) or bylines.with_office(text)
    if _is_above_author(page, index):
        return ()
    return alone if alone and (_is_vouched_for(page, index, alone) or (starred and page.has_footnote)) else ()


def _is_above_author(page: Page, index: int) -> bool:
    """Whether a name in capitals stands right above one that is not: the first is of who drew or took the picture."""
    text, *below = page.texts[index : index + 2]
    return text.isupper() and any(bylines.name_alone(line) and line != line.upper() for line in below)


def _says_who_is(page: Page, name: str) -> bool:
    """Whether a paragraph begins with a name, in whatever letters, and says who that is: "bell hooks is a writer"."""
    return any(bylines.is_about(text, [name]) for text in page.texts)


def _is_vouched_for(page: Page, index: int, names: tuple[str, ...]) -> bool:
    """A name alone on its line is a byline where a day stands beside it, or what its bearer is below it, or again."""
    below = next((other for other in range(index + 1, len(page.texts)) if not _is_name(page, other)), index + 1)
    if _is_dated(page, range(index - 2, index)) or _is_dated(page, range(below, below + 2)):
        return True
    if _has_role(page, index) or _stands_again(page, index):
        return True
    if below < len(page.texts) and bylines.tells_of_its_writer(page.texts[below]):
        return True
    if any(bylines.is_addressed(text, names) for text in page.texts):
        return True
    if page.is_pressed(index) and _ends_on(page, index, names[0]):
        return True
    return _is_noted(page, index, names)


def _is_noted(page: Page, index: int, names: tuple[str, ...]) -> bool:
    """Whether another block says who somebody is, or names them in a byline."""
    return any(
        bylines.introduced(text)[:1] == names[:1] or bylines.parse(text)[:1] == names[:1]
        for other, text in enumerate(page.texts)
        if other != index and text.strip() != page.texts[index].strip()
    )


def _ends_on(page: Page, index: int, name: str) -> bool:
    """Whether a name stands again far below, on its line or at the beginning of one."""
    return any(plain(text).startswith(name) for text in page.texts[index + FAR_BELOW :])


def _stands_again(page: Page, index: int) -> bool:
    """Whether a name stands again below a label for authors, or with the same line below it."""
    name, below = fold(page.texts[index]), page.texts[index + 1 : index + 2]
    others = [other for other, text in enumerate(page.texts) if other != index and other and fold(text) == name]
    is_told = any(length(text) >= LEAST_ROLE for text in below)
    return any(
        _is_about_label(page, other - 1) or (is_told and page.texts[other + 1 : other + 2] == below) for other in others
    )


def _is_about_label(page: Page, index: int) -> bool:
    rule = page.rules[index]
    return rule is not None and rule.name == "about the author"


def find_biography(page: Page, run: range, authors: Sequence[str]) -> tuple[int | None, tuple[str, ...]]:
    """The note about the author that ends many a piece: its index, and the names that it gives.

    It stands below a label, or begins with the author's name. Where no byline has given any, it must say of its own
    accord that the name is someone's: "X is a lecturer in ...".
    """
    if (labelled := _below_label(page, run)) is not None:
        return labelled, tuple(authors) or bylines.introduced(page.texts[labelled], by_trade=True)
    last = [index for index in run if page.is_prose(index)][-3:]
    short = [*takewhile(lambda index: length(page.texts[index]) <= MOST_BIOGRAPHY, reversed(last[1:]))]
    about = [index for index in short if _is_biography(page.texts[index], authors)]
    if about:
        return about[-1], tuple(authors)
    if not authors and short and (named := bylines.introduced(page.texts[short[0]], by_trade=True)):
        return short[0], named
    return None, tuple(authors)


def find_signature(page: Page, run: range) -> tuple[str, ...]:
    """The names in a byline that stands right below a piece: "Posted by Ada Moreau at 9:20 AM"."""
    return next(filter(None, map(bylines.parse, page.texts[run.stop : run.stop + FAR_SIGNATURE])), ())


def _is_biography(text: str, authors: Sequence[str]) -> bool:
    if any(bylines.begins_with(text, name) for name in authors) or bylines.is_about(text, authors):
        return True
    return length(text) <= MOST_UNNAMED and bylines.is_about_the_author(text)


def _below_label(page: Page, run: range) -> int | None:
    """The first paragraph below a label "About the author" that stands a little below the piece."""
    below = range(run.stop, min(run.stop + FAR_BIOGRAPHY, len(page.texts)))
    rules = {index: rule for index in below if (rule := page.rules[index]) is not None}
    label = next((index for index, rule in rules.items() if rule.name == "about the author"), run.stop + FAR_BIOGRAPHY)
    note = next((index for index in below if index > label and page.is_prose(index)), None)
    return note if note is not None and length(page.texts[note]) <= MOST_BIOGRAPHY else None


def find_date(page: Page, header: Header) -> tuple[dt.date | None, DateSource | None]:
    """The day of publication: from address, dateline or byline, in this order.

    Never from a caption or the body, and never the day of an update: wrong is worse than missing. An agency's dateline
    without a year takes it from a day of the header that lies less than a year behind it.
    """
    facts = page.document.facts
    if facts.url and (day := datelines.from_address(facts.url)):
        return day, "url"
    days = [(index, found) for index in (*header.datelines, *header.bylines) for found in page.days(index)]
    for index, found in days:
        if not found.updated:
            return found.day, "byline" if index in header.bylines else "dateline"
    for index in header.datelines:
        if (short := datelines.without_year(page.texts[index])) and days:
            return _completed(short, days[0][1].day), "dateline"
    return None, None


def find_modified(page: Page, header: Header) -> tuple[dt.date | None, DateSource | None]:
    """The day of the last change, where dateline or byline calls one an update."""
    found = [day for index in (*header.datelines, *header.bylines) for day in page.days(index)]
    days = [each.day for each in found if each.updated]
    return (max(days), "dateline") if days else (None, None)


def _completed(short: tuple[int, int], later: dt.date) -> dt.date | None:
    """Month and day with the year that puts them last before a later day."""
    for year in (later.year, later.year - 1):
        try:
            day = dt.date(year, *short)
        except ValueError:
            continue
        if day <= later:
            return day
    return None
