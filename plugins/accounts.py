"""What was captured, beside what is published: a page for each article, where the owner publishes captures.

The importer keeps an account of each capture, `<sha256>.json` in the folder that ACCOUNTS names: what became of each of
its parts. Nowhere else does the site see anything that was left out.
"""

import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator
from pelican.writers import Writer

from plugins.rendering import plain
from plugins.words import day_in_words

_BLOCK_END = re.compile(
    r'</(?:p|li|h\d|td|th|dd|dt|figcaption|blockquote|pre)>|<br>|<(?:ul|ol|li)\b[^>]*>|<span class="credit">'
)
_IN_THE_TEXT = ("body", "heading", "caption", "credit")
_LABEL = re.compile(r"^[^:：]{1,40}[:：]")
_LONG_ENOUGH = 20
"""Letters that a part must have to be looked for inside a longer block."""


@dataclass(frozen=True)
class Row:
    """A part of a capture and what is published of it; one of the two is empty where the other stands alone."""

    captured: str
    fate: str
    """As the importer names it; empty for what is not in the capture."""
    rule: str
    published: str

    @property
    def is_same(self) -> bool:
        """Whether it is published as it was captured, but for signs such as quotation marks."""
        return _letters(self.captured) == _letters(self.published)


def rows(parts: Iterable[Mapping[str, str]], article: Any) -> list[Row]:
    """The parts of an account, in their order, each with what `article` publishes of it, and what it adds."""
    blocks = blocks_of(str(article.content))
    fields = fields_of(article)
    found = list(_aligned([Row(part["text"], part["fate"], part["rule"], "") for part in parts], blocks))
    used = {at for _, places in found for at in places}
    shown: list[Row] = []
    next_new = 0

    def added(before: int) -> Iterator[Row]:
        return (Row("", "", "", blocks[at]) for at in range(next_new, before) if at not in used)

    for row, places in found:
        if places and places.start >= next_new:
            shown += added(places.start)
            next_new = places.stop
        published = " ".join(blocks[at] for at in places) if places else fields.get(row.fate, "")
        shown.append(replace(row, published=published))
    return [*shown, *added(len(blocks))]


def blocks_of(safe: str) -> list[str]:
    """The blocks of an article's HTML as plain text: paragraphs, items, cells, captions and credits."""
    return [text for text in map(plain, _BLOCK_END.split(safe)) if text]


def fields_of(article: Any) -> dict[str, str]:
    """Fate -> what stands outside of the article's text for the parts that met it."""
    return {
        "title": plain(str(article.headline)),
        "standfirst": plain(str(article.standfirst)),
        "byline": ", ".join(author.name for author in article.authors),
        "dateline": day_in_words(article.day, article.lang) if article.day else "",
        "note": plain(f"{article.note} {article.author_note}"),
        "correction": " ".join(plain(str(each.html)) for each in article.corrections),
        "tag": ", ".join(tag.name for tag in article.tags),
    }


def _aligned(parts: Sequence[Row], blocks: Sequence[str]) -> Iterator[tuple[Row, range]]:
    """Each part with the blocks that it stands in: by its letters, else, as edited, between its neighbours."""
    folded = [_folded(block) for block in blocks]
    ends = list(accumulate(map(len, folded)))
    whole = "".join(folded)
    exact = {text: at for at, text in reversed(list(enumerate(folded)))}
    last, letters, found, place = 0, 0, list[tuple[Row, range]](), range(0)
    for part in parts:
        text = _folded(part.captured) if part.fate in _IN_THE_TEXT else ""
        below, named = place.stop, exact.get(_folded(_LABEL.sub("", part.captured)))
        place = range(0)
        if text and folded[last : last + 1] == [text]:
            place = range(last, last + 1)
        elif text in exact:
            place = range(exact[text], exact[text] + 1)
        elif part.fate == "credit" and below and below < len(folded) and folded[below] in text:
            place = range(below, below + 1)
        elif part.fate == "credit" and named is not None:
            place = range(named, named + 1)
        elif len(text) >= _LONG_ENOUGH and (at := whole.find(text, letters)) >= 0:
            letters = at + len(text)
            place = _covering(ends, at, letters)
        if place.stop > last:
            last, letters = place.stop, max(letters, ends[place.start - 1] if place.start else 0)
        found.append((part, place))
    return _with_edited(found, len(blocks))


def _covering(ends: Sequence[int], start: int, stop: int) -> range:
    """The blocks that hold the letters from `start` to `stop` of all, given where each block ends."""
    return range(bisect_right(ends, start), bisect_left(ends, stop) + 1)


def _with_edited(found: list[tuple[Row, range]], blocks: int) -> Iterator[tuple[Row, range]]:
    """Give a part of the text that is published nowhere as it was the next block that is of no other part."""
    used = {at for _, places in found for at in places}
    last = 0
    for part, place in found:
        if not place and part.fate in _IN_THE_TEXT and last < blocks and last not in used:
            place = range(last, last + 1)
            used.add(last)
        last = max(last, place.stop) if place else last
        yield part, place


def _folded(text: str) -> str:
    """The letters and digits of a text alone, in one case; the text itself where it has none."""
    return _letters(unicodedata.normalize("NFKC", text).casefold())


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()) or text.strip()


def _find(generator: ArticlesGenerator) -> None:
    """Give each published article the accounts that there are of its captures, and the address of their page."""
    publishes = generator.settings["ARCHIVE"].publish.captures
    folder = Path(generator.settings["ACCOUNTS"])
    for article in [*generator.articles, *generator.hidden_articles, *generator.drafts]:
        captures = article.source.captures if article.source and publishes and article.status != "draft" else ()
        article.accounts = [path for each in captures if (path := _path(folder, each["sha256"]))]
        article.account_url = f"{article.url}capture/" if article.accounts else ""


def _path(folder: Path, sha256: str) -> Path | None:
    path = folder / f"{sha256}.json"
    return path if re.fullmatch("[0-9a-f]{64}", sha256) and path.is_file() else None


def _write(generator: ArticlesGenerator, writer: Writer) -> None:
    template = generator.get_template("capture")
    for article in [*generator.articles, *generator.hidden_articles]:
        if article.accounts:
            accounts = [rows(json.loads(path.read_text(encoding="utf-8")), article) for path in article.accounts]
            save_as = str(Path(article.save_as).with_name("capture") / "index.html")
            context = generator.context
            writer.write_file(save_as, template, context, article=article, accounts=accounts, url=article.account_url)


def register() -> None:
    """Called by Pelican."""
    signals.article_generator_finalized.connect(_find)
    signals.article_writer_finalized.connect(_write)
