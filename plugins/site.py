"""The site as a whole: Pelican with our settings, our lists and our feeds.

Pelican is used through what it offers: a subclass named by PELICAN_CLASS, settings, and signals.
"""

import datetime
import logging
import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.urlwrappers import Category

from plugins.interface import refuse_unknown
from plugins.rendering import renderer_for
from plugins.settings import Archive, ArchiveError, load
from plugins.vocabulary import VocabularyError, read_authors, read_tags
from plugins.words import weekdays

log = logging.getLogger(__name__)

_PROJECT = Path(__file__).resolve().parent.parent


class Site(Pelican):  # type: ignore[misc]
    """Pelican that knows the archive's settings and stops when a plugin is missing."""

    def __init__(self, settings: dict[str, Any]) -> None:
        """Raises SystemExit with one line when the owner's settings cannot be used or a plugin did not load."""
        content = Path(settings["PATH"])
        try:
            archive = load(content / "archive.toml")
            refuse_unknown(archive.words, Path(settings["THEME"], "templates"))
            names = {"TAG_ENTRIES": read_tags(content), "AUTHOR_ENTRIES": read_authors(content)}
        except (ArchiveError, VocabularyError) as error:
            raise SystemExit(str(error)) from None
        settings.update(pelican_settings(archive, content, settings) | names)
        super().__init__(settings)

    def init_plugins(self) -> None:
        """Pelican logs a plugin that fails and goes on; a site without one of ours would be wrong or unsafe."""
        wanted = list(self.settings["PLUGINS"])
        super().init_plugins()
        missing = [name for name in wanted if name not in self.settings["PLUGINS"]]
        if missing:
            raise SystemExit(f"{', '.join(missing)}: did not load; see the error above, mend it, build again")

    def _get_generator_classes(self) -> list[type]:
        return [ArticleLists if each is ArticlesGenerator else each for each in super()._get_generator_classes()]


class ArticleLists(ArticlesGenerator):  # type: ignore[misc]
    """Pelican's articles and lists, in one order, without its quadratic `dates` of every list."""

    def get_files(self, *args: Any, **kwargs: Any) -> Any:
        """Files by name: Pelican's set has another order at every run."""
        return sorted(super().get_files(*args, **kwargs))

    def generate_tags(self, write: Callable[..., None]) -> None:
        """A page for each tag."""
        self._write_lists(write, "tag", self.tags.items())

    def generate_categories(self, write: Callable[..., None]) -> None:
        """A page for each column."""
        self._write_lists(write, "category", self.categories)

    def generate_authors(self, write: Callable[..., None]) -> None:
        """A page for each author."""
        self._write_lists(write, "author", self.authors)

    def _write_lists(self, write: Callable[..., None], kind: str, lists: Iterable[tuple[Any, list[Any]]]) -> None:
        template = self.get_template(kind)
        for wrapper, articles in lists:
            write(
                wrapper.save_as,
                template,
                self.context,
                **{kind: wrapper},
                articles=articles,
                template_name=kind,
                url=wrapper.url,
                page_name=wrapper.page_name,
            )


def newest_first(article: Article) -> tuple[int, float, str, str]:
    """Sort key of every list: the day, the time, then title and address, so that the order is always the same."""
    day: datetime.date = getattr(article, "day", None) or datetime.date.max
    return -day.toordinal(), -article.date.timestamp() if article.day else 0.0, article.title, article.url


def without_column(settings: dict[str, Any]) -> Category:
    """What stands in the place of a column for an article that has none: no name, no page."""
    column = Category("", settings)
    column.slug, column.count, column.description = "", 0, ""
    return column


def pelican_settings(archive: Archive, content: Path, settings: dict[str, Any]) -> dict[str, Any]:
    """Pelican's settings that follow from the archive's."""
    years = sorted(entry.name for entry in content.iterdir() if entry.is_dir() and re.fullmatch(r"\d{4}", entry.name))
    address = settings["SITEURL"].rstrip("/")
    return {
        "ARCHIVE": archive,
        "ARTICLE_PATHS": [*years, *(["drafts"] if settings["DRAFTS"] else [])],
        "DEFAULT_LANG": archive.language,
        "FEED_DOMAIN": address,
        "JINJA_GLOBALS": {**settings["JINJA_GLOBALS"], **template_globals(archive, address)},
        "SITENAME": archive.name,
        "SITESUBTITLE": archive.tagline,
        "SITEURL": address,
        "TIMEZONE": archive.timezone,
    }


def template_globals(archive: Archive, address: str) -> dict[str, Any]:
    """What every template and macro sees, whatever page it is for."""
    renderer = renderer_for(address, archive.typography)
    return {
        "archive": archive,
        "archive_description": renderer.note(archive.description, archive.language, log.warning),
        "builder_version": _version(),
        "SITEURL": address,
        "weekdays": weekdays(archive.language),
    }


def _version() -> str:
    project = tomllib.loads((_PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
