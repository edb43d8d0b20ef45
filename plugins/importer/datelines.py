"""Days: in an address, and in the line that dates a piece. Never guessed; none is better than wrong."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from babel import Locale

from .patterns import either
from .wording import WORD, length, plain

LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "tr", "id", "ar", "ar_LB", "ar_MA")
"""Languages whose month names are read, by the Unicode CLDR."""
EARLIEST = 1600
MOST_WEEKDAY = 16
"""Characters in front of a day that may be its weekday."""
_DAY_NAME = re.compile(r"([^\W\d_]{2,12})\.?,?\s+$")

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_VOWELS = re.compile(r"[\u064b-\u0652]")
"""What Arabic may write above its letters, or not."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NO_MORE = r"(?:(?!\d)|(?=\d{1,2}:\d\d(?!\d)))"
"""No further figure, but for an hour that lost the space before it ("3 May 202521:25")."""
_ADDRESS = (
    # /2025/03/19/, /2025-3-19-a-title
    re.compile(rf"(?:^|[/_.-]){_YEAR}[/_.-](?P<month>\d{{1,2}})[/_.-](?P<day>\d{{1,2}})(?=[/_.-]|$)"),
    # /202503/19/
    re.compile(rf"/{_YEAR}(?P<month>\d\d)/(?P<day>\d\d)(?=/|$)"),
    # /2025/0319/
    re.compile(rf"(?:^|[/_.-]){_YEAR}/(?P<month>\d\d)(?P<day>\d\d)(?=[/_.-]|$)"),
    # /20250319-a-title
    re.compile(rf"(?:^|[/_.-]){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?=[/_.-]|$)"),
    # /20250319123456.html, with the hour or a number behind the day
    re.compile(rf"/{_YEAR}(?P<month>\d\d)(?P<day>\d\d)\d{{6,12}}(?=[/_.-])"),
    # /2025/mar/19/
    re.compile(rf"/{_YEAR}/(?P<name>[a-z]{{3}})/(?P<day>\d{{1,2}})(?=/|$)"),
)
_UPDATED = either(r"""
    # en, de, fr, es
    \b(?:updated|modified|edited|revised|last update)\b
    \b(?:aktualisiert|aktualisierung|bearbeitet|geändert|überarbeitet)\b
    \b(?:mise? à jour|modifiée?|actualisée?)\b
    \b(?:actualizad[oa]|actualización|modificad[oa])\b
    # pt, it, nl, ru, pl
    \b(?:atualizad[oa]|atualização)\b
    \b(?:aggiornat[oa]|aggiornamento)\b
    \b(?:bijgewerkt|gewijzigd)\b
    \b(?:обновлено|изменено)\b
    \b(?:zaktualizowan[oya]|aktualizacja)\b
    # ar, zh
    تحديث
    更新|修改
""")
_PUBLISHED = either(r"""
    # en, de, fr, es
    \b(?:published|posted|original|created)\b
    \b(?:veröffentlicht|erschienen)\b
    \b(?:publiée?|parue?)\b
    \bpublicad[oa]\b
    # pt, it, nl, ru, pl
    \bpostado\b
    \bpubblicat[oa]\b
    \b(?:gepubliceerd|geplaatst)\b
    \bопубликовано\b
    \bopublikowan[oya]\b
    # ar, zh
    نُ?شر
    发布|发表|刊发
""")
_AROUND = either(r"""
    # marks, and the figures of an hour
    [\d:.,;|·•()/+–—\-\s]
    (?<=\d)\s?h(?=\s?\d|\b)|(?<=\d)(?:am|pm|uhr|h)\b
    # en: what a dateline is labelled with, its days, its hours and their zones, how long it takes to read
    \b(?:published|posted|updated|modified|edited|revised|last|first|original|created|date|dated|on|at)\b
    \b(?:from|print|magazine|issue|edition)\b
    \b(?:mon|tue|wed|thu|fri|sat|sun)\b|\b(?:tues|thur|thurs)\b
    \b(?:am|pm|a\.m|p\.m|gmt|utc|bst|[ecmp][sd]?t|ces?t|mes?z|ist|hkt|sgt|jst|sast|ae[sd]t|nz[sd]t)\b
    \b(?:min|mins|minutes?|read|reading|time)\b
    # de
    \b(?:veröffentlicht|aktualisiert|letzte|aktualisierung|bearbeitet|geändert|überarbeitet|erschienen)\b
    \b(?:stand|datum|am|um|uhr|den|vom|lesezeit|minuten)\b
    # fr
    \b(?:publiée?|mise?|modifiée?|actualisée?|à|jour|le|la|temps|lecture|en ligne)\b|\barticle réservé aux abonnés\b
    # es
    \b(?:publicad[oa]|actualizad[oa]|modificad[oa]|última|actualización|el|a|las|de|del)\b
    # pt
    \b(?:postado|atualizad[oa]|atualização|em|às)\b|(?<=\d)h\d\d\b
    # it
    \b(?:pubblicat[oa]|aggiornat[oa]|ultimo|aggiornamento|il|alle|ore)\b
    # nl
    \b(?:gepubliceerd|geplaatst|bijgewerkt|gewijzigd|op|om)\b
    # ru, pl
    \b(?:опубликовано|обновлено|изменено|в)\b
    \b(?:opublikowan[oya]|zaktualizowan[oya]|aktualizacja|godz)\b
    # ar
    نُ?شر|في|تاريخ|النشر|تحديث|آخر|الساعة|بتوقيت|غرينتش|صباح[ًا]*|مساء[ً]?
    # ar: the same day by the other calendar
    محرم|صفر|ربيع|الأول|الثاني|الآخرة?|جمادى|رجب|شعبان|رمضان|شوال|ذ[ويا] (?:القعدة|الحجة)|هـ|ـ|(?<=\s)م(?=\s|$)
    الإثنين
    # zh
    发布时间|发布于?|发表于?|更新于?|时间|日期|星期.|周.|北京时间
    来源[:：]\s?\S{1,20}
""")


