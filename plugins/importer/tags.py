"""What a piece is about: tags of the vocabulary, weighed by where and how often the piece speaks of them."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from plugins.vocabulary import read_tags

from .wording import fold, length

MOST = 6
"""No piece gets more tags than this from the vocabulary."""
ABOUT = 0.75
"""The weight from which a piece is about a tag."""
SHARE = 0.25
"""A tag with less than this share of the first tag's weight is beside the point."""
LEANS_ON = 0.45
"""The weight from which a tag serves a piece that is about fewer than FEW."""
FEW = 3


_WORD = re.compile(r"\w+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ARABIC_JOINERS = "وفبلك"


@dataclass(frozen=True)
class Vocabulary:
    """Tags and the names that speak of them, as `content/tags.yaml` holds them."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Tag -> its names, itself first."""
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, content: Path) -> "Vocabulary":
        """The vocabulary of a content folder; raises VocabularyError as `vocabulary.read_tags` does."""
        entries = read_tags(content)
        names = {tag: tuple(dict.fromkeys((tag, *entry.others))) for tag, entry in entries.items()}
        return cls(names, {tag: entry.broader for tag, entry in entries.items()})

    def canonical(self, name: str) -> str:
        """The tag that a name stands for, whatever its case; "" where the vocabulary has none."""
        return self._by_fold.get(fold(name), "")

    def mentions(self, text: str) -> Counter[str]:
        """Tag -> how often a text speaks of it. Whole names; a longer one goes before a shorter one inside it."""
        line, found = text.replace("’", "'"), Counter[str]()
        for name in self._wide if _WIDE.search(line) else ():
            found[self._tags[name]] += line.count(name)
            line = line.replace(name, "\n")
        end = 0
        for match in _WORD.finditer(line):
            for start in _starts(match):
                name = self._name_at(line, start, match.end()) if start >= end else ""
                if name:
                    found[self._tags[name]] += 1
                    end = start + len(name)
                    break
        return +found

    def _name_at(self, line: str, start: int, end: int) -> str:
        """The longest name that stands in a line from one place on, as whole words."""
        for name in self._by_first_word.get(line[start:end].casefold(), ()):
            here = line[start : start + len(name)]
            if (here == name or here.lower() == name) and not _WORD.match(line, start + len(name)):
                return name
        return ""

    @cached_property
    def _tags(self) -> dict[str, str]:
        """Name -> its tag. A name with a capital letter is matched as written, one without in any case."""
        return {name.replace("’", "'"): tag for tag, names in self.names.items() for name in names}

    @cached_property
    def _by_first_word(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for name in sorted(self._tags, key=len, reverse=True):
            if match := _WORD.match(name):
                table.setdefault(match[0].casefold(), []).append(name)
        return table

    @cached_property
    def _wide(self) -> list[str]:
        """Names in scripts that are written without spaces, the longest first."""
        return sorted((name for name in self._tags if _WIDE.search(name)), key=len, reverse=True)

    @cached_property
    def _by_fold(self) -> dict[str, str]:
        table = {fold(name): tag for tag, names in self.names.items() for name in names}
        return table | {fold(tag): tag for tag in self.names}


def choose(vocabulary: Vocabulary, title: str, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The tags of a piece, the surest first: those it is about, and a few that it leans on where those are few.

    What is named once in passing, or in one paragraph's list alone, is no tag.
    """
    weights = weigh(vocabulary, title, paragraphs)
    ranked = sorted(weights, key=lambda tag: (-weights[tag], tag))
    if not ranked:
        return ()
    floor = max(ABOUT, SHARE * weights[ranked[0]])
    about = [tag for tag in ranked if weights[tag] >= floor][:MOST]
    leant_on = [tag for tag in ranked if weights[tag] >= LEANS_ON][:FEW]
    return tuple(dict.fromkeys(about + leant_on))


def weigh(vocabulary: Vocabulary, title: str, paragraphs: Sequence[str]) -> dict[str, float]:
    """Tag -> how much a piece is about it.

    It counts how often the piece speaks of the tag for its length, over how many paragraphs (one cannot count more than
    twice), and whether title and opening do.
    """
    mentions = [vocabulary.mentions(text) for text in paragraphs]
    in_title = vocabulary.mentions(title)
    opening = sum(mentions[: max(1, len(paragraphs) // 6)], Counter[str]())
    expected = 2.0 + sum(length(text) for text in paragraphs) / 600
    weights = {}
    for tag in sum(mentions, Counter[str]()) | in_title:
        spread = sum(1 for counts in mentions if counts[tag])
        steady = sum(min(counts[tag], 2) for counts in mentions)
        weight = math.sqrt(steady * spread) / expected / 2
        weight += (0.8 if spread else 0.4) * bool(in_title[tag]) + 0.25 * bool(opening[tag])
        weights[tag] = weight if spread >= 2 or (spread and in_title[tag]) else weight / 2
    return weights


def canonical_tags(vocabulary: Vocabulary, tags: Iterable[str]) -> tuple[str, ...]:
    """Tags given by a person or a source, in the vocabulary's own words where it has them."""
    return tuple(dict.fromkeys(vocabulary.canonical(tag) or tag for tag in tags))


def _starts(match: re.Match[str]) -> tuple[int, ...]:
    """Where a name may begin in a word: at its start, or in Arabic behind one of the letters that join words."""
    return (match.start(), match.start() + 1) if match[0][0] in _ARABIC_JOINERS else (match.start(),)
