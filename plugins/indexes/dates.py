"""Years, months and days: a page for each that has articles. One pass over the articles, in their order.

A year's page is a calendar: its twelve months, each in weeks that begin as the archive's language has it.
"""

import calendar
import datetime
from dataclasses import dataclass, field
from typing import Any

from pelican.generators import ArticlesGenerator
from pelican.writers import Writer

from plugins.words import day_in_words, first_weekday, month_in_words

KINDS = ("year", "month", "day")
_WEIGHTS = 4

Periods = dict[tuple[str, datetime.date], "Period"]
"""(kind, first day) -> the period, newest first; only those that have anything."""


@dataclass(frozen=True)
class Count:
    """A period as another page names it."""

    start: datetime.date
    label: str
    url: str
    count: int


@dataclass(frozen=True)
class Day(Count):
    """A day of a calendar; `weight` is its number of pieces, from 0 to 4, where 4 stands for more as well."""

    weight: int


@dataclass(frozen=True)
class Month(Count):
    """A month of a calendar: its weeks of seven days each, None for days of the months beside it."""

    weeks: list[list[Day | None]]


@dataclass
class Period:
    """A year, month or day with its listed articles, newest first."""

    kind: str
    start: datetime.date
    label: str
    url: str
    articles: list[Any] = field(default_factory=list)

    @property
    def save_as(self) -> str:
        """The file of its page."""
        return f"{self.url}index.html"

    def counted(self, label: str = "") -> Count:
        """Itself, as another page names it."""
        return Count(self.start, label or self.label, self.url, len(self.articles))


def describe(generator: ArticlesGenerator) -> None:
    """Put the periods, and the list of years, into the context."""
    periods: Periods = {}
    language = generator.settings["DEFAULT_LANG"]
    for article in generator.articles:
        for kind in KINDS:
            start = _start(kind, article.day)
            if (kind, start) not in periods:
                periods[kind, start] = Period(kind, start, _label(kind, start, language), _url(kind, start))
            periods[kind, start].articles.append(article)
    generator.context["periods"] = periods
    generator.context["years"] = [period.counted() for period in periods.values() if period.kind == "year"]


def write(generator: ArticlesGenerator, writer: Writer) -> None:
    """A page for each period, with the next and the last of its kind that have anything."""
    periods = generator.context["periods"]
    if not periods:
        return
    template = generator.get_template("period_archives")
    for kind in KINDS:
        row = [period for period in periods.values() if period.kind == kind]
        for newer, period, older in zip([None, *row], row, [*row[1:], None], strict=False):
            writer.write_file(
                period.save_as,
                template,
                generator.context,
                period=period,
                period_articles=period.articles,
                articles=period.articles,
                newer_period=newer and newer.counted(),
                older_period=older and older.counted(),
                months=months_of(period, periods, generator.settings["DEFAULT_LANG"]),
                days=_days(period, periods),
                parents=_parents(period, periods),
                template_name="period_archives",
                url=period.url,
            )


def _start(kind: str, day: datetime.date) -> datetime.date:
    return {"year": day.replace(month=1, day=1), "month": day.replace(day=1), "day": day}[kind]


def _url(kind: str, start: datetime.date) -> str:
    parts = start.isoformat().split("-")[: KINDS.index(kind) + 1]
    return "/".join(parts) + "/"


def _label(kind: str, start: datetime.date, language: str) -> str:
    return {"year": str(start.year), "month": month_in_words(start, language), "day": day_in_words(start, language)}[
        kind
    ]


def months_of(period: Period, periods: Periods, language: str) -> list[Month]:
    """The calendar of a year: its twelve months; nothing for other periods."""
    if period.kind != "year":
        return []
    return [_month(period.start.replace(month=month), periods, language) for month in range(1, 13)]


def _month(start: datetime.date, periods: Periods, language: str) -> Month:
    label = month_in_words(start, language, with_year=False)
    found = periods.get(("month", start))
    known = found.counted(label) if found else Count(start, label, "", 0)
    rows = calendar.Calendar(first_weekday(language)).monthdatescalendar(start.year, start.month)
    weeks = [[_day(day, periods) if day.month == start.month else None for day in row] for row in rows]
    return Month(known.start, known.label, known.url, known.count, weeks)


def _day(day: datetime.date, periods: Periods) -> Day:
    found = periods.get(("day", day))
    count = len(found.articles) if found else 0
    return Day(day, found.label if found else "", found.url if found else "", count, min(count, _WEIGHTS))


def _days(period: Period, periods: Periods) -> list[Count]:
    if period.kind != "month":
        return []
    last = calendar.monthrange(period.start.year, period.start.month)[1]
    days = (period.start.replace(day=day) for day in range(1, last + 1))
    return [periods["day", day].counted() for day in days if ("day", day) in periods]


def _parents(period: Period, periods: Periods) -> list[Count]:
    above = KINDS[: KINDS.index(period.kind)]
    return [periods[kind, _start(kind, period.start)].counted() for kind in above]
