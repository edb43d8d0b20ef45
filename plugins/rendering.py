"""Markdown to safe, typeset HTML.

Markdown -> HTML -> one way of writing it -> links and pictures -> typography -> allow-list
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markupsafe import Markup

from plugins import typography
from plugins.figures import FigureBlocks, with_own_alt
from plugins.metadata import printable
from plugins.pictures import PictureError, PictureFolder
from plugins.sanitiser import normalise, sanitise

Warn = Callable[[str], None]
"""Takes one sentence on what was left out of an article, and the next move."""

NOWHERE = "link"
"""Begins what is told of a link that leads nowhere."""

_IMAGE = re.compile(r"<img(?P<attributes>[^>]*)>")
_ATTRIBUTE = re.compile(r' (?P<name>[a-z]+)="(?P<value>[^"]*)"')
_LINK = re.compile(r'(?P<before><a(?: [a-z]+="[^"]*")*?) href="(?P<href>[^"]*)"')
_LEAD = re.compile(r'(?P<sources>(?:<source [^>]*>)*)<img src="(?P<src>[^"]*)"')
_SOURCE = re.compile(r'<source srcset="(?P<srcset>[^"]*)"[^>]* type="(?P<type>[^"]*)"')
_WITHOUT_PICTURE = re.compile(r'<figure class="figure">(?!\s*<(?:img|picture)\b)')
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_NOTE_REFERENCE = re.compile(r'<sup id="fnref.*?</sup>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|li|h\d|td|th|dd|dt|figcaption|blockquote)>|<br>")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SIZES = "(min-width: 52rem) 48rem, 92vw"
"""How wide a figure stands (theme/static/css/article.css): its own measure, or a phone's screen without the gutters."""
_LAZY = ' loading="lazy"'
_ABOVE_THE_FOLD = 300
"""Characters of text that a phone shows above a picture, the title and its lines aside."""
_WORDS_A_MINUTE, _CHARACTERS_A_MINUTE = 230, 400
_OPEN_BRACKETS, _DEPTH = 50, 20
_BRACKET = re.compile(r"[\[\]()]")
_BLANK_LINES = re.compile(r"(\n(?:[ \t]*\n)+)")
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")


@dataclass(frozen=True)
class Body:
    """The body of an article, rendered, and what a list of articles wants to know of it."""

    html: Markup
    summary: str
    """Plain text, typeset: the first words of the first paragraph."""
    word_count: int
    reading_minutes: int
    figures: int
    lead_picture: str
    """Address of the first picture, or empty."""
    lead_sources: list[tuple[str, str]]
    """Its other sizes: (media type, `srcset`)."""


class Renderer:
    """Renders every text of one site; `site` is the site's address, `typeset` whether quotes and dashes are set."""

    def __init__(self, *, site: str, typeset: bool) -> None:
        self._site = site
        self._typeset = typeset
        self._articles = Markdown(
            extensions=[FigureBlocks(), TableExtension(), FootnoteExtension(), DefListExtension(), SaneListExtension()],
            output_format="html",
        )
        self._notes = Markdown(extensions=[SaneListExtension()], output_format="html")

    def body(self, markdown: str, language: str, pictures: PictureFolder, warn: Warn) -> Body:
        """Render the Markdown of an article or page."""
        raw = self._articles.reset().convert(readable(markdown))
        safe = self._finish(raw, language, pictures, warn)
        words, characters = counts(plain(safe))
        lead = _LEAD.search(safe)
        return Body(
            html=Markup(safe),
            summary=summary(safe),
            word_count=words + characters,
            reading_minutes=max(1, round(words / _WORDS_A_MINUTE + characters / _CHARACTERS_A_MINUTE)),
            figures=safe.count("<figure "),
            lead_picture=html.unescape(lead["src"]) if lead else "",
            lead_sources=[
                (each["type"], html.unescape(each["srcset"]))
                for each in _SOURCE.finditer(lead["sources"] if lead else "")
            ],
        )

    def note(self, markdown: str, language: str, warn: Warn) -> Markup:
        """Render a short text without figures and footnotes: an editor's note, a correction, a description."""
        raw = self._notes.reset().convert(readable(markdown))
        return Markup(self._finish(raw, language, None, warn))

    def headline(self, title: str, language: str) -> Markup:
        """Set a plain title; its last two words stay on one line."""
        escaped = html.escape(title, quote=False)
        return Markup(sanitise(typography.headline(escaped, language) if self._typeset else escaped))

    def _finish(self, raw: str, language: str, pictures: PictureFolder | None, warn: Warn) -> str:
        tidy = normalise(raw).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
        tidy = _LINK.sub(lambda link: link["before"] + self._href(html.unescape(link["href"]), warn), tidy)
        tidy = _IMAGE.sub(lambda image: _image(image["attributes"], pictures, warn), tidy)
        tidy = _FIGURE.sub(lambda figure: with_own_alt(figure[0], language), tidy)
        tidy = _first_at_once(tidy)
        tidy = _WITHOUT_PICTURE.sub('<figure class="figure figure-unpictured">', tidy)
        return sanitise(typography.typeset(tidy, language) if self._typeset else tidy)

    def _href(self, href: str, warn: Warn) -> str:
        """The attribute of a link; none, and a warning, for one that leads nowhere."""
        if not leads_somewhere(href):
            warn(
                f"{NOWHERE} {href[:80]!r} leads nowhere; write a full address, or a path from the site's root (/tags/)"
            )
            return ""
        return _attribute("href", self._site + href if href.startswith("/") else href)


