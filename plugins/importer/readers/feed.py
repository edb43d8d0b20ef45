"""Feeds: RSS 0.9 to 2.0, Atom, and JSON Feed; an article for each entry that holds its whole text."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

from lxml import etree

from .. import entries, xmlitems
from ..containers import LeftOut, web_address
from ..entries import Entry, EntryPicture
from ..errors import CaptureError
from ..model import Document, Facts
from ..syndication import children, flat, inside, language, plain, text, unique
from ..xmlitems import Element, local_name, name_of
from . import wxr

LARGEST_JSON: Final = 64 << 20
"""Bytes of a JSON feed; it is read in memory."""
SUMMARY: Final = 600
"""Characters; an entry without a field for its whole text, and shorter, is a summary."""

_ROOTS: Final = ("rss", "feed", "rdf:RDF", "channel")
SUFFIXES: Final = (".xml", ".rss", ".atom", ".rdf")


def recognises(path: Path, head: bytes) -> bool:
    """Whether a file is a feed: by its first element, or by the address of JSON Feed's version."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return b"jsonfeed.org/version/" in head
    is_refused = xmlitems.has_own_type(head) and path.suffix.lower() in SUFFIXES
    return is_refused or (xmlitems.root_of(head) in _ROOTS and not wxr.is_export(head))


def read(path: Path) -> Iterator[Document]:
    """The entries of a feed, in its order; drafts where they hold but a summary.

    Raises CaptureError for what is refused or no feed, and, after the last entry, for what could not be read.
    """
    with path.open("rb") as file:
        is_json = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    left = LeftOut(path)
    number = 0
    for entry in _json_entries(path, left) if is_json else _xml_entries(path, left):
        try:
            document = entries.document(entry, path, number + 1)
        except CaptureError as fault:
            left.add(entry.facts.title or entry.member, fault.reason)
            continue
        number += 1
        yield document
    left.settle()


# RSS and Atom -------------------------------------------------------------------------------------------------------


def _xml_entries(path: Path, left: LeftOut) -> Iterator[Entry]:
    for element in xmlitems.items(path, frozenset({"item", "entry"}), left):
        yield _from_atom(element) if local_name(element) == "entry" else _from_rss(element)


def _from_rss(item: Element) -> Entry:
    channel = _channel(item)
    guid = next(iter(children(item, "guid")), None)
    permalink = text(item, "guid") if guid is not None and guid.get("isPermaLink", "true") == "true" else ""
    links = [text(item, "feedburner:origLink"), text(item, "link"), *_atom_links(item), permalink]
    url = next(filter(None, map(web_address, links)), "")
    whole = _markup(item, "content:encoded")
    facts = Facts(
        url=url,
        title=plain(_markup(item, "title") or _markup(item, "media:title")),
        date=entries.day_of(text(item, "pubDate", "dc:date")),
        publication=text(channel, "title"),
        authors=entries.names(_rss_authors(item)),
        tags=unique(plain(inside(each)) for name in ("category", "dc:subject") for each in children(item, name)),
        language=language(text(channel, "language", "dc:language")),
    )
    member = text(item, "guid") or url or facts.title
    return _entry(facts, member, whole, _markup(item, "description"), _pictures(item, url))


def _rss_authors(item: Element) -> Iterator[str]:
    """`dc:creator`, a name; else `author`, which is an address of mail with the name in parentheses."""
    creators = [text_of for each in children(item, "dc:creator") if (text_of := flat(each).strip())]
    yield from creators
    if not creators:
        written = text(item, "author")
        found = re.search(r"\(([^()]+)\)", written)
        yield found[1] if found else "" if "@" in written else written


