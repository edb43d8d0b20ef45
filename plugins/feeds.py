"""Atom feeds: full text, plain titles, absolute links, no clock."""

import datetime
import html
from typing import Any

from feedgenerator import Atom1Feed
from pelican import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class ArchiveFeed(Atom1Feed):  # type: ignore[misc]
    """An Atom feed whose time is that of its newest entry; feedgenerator asks the clock when there is none."""

    def latest_post_date(self) -> datetime.datetime:
        """When the newest entry was published or changed."""
        return super().latest_post_date() if self.items else _NEVER


class ArchiveWriter(Writer):  # type: ignore[misc]
    """Pelican's writer; its own feeds take titles for HTML."""

    def _create_new_feed(self, feed_type: str, feed_title: str | None, context: dict[str, Any]) -> ArchiveFeed:
        name = context["SITENAME"]
        return ArchiveFeed(
            title=f"{name} - {feed_title}" if feed_title else name,
            link=f"{self.site_url}/",
            feed_url=self.feed_url,
            description=context["SITESUBTITLE"],
            language=context["DEFAULT_LANG"],
        )

    def _add_item_to_the_feed(self, feed: ArchiveFeed, item: Any) -> None:
        link = f"{self.site_url}/{item.url}"
        column = [item.category.name] if item.category else []
        feed.add_item(
            title=item.title,
            link=link,
            unique_id=link,
            description=html.escape(item.summary),
            content=item.get_content(self.site_url),
            categories=[*column, *(tag.name for tag in item.tags)],
            author_name=", ".join(author.name for author in item.authors) or None,
            pubdate=item.date,
            updateddate=getattr(item, "modified", None),
        )

    def has_written(self, file: str) -> bool:
        """Whether this build has written the file, a path from the output's root."""
        return sanitised_join(self.output_path, file) in self._written_files


def _writer(_pelican: object) -> type[ArchiveWriter]:
    return ArchiveWriter


def register() -> None:
    """Called by Pelican."""
    signals.get_writer.connect(_writer)
