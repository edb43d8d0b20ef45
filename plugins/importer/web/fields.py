"""Title, day and language of a web page: what its metadata claims, weighed with what it shows."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from .. import bylines, datelines, titles
from .. import language as languages
from ..containers import web_address
from ..model import Document, Setting, Web
from ..wording import OPENING_QUOTES, fold, length, plain
from .layout import LINKED, Layout

_DAY = re.compile(r"\s*(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?!\d)")
_CTIME = re.compile(r"\s*[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) [\d:]{5,8}(?: [\w+:-]{1,9})? (\d{4})\s*")
"""A moment as C's ctime, and Java, write it: "Mon Aug 03 12:45:00 EDT 2015"."""
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/")
_VAGUE = frozenset(
    {
        "meta date",
        "meta dc.date",
        "meta dcterms.date",
        "meta created",
        "meta dcterms.created",
        "meta dat",
        "microdata dateCreated",
    }
)
"""Claims that as often tell the day of the file as that of the piece."""
_OF_FILE = frozenset({"meta last-modified", "meta lastmod"})
"""Claims about the day on which the page was made anew, whatever in it was changed."""
_SAID = re.compile(
    r"veröffentlicht|erschienen|erstellt|gespeichert|posted|published|publiziert|publié|publicado|\bam\b|\bon\b|\ble\b|von|by",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"veröffentlicht|published|posted|publié|publicado", re.IGNORECASE)