def _from_atom(entry: Element) -> Entry:
    feed = next((each for each in entry.iterancestors() if local_name(each) == "feed"), entry)
    base = _base(entry)
    url = next((link for each in _atom_links(entry) if (link := web_address(_joined(base, each)))), "")
    content = next(iter(children(entry, "atom:content")), None)
    summary = next(iter(children(entry, "atom:summary")), None)
    people = children(entry, "atom:author") or children(feed, "atom:author")
    title = next(iter(children(entry, "atom:title")), None)
    facts = Facts(
        url=url,
        title=plain(_construct(title)),
        date=entries.day_of(text(entry, "atom:published", "atom:issued", "dc:date") or text(entry, "atom:updated")),
        publication=plain(_construct(next(iter(children(feed, "atom:title")), None))),
        authors=entries.names(text(person, "atom:name") for person in people),
        tags=unique(each.get("label") or each.get("term") or "" for each in children(entry, "atom:category")),
        language=language(
            next((lang for each in [entry, *entry.iterancestors()] if (lang := each.get(_XML_LANG))), "")
        ),
    )
    member = text(entry, "atom:id") or url or facts.title
    return _entry(facts, member, _construct(content), _construct(summary), _pictures(entry, url))


_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"


def _entry(facts: Facts, member: str, whole: str, summary: str, pictures: tuple[EntryPicture, ...]) -> Entry:
    """An entry with its whole text; one with a summary alone is a draft, and says so."""
    if whole or len(plain(summary)) >= SUMMARY:
        return Entry(whole or summary, facts, member, pictures)
    doubt = "its feed holds but a summary of it, so it stays a draft; capture its page as well"
    held_back = Facts(**{name: getattr(facts, name) for name in Facts.__dataclass_fields__} | {"status": "draft"})
    return Entry(summary, held_back, member, pictures, (doubt,))


def _channel(item: Element) -> Element:
    """The channel of an item: around it, or before it in RSS 1.0."""
    root = item.getroottree().getroot()
    inside = [each for name in ("", "atom") for each in children(root, f"{name}:channel" if name else "channel")]
    return inside[0] if inside else root


def _markup(element: Element, name: str) -> str:
    """The HTML that a field holds, escaped or as a CDATA section; or as elements, by those who do not escape it."""
    found = (inside(child) for child in children(element, name))
    return next((each for each in found if each.strip()), "")


def _construct(element: Element | None) -> str:
    """An Atom text as HTML: of type `html` escaped, of type `xhtml` as elements, else plain."""
    if element is None:
        return ""
    kind = (element.get("type") or "text").lower()
    if kind in ("xhtml", "application/xhtml+xml"):
        return "".join(etree.tostring(_without_prefix(child), method="html", encoding="unicode") for child in element)
    if kind in ("html", "text/html"):
        return inside(element)
    if kind == "text" or kind.startswith("text/"):
        return _paragraphs(flat(element))
    return ""


def _without_prefix(element: Element) -> Element:
    """Elements by their local names, as HTML knows them."""
    for each in element.iter():
        if isinstance(each.tag, str):
            each.tag = name_of(each)[1]
    etree.cleanup_namespaces(element)
    return element


def _atom_links(element: Element) -> list[str]:
    links = children(element, "atom:link")
    return [each.get("href", "") for each in links if each.get("rel", "alternate") == "alternate"]


def _base(element: Element) -> str:
    """The base of an element's addresses: `xml:base` around it, from the outside in."""
    base = ""
    for each in [*reversed(list(element.iterancestors())), element]:
        base = _joined(base, each.get(_XML_BASE, ""))
    return web_address(base)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _pictures(item: Element, url: str) -> tuple[EntryPicture, ...]:
    """Pictures that an entry brings beside its text: Media RSS with captions and credits, then enclosures.

    A group of Media RSS holds one picture in several sizes (Media RSS 1.5.1); the widest is taken.
    """
    alone = ([each] for each in children(item, "media:content"))
    groups = (children(each, "media:content") for each in children(item, "media:group"))
    images = (list(filter(_is_medium, media)) for media in (*alone, *groups))
    found = [_medium(max(media, key=_width), item, url) for media in images if media]
    for name in ("enclosure", "atom:link"):
        for each in children(item, name):
            if (name == "enclosure" or each.get("rel") == "enclosure") and _is_image(each.get("type"), None, None):
                found.append(EntryPicture(web_address(_joined(url, each.get("url") or each.get("href") or ""))))
    return tuple({each.src: each for each in reversed(found) if each.src}.values())[::-1]


