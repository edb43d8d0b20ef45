"""Days: in an address, and in the line that dates a piece. Never guessed; none is better than wrong."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from babel import Locale

from .wording import WORD, length, plain

LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "tr", "id", "ar", "ar_LB", "ar_MA")
"""Languages whose month names are read, by the Unicode CLDR."""
EARLIEST = 1600

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_ADDRESS = (
    re.compile(r"(?:^|[/_.-])(?P<year>(?:19|20)\d\d)[/_.-](?P<month>\d{1,2})[/_.-](?P<day>\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"(?:^|[/_.-])(?P<year>(?:19|20)\d\d)/(?P<month>\d{2})(?P<day>\d{2})(?=[/_.-]|$)"),
    re.compile(r"(?:^|[/_.-])(?P<year>(?:19|20)\d\d)(?P<month>\d{2})(?P<day>\d{2})(?=[/_.-]|$)"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)(?P<month>\d{2})(?P<day>\d{2})\d{6,12}(?=[/_.-])"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<name>[a-z]{3})/(?P<day>\d{1,2})(?=/|$)"),
)
_UPDATED = re.compile(
    r"\b(?:updated|modified|last (?:update|modified)|aktualisiert|mis à jour|mise à jour|modifié|actualizado)\b|تحديث|更新",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|first published|original|created|veröffentlicht|erschienen|publié|paru|publicado)\b|نُ?شر|发布|发表|刊发",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"""\b(?:published|posted|updated|modified|last|first|created|date|dated|issue|edition|on|at|am|pm|a\.m|p\.m|gmt|utc|bst|est|edt|et|pt|cet|cest|ist|hkt|aest|
    monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|original|
    publié|mis|mise|à|jour|le|la|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|modifié|
    veröffentlicht|aktualisiert|am|um|uhr|stand|den|vom|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|erschienen|
    publicado|actualizado|el|a|las|lunes|martes|miércoles|jueves|viernes|sábado|domingo|de|del|
    min|mins|minutes?|read|reading|time|lecture|lesezeit|temps|minuten)\b|
    نُ?شر|في|تاريخ|النشر|تحديث|آخر|الساعة|بتوقيت|غرينتش|صباحا|مساء|الأحد|الإثنين|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|
    发布时间|发布于?|发表于?|更新于?|时间|日期|星期.|周.|北京时间|[\d:.,;|·•()/+–—\-\s]|h\b""",
    re.IGNORECASE | re.VERBOSE,
)


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
    for match in _written().finditer(line):
        day = _read(match, language)
        if day is None or match.start() < last:
            continue
        last = match.end()
        update = max((at for at in updates if at < match.start()), default=-1)
        published = max((at for at in publications if at < match.start()), default=-1)
        yield Found(day, match.start(), match.end(), updated=update > published)


def without_year(text: str) -> tuple[int, int] | None:
    """Month and day of an agency's dateline, which says no year ("GENEVA, March 3 -"); None for other lines."""
    match = _agency().match(plain(text).translate(_DIGITS))
    if match is None:
        return None
    return _months()[0][match["month"].casefold().rstrip(".")], int(match["day"])


def rest(text: str, found: list[Found]) -> str:
    """What a line says beside its days: without weekdays, hours, zones and words like "Published"."""
    kept, at = [], 0
    for day in found:
        kept.append(text[at : day.start])
        at = day.end
    kept.append(text[at:])
    return plain(_AROUND.sub(" ", " ".join(kept).translate(_DIGITS)))


def is_dateline(text: str, language: str = "") -> bool:
    """Whether a line says when the piece was published and nothing else."""
    if length(text) > 24:
        return False
    found = list(find(text, language))
    return bool(found) and len(WORD.findall(rest(text, found))) <= 1


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
    names |= {"sept": 9, "mär": 3, "mrz": 3, "janv": 1, "févr": 2, "juill": 7, "déc": 12, "aout": 8}
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return names, pattern


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(
        rf"^[A-Z][A-Z .'’-]{{2,30}}(?:,\s[\w .'’-]{{2,30}})?,\s(?P<month>{_months()[1]})\.?\s(?P<day>\d{{1,2}})(?:\s\([\w ]+\))?\s?[-–—]+",
        re.IGNORECASE,
    )


@cache
def _written() -> re.Pattern[str]:
    month = rf"(?:{_months()[1]})\b\.?"
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"""(?<!\d)(?P<iso>(?P<y1>{year})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}}))(?!\d)
        |(?P<cjk>(?P<y2>{year})\s?[年년]\s?(?P<m2>\d{{1,2}})\s?[月월]\s?(?P<d2>\d{{1,2}})\s?[日号일])
        |(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s?(?:de\s|of\s|[-\s/])?\s?(?P<n3>{month})(?:\s+de|\s+del)?[,\s/-]{{1,3}}(?P<y3>{year})(?!\d)
        |\b(?P<n4>{month})\s?(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>{year})(?!\d)
        |(?<!\d)(?P<a5>\d{{1,2}})(?P<s5>[./-])(?P<b5>\d{{1,2}})(?P=s5)(?P<y5>{year})(?!\d)""",
        re.IGNORECASE | re.VERBOSE,
    )


def _read(match: re.Match[str], language: str) -> dt.date | None:
    parts = match.groupdict()
    for form in ("1", "2"):
        if parts[f"y{form}"]:
            return _day(int(parts[f"y{form}"]), int(parts[f"m{form}"]), int(parts[f"d{form}"]))
    for form in ("3", "4"):
        if parts[f"y{form}"]:
            name = parts[f"n{form}"].casefold().rstrip(".")
            return _day(int(parts[f"y{form}"]), _months()[0][name], int(parts[f"d{form}"]))
    first, second, year = int(parts["a5"]), int(parts["b5"]), int(parts["y5"])
    if first > 12 or first == second or parts["s5"] == "." or language[:2] not in ("", "en"):
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year >= EARLIEST else None
    except ValueError:
        return None
