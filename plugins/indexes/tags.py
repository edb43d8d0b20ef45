"""Tags: what they mean, and how they stand to each other (`content/tags.yaml`)."""

import logging
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator

from plugins import front_matter
from plugins.indexes.articles import every
from plugins.metadata import ArticleError, text_of, texts_of
from plugins.slugs import slug_of

log = logging.getLogger(__name__)

_RELATED = 8


def describe(generator: ArticlesGenerator) -> None:
    """Give each tag its meaning, other names, broader and narrower tags, and those that often stand beside it.

    Broader, narrower and related are tags that have a page.
    """
    lists = {tag.slug: (tag, articles) for tag, articles in generator.tags.items()}
    vocabulary = read_entries(Path(generator.path) / "tags.yaml")
    for slug, (tag, articles) in lists.items():
        entry = vocabulary.get(slug, {})
        tag.name = entry.get("name", tag.name)
        tag.count = len(articles)
        tag.means = _text(entry, "means")
        tag.names = _texts(entry, "names")
        tag.broader = [lists[other][0] for other in map(slug_of, _texts(entry, "broader")) if other in lists]
        tag.narrower = []
    for tag, _ in lists.values():
        for broader in tag.broader:
            broader.narrower.append(tag)
    _relate(lists)
    _share(generator, {slug: tag for slug, (tag, _) in lists.items()})
    generator.context["tags"] = sorted(lists.values(), key=lambda pair: pair[0].slug)


def read_entries(path: Path) -> dict[str, dict[str, Any]]:
    """A YAML file of {name: {...}} as slug -> entry, the name among its fields; a file that is missing is empty."""
    try:
        entries = front_matter.parse(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (front_matter.FrontMatterError, UnicodeDecodeError) as error:
        log.error("%s: %s", path.name, error)
        return {}
    return {
        slug_of(name): {**(entry if isinstance(entry, Mapping) else {}), "name": name}
        for name, entry in entries.items()
    }


def _relate(lists: dict[str, tuple[Any, list[Any]]]) -> None:
    for slug, (tag, articles) in lists.items():
        beside = Counter(other.slug for article in articles for other in article.tags if other.slug != slug)
        most = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))[:_RELATED]
        tag.related = [lists[other][0] for other, _ in most]


def _share(generator: ArticlesGenerator, tags: dict[str, Any]) -> None:
    """Let articles refer to the described tags, one object each; a draft's own tags have no page."""
    for article in every(generator):
        article.tags = list({tag.slug: tags[tag.slug] for tag in article.tags if tag.slug in tags}.values())


def _text(entry: Mapping[str, Any], name: str) -> str:
    try:
        return text_of(entry, name)
    except ArticleError:
        return ""


def _texts(entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    try:
        return texts_of(entry, name)
    except ArticleError:
        return ()
