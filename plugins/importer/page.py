"""What each block of a page tells of itself, before any is judged by its place."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

from . import bylines, captions, datelines, furniture, language, notes, prose, titles
from .model import Correction, Document
from .patterns import either
from .sites import Site
from .wording import ends_sentence, fold, length, plain

MOST_CLOSED = 8
"""How many lines of a list stand above the one that says where it ends."""
MOST_ANNOUNCED = 40
"""Lines of a list that a piece announces; each cell of a table may be one."""
MOST_LISTED = 30
"""Words of a headline in a list."""
NEAR_TITLE = 4
"""How many lines below a title the name stands of who is said in front of it to write."""
MOST_STAMP = 12
"""Words."""
_HOUR = re.compile(r"(?<![\d.])\d{1,2}(?:[:.]|\s?h\s?)\d{2}(?!\.?\d)|\b\d{1,2} ?(?:uhr|[ap]\.?m)\b", re.IGNORECASE)
_AGO = either(r"""
    # en, de, fr, es, in the order of their words
    (?:\d+|an?|one) (?:minute|hour|day|week|month|year)s? ago
    vor (?:\d+|eine[rm]) (?:minute|stunde|tag|woche|monat|jahr)\w*|\d+ (?:tage?|monate?|jahre?) her
    il y a (?:\d+|une?) (?:minute|heure|jour|semaine|mois|an)\w*
    hace (?:\d+|una?) (?:minuto|hora|día|semana|mes|año)\w*
    # ar, zh
    (?:قبل|منذ) \d+ \w+
    \d+ ?(?:分钟|小时|天|个月|年)前
""")


class Title(NamedTuple):
    """A line that is a title: what says of what kind its piece is, the title itself, and the publication behind it."""

    kicker: str
    text: str
    suffix: str


@dataclass(frozen=True)
class Page:
    """A document and what its blocks say of themselves; every mapping is by a block's index."""

    document: Document
    texts: tuple[str, ...]
    rules: tuple[furniture.Rule | None, ...]
    captions: Mapping[int, captions.Caption]
    notes: Mapping[int, str]
    corrections: Mapping[int, Correction]
    tags: Mapping[int, tuple[str, ...]]

    @cached_property
    def address_words(self) -> tuple[str, ...]:
        """The address's words for the title; none where the page is in another script than addresses are."""
        running = (text for text in self.texts if prose.is_prose(text))
        if not titles.speaks_latin(" ".join(islice(running, 60))):
            return ()
        return titles.address_words(self.document.facts.url)

    def title_at(self, index: int) -> Title:
        """A line as a title, what stands before and behind it apart; a dash inside a title is told by the address."""
        text, facts = self.texts[index], self.document.facts
        head, suffix = titles.without_suffix(text, facts.publication)
        is_all = head != text and (
            titles.likeness(text, self.address_words) > titles.likeness(head, self.address_words)
        )
        if is_all or (facts.url and titles.is_subtitle(suffix, facts.url)):
            head, suffix = text, ""
        column = titles.column_behind(head)
        head, suffix = head.removesuffix(column), f"{column}{suffix}"
        kicker = titles.kicker(head)
        topic = titles.topic(head.removeprefix(kicker))
        if topic and self._is_apart(index, topic, head[len(kicker) + len(topic) :]):
            kicker += topic
        return Title(kicker, head.removeprefix(kicker), suffix)

    def is_again(self, index: int, title: int) -> bool:
        """Whether a line says a title again, with or without what stands around it."""
        wanted, line = fold(self.title_at(title).text), fold(self.texts[index])
        return line == wanted or (wanted in line and fold(self.title_at(index).text) == wanted)

    def _is_apart(self, index: int, topic: str, title: str) -> bool:
        """Whether what stands in front of a title's colon or dash is none of it.

        It names who signs right below, and nothing said is quoted; or topic and title stand again, one below the other.
        """
        name, behind = titles.writer(topic), fold(title)
        signed = self.texts[index + 1 : index + 1 + NEAR_TITLE]
        is_quoted = title[:1] in titles.QUOTES
        if (
            not is_quoted
            and bylines.name_alone(name)
            and any(plain(text) == name or name in bylines.parse(text) for text in signed)
        ):
            return True
        return any(fold(self.texts[other]) == fold(name) for other in self.above.get(behind, ()))

    @cached_property
    def above(self) -> Mapping[str, Sequence[int]]:
        """By each line, folded: the indices of the lines right above it."""
        found: dict[str, list[int]] = {}
        for index, text in enumerate(self.texts[1:]):
            found.setdefault(fold(text), []).append(index)
        return found

    @cached_property
    def language(self) -> str:
        """The language that its facts tell, or its running text; "" where there is too little of that."""
        running = (text for text in self.texts if prose.is_prose(text))
        return self.document.facts.language or language.detect(" ".join(islice(running, 20)), "")

    def days(self, index: int) -> tuple[datelines.Found, ...]:
        """The days that a line says, as its language writes them."""
        return tuple(datelines.find(self.texts[index], self.language))

    def is_dateline(self, index: int) -> bool:
        """Whether a line says when and nothing else."""
        return datelines.is_dateline(self.texts[index], self.language)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each line stands on the page."""
        return Counter(plain(text) for text in self.texts)

    @cached_property
    def stamps(self) -> tuple[int, ...]:
        """The lines that say to the hour, or as of now, when something was written."""
        return tuple(index for index, text in enumerate(self.texts) if _is_stamp(text))

    @cached_property
    def has_footnote(self) -> bool:
        """Whether a line is what a star points to: "* A lecturer at ..."."""
        return any(text.lstrip().startswith("*") for text in self.texts)

    @cached_property
    def listed(self) -> Mapping[int, furniture.Rule]:
        """The headlines that stand in one paragraph with what heads a list of them, and its rule."""
        found: dict[int, furniture.Rule] = {}
        for index, block in enumerate(self.document.blocks):
            above = self.rules[index - 1] if index else None
            head = above if above and above.heads else found.get(index - 1)
            is_listed = block.continues or (head and self._is_closed(index))
            if head and is_listed and self.rules[index] is None and _could_be_listed(block.text):
                found[index] = head
        return found

    @cached_property
    def announced(self) -> frozenset[int]:
        """The lines of a list or a table that a paragraph announces with a colon, and that another goes on below."""
        found: set[int] = set()
        for index, text in enumerate(self.texts):
            if not (self.speaks(index) and prose.announces(text)) or any(True for _ in datelines.find(text)):
                continue
            below = range(index + 1, min(len(self.texts), index + 1 + MOST_ANNOUNCED))
            lines = [*takewhile(lambda line: self.speaks(line) and not self.is_prose(line), below)]
            end = index + 1 + len(lines)
            is_dated = any(datelines.is_dateline(self.texts[line]) for line in lines)
            if end < len(self.texts) and self.is_prose(end) and not is_dated:
                found.update(lines)
        return frozenset(found)

    def _is_closed(self, index: int) -> bool:
        """Whether a line a little below says that a list ends there."""
        rules = self.rules[index : index + MOST_CLOSED]
        return any(rule and rule.name == furniture.LIST_END for rule in rules)

    def speaks(self, index: int) -> bool:
        """Whether a block is nothing but text so far: no furniture, caption, note, correction or list of tags."""
        return self.rules[index] is None and not any(
            index in kind for kind in (self.captions, self.notes, self.corrections, self.tags)
        )

    def is_pressed(self, index: int) -> bool:
        """Whether a bar of buttons stands a line or two below: the end of a piece's header."""
        return any(rule and rule.name in furniture.BARS for rule in self.rules[index + 1 : index + 3])

    def is_kept(self, index: int) -> bool:
        """Whether a block is furniture that is part of a piece where it stands among its paragraphs, a sentence."""
        rule = self.rules[index]
        return rule is not None and rule.name in furniture.KEPT and ends_sentence(self.texts[index])

    def is_prose(self, index: int) -> bool:
        """Whether a block is nothing but text, and reads as running text."""
        return self.speaks(index) and prose.is_prose(self.texts[index])


