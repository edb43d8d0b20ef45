"""Days, months and numbers in words, and addresses in full: the filters that templates use."""

import datetime
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from jinja2 import pass_context
from jinja2.runtime import Context


def locale_of(language: str) -> Locale:
    """The Babel locale of a language tag; of its first part, or English, where Babel does not know it."""
    for tag in (language, language.split("-")[0], "en"):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("Babel knows English")


def day_in_words(day: datetime.date, language: str) -> str:
    """ "19 March 2025", in the language."""
    locale = locale_of(language)
    return format_date(day, "d MMMM y" if locale.language == "en" else "long", locale=locale)


def month_in_words(day: datetime.date, language: str, *, with_year: bool = True) -> str:
    """ "March 2025" or "March", in the language."""
    return format_date(day, "LLLL y" if with_year else "LLLL", locale=locale_of(language))


def first_weekday(language: str) -> int:
    """The day that a week begins with: 0 is Monday. English weeks begin on Monday, as in most of the world."""
    return 0 if language == "en" else int(locale_of(language).first_week_day)


def weekdays(language: str) -> list[tuple[str, str]]:
    """(short name, full name) of the seven days, from the first of the week."""
    days, first = locale_of(language).days["stand-alone"], first_weekday(language)
    return [(days["narrow"][at % 7], days["wide"][at % 7]) for at in range(first, first + 7)]


def language_in_words(tag: str, language: str) -> str:
    """The name of the language `tag`, said in `language`; the tag itself where Babel does not know it."""
    locale = locale_of(language)
    name = locale.languages.get(tag.replace("-", "_")) or locale.languages.get(tag.split("-")[0])
    return name[:1].upper() + name[1:] if name else tag


@pass_context
def _language(context: Context, tag: str) -> str:
    return language_in_words(tag, context["archive"].language)


@pass_context
def _day(context: Context, day: datetime.date | None, language: str = "") -> str:
    return day_in_words(day, language or context["archive"].language) if day else ""


def number_in_words(number: float, language: str) -> str:
    """A number with the separators of the language."""
    return str(format_decimal(number, locale=locale_of(language)))


@pass_context
def _number(context: Context, number: float, language: str = "") -> str:
    return number_in_words(number, language or context["archive"].language)


@pass_context
def _absolute(context: Context, path: Any) -> str:
    return str(path) if "://" in str(path) else f"{context['SITEURL']}/{str(path).removeprefix('/')}"


@pass_context
def _percent(context: Context, part: float, language: str = "") -> str:
    return str(format_percent(part, locale=locale_of(language or context["archive"].language)))


FILTERS = {
    "absolute": _absolute,
    "day": _day,
    "language": _language,
    "number": _number,
    "percent": _percent,
}
