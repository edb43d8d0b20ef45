"""Tags: what they mean, and how they stand to each other (`content/tags.yaml`)."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pelican.contents import Tag
from pelican.generators import ArticlesGenerator

from plugins.indexes.articles import every
from plugins.slugs import slug_of
from plugins.vocabulary import TagEntry, by_slug

_RELATED = 8


def merge_names(generator: ArticlesGenerator) -> None:
    """Before Pelican counts tags: let each article name its tags as tags.yaml does, each once.

    A tag keeps the names that files still have for it in `said`.
    """
    entries: Mapping[str, TagEntry] = by_slug(generator.settings["TAG_ENTRIES"])
    known: dict[str, Tag] = {}
    for article in every(generator):
        merged = {}
        for tag in getattr(article, "tags", []):
            said, entry = tag.name, entries.get(tag.slug)
            slug = slug_of(entry.name) if entry else tag.slug
            if slug not in known:
                known[slug] = tag
                tag.name, tag.slug, tag.said = entry.name if entry else tag.name, slug, set()
            known[slug].said.add(said)
            merged[slug] = known[slug]
        article.tags = list(merged.values())


def describe(generator: ArticlesGenerator) -> None:
    """Give each tag its meaning, other names, broader and narrower tags, and those that often stand beside it.

    Broader, narrower and related are tags that have a page.
    """
    lists = {tag.slug: (tag, articles) for tag, articles in generator.tags.items()}
    vocabulary = by_slug(generator.settings["TAG_ENTRIES"])
    for slug, (tag, articles) in lists.items():
        entry = vocabulary.get(slug, TagEntry(tag.name))
        tag.count = len(articles)
        tag.means, tag.names, tag.former = entry.means, entry.names, entry.former
        tag.broader = [lists[other][0] for other in map(slug_of, entry.broader) if other in lists]
        tag.narrower = []
    for tag, _ in lists.values():
        for broader in tag.broader:
            broader.narrower.append(tag)
    _relate(lists)
    _share(generator, {slug: tag for slug, (tag, _) in lists.items()})
    generator.context["tags"] = sorted(lists.values(), key=lambda pair: pair[0].slug)


def _relate(lists: dict[str, tuple[Any, list[Any]]]) -> None:
    for slug, (tag, articles) in lists.items():
        beside = Counter(other.slug for article in articles for other in article.tags if other.slug != slug)
        most = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))[:_RELATED]
        tag.related = [lists[other][0] for other, _ in most]


def _share(generator: ArticlesGenerator, tags: dict[str, Any]) -> None:
    """Let articles refer to the described tags, one object each; a draft's own tags have no page."""
    for article in every(generator):
        article.tags = list({tag.slug: tags[tag.slug] for tag in article.tags if tag.slug in tags}.values())
