"""What each block of a page tells of itself, before any is judged by its place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from . import captions, furniture, notes, prose, titles
from .model import Correction, Document
from .sites import Site
from .wording import ends_sentence, length, plain


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

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each line stands on the page."""
        return Counter(plain(text) for text in self.texts)

    def speaks(self, index: int) -> bool:
        """Whether a block is nothing but text so far: no furniture, caption, note, correction or list of tags."""
        return self.rules[index] is None and not any(
            index in kind for kind in (self.captions, self.notes, self.corrections, self.tags)
        )

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
    pictured = {index: caption for index, caption in pictured.items() if rules[index] is None}
    return Page(document, texts, tuple(rules), pictured, labelled, corrections, listed)


def _rule(site: Site, text: str, is_caption: bool) -> furniture.Rule | None:
    return site.rule(text) or (None if is_caption else furniture.match(text))


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
