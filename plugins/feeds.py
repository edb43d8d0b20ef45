"""Feeds: Atom, and JSON Feed beside each; full text, plain titles, absolute links, no clock."""

import datetime
import html
import json
from collections.abc import Sequence
from typing import Any

from feedgenerator import Atom1Feed
from pelican import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def json_path(atom: str) -> str:
    """Where the JSON feed lies whose Atom feed has the path `atom`."""
    return f"{atom.removesuffix('.atom.xml')}.json"


def json_feed(title: str, articles: Sequence[Any], context: dict[str, Any], path: str) -> dict[str, Any]:
    """A feed as JSON Feed 1.1 (jsonfeed.org); `path` is its own, from the site's root."""
    site = context["SITEURL"]
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": f"{site}/",
        "feed_url": f"{site}/{path}",
        "description": context["SITESUBTITLE"],
        "language": context["DEFAULT_LANG"],
        "items": [_json_item(article, site) for article in articles],
    }


def _json_item(article: Any, site: str) -> dict[str, Any]:
    modified = getattr(article, "modified", None)
    column = [article.category.name] if article.category else []
    item = {
        "id": f"{site}/{article.url}",
        "url": f"{site}/{article.url}",
        "external_url": article.source.url if article.source else "",
        "title": article.title,
        "content_html": article.get_content(site),
        "summary": article.summary,
        "image": article.lead_picture,
        "date_published": article.date.isoformat(),
        "date_modified": modified.isoformat() if modified else "",
        "authors": [_json_author(author, site) for author in article.authors],
        "tags": [*column, *(tag.name for tag in article.tags)],
        "language": article.lang,
    }
    return {name: value for name, value in item.items() if value or name == "content_html"}


def _json_author(author: Any, site: str) -> dict[str, str]:
    return {"name": author.name, **({"url": f"{site}/{author.url}"} if author.count else {})}


class ArchiveFeed(Atom1Feed):  # type: ignore[misc]
    """An Atom feed whose time is that of its newest entry; feedgenerator asks the clock when there is none."""

    def latest_post_date(self) -> datetime.datetime:
        """When the newest entry was published or changed."""
        return super().latest_post_date() if self.items else _NEVER


class ArchiveWriter(Writer):  # type: ignore[misc]
    """Pelican's writer; its own feeds take titles for HTML."""

    def write_feed(
        self, elements: Sequence[Any], context: dict[str, Any], path: str | None = None, *more: Any, **named: Any
    ) -> ArchiveFeed:
        """Write a list of articles as Atom to `path`, and as JSON Feed beside it."""
        feed: ArchiveFeed = super().write_feed(elements, context, path, *more, **named)
        if path:
            entries = elements[: self.settings["FEED_MAX_ITEMS"]]
            beside = json_path(path)
            with self._open_w(sanitised_join(self.output_path, beside), "utf-8") as stream:
                json.dump(json_feed(feed.feed["title"], entries, context, beside), stream, ensure_ascii=False)
        return feed

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
