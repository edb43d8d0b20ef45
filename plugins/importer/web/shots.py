"""Pictures of a page: where each can be fetched, the best address first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from ..wording import plain

_PICTURES = ("img", "amp-img", "amp-anim")
_LISTS = ("srcset", "data-srcset", "data-lazy-srcset", "data-src-set")
_SINGLE = (
    *(
        "data-full-src",
        "data-full-url",
        "data-orig-file",
        "data-large-file",
        "data-hi-res-src",
        "data-original",
        "data-src",
    ),
    *("data-lazy-src", "data-lazy", "data-image", "data-img-src", "data-img", "data-url", "data-zoom-image"),
    *("data-default-src", "data-delayed-url", "data-low-res-src", "data-medium-file", "src"),
)
"""Attributes that hold one address, the largest picture first."""
_ADDRESS = re.compile(
    r"^(?:https?:)?//\S+$|^[\w./~%-][^\s<>\"']*\.(?:jpe?g|png|webp|gif|avif)\S*$|^/\S+$", re.IGNORECASE
)
_CAPTIONS = ("data-caption", "data-sub-html", "data-image-caption", "data-attachment-caption", "data-photo-caption")
MOST_SAID = 2000
_CREDITS = ("data-credit", "data-image-credit", "data-photo-credit", "data-copyright")
_RESIZED = re.compile(r"(?:-\d{2,4}x\d{2,4}|-scaled|_[sml])?(?:\.(?:jpe?g|png|webp|gif|avif))+$")
_PROCESSED = re.compile(
    r"/styles/[^/]+/(?:public|private)(?=/)|/(?:csm_)(?=[^/]*_[0-9a-f]{10}\.)|(?<=[^/])_[0-9a-f]{10}(?=\.\w+$)"
)
"""What content management systems put into the address of a picture that they have resized."""
_PLACEHOLDER = re.compile(
    r"(?:blank|spacer|pixel|placeholder|transparent|lazy|1x1|grey|loading|trans|leer|empty|dummy)[\w-]*"
    r"\.(?:gif|png|jpe?g|svg)|\.svg(?:$|\?)|\{\w+\}",
    re.IGNORECASE,
)
"""Addresses of what stands in a picture's place, and those that a script completes."""
_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)
_LIGHTBOX = re.compile(r"(?:light|fancy|color|thick|shadow)box|gallery|pretty-?photo|magnific|highslide|swipe", re.I)
_NO_PICTURE = re.compile(r"lqip|blur|low|thumb|preview|placeholder|pin|share|link|href|avatar|alt|title|caption|name")
"""Attributes whose addresses are of smaller pictures, or of none."""


@dataclass(slots=True)
class Seen:
    """A picture as its page shows it."""

    element: html.HtmlElement
    sources: tuple[str, ...]
    alt: str
    width: int = 0
    caption: str = ""
    """What its attributes give as its caption, seen on the page or not."""
    credit: str = ""
    at: int = 0
    within: frozenset[str] = frozenset()
    marks: tuple[tuple[str, int], ...] = ()
    link: str = ""
    is_lead: bool = False


def ordered(sources: Iterable[str]) -> tuple[str, ...]:
    """Addresses, each once, what stands in a picture's place until it is loaded last."""
    return tuple(dict.fromkeys(sorted(sources, key=_is_placeholder)))


def _is_placeholder(address: str) -> bool:
    return address.startswith("data:") or bool(_PLACEHOLDER.search(address))


def file_of(address: str) -> str:
    """What is the same in all sizes of a picture: its path without size and suffix; the whole address without any."""
    try:
        path = unquote(urlsplit(address).path).lower()
    except ValueError:
        return address
    file = _RESIZED.sub("", _PROCESSED.sub("", path))
    return file if file != path else address


def see(element: html.HtmlElement) -> Iterator[Seen]:
    """The pictures that an element is, or that it holds for readers without script."""
    if element.tag in _PICTURES:
        if seen := _seen(element):
            yield seen
    elif element.tag == "noscript":
        for inside in element.iter(*_PICTURES):
            if seen := _seen(inside):
                seen.element = element
                yield seen
        if "<img" in (element.text or ""):
            yield from _unescaped(element)
    elif element.tag == "video" and element.get("poster"):
        yield Seen(element, (str(element.get("poster")),), element.get("title") or "")