def look(document: Document, site: Site) -> Page:
    """Ask every block of a document the leaf parsers' questions.

    A block's own label goes before what it might look like. A word that continues a paragraph is no button.
    """
    texts = tuple(block.text for block in document.blocks)
    labelled = _notes(texts)
    corrections = {
        index: found
        for index, text in enumerate(texts)
        if index not in labelled and (found := notes.correction(text, document.facts.language))
    }
    listed = {index: named for index, text in enumerate(texts) if (named := notes.source_tags(text))}
    known = labelled.keys() | corrections.keys() | listed.keys()
    joined = [block.continues for block in document.blocks]
    pictured = captions.find(["" if index in known else text for index, text in enumerate(texts)], joined)
    rules = [None if index in known else _rule(site, text, index in pictured) for index, text in enumerate(texts)]
    for index, block in enumerate(document.blocks):
        if block.continues and rules[index - 1] is None and length(block.text) <= 1:
            rules[index] = None
    pictured = {
        index: caption
        for index, caption in pictured.items()
        if rules[index] is None and not bylines.parse(texts[index])
    }
    return Page(document, texts, tuple(rules), pictured, labelled, corrections, listed)


def _could_be_listed(text: str) -> bool:
    """Whether a line may be a headline, be it a question or of two sentences."""
    return length(text) <= MOST_LISTED and not (ends_sentence(text) and length(text) > titles.MOST_SENTENCE)


def _rule(site: Site, text: str, is_caption: bool) -> furniture.Rule | None:
    return site.rule(text) or (None if is_caption else furniture.match(text))


def _is_stamp(text: str) -> bool:
    """A short line with a day and its hour, or with how long ago that was."""
    if length(text) > MOST_STAMP or ends_sentence(text) or text.endswith(":"):
        return False
    return bool(_AGO.search(text)) or (bool(_HOUR.search(text)) and any(True for _ in datelines.find(text)))


def _notes(texts: Sequence[str]) -> dict[int, str]:
    """Index -> the note that stands there, "" for a label alone on its line; the note is then the next block."""
    found: dict[int, str] = {}
    for index, text in enumerate(texts):
        label = notes.parse(text)
        if label is None:
            continue
        found[index] = notes.without_label(text)
        if not label.text.strip() and index + 1 < len(texts) and prose.is_prose(texts[index + 1]):
            found[index + 1] = plain(texts[index + 1])
    return found