def _medium(medium: Element, item: Element, url: str) -> EntryPicture:
    """A picture of Media RSS; its caption and credits stand in it, or in what is around it."""
    around = list(dict.fromkeys(each for each in (medium, medium.getparent(), item) if each is not None))
    caption = next((words for each in around if (words := text(each, "media:description", "media:text"))), "")
    credits = next((found for each in around if (found := children(each, "media:credit"))), [])
    credit = ", ".join(filter(None, (plain(inside(each)) for each in credits)))
    return EntryPicture(web_address(_joined(url, medium.get("url", ""))), caption=plain(caption), credit=credit)


def _is_medium(medium: Element) -> bool:
    return _is_image(medium.get("type"), medium.get("medium"), medium.get("url"))


def _width(medium: Element) -> int:
    stated = medium.get("width", "")
    return int(stated) if re.fullmatch(r"[0-9]{1,6}", stated) else 0


def _is_image(kind: str | None, medium: str | None, address: str | None) -> bool:
    if kind or medium:
        return (kind or "").startswith("image/") or medium == "image"
    return bool(re.search(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?|$)", address or "", re.IGNORECASE))


# JSON Feed ----------------------------------------------------------------------------------------------------------


def _json_entries(path: Path, left: LeftOut) -> Iterator[Entry]:
    if path.stat().st_size > LARGEST_JSON:
        raise CaptureError(path, "read", f"it is larger than {LARGEST_JSON >> 20} MiB", "split it")
    try:
        feed = json.loads(path.read_bytes().decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise CaptureError(path, "read", f"it is no JSON ({error})", "fetch the feed again") from error
    items = feed.get("items")
    if not isinstance(items, list):
        raise CaptureError(path, "read", "it has no items", "fetch the feed again")
    for index, item in enumerate(items, 1):
        if isinstance(item, dict):
            yield _from_json(feed, item)
        else:
            left.add(f"item {index}", "it is no object")


def _from_json(feed: Mapping[str, Any], item: Mapping[str, Any]) -> Entry:
    url = next(filter(None, (web_address(_string(item, name)) for name in ("url", "external_url"))), "")
    people = _listed(item, "authors") or _listed(item, "author") or _listed(feed, "authors") or _listed(feed, "author")
    facts = Facts(
        url=url,
        title=" ".join(_string(item, "title").split()),
        date=entries.day_of(_string(item, "date_published")),
        publication=" ".join(_string(feed, "title").split()),
        authors=entries.names(_string(person, "name") for person in people if isinstance(person, dict)),
        tags=unique(tag for tag in _listed(item, "tags") if isinstance(tag, str)),
        language=language(_string(item, "language") or _string(feed, "language")),
    )
    images = [
        _string(item, "image"),
        *(_string(each, "url") for each in _listed(item, "attachments") if _is_attached_image(each)),
    ]
    pictures = tuple(EntryPicture(src) for src in dict.fromkeys(filter(None, map(web_address, images))))
    whole = _string(item, "content_html") or _paragraphs(_string(item, "content_text"))
    member = str(item.get("id") or url or facts.title)
    return _entry(facts, member, whole, _paragraphs(_string(item, "summary")), pictures)


def _is_attached_image(attachment: object) -> bool:
    return isinstance(attachment, dict) and _string(attachment, "mime_type").startswith("image/")


def _string(table: Mapping[str, Any], name: str) -> str:
    value = table.get(name)
    return value.encode("utf-8", errors="replace").decode() if isinstance(value, str) else ""


def _listed(table: Mapping[str, Any], name: str) -> list[Any]:
    value = table.get(name)
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else []


def _paragraphs(plain: str) -> str:
    """Plain text as HTML: paragraphs between blank lines."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", plain))
    return "\n".join(f"<p>{html.escape(part)}</p>" for part in parts if part)