_PLACE = re.compile(r"\s*[^\W\d_][\w.’' -]{1,30}(?:/[\w.’' -]{1,30})?,\s(?:den |le |el |on )?")
"""A place in front of a day."""
_FROM = re.compile(r"[^\W\d_a-z](?:[^\W\d_a-z]|[ .'’-]){3,30}(?:, [\w .,]{2,30})?(?: \([\w ]{2,20}\))?\s?[–—-]{1,2}\s")
"""A place in capitals, and a dash."""
_BRACKET = re.compile(rf"(?:{_PLACE.pattern})?\s*[(\[]\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A day in a line: where it stands, and whether the line calls it an update."""

    day: dt.date
    start: int
    end: int
    updated: bool = False


def from_address(url: str) -> dt.date | None:
    """The day in an address's path (`/2025/03/19/`, `2025-03-19`, `20250319`, `/2025/mar/19/`), None without one."""
    path = urlsplit(url).path
    for pattern in _ADDRESS:
        for match in pattern.finditer(path):
            parts = match.groupdict()
            month = _months()[0].get(parts["name"]) if parts.get("name") else int(parts["month"])
            if month and (day := _day(int(parts["year"]), month, int(parts["day"]))):
                return day
    return None


def find(text: str, language: str = "") -> Iterator[Found]:
    """Every whole day (with its year) in a text, in order.

    Numbers alone (`03/04/2025`) count only where they can be read one way, or the language settles it.
    """
    line = text.translate(_DIGITS)
    updates = [match.start() for match in _UPDATED.finditer(line)]
    publications = [match.start() for match in _PUBLISHED.finditer(line)]
    last = -1
    for match in sorted(_matches(line), key=re.Match.start):
        day = _read(match, language)
        if day is None or match.start() < last:
            continue
        last = match.end()
        update = max((at for at in updates if at < match.start()), default=-1)
        published = max((at for at in publications if at < match.start()), default=-1)
        yield Found(day, match.start(), match.end(), updated=update > published)


def tells_update(text: str) -> bool:
    """Whether a text says that something was changed: "Updated", "Mis à jour"."""
    return _UPDATED.search(text) is not None


def without_year(text: str) -> tuple[int, int] | None:
    """Month and day of an agency's dateline, which says no year ("GENEVA, March 3 -"); None for other lines."""
    match = _agency().match(plain(text).translate(_DIGITS))
    if match is None:
        return None
    return _months()[0][match["month"].casefold().rstrip(".")], int(match["day"])


def leading(text: str, language: str = "") -> dt.date | None:
    """The day that a paragraph begins with, as press releases do: "(21 March 2025) ...", "Bonn, 3.5.2024 - ..."."""
    found = next(find(text[:80], language), None)
    if found is None or found.updated:
        return None
    before, behind = text[: found.start], text[found.end : 80].lstrip()
    is_bracketed = _BRACKET.fullmatch(before) is not None and behind.startswith((")", "]"))
    is_place = _PLACE.fullmatch(before) is not None and behind.startswith(("-", "–", "—", ":", "|"))
    return found.day if is_bracketed or is_place else None


def rest(text: str, found: list[Found]) -> str:
    """What a line says beside its days: without weekdays, hours, zones and words like "Published"."""
    kept, at = [], 0
    for day in found:
        kept.append(text[at : day.start])
        at = day.end
    kept.append(text[at:])
    line = _VOWELS.sub("", " ".join(kept).translate(_DIGITS))
    return plain(_AROUND.sub(" ", _weekdays().sub(" ", line)))


def begins_with_place(text: str) -> bool:
    """Whether a paragraph begins with the place that it was written in: "GENEVA – ", "HARLAN, IA — "."""
    return _FROM.match(text) is not None


def is_dateline(text: str, language: str = "") -> bool:
    """Whether a line says when the piece was published and nothing else."""
    if length(text) > 24:
        return False
    found = list(find(text, language))
    return bool(found) and len(WORD.findall(rest(text, found))) <= 1


@cache
def _weekdays() -> re.Pattern[str]:
    """The names of the days of the week in all languages."""
    locales = [Locale.parse(code) for code in LOCALES]
    names = {
        name for locale in locales for form in ("format", "stand-alone") for name in locale.days[form]["wide"].values()
    }
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b", re.IGNORECASE)


@cache
def _months() -> tuple[dict[str, int], str]:
    """Month names of all languages, folded, with their numbers; and a pattern that matches any of them."""
    names: dict[str, int] = {}
    for code in LOCALES:
        locale = Locale.parse(code)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    folded = name.casefold().rstrip(".")
                    if len(folded) >= 3 and not folded.isdigit():
                        names.setdefault(folded, number)
    names |= {
        "sept": 9,
        "jänner": 1,
        "feber": 2,
        "mär": 3,
        "mrz": 3,
        "janv": 1,
        "févr": 2,
        "juill": 7,
        "déc": 12,
        "aout": 8,
    }
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return names, pattern


@cache
def _agency() -> re.Pattern[str]:
    """GENEVA, March 3 (Agency) --"""
    place = r"[A-Z][A-Z .'’-]{2,30}(?:,\s[\w .'’-]{2,30})?"
    day = rf"(?P<month>{_months()[1]})\.?\s(?P<day>\d{{1,2}})"
    return re.compile(rf"^{place},\s{day}(?:\s\([\w ]+\))?\s?[-–—]+", re.IGNORECASE)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The ways to write a whole day."""
    day, month, name = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})", rf"(?P<name>{_months()[1]})\b\.?"
    # مارس/آذار: the month by both its Arabic names
    other = rf"(?:\s?/\s?(?:{_months()[1]})\b)?"
    forms = (
        # 2025-03-19, 2025/3/19
        rf"(?<!\d){_YEAR}[-/.]{month}[-/.]{day}(?!\d)",
        # 2025年3月19日
        rf"{_YEAR}\s?[年년]\s?{month}\s?[月월]\s?{day}\s?[日号일]",
        # 19 March 2025, 19. März 2025, 1er mars 2025, 19 de marzo de 2025, 19-Mar-2025, 19.mar.2025
        rf"(?<!\d){day}(?:st|nd|rd|th|er|º|\.)?\s?(?:de\s|of\s|[-\s/])?\s?{name}{other}(?:\s+de|\s+del)?[,.\s/-]{{0,3}}(?<=[,.\s/-]){_YEAR}{_NO_MORE}",
        # March 19, 2025, and what lost the space before it: "4 min readMarch 19, 2025"
        rf"(?:\b|(?-i:(?<=[a-z])(?=[A-Z]))){name}\s?{day}(?:st|nd|rd|th)?(?:,?\s+|(?<=\s\d\d)){_YEAR}{_NO_MORE}",
        # 19. 3. 2025
        rf"(?<!\d){day}\.\s(?P<month>\d{{1,2}})\.\s{_YEAR}(?!\d)",
        # 19.03.2025, 19/3/2025, 3/19/2025
        rf"(?<!\d)(?P<first>\d{{1,2}})(?P<mark>[./-])(?P<second>\d{{1,2}})(?P=mark){_YEAR}(?!\d)",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _matches(line: str) -> Iterator[re.Match[str]]:
    """Every place in a line that reads like a day, form by form."""
    for form in _forms():
        yield from form.finditer(line)


def _read(match: re.Match[str], language: str) -> dt.date | None:
    """The day that a match of one of the forms names; None where there is no such day, or it can be read two ways."""
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        by_weekday = _on_weekday((_day(year, first, second), _day(year, second, first)), match)
        return by_weekday or _in_figures(first, second, year, parts["mark"], language)
    named = parts.get("name")
    return _day(year, _months()[0][named.casefold().rstrip(".")] if named else int(parts["month"]), int(parts["day"]))


def _on_weekday(days: tuple[dt.date | None, ...], match: re.Match[str]) -> dt.date | None:
    """Of two readings of figures, the one whose weekday stands in front of them: "Mo, 04/03/2017"."""
    before = _DAY_NAME.search(match.string[max(0, match.start() - MOST_WEEKDAY) : match.start()])
    named = _weekday_numbers().get(before[1].casefold()) if before else None
    fitting = {day for day in days if day and day.weekday() == named}
    return fitting.pop() if len(fitting) == 1 else None


@cache
def _weekday_numbers() -> dict[str, int]:
    """The names of weekdays in all languages, short and long, folded -> Monday is 0."""
    return {
        name.casefold().rstrip("."): number
        for code in LOCALES
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(code).days["format"][width].items()
    }


def _in_figures(first: int, second: int, year: int, mark: str, language: str) -> dt.date | None:
    """Day and month in figures: which is which, the language says, or a point, or that there are twelve months."""
    if second > 12:
        return _day(year, first, second)
    is_day_first = first > 12 or first == second or mark == "." or language[:2] not in ("", "en")
    return _day(year, second, first) if is_day_first else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year >= EARLIEST else None
    except ValueError:
        return None
