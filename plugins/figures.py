"""The figure block: a picture, or the place where one stood, with its caption and credit.

    /// figure
        src: embassy-flags.jpg
        alt: A ferry at a quay
        credit: Ada Moreau
    The ferry, late again.
    ///

The shape is that of pymdown-extensions' blocks. Theirs reads the options as typed YAML (`credit: Photo: AP` breaks the
block, `alt: yes` becomes True); here every option is the text that stands there.
"""

import html
import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.util import AtomicString

from plugins.front_matter import FrontMatterError, parse

_OPENING = re.compile(r"(?:\A|(?<=\n))///[ \t]*figure[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"(?:\A|(?<=\n))///[ \t]*(?=\n|\Z)")
_HEADER = re.compile(r"\n*(?:(?: {4}|\t).*(?:\n|\Z))*")
_OPTION = re.compile(
    r"^(?: {4}|\t)(?P<name>src|alt|credit):[ \t]*(?P<value>.*(?:\n(?: {4}|\t)[ \t]+.*)*)", re.MULTILINE
)


_ALT = re.compile(r'<img\b[^>]*? alt="(?P<alt>[^"]*)"')
_CAPTION = re.compile(r'<span class="caption">(?P<text>.*?)</span>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
PICTURE = {
    "ar": "صورة",
    "de": "Bild",
    "en": "Picture",
    "es": "Imagen",
    "fr": "Image",
    "it": "Immagine",
    "pt": "Imagem",
    "ru": "Изображение",
    "zh": "图片",
}
"""What a picture is called where its page says nothing of it but its caption, by language."""


class FigureBlocks(Extension):
    """Teach Python-Markdown the figure block."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the block before lists, quotes and code can take its lines."""
        md.parser.blockprocessors.register(_FigureProcessor(md.parser), "figure", 95)


class _FigureProcessor(BlockProcessor):
    """Python-Markdown hands over text cut at blank lines; a figure may span several such pieces."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return _OPENING.search(block) is not None

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        opening = _OPENING.search(blocks[0])
        closing_at = next(
            (at for at, block in enumerate(blocks) if _closing(block, opening if at == 0 else None)), None
        )
        if opening is None or closing_at is None:
            return False
        before = blocks[0][: opening.start()].rstrip("\n")
        closing = _closing(blocks[closing_at], opening if closing_at == 0 else None)
        assert closing is not None
        after = blocks[closing_at][closing.end() :].strip("\n")
        inside = "\n\n".join(blocks[: closing_at + 1])
        length = len("\n\n".join([*blocks[:closing_at], ""])) + closing.start()
        del blocks[: closing_at + 1]
        if before:
            self.parser.parseBlocks(parent, [before])
        _build(parent, *_options(inside[opening.end() : length]))
        if after:
            blocks.insert(0, after)
        return None


def _closing(block: str, opening: re.Match[str] | None) -> re.Match[str] | None:
    return _CLOSING.search(block, opening.end() if opening else 0)


def _options(text: str) -> tuple[dict[str, str], str]:
    """Cut the inside of a block into its options, which are indented, and its caption."""
    header = _HEADER.match(text)
    assert header is not None
    options = {match["name"]: _option(match) for match in _OPTION.finditer(header[0])}
    return options, text[header.end() :].strip()


def _option(match: re.Match[str]) -> str:
    """The text of one option: as YAML where that gives text, else the characters as they stand."""
    raw = " ".join(match["value"].split())
    try:
        value = parse(f"{match['name']}: {match['value']}").get(match["name"])
    except FrontMatterError:
        return raw
    return value if isinstance(value, str) else raw


def _build(parent: etree.Element, options: dict[str, str], caption: str) -> None:
    figure = etree.SubElement(parent, "figure", {"class": "figure"})
    if src := options.get("src"):
        etree.SubElement(figure, "img", {"src": _literal(src), "alt": _literal(options.get("alt", ""))})
    credit = options.get("credit")
    if not caption and not credit:
        return
    text = etree.SubElement(figure, "figcaption")
    if caption:
        etree.SubElement(text, "span", {"class": "caption"}).text = re.sub(r"\s*\n\s*", "\n", caption)
    if credit:
        if caption:
            text[-1].tail = " "
        etree.SubElement(text, "span", {"class": "credit"}).text = AtomicString(_literal(credit))


def with_own_alt(figure: str, language: str) -> str:
    """A figure's HTML whose picture has an alternative text of its own: what repeats its caption is not read out twice.

    language: the article's, in which a picture without anything else to say is called a picture.
    """
    image, caption = _ALT.search(figure), _CAPTION.search(figure)
    if image is None or caption is None:
        return figure
    alt, words = _words(html.unescape(image["alt"])), _words(html.unescape(_TAG.sub("", caption["text"])))
    if alt and not words.startswith(alt) and not alt.startswith(words):
        return figure
    word = PICTURE.get(language.split("-")[0], PICTURE["en"])
    return f"{figure[: image.start('alt')]}{word}{figure[image.end('alt') :]}"


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _literal(text: str) -> str:
    """Python-Markdown leaves `&name;` alone when it writes HTML; an option means the characters themselves."""
    return text.replace("&", "&amp;")
