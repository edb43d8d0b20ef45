"""What a page's metadata claims: JSON-LD, microdata, OpenGraph, Highwire, Dublin Core, <time>, rel=author."""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from .. import datelines
from ..model import Claim
from ..wording import plain
from . import marks

ARTICLES = re.compile(r"Article$|^BlogPosting$|^Report$|^Review$|^LiveBlogPosting$|^Recipe$|^MedicalScholarlyArticle$")
PAGES = ("WebPage", "ItemPage")
MOST = 600
"""Characters; no claim is longer."""
MOST_LINE = 120
"""Characters of the line of a day."""
_BESIDE = frozenset({"aside", "footer", "nav"})
_OTHERS = frozenset({"comments", "menu", "related"})
"""Elements, and marks of elements, in which days are those of other pieces."""

_META = {
    "title": """
        og:title twitter:title citation_title dc.title dcterms.title parsely-title sailthru.title
        headline article_headline title hdl
    """,
    "published": """
        article:published_time og:article:published_time citation_publication_date citation_date
        citation_online_date dc.date.issued dc.date dcterms.date dcterms.created dc.date.created
        dcterms.issued parsely-pub-date sailthru.date datepublished pubdate publishdate publish-date
        publish_date published published_time date article.published article:published
        cxenseparse:recs:publishtime bt:pubdate displaydate originalpublicationdate
        og:published_time date_published created creation_date article_date_original
        rnews:datepublished shareaholic:article_published_time article.created dat vr:published_time
    """,
    "modified": """
        article:modified_time og:updated_time og:article:modified_time dcterms.modified
        dc.date.modified datemodified last-modified article.updated
        shareaholic:article_modified_time lastmod
    """,
    "author": """
        author authors article:author og:article:author citation_author dc.creator dcterms.creator
        parsely-author sailthru.author byl article:author_name article.author cxenseparse:author
        rbauthors dc.contributor twitter:creator_name shareaholic:article_author_name creator
    """,
    "section": """
        article:section og:article:section parsely-section section article.section
        cxenseparse:section dc.subject.section
    """,
    "tags": """
        article:tag og:article:tag keywords news_keywords parsely-tags sailthru.tags
        citation_keywords dc.subject
    """,
    "language": """
        og:locale dc.language content-language language citation_language
    """,
    "site": """
        og:site_name application-name citation_journal_title dc.publisher
    """,
    "url": """
        og:url citation_abstract_html_url
    """,
    "description": """
        og:description twitter:description description dc.description dcterms.description
    """,
}
"""Field -> the names of the <meta> elements that tell it."""
_FIELD_OF = {name: field for field, names in _META.items() for name in names.split()}
_WRITTEN_BY = re.compile(
    r"(?:written|posted|published) by|author|by|verfasst von|geschrieben von|von|autor(?:in)?|écrit par|rédigé par|"
    r"auteure?|par|escrito por|publicado por|por|scritto da|autore|geschreven door|auteur|كتبه?",
    re.IGNORECASE,
)
"""What a label of a Twitter card says whose value is the author (Yoast SEO writes them in the language of the site)."""
_AUTHORS_PAGE = re.compile(
    r"/(?:author|autor|auteur|writer|editor|staff|columnist|contributor|journalist|redakteur|redactor|periodista|"
    r"verfasser|firma)"
    r"(?:s|es|en|in|innen)?/[^/]+/?$"
)
"""The path of a page about an author."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ITEMPROPS = {
    "headline": "title",
    "datePublished": "published",
    "dateCreated": "published",
    "dateModified": "modified",
    "author": "author",
    "creator": "author",
    "articleSection": "section",
    "keywords": "tags",
    "inLanguage": "language",
}


def read(root: html.HtmlElement, things: Sequence[dict[str, Any]]) -> tuple[Claim, ...]:
    """Every claim of a page, in the order of trust within each kind of source; each claim once. things: its JSON-LD."""
    title = root.find(".//h1")
    above = frozenset() if title is None else frozenset(title.iterancestors())
    found = [*_json_ld(things), *_meta(root), *_microdata(root, above), *_elements(root, above)]
    return tuple(dict.fromkeys(claim for claim in found if claim.value))


def guess(root: html.HtmlElement, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The day that htmldate reads off a page whose metadata tells none: of what it shows, cards of others aside."""
    if any(claim.field in ("published", "page published", "time") for claim in claims):
        return ()
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    page = deepcopy(root)
    etree.strip_elements(page, etree.Comment, with_tail=False)
    for card in [each for each in page.iter("a") if _is_card(each)]:
        card.drop_tree()
    found = find_date(page, extensive_search=False, original_date=True)
    return (Claim("guessed day", found, "htmldate"),) if found else ()


