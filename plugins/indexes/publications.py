"""Publications: where articles came from, with a page each."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pelican.generators import ArticlesGenerator
from pelican.writers import Writer

from plugins.indexes.articles import every
from plugins.settings import Archive, PublicationSettings
from plugins.slugs import slug_of


@dataclass
class Publication:
    """A publication and its listed articles, newest first."""

    name: str
    slug: str
    home: str = ""
    """Its own web address, or empty."""
    description: str = ""
    rights: str = ""
    articles: list[Any] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its page, from the site's root."""
        return f"publications/{self.slug}/"

    @property
    def save_as(self) -> str:
        """The file of its page."""
        return f"{self.url}index.html"

    @property
    def feed(self) -> str:
        """Its Atom feed, from the site's root."""
        return f"feeds/publications/{self.slug}.atom.xml"

    @property
    def count(self) -> int:
        """How many listed articles it has."""
        return len(self.articles)

    @property
    def columns(self) -> list[Any]:
        """Its columns, by name, that have articles here."""
        found = {article.category.slug: article.category for article in self.articles if article.category.name}
        return [found[slug] for slug in sorted(found)]

    @property
    def years(self) -> list[tuple[int, int]]:
        """(year, number of articles), newest first."""
        return sorted(Counter(article.day.year for article in self.articles).items(), reverse=True)


def describe(generator: ArticlesGenerator) -> None:
    """Give each article its publication, each column its own, and the context the list of publications."""
    archive: Archive = generator.settings["ARCHIVE"]
    said = {slug_of(each.name): each for each in archive.publications}
    found: dict[str, Publication] = {}
    for article in every(generator):
        name = article.source.publication if article.source else ""
        article.publication = _publication(name, said, found) if name else None
        if article.publication and article.status == "published":
            article.publication.articles.append(article)
        if article.publication and not article.rights:
            article.rights = article.publication.rights
    generator.context["publications"] = sorted((each for each in found.values() if each.articles), key=lambda p: p.slug)
    for article in generator.hidden_articles + generator.drafts:
        if article.publication and not article.publication.articles:
            article.publication = None
    _give_columns(generator, archive)


def write(generator: ArticlesGenerator, writer: Writer) -> None:
    """A page and a feed for each publication."""
    if not generator.context["publications"]:
        return
    template = generator.get_template("publication")
    for publication in generator.context["publications"]:
        writer.write_file(
            publication.save_as,
            template,
            generator.context,
            publication=publication,
            articles=publication.articles,
            template_name="publication",
            url=publication.url,
        )
        writer.write_feed(publication.articles, generator.context, publication.feed, feed_title=publication.name)


def _publication(name: str, said: dict[str, PublicationSettings], found: dict[str, Publication]) -> Publication:
    slug = slug_of(name)
    if slug not in found:
        known = said.get(slug, PublicationSettings(name=name))
        found[slug] = Publication(known.name, slug, known.url, known.description, known.rights)
    return found[slug]


def _give_columns(generator: ArticlesGenerator, archive: Archive) -> None:
    """A column's publication is the one that the settings name, else the only one its articles come from."""
    by_slug = {publication.slug: publication for publication in generator.context["publications"]}
    said = {slug_of(column.name): slug_of(column.publication) for column in archive.columns if column.publication}
    for column, articles in generator.categories:
        theirs = {article.publication.slug for article in articles if article.publication}
        slug = said.get(column.slug, theirs.pop() if len(theirs) == 1 else "")
        column.publication = by_slug.get(slug)