_OTHERS = frozenset({"comments", "related", "hidden", "menu"})
_REGISTERED = re.compile(r"registriert|registered|mitglied seit|member since|dabei seit|joined", re.IGNORECASE)
_SPACED = re.compile(r"\b(\d{1,2})\.\s(\d{1,2})\.\s((?:19|20)\d\d)\b")
ALONE = 0.5
"""What a page's only heading of the first level is worth more than one of several."""
LEAST_ALONE = 4
"""Words from which on it is; fewer are a section's name."""
WEB = 1991
"""The year of the first page; a line that tells an earlier day, and more than that, speaks of something else."""
MOST_SHOWN = 3
"""Days that a page shows of itself, with that of its address."""
MOST_TIMES = 2
"""Days that the elements of a page for one give; more are those of other pieces too."""
MOST_KICKER = 6
"""Words that may stand before a title in its own heading: what it is about."""
_HOME = re.compile(r"(?:https?://(?:www\.)?([^/?#]+)/?|/)", re.IGNORECASE)
"""The address of a site's first page, from any of its pages."""
_INDEX = re.compile(r"(?:index|default|home)\.\w{2,5}$", re.IGNORECASE)
"""The page that a folder stands for."""
_ADDRESS = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){2,}$")
"""What stands in an address for a title, and in some metadata too."""
_SIGNS = " \n:|–—,"
"""What a heading begins or ends with where a part of its line is not shown."""
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d\d)(?!\d)")
_TELLING = 200
"""Characters from which on a text tells its language."""
_BARS = re.compile(r"\s+[|–—\-:·•»«/]+\s+|\s*[|»«]\s*|:\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """A field's value, and what gave it."""

    value: str
    source: str
    block: int | None = None


def values(web: Web, field: str) -> Iterator[tuple[str, str]]:
    """(value, source) of every claim about a field."""
    return ((claim.value, claim.source) for claim in web.claims if claim.field == field)


def base(document: Document) -> str:
    """The address that a page's other addresses are relative to: that of the whole page, for a piece of one."""
    web = document.web or Web()
    given = [
        *(value for value, _ in values(web, "base")),
        document.facts.url,
        *(value for value, _ in values(web, "url")),
    ]
    return next((value for value in given if value.startswith(("http://", "https://"))), "")


# Title ----------------------------------------------------------------------------------------------------------------


def headline(document: Document, layout: Layout, first: int) -> Found:
    """The heading that the piece stands under, or what metadata calls it. first: where the piece begins.

    A heading counts by its level, by how well metadata agrees with it, and by standing close above the piece.
    """
    called = called_by(document)
    said = called.said
    best, best_worth = None, 0.0
    for index in range(min(len(layout.blocks), first + 13)):
        worth = _worth(layout, index, said, called.names, first, document.facts.url)
        if worth > best_worth:
            best, best_worth = index, worth
    if best is not None and best_worth >= 3:
        return Found(_tidied(layout.blocks[best].text, called.claimed), "heading", best)
    for value, source in called.claimed:
        if fold(value) not in called.names:
            return Found(_without_site(value, called.names), source)
    if best is not None:
        return Found(plain(layout.blocks[best].text), "heading", best)
    return Found(_without_site(called.page_title, called.names), "<title>") if called.page_title else Found("", "")


def likeness(document: Document, heading: int) -> float:
    """How well what a page's metadata and address say of its title agrees with a heading; 0 for the name of its site.

    1 and more where one says the same.
    """
    called, block, url = called_by(document), document.blocks[heading], document.facts.url
    if fold(block.text) in called.names or (block.setting and _leads_home(block.setting, url)):
        return 0.0
    return max(_agreement(fold(block.text), called.said), titles.likeness(block.text, titles.address_words(url)))


@dataclass(frozen=True, slots=True)
class Called:
    """What a page is called: by its metadata, with what says so; by a browser; and its site, folded."""

    claimed: list[tuple[str, str]]
    page_title: str
    names: set[str]

    @property
    def said(self) -> list[str]:
        """Every title, folded."""
        return [fold(value) for value in (*(value for value, _ in self.claimed), self.page_title)]


def called_by(document: Document) -> Called:
    """What metadata calls a page and its site."""
    web = document.web or Web()
    claimed = [(value, source) for value, source in values(web, "title") if length(value) and not _ADDRESS.match(value)]
    page_title = next((value for value, _ in values(web, "page title")), "")
    names = {fold(value) for value, _ in values(web, "site")} | {fold(host(document.facts.url).rsplit(".", 1)[0])}
    return Called(claimed, page_title, names)


def _worth(layout: Layout, index: int, said: Sequence[str], names: set[str], first: int, url: str) -> float:
    """How much a block looks like the title of the piece."""
    block = layout.blocks[index]
    setting = block.setting
    folded = fold(block.text)
    if setting is None or not folded or folded in names or not 1 <= layout.words[index] <= 40:
        return 0.0
    if layout.is_outside(index) in ("nav", "footer") or _leads_home(setting, url):
        return 0.0
    if bylines.parse(block.text):
        return 0.0
    agrees = _agreement(folded, said)
    if not setting.level:
        named = layout.words[index] >= 3 and agrees >= 1.0 and index <= first and setting.links < 0.5
        return 3.5 + index / 10000 if named else 0.0
    worth = {1: 3.0, 2: 1.5, 3: 0.8}.get(setting.level, 0.3) + 3.5 * agrees
    if setting.level == 1 and layout.words[index] >= LEAST_ALONE and _is_only(layout, index):
        worth += ALONE
    if layout.mark(index) in ("related", "comments", "newsletter", "menu", "hidden"):
        worth -= 2.0
    if index > first:
        worth -= 2.0 + (index - first) / 4
    else:
        worth -= min(2.0, (first - index) / 30)
    return worth


def _is_only(layout: Layout, index: int) -> bool:
    """Whether a page has no other heading of the first level."""
    headings = (other for other, block in enumerate(layout.blocks) if block.setting and block.setting.level == 1)
    return list(islice(headings, 2)) == [index]


def _leads_home(setting: Setting, url: str) -> bool:
    """Whether a heading is nothing but a link to a page that its own stands below, and so the name of that: its site's
    first page, its section's.
    """
    linked = [_ARCHIVE.sub("", span.href) for span in setting.spans if span.href]
    return setting.links > LINKED and bool(linked) and all(_is_above(each, url) for each in linked)


def _is_above(address: str, url: str) -> bool:
    """Whether an address is that of a page above another, as `/` and `/blog/` are above `/blog/2024/a-title`."""
    own = host(url)
    if home := _HOME.fullmatch(address):
        return (home[1] or own).lower() == own
    try:
        there, here = urlsplit(urljoin(url, address)), urlsplit(url)
    except ValueError:
        return False
    folder = _INDEX.sub("", there.path)
    is_folder = folder.endswith("/") and not there.query and here.path != there.path
    return bool(own) and there.hostname == here.hostname and is_folder and here.path.startswith(folder)


def _agreement(folded: str, said: Sequence[str]) -> float:
    """How well what metadata says of the title agrees with a heading: 1 where one says the same or begins with it."""
    best = 0.0
    for text in said:
        if not text:
            continue
        if text == folded:
            return 1.2
        if f" {folded} " in f" {text} " and len(folded.encode()) >= 12:  # four signs of Chinese are a title's start
            best = max(best, 1.0)
            continue
        have, want = set(folded.split()), set(text.split())
        shared = len(have & want)
        best = max(best, 2 * shared / (len(have) + len(want)) if shared >= 2 else 0.0)
    return best if best >= 0.4 else 0.0


def _tidied(text: str, claimed: Sequence[tuple[str, str]]) -> str:
    """A heading's text on one line; the line above it that metadata leaves out is a kicker."""
    text = text.strip(_SIGNS)
    lines = [line for line in text.split("\n") if line.strip()]
    said = [part for value, _ in claimed for part in (value, *value.split(" | ")[1:])] if " | " not in text else []
    for value in said:
        for start in range(1, len(lines)):
            if fold(" ".join(lines[start:])) == fold(value):
                return plain(" ".join(lines[start:]))
    folded = fold(text)
    for value in said:
        is_end = length(value) >= 3 and folded.endswith(f" {fold(value)}") and not text.startswith(OPENING_QUOTES)
        if is_end and length(text) - length(value) <= MOST_KICKER:
            return plain(value)
    return plain(text)


def _without_site(title: str, names: set[str]) -> str:
    """A browser's title without the name of its site, before or behind it."""
    parts = _BARS.split(title)
    while len(parts) > 1 and (fold(parts[-1]) in names or _is_host(parts[-1], names)):
        title = title[: title.rindex(parts[-1])].rstrip(" |–—-:·•»«/")
        parts = parts[:-1]
    if len(parts) > 1 and (fold(parts[0]) in names or _is_host(parts[0], names)):
        title = title[len(parts[0]) :].lstrip(" |–—-:·•»«/")
    head, suffix = titles.without_suffix(title)
    return plain(head if suffix and length(suffix) <= 4 else title)


def _is_host(part: str, names: set[str]) -> bool:
    joined = fold(part).replace(" ", "")
    return len(joined) > 3 and any(joined == name.replace(" ", "") for name in names)


def host(url: str) -> str:
    """The host of a page's own address, without www; "" where it has none."""
    return (urlsplit(_original(url)).hostname or "").removeprefix("www.")


def _original(url: str) -> str:
    """An address, or the one that a web archive keeps by it; "" where that is no address."""
    return web_address(_ARCHIVE.sub("", url))


# Language -------------------------------------------------------------------------------------------------------------


def language(document: Document, texts: Sequence[str], default: str) -> str:
    """What the text is written in; what the page says of itself where the text is too short to tell."""
    claimed = next(
        (
            value
            for value, _ in values(document.web or Web(), "language")
            if re.match(r"[A-Za-z]{2}\b", value.replace("_", "-"))
        ),
        "",
    )
    text = " ".join(texts)
    if len(text) < _TELLING and claimed:
        return claimed[:2].lower()
    return languages.detect(text, default)


# Day ------------------------------------------------------------------------------------------------------------------


def day(
    document: Document,
    layout: Layout,
    header: Sequence[int],
    below: Sequence[int],
    language: str,
    piece: Collection[int] = (),
) -> tuple[dt.date | None, str]:
    """The day of publication and what gave it: metadata, address, or the lines around the title.

    header: the blocks around the title; below: those right below the piece; piece: its own. A moment in UTC gives way
    to the day that the page itself shows, where they are neighbours.
    """
    web = document.web or Web()
    shown = _shown(layout, header, language)
    seen = shown or _shown_below(layout, below, language)
    addressed = datelines.from_address(_original(document.facts.url))
    first = layout.blocks[min(piece)].text if piece else ""
    if not seen and (leading := datelines.leading(first, language)):
        shown = seen = [leading]
    claimed = list(_told(document, "published", language))
    for found, _, source in claimed:
        if found in seen[:2]:
            return found, source
    for found, value, source in claimed:
        if source not in _VAGUE:
            return _as_shown(found, value, [*seen[:2], *filter(None, [addressed])]), source
    if addressed:
        return addressed, "url"
    times = [(when, source) for when, _, source in _told(document, "time", language)]
    for when, source in times:
        if when in seen or (not seen and len({day for day, _ in times}) <= MOST_TIMES):
            return when, source
    if shown:
        return shown[0], "dateline"
    for found, value, source in claimed:
        return _as_shown(found, value, seen), source
    if seen:
        return seen[0], "dateline"
    for field in ("page published", "created"):
        for found, value, source in _told(document, field, language):
            return _as_shown(found, value, seen), source
    if len(lone := _lone(layout, piece, language)) == 1:
        return lone.pop(), "dateline"
    modified = {read_day(value, language) for field in ("modified", "time modified") for value, _ in values(web, field)}
    for value, source in values(web, "guessed day"):
        guessed = read_day(value, language)
        is_one = guessed and guessed.day != 1 and not modified and not _is_anothers(layout, guessed, language)
        times += [(guessed, source)] if guessed and is_one else []
    return times[0] if times else (None, "none")


def modified(document: Document, layout: Layout, header: Sequence[int], language: str) -> tuple[dt.date | None, str]:
    """The day of the last change and what gave it: metadata, or the lines around the title that call one an update.

    What the page shows goes first; of its elements' days, only one that all of them give. A day of metadata's that it
    gives for the publication too is no later one, whatever the page's own time zone.
    """
    published = {day for day, _, _ in _told(document, "published", language)}
    shown = [each.day for index in header for each in _days(layout, index, language, is_update=True)]
    claimed = [
        (_as_shown(found, value, shown), source)
        for found, value, source in _told(document, "modified", language)
        if source not in _OF_FILE and found not in published
    ]
    timed = {day for day, _, _ in _told(document, "time modified", language)}
    said = [*claimed, *((each, "<time>") for each in timed if len(timed) == 1), *((each, "dateline") for each in shown)]
    return next((each for each in said if each[0] in shown), said[0] if said else (None, "none"))


def _told(document: Document, field: str, language: str) -> Iterator[tuple[dt.date, str, str]]:
    """(day, value, source) of every claim about a field; none of a day on which its page was not there yet.

    Another time zone may be a day ahead. Where it is not known when the page was captured, it was today.
    """
    try:
        captured = dt.datetime.fromisoformat(document.facts.captured).date()
    except ValueError:
        captured = dt.date.today()
    for value, source in values(document.web or Web(), field):
        if (day := read_day(value, language)) and day <= captured + dt.timedelta(days=1):
            yield day, value, source


def _shown(layout: Layout, header: Sequence[int], language: str) -> list[dt.date]:
    """The days that lines around the title show; first those that say nothing else, or are called a date."""
    dated = [(index, each.day) for index in header for each in _days(layout, index, language)]
    told = {index for index, _ in dated if _is_dateline(layout, index, language)}
    return [day for index, day in sorted(dated, key=lambda each: each[0] not in told)]


def _is_dateline(layout: Layout, index: int, language: str) -> bool:
    is_called = bool(layout.mark(index, frozenset({"date", "byline"})))
    return is_called or datelines.is_dateline(layout.blocks[index].text, language)


def _shown_below(layout: Layout, below: Sequence[int], language: str) -> list[dt.date]:
    """The days of lines below the piece that say that they are its days."""
    days: list[dt.date] = []
    for index in below:
        lines = layout.blocks[index].text.split("\n")
        is_said = (
            _SAID.search(layout.blocks[index].text)
            or layout.mark(index, frozenset({"date", "byline"}))
            or any(datelines.is_dateline(line, language) for line in lines[1:])
        )
        if is_said and layout.words[index] <= 14 and not layout.mark(index, frozenset({"comments", "related"})):
            days += [each.day for each in _days(layout, index, language)]
    return days


def _lone(layout: Layout, piece: Collection[int], language: str) -> set[dt.date]:
    """The days of those lines of a piece that say nothing else: "Auberon, 3 May 2021"."""
    lines = [layout.blocks[index].text for index in piece if layout.blocks[index].kind == "text"]
    dated = [line for line in lines if datelines.is_dateline(line, language)]
    return {each.day for line in dated for each in datelines.find(line, language) if not each.updated}


def _is_anothers(layout: Layout, day: dt.date, language: str) -> bool:
    """Whether a page shows a day, and only beside comments and what it links to."""
    showing = [
        index
        for index, block in enumerate(layout.blocks)
        if str(day.year) in block.text and any(each.day == day for each in datelines.find(block.text, language))
    ]
    return bool(showing) and all(
        layout.mark(index, _OTHERS) and not _PUBLISHED.search(layout.blocks[index].text) for index in showing
    )


def _days(layout: Layout, index: int, language: str, *, is_update: bool = False) -> list[datelines.Found]:
    text = _SPACED.sub(r"\1.\2.\3", layout.blocks[index].text)
    if layout.words[index] > 40 or _REGISTERED.search(text) or _is_of_picture(layout, index):
        return []
    if layout.mark(index, frozenset({"date"})):
        text = _SHORT_YEAR.sub(r"\1.\2.20\3", text)
    days = [each for each in datelines.find(text, language) if each.updated == is_update]
    is_told = datelines.is_dateline(text, language)
    return [each for each in days if is_told or each.day.year >= WEB]


def _is_of_picture(layout: Layout, index: int) -> bool:
    """Whether a line is of a caption: its day is that of the picture."""
    setting = layout.blocks[index].setting
    return setting is not None and "figcaption" in setting.within and not layout.mark(index, frozenset({"date"}))


def read_day(value: str, language: str) -> dt.date | None:
    """The day of a machine's or a person's date; None for what is no whole day, or no page's."""
    if written := _CTIME.fullmatch(value):
        value = f"{written[2]} {written[1]} {written[3]}"
    match = _DAY.match(value)
    found = None
    if match:
        try:
            found = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return None
    else:
        found = next((each.day for each in datelines.find(value, language)), None)
    return found if found is None or found.year > 1970 else None


def _as_shown(day: dt.date, value: str, shown: Sequence[dt.date]) -> dt.date:
    """A moment given in UTC as the page shows it: its own time zone may put it a day before or after."""
    is_utc = re.search(r"\d\d:\d\d.*(?:Z|[+-]00:?00|GMT|UTC)$", value.strip()) is not None
    if is_utc and day not in shown:
        return next((each for each in shown[:MOST_SHOWN] if abs((each - day).days) == 1), day)
    return day


# Publication ----------------------------------------------------------------------------------------------------------

MOST_NAME = 6
"""Words; what is longer is a slogan."""
_TELLING_NAMES = ("meta og:site_name", "JSON-LD publisher", "meta application-name", "meta dc.publisher")
"""Who names a publication, the most telling first: a publisher may be an agency, or a house with many papers."""
_ENDING = re.compile(r"(?<=\w)\.(?:com|de|es|fr|it|net|org|co\.uk)$")
"""The end of an address that a name of several words has."""
_NO_NAME = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?|@.*|blogger|wordpress|medium|(?:[a-z]\.)+", re.IGNORECASE)
"""Addresses, accounts, and what pages are made with."""


def publication(web: Web) -> tuple[str, str]:
    """The publication as its page calls itself, and what says so; ("", "none") where nothing but an address does."""
    claims = [claim for claim in web.claims if claim.source in _TELLING_NAMES]
    for claim in sorted(claims, key=lambda claim: _TELLING_NAMES.index(claim.source)):
        name = plain(_BARS.split(claim.value)[0])
        name = _ENDING.sub("", name) if " " in name else name
        if 1 <= length(name) <= MOST_NAME and not _NO_NAME.fullmatch(name):
            return name, claim.source
    return "", "none"
