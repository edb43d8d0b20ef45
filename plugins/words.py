"""Days, months and numbers in words, and addresses in full: the filters that templates use."""

import datetime
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
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


@pass_context
def _day(context: Context, day: datetime.date | None, language: str = "") -> str:
    return day_in_words(day, language or context["archive"].language) if day else ""


@pass_context
def _number(context: Context, number: float, language: str = "") -> str:
    return str(format_decimal(number, locale=locale_of(language or context["archive"].language)))


@pass_context
def _absolute(context: Context, path: Any) -> str:
    return str(path) if "://" in str(path) else f"{context['SITEURL']}/{str(path).removeprefix('/')}"


FILTERS = {"absolute": _absolute, "day": _day, "number": _number}