@dataclass(frozen=True, slots=True)
class Pictured:
    """What a page's metadata says of a picture."""

    address: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    is_lead: bool = False
    """Whether it is the one that stands for the page."""


def pictures(root: html.HtmlElement, things: Iterable[dict[str, Any]]) -> list[Pictured]:
    """The picture that stands for a page, and every other that metadata speaks of with a caption or a credit."""
    found = []
    for thing in things:
        address, credit = thing.get("contentUrl") or thing.get("url"), thing.get("creditText")
        caption = thing.get("caption")
        if "ImageObject" in kinds(thing) and isinstance(address, str) and (caption or credit):
            found.append(Pictured(address, _claim("", caption, "").value, _claim("", credit, "").value))
    metas = {(each.get("property") or ""): each.get("content") or "" for each in root.iter("meta")}
    if metas.get("og:image"):
        found.append(Pictured(metas["og:image"], alt=_unescape(metas.get("og:image:alt", "")), is_lead=True))
    return found


def _claim(field: str, value: object, source: str) -> Claim:
    text = plain(str(value)) if isinstance(value, str | int) else ""
    if "<" in text and ">" in text:
        text = plain(re.sub(r"<[^<>]*>", " ", text))
    if "&" in text:
        text = plain(_unescape(text))
    return Claim(field, text if len(text) <= MOST else "", source)


def _unescape(text: str) -> str:
    from html import unescape

    return unescape(unescape(text))


def is_authors_page(address: str) -> bool:
    """Whether an address is that of a page about an author: `/author/a-b/`."""
    try:
        return _AUTHORS_PAGE.search(urlsplit(address).path.lower()) is not None
    except ValueError:
        return False


def _meta(root: html.HtmlElement) -> Iterator[Claim]:
    cards = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("http-equiv") or "").strip().lower()
        if field := _FIELD_OF.get(name):
            yield _claim(field, element.get("content") or "", f"meta {name}")
        elif name.startswith(("twitter:label", "twitter:data")):
            cards[name] = plain(element.get("content") or "")
    for name, label in cards.items():
        if name.startswith("twitter:label") and _WRITTEN_BY.fullmatch(label.rstrip(":")):
            value = name.replace("label", "data")
            yield _claim("author", cards.get(value, ""), f"meta {value}")


# JSON-LD --------------------------------------------------------------------------------------------------------------


def _json_ld(things: Sequence[dict[str, Any]]) -> Iterator[Claim]:
    named = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and ("name" in thing)}
    articles = [thing for thing in things if any(ARTICLES.search(kind) for kind in kinds(thing))]
    for thing in articles:
        if headline(thing) == headline(articles[0]) or not headline(articles[0]):
            yield from _of_article(thing, named)
    for thing in things:
        if any(kind in PAGES for kind in kinds(thing)):
            yield _claim("page published", thing.get("datePublished"), "JSON-LD WebPage datePublished")
            if not articles:
                for name, kind in _people(thing.get("author"), named):
                    yield _claim("organisation" if kind == "Organization" else "author", name, "JSON-LD WebPage author")