def leads_somewhere(href: str) -> bool:
    """Whether a link is one that a page may have: full addresses, the page's own fragments, paths from the root."""
    is_whole = re.match(r"(?:https?://|mailto:|#)", href, re.IGNORECASE)
    return bool(is_whole or (re.fullmatch(r"/(?!/)[^{}|\\]*", href) and ".." not in href))


@lru_cache(maxsize=1)
def renderer_for(site: str, typeset: bool) -> Renderer:
    """The renderer of one site. Pelican makes a reader for each of its generators; Markdown is set up once."""
    return Renderer(site=site, typeset=typeset)


def readable(markdown: str) -> str:
    """Printable Markdown that is quick to render.

    Python-Markdown looks for the end of a link from every bracket on, which takes minutes where thousands stay open. A
    paragraph that leaves more open than a writer does, or nests them deeper, has no link: its brackets are characters.
    """
    return "".join(map(_without_runaway_brackets, _BLANK_LINES.split(printable(markdown))))


def _without_runaway_brackets(paragraph: str) -> str:
    runaway, depth = 0, {"[": 0, "(": 0}
    for bracket in _BRACKET.findall(paragraph):
        if bracket in depth:
            depth[bracket] += 1
            runaway += depth[bracket] > _DEPTH
        else:
            opening = "[" if bracket == "]" else "("
            depth[opening] = max(0, depth[opening] - 1)
    is_runaway = runaway + sum(depth.values()) > _OPEN_BRACKETS
    return paragraph.replace("[", "\\[") if is_runaway else paragraph


def counts(text: str) -> tuple[int, int]:
    """Words that spaces set apart, and characters of scripts that are written without spaces."""
    characters = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text) if characters else text)), characters


def summary(safe: str, words: int = 40) -> str:
    """The first words of the first paragraph that is not in a figure, as plain text."""
    paragraph = next((text for text in map(plain, _PARAGRAPH.findall(_FIGURE.sub("", safe))) if text), "")
    spaced, unspaced = counts(paragraph)
    if unspaced > spaced:
        return paragraph if len(paragraph) <= 2 * words else paragraph[: 2 * words] + "…"
    parts = paragraph.split(" ")
    return paragraph if len(parts) <= words else " ".join(parts[:words]).rstrip(",;:–—") + "…"


def plain(safe: str) -> str:
    """The text of sanitised HTML, on one line; a no-break space stays one."""
    text = html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", _NOTE_REFERENCE.sub("", safe))))
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _image(attributes: str, pictures: PictureFolder | None, warn: Warn) -> str:
    """An image with its own size and address, or nothing where the picture cannot be shown."""
    given = {match["name"]: html.unescape(match["value"]) for match in _ATTRIBUTE.finditer(attributes)}
    if pictures is None or not given.get("src"):
        return ""
    try:
        picture = pictures.find(given["src"])
    except PictureError as error:
        warn(f"picture {error}")
        return ""
    wanted = {"src": picture.url, "alt": given.get("alt", ""), "title": given.get("title")}
    wanted |= dict(zip(("width", "height"), map(str, picture.size or ()), strict=False))
    wanted |= {"loading": "lazy", "decoding": "async"}
    shown = f"<img{''.join(_attribute(name, value) for name, value in wanted.items() if value is not None)}>"
    if not picture.copies:
        return shown
    sizes = _attribute("sizes", _SIZES)
    sources = (
        f"<source{_attribute('srcset', srcset)}{sizes}{_attribute('type', kind)}>" for kind, srcset in picture.sources
    )
    return f"<picture>{''.join(sources)}{shown}</picture>"


def _first_at_once(tidy: str) -> str:
    """Load the first picture at once where it stands so high that a reader sees it before scrolling."""
    before, lazy, after = tidy.partition(_LAZY)
    if not lazy or len(plain(before)) > _ABOVE_THE_FOLD:
        return tidy
    return f'{before} fetchpriority="high"{after}'


def _attribute(name: str, value: str) -> str:
    return f' {name}="{html.escape(value)}"'