def _unescaped(element: html.HtmlElement) -> Iterator[Seen]:
    """Pictures of a noscript element whose content was kept as text."""
    try:
        inside = html.fragments_fromstring(element.text or "")
    except (etree.ParserError, etree.XMLSyntaxError):
        return
    for fragment in inside:
        if isinstance(fragment, str):
            continue
        for picture in fragment.iter(*_PICTURES):
            if seen := _seen(picture):
                seen.element = element
                yield seen


def _seen(element: html.HtmlElement) -> Seen | None:
    sources = tuple(dict.fromkeys(_sources(element)))
    if not sources:
        return None
    width = element.get("width") or ""
    return Seen(
        element,
        sources,
        plain(element.get("alt") or ""),
        int(width) if width.isdecimal() else 0,
        _said(element, _CAPTIONS) or _entitled(element),
        _said(element, _CREDITS),
    )


def _said(element: html.HtmlElement, names: Sequence[str]) -> str:
    """What an attribute of a picture, or of the links and figures right around it, says; any markup in it left out."""
    around = [element, *islice(element.iterancestors("a", "figure", "picture"), 2)]
    value = next((value for each in around for name in names if (value := each.get(name))), "")
    return plain(unescape(re.sub(r"<[^<>]*>", " ", unescape(value)))) if len(value) < MOST_SAID else ""


def _entitled(element: html.HtmlElement) -> str:
    """The title of a picture that scripts show as its caption: of a link that opens it, or its own, where it is called
    one.
    """
    link = next(element.iterancestors("a"), None)
    if link is not None and _FILE.search(link.get("href") or "") and _opens(link):
        return plain(link.get("data-title") or link.get("title") or "")
    return plain(element.get("title") or "") if "caption" in (element.get("class") or "").split() else ""


def _opens(link: html.HtmlElement) -> bool:
    """Whether a link shows a larger picture in front of its page, by the names that scripts know it by."""
    return any(_LIGHTBOX.search(f"{name} {value}") for name, value in link.items() if name != "href")


def is_plain(element: html.HtmlElement) -> bool:
    """Whether a picture has one address and no other for scripts: beside one for readers without script, a blur."""
    return not any(element.get(name) for name in (*_LISTS, *_SINGLE) if name != "src")


def _sources(element: html.HtmlElement) -> Iterator[str]:
    """Addresses, the largest first; placeholders of lazy pictures last."""
    lists: list[tuple[float, str]] = []
    picture = next((each for each in element.iterancestors() if each.tag == "picture"), None)
    around = [element, *(picture.iter("source") if picture is not None else ())]
    for each in around:
        for name in _LISTS:
            lists += _candidates(each.get(name) or "")
    single = [value.strip() for name in _SINGLE if (value := element.get(name)) and _ADDRESS.match(value.strip())]
    if all(map(_is_placeholder, [*single, *(address for _, address in lists)])):
        single += _addresses(element)
    ordered = [address for _, address in sorted(lists, key=lambda pair: -pair[0])] + single
    yield from sorted(ordered, key=_is_placeholder)
    if (src := (element.get("src") or "").strip()) and src not in ordered and not src.startswith("data:"):
        yield src


def _addresses(element: html.HtmlElement) -> list[str]:
    """Addresses of pictures in any other attribute for scripts, in their order: data-lg goes before data-md and -sm."""
    names = sorted(name for name in element.attrib if name.startswith("data-") and not _NO_PICTURE.search(name))
    values = (element.get(name, "").strip() for name in names)
    return [value for value in values if "/" in value and _ADDRESS.match(value) and _FILE.search(value)]


def _candidates(srcset: str) -> Iterator[tuple[float, str]]:
    """(size, address) of a srcset; a density counts as thousands of pixels."""
    for part in re.split(r",\s+|,(?=https?:|//)", srcset):
        words = part.split()
        if not words or words[0].startswith("data:"):
            continue
        size = words[1] if len(words) > 1 else ""
        number = re.match(r"[\d.]+", size)
        value = float(number[0].strip(".") or 0) if number else 0.0
        yield (value * 1000 if size.endswith("x") else value), words[0].rstrip(",")