def things_of(root: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object in a page's JSON-LD, outer ones first."""
    for script in root.iter("script"):
        if _is_json_ld(script):
            yield from _things(_load(script.text or ""))


def _is_json_ld(script: html.HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _load(text: str) -> Any:
    """JSON as pages write it: in comments, with line ends in strings, with commas too many."""
    stripped = (
        re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", text.strip())
        .strip()
        .rstrip(";")
    )
    for attempt in (stripped, re.sub(r",(\s*[}\]])", r"\1", stripped)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _things(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object in a JSON-LD value, outer ones first."""
    if depth > 12:
        return
    if isinstance(value, list):
        for each in value:
            yield from _things(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, each in value.items():
            if key not in ("comment", "hasPart", "itemListElement", "review") and isinstance(each, dict | list):
                yield from _things(each, depth + 1)


def kinds(thing: dict[str, Any]) -> list[str]:
    """The types of a JSON-LD object, without their vocabulary."""
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1] for kind in listed if isinstance(kind, str)]


def headline(thing: dict[str, Any]) -> str:
    """The title of a JSON-LD object, "" for none."""
    title = thing.get("headline") or thing.get("name")
    return plain(title) if isinstance(title, str) else ""


def _of_article(thing: dict[str, Any], named: dict[str, Any]) -> Iterator[Claim]:
    where = "JSON-LD"
    yield _claim("title", headline(thing), f"{where} headline")
    yield _claim("published", thing.get("datePublished"), f"{where} datePublished")
    yield _claim("created", thing.get("dateCreated"), f"{where} dateCreated")
    yield _claim("modified", thing.get("dateModified"), f"{where} dateModified")
    for name, kind in _people(thing.get("author") or thing.get("creator"), named):
        yield _claim("organisation" if kind == "Organization" else "author", name, f"{where} author")
    for name, _ in _people(thing.get("publisher"), named):
        yield _claim("publisher", name, f"{where} publisher")
    sections = thing.get("articleSection")
    for section in sections if isinstance(sections, list) else [sections]:
        yield _claim("section", section, f"{where} articleSection")
    keywords = thing.get("keywords")
    for keyword in keywords if isinstance(keywords, list) else [keywords]:
        yield _claim("tags", keyword, f"{where} keywords")
    yield _claim("language", thing.get("inLanguage"), f"{where} inLanguage")


def _people(value: Any, named: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(name, type) of those whom a JSON-LD value names."""
    if isinstance(value, list):
        for each in value:
            yield from _people(each, named)
    elif isinstance(value, str):
        yield value, ""
    elif isinstance(value, dict):
        if "name" not in value and isinstance(value.get("@id"), str):
            value = named.get(value["@id"], {})
        name = value.get("name")
        kind = next(iter(kinds(value)), "")
        for each in name if isinstance(name, list) else [name]:
            if isinstance(each, str):
                yield each, "Organization" if kind.endswith("Organization") else kind


# Elements -------------------------------------------------------------------------------------------------------------


def _only(elements: Iterable[html.HtmlElement], source: str, above: frozenset[html.HtmlElement]) -> Iterator[Claim]:
    """The one name that all of the page's own elements of a kind give; none where they give several."""
    found = [plain(each.text_content()[:MOST]) for each in elements if not _is_anothers(each, above)]
    if len({name.casefold() for name in found if name}) == 1:
        yield _claim("author", next(filter(None, found)), source)


def _microdata(root: html.HtmlElement, above: frozenset[html.HtmlElement]) -> Iterator[Claim]:
    for element in root.xpath(".//*[@itemprop]"):
        for name in element.get("itemprop").split():
            field = _ITEMPROPS.get(name)
            if field is None or _is_anothers(element, above) or (field == "modified" and _is_beside(element, above)):
                continue
            value = element.get("content") or element.get("datetime") or ""
            if field == "author" and not value:
                inner = element.xpath(".//*[@itemprop='name']")
                for each in inner or [element]:
                    yield _claim(field, each.get("content") or each.text_content()[:MOST], f"microdata {name}")
            else:
                yield _claim(field, value or element.text_content()[:MOST], f"microdata {name}")


def _is_anothers(element: html.HtmlElement, above: frozenset[html.HtmlElement]) -> bool:
    """Whether an element stands among comments, or in another article than the title.

    above: the elements around the page's title, which hold none of that.
    """
    has_article = any(each.tag == "article" for each in above)
    return any(
        (has_article and each.tag == "article")
        or "omment" in (each.get("class") or "") + (each.get("itemtype") or "") + (each.get("itemprop") or "")
        for each in element.iterancestors()
        if each not in above
    )


def _is_beside(element: html.HtmlElement, above: frozenset[html.HtmlElement]) -> bool:
    """Whether an element stands in what markup sets apart from a piece, as cards of other pieces do."""
    return any(
        each.tag in _BESIDE or not _OTHERS.isdisjoint(_named(each))
        for each in element.iterancestors()
        if each not in above and each.tag not in ("body", "html")
    )


def _named(element: html.HtmlElement) -> tuple[str, ...]:
    """What an element's names say of what it holds."""
    return marks.read(f"{element.get('class') or ''} {element.get('id') or ''}"[:MOST])


def _elements(root: html.HtmlElement, above: frozenset[html.HtmlElement]) -> Iterator[Claim]:
    yield _claim(
        "language", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "", "<html lang>"
    )
    title = root.find(".//title")
    if title is not None:
        yield _claim("page title", title.text or "", "<title>")
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield _claim("url", link.get("href") or "", "link canonical")
    for link in root.xpath(".//a[contains(@rel,'author')]"):
        if not _is_anothers(link, above):
            yield _claim("author", link.text_content()[:MOST], "rel=author")
    pages = (each for each in root.iter("a") if not each.get("rel") and is_authors_page(each.get("href") or ""))
    yield from _only(pages, "link to an author's page", above)
    yield from _only((each for each in root.xpath(".//*[@class]") if _is_card_name(each)), "hCard", above)
    times = list(_times(root, above))
    yield from (_claim(field, when, "<time>") for field, when, _ in times)
    changed = {(field, when[:10]) for field, when, _ in times}
    if len(changed) == 1 and times[0][0] == "time modified" and not _tells_update(times[0][2]):
        yield _claim("time", times[0][1], "<time>")


def _times(root: html.HtmlElement, above: frozenset[html.HtmlElement]) -> Iterator[tuple[str, str, html.HtmlElement]]:
    """(field, moment, element) of the piece's own moments."""
    for time in root.iter("time", "abbr"):
        when = time.get("datetime") or (time.get("title") if time.tag == "abbr" else "") or ""
        names = f"{time.get('class') or ''} {time.get('itemprop') or ''}".lower()
        field = "time modified" if "modif" in names or "updat" in names else "time"
        if when and not (
            _is_anothers(time, above) or _is_on_card(time) or (field == "time modified" and _is_beside(time, above))
        ):
            yield field, when, time


def _tells_update(element: html.HtmlElement) -> bool:
    """Whether the line of an element says that it is of a change; names of classes alone may say so of the only day."""
    line = element.getparent()
    return line is not None and datelines.tells_update(line.text_content()[:MOST_LINE])


def _is_on_card(element: html.HtmlElement) -> bool:
    """Whether an element stands in the card of another piece."""
    link = next(element.iterancestors("a"), None)
    return link is not None and _is_card(link)


def _is_card(link: html.HtmlElement) -> bool:
    """Whether a link holds the heading of what it leads to."""
    return any(each.tag in _HEADINGS for each in link.iterdescendants())


def _is_card_name(element: html.HtmlElement) -> bool:
    """Whether an element is the name in an hCard, by the classes that microformats.org gives it, or an author's whole
    card where that names no name.
    """
    classes = element.get("class").split()
    if "fn" in classes:
        around = (element, *islice(element.iterancestors(), 4))
        return any("vcard" in (each.get("class") or "").split() for each in around)
    is_card = "vcard" in classes and "author" in classes
    return is_card and not any("fn" in (each.get("class") or "").split() for each in element.iterdescendants())
