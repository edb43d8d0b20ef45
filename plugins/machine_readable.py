"""What machines read of an article's page: one set of facts, as JSON-LD and as `<meta>` for those who know no JSON-LD.

Zotero's generic translator reads Highwire and Dublin Core and not JSON-LD; search engines read schema.org; whoever
shows a link reads OpenGraph. While the archive has no address, its own pages are named by their path.
"""

import datetime
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from plugins.citations import Name, Work, work_of
from plugins.rendering import plain

_FIGURE = re.compile(r'<figure class="figure">(.*?)</figure>', re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r' (?P<name>[a-z]+)="(?P<value>[^"]*)"')
_PART = {
    name: re.compile(rf'<span class="{name}">(.*?)</span>(?=\s*(?:<span class="credit"|</figcaption))', re.DOTALL)
    for name in ("caption", "credit")
}
_LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")
_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


@dataclass(frozen=True)
class Meta:
    """One `<meta>`: `kind` is the attribute that names it, `name` or `property`."""

    kind: str
    name: str
    content: str


@dataclass(frozen=True)
class Crumb:
    """A page above this one; `url` is from the site's root."""

    label: str
    url: str


@dataclass(frozen=True)
class Description:
    """Everything that the head of an article's page says to machines."""

    metas: tuple[Meta, ...]
    json_ld: Markup
    """The content of a `<script type="application/ld+json">`: JSON without a sign that could end the element."""
    cite_as: str
    """The address that stays (RFC 8574); empty while the archive has none."""


@dataclass(frozen=True)
class Image:
    """A picture of an article as its figure shows it, plain text all."""

    url: str
    alt: str
    caption: str
    credit: str
    size: tuple[str, str] | None


def crumbs(article: Any, say: Callable[[str], str] = str) -> list[Crumb]:
    """Where a listed article stands: in its column, else in its year; nothing for one that is in no list.

    `say` gives the interface's word for an English one.
    """
    if article.status != "published":
        return []
    if article.category.name:
        return [Crumb(say("Columns"), "columns/"), Crumb(article.category.name, article.category.url)]
    return [Crumb(say("Dates"), "archives/"), Crumb(str(article.day.year), article.day.strftime("%Y/"))]


def describe(article: Any, archive: Any, site: str, say: Callable[[str], str] = str) -> Description:
    """The description of a Pelican article; `site` is the archive's address or empty."""
    work = work_of(article, archive.name, site)
    metas = [*_open_graph(article, archive, site), *_highwire(article, work, site), *_dublin_core(article, work, site)]
    graph = {"@context": "https://schema.org", "@graph": [_opinion(article, work, site), *_trail(article, site, say)]}
    return Description(
        metas=tuple(meta for meta in metas if meta.content),
        json_ld=Markup(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)),
        cite_as=f"{site}/{article.url}" if site else "",
    )


def images(article_html: str) -> Iterator[Image]:
    """The pictures of sanitised article HTML that stand in a figure, in their order."""
    for figure in _FIGURE.findall(article_html):
        if image := _IMAGE.search(figure):
            given = {match["name"]: html.unescape(match["value"]) for match in _ATTRIBUTE.finditer(image[0])}
            caption, credit = (_text_of(figure, name) for name in ("caption", "credit"))
            size = (given["width"], given["height"]) if "width" in given and "height" in given else None
            yield Image(given.get("src", ""), given.get("alt", ""), caption, credit, size)


# schema.org -----------------------------------------------------------------------------------------------------------


def _opinion(article: Any, work: Work, site: str) -> dict[str, Any]:
    address = f"{site}/{article.url}"
    original = work.url if article.source and article.source.url else ""
    return _known(
        {
            "@type": "OpinionNewsArticle",
            "@id": address,
            "url": address,
            "headline": article.title,
            "alternativeHeadline": plain(article.standfirst),
            "description": article.summary,
            "author": [_person(name, author, site) for name, author in zip(work.authors, article.authors, strict=True)],
            "datePublished": _moment(article.date, article.date_is_day) if article.day else None,
            "dateModified": _moment(getattr(article, "modified", None)),
            "inLanguage": work.language,
            "publisher": _known(
                {
                    "@type": "NewsMediaOrganization",
                    "name": work.publication,
                    "url": article.publication.home if article.publication else "",
                }
            ),
            "articleSection": work.column,
            "keywords": list(work.tags),
            "wordCount": article.word_count,
            "isBasedOn": original,
            "archivedAt": address if original and site else "",
            "copyrightNotice": article.rights,
            "correction": [
                _known({"@type": "CorrectionComment", "text": plain(each.html), "datePublished": _moment(each.date)})
                for each in article.corrections
            ],
            "image": [_image_object(image, site) for image in images(str(article.content))],
            "mainEntityOfPage": address,
        }
    )


