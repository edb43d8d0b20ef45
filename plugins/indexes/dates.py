"""Years, months and days: a page for each that has articles. One pass over the articles, in their order."""

import calendar
import datetime
from dataclasses import dataclass, field
from typing import Any

from pelican.generators import ArticlesGenerator
from pelican.writers import Writer

from plugins.words import day_in_words, month_in_words

KINDS = ("year", "month", "day")


@dataclass(frozen=True)
class Count:
    """A period as another page names it."""

    start: datetime.date
    label: str
    url: str
    count: int


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
    periods: dict[tuple[str, datetime.date], Period] = {}
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
                months=_months(period, periods, generator.settings["DEFAULT_LANG"]),
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


def _months(period: Period, periods: dict[tuple[str, datetime.date], Period], language: str) -> list[Count]:
    if period.kind != "year":
        return []
    starts = [period.start.replace(month=month) for month in range(1, 13)]
    return [
        periods["month", start].counted(month_in_words(start, language, with_year=False))
        if ("month", start) in periods
        else Count(start, month_in_words(start, language, with_year=False), "", 0)
        for start in starts
    ]


def _days(period: Period, periods: dict[tuple[str, datetime.date], Period]) -> list[Count]:
    if period.kind != "month":
        return []
    last = calendar.monthrange(period.start.year, period.start.month)[1]
    days = (period.start.replace(day=day) for day in range(1, last + 1))
    return [periods["day", day].counted() for day in days if ("day", day) in periods]


def _parents(period: Period, periods: dict[tuple[str, datetime.date], Period]) -> list[Count]:
    above = KINDS[: KINDS.index(period.kind)]
    return [periods[kind, _start(kind, period.start)].counted() for kind in above]
