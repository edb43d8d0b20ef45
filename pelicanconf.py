"""Settings for building at home. What the archive's owner decides is in content/archive.toml; `plugins.site` adds it.

Build from the project's root: `python -m pelican content -o output -s pelicanconf.py`.
"""

import logging
import os

from plugins import citations, machine_readable, words
from plugins.indexes import breakdowns
from plugins.site import Site, newest_first

PELICAN_CLASS = Site
PLUGINS = [
    "plugins.reader",
    "plugins.interface",
    "plugins.indexes",
    "plugins.feeds",
    "plugins.pictures",
    "plugins.redirects",
    "plugins.search",
    "plugins.sitemap",
    "plugins.exports",
    "plugins.similar",
    "plugins.lookup",
    "plugins.accounts",
]

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
SITEURL = os.environ.get("SITEURL", "")
TIMEZONE = "UTC"
DRAFTS = os.environ.get("DRAFTS", "") not in ("", "0")
SEARCH = os.environ.get("SEARCH", "") not in ("", "0")  # whether an index is made; always when publishing
ACCOUNTS = ".cache/accounts"  # what became of each part of a capture, as the importer keeps it

# What is read
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []  # pictures are published beside the articles that show them
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = ""
FILENAME_METADATA = r"(?!)"
INTRASITE_LINK_REGEX = r"(?!)(?P<what>)"  # the reader resolves links; {static} could reach outside content/
FORMATTED_FIELDS: list[str] = []
TYPOGRIFY = False
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None
ARTICLE_ORDER_BY = newest_first
LOG_FILTER = [
    (logging.WARNING, "Empty alt attribute for image %s in %s"),  # an alt is never invented
    (logging.WARNING, "Feeds generated without SITEURL or FEED_DOMAIN set properly may not be valid"),  # at home
]

# Where pages lie. Articles and pages bring their own address, the same in every language
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
CATEGORY_URL = "columns/{slug}/"
CATEGORY_SAVE_AS = "columns/{slug}/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
DIRECT_TEMPLATES = [
    *("index", "archives", "tags", "categories", "authors", "publications", "search", "lookup"),
    *("404", "sitemap", "robots"),
]
INDEX_URL = ""
ARCHIVES_URL = "archives/"
ARCHIVES_SAVE_AS = "archives/index.html"
TAGS_URL = "tags/"
TAGS_SAVE_AS = "tags/index.html"
CATEGORIES_URL = "columns/"
CATEGORIES_SAVE_AS = "columns/index.html"
AUTHORS_URL = "authors/"
AUTHORS_SAVE_AS = "authors/index.html"
PUBLICATIONS_URL = "publications/"
PUBLICATIONS_SAVE_AS = "publications/index.html"
SEARCH_URL = "search/"
SEARCH_SAVE_AS = "search/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
LOOKUP_URL = "lookup/"
LOOKUP_SAVE_AS = "lookup/index.html"
TEMPLATE_EXTENSIONS = [".html", ".xml", ".txt"]

DEFAULT_PAGINATION = 30
PAGINATED_TEMPLATES = {"tag": None, "category": None, "author": None, "publication": None, "period_archives": None}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{url}page/{number}/", "{base_name}/page/{number}/index.html"),
]

# Feeds
FEED_ALL_ATOM = "feeds/all.atom.xml"
TAG_FEED_ATOM = "feeds/tags/{slug}.atom.xml"
CATEGORY_FEED_ATOM = "feeds/columns/{slug}.atom.xml"
AUTHOR_FEED_ATOM = "feeds/authors/{slug}.atom.xml"
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 30

JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "extensions": ["jinja2.ext.i18n"],
}
JINJA_FILTERS = words.FILTERS | breakdowns.FILTERS | citations.FILTERS | machine_readable.FILTERS
JINJA_GLOBALS: dict[str, object] = {}