def _person(name: Name, author: Any, site: str) -> dict[str, Any]:
    """An author; only a name that could be taken apart is surely a person's."""
    parts = {"@type": "Person", "givenName": name.given, "familyName": name.family} if name.given else {}
    page, home = (f"{site}/{author.url}", author.home) if author.count else ("", "")
    return _known(
        {
            "@type": "Organization" if _is_body(name) else "Person",
            **parts,
            "name": author.name,
            "url": page,
            "sameAs": home,
        }
    )


def _is_body(name: Name) -> bool:
    return not name.given and " " in name.family and name.family.isascii()


def _image_object(image: Image, site: str) -> dict[str, Any]:
    width, height = image.size or (None, None)
    return _known(
        {
            "@type": "ImageObject",
            "contentUrl": image.url,
            "caption": image.caption,
            "creditText": image.credit,
            "description": image.alt,
            "width": width and int(width),
            "height": height and int(height),
        }
    )


def _trail(article: Any, site: str, say: Callable[[str], str]) -> list[dict[str, Any]]:
    above = crumbs(article, say)
    if not above:
        return []
    steps = [*above, Crumb(article.title, article.url)]
    items = [
        {"@type": "ListItem", "position": at, "name": step.label, "item": f"{site}/{step.url}"}
        for at, step in enumerate(steps, start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


# <meta> ---------------------------------------------------------------------------------------------------------------


def _open_graph(article: Any, archive: Any, site: str) -> Iterator[Meta]:
    modified = getattr(article, "modified", None)
    facts = [
        ("og:type", "article"),
        ("og:site_name", archive.name),
        ("og:title", article.title),
        ("og:description", article.summary),
        ("og:url", f"{site}/{article.url}" if site else ""),
        ("og:locale", article.lang.replace("-", "_") if _LOCALE.fullmatch(article.lang) else ""),
        ("article:published_time", _moment(article.date, article.date_is_day) if article.day else ""),
        ("article:modified_time", _moment(modified)),
        *(("article:author", author.name) for author in article.authors),
        ("article:section", article.category.name),
        *(("article:tag", tag.name) for tag in article.tags),
    ]
    first = next(images(str(article.content)), None)
    if first and (site or "://" in first.url):
        facts += [("og:image", first.url), ("og:image:alt", first.alt)]
        facts += zip(("og:image:width", "og:image:height"), first.size or (), strict=False)
    yield from (Meta("property", name, content or "") for name, content in facts)


def _highwire(article: Any, work: Work, site: str) -> Iterator[Meta]:
    """As Google Scholar's inclusion guidelines and Zotero read them; an essay is in no journal."""
    facts = [
        ("citation_title", work.title),
        *(("citation_author", name.inverted) for name in work.authors),
        ("citation_publication_date", work.day.strftime("%Y/%m/%d") if work.day else ""),
        ("citation_language", work.language),
        *(("citation_keywords", tag) for tag in work.tags),
        ("citation_public_url", f"{site}/{article.url}" if site else ""),
    ]
    yield from (Meta("name", name, content) for name, content in facts)


def _dublin_core(article: Any, work: Work, site: str) -> Iterator[Meta]:
    facts = [
        ("dc.type", "newspaperArticle"),
        ("dc.title", work.title),
        *(("dc.creator", name.inverted) for name in work.authors),
        ("dc.date", work.day.isoformat() if work.day else ""),
        ("dc.language", work.language),
        ("dc.publisher", work.publication),
        ("prism.publicationName", work.publication),
        ("dc.source", article.source.url if article.source else ""),
        ("dc.identifier", f"{site}/{article.url}" if site else ""),
        ("dc.rights", article.rights),
        *(("dc.subject", tag) for tag in work.tags),
    ]
    yield from (Meta("name", name, content) for name, content in facts)


# Small parts ----------------------------------------------------------------------------------------------------------


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value}


def _moment(moment: datetime.date | None, is_day: bool = False) -> str:
    if moment is None:
        return ""
    return moment.date().isoformat() if is_day and isinstance(moment, datetime.datetime) else moment.isoformat()


def _text_of(figure: str, name: str) -> str:
    found = _PART[name].search(figure)
    return plain(found[1]) if found else ""


def _words(context: Context) -> Callable[[str], str]:
    return lambda word: str(context.call(context.resolve("gettext"), word))


@pass_context
def _describe(context: Context, article: Any) -> Description:
    return describe(article, context["archive"], context["SITEURL"], _words(context))


@pass_context
def _crumbs(context: Context, article: Any) -> list[Crumb]:
    return crumbs(article, _words(context))


FILTERS = {"crumbs": _crumbs, "machine_readable": _describe}
