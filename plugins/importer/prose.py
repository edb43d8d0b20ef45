"""Where the piece runs: the stretch of blocks with the most prose and the least furniture.

Each block gets a score: sentences speak for the piece, loose lines and furniture against it, as much as their rule
says. The run is the stretch with the highest sum (Kadane's maximum subarray), so that a few lines in the middle do
not end a piece, and a teaser far below does not join it.
"""

import re
from collections.abc import Sequence
from statistics import median

from .wording import ends_sentence, length

LOOSE_LINE = -8.0
"""What a line that is no sentence counts: a menu ends what a teaser could not bridge."""
ANNOUNCED_LINE = -0.5
"""What a line of a list counts that the paragraph above announces."""
SHORT_LINE = -1.0
"""What a short sentence or an item of a list counts; what is asked or said counts nothing either way."""
FREE_WORDS = 6
"""Words that a sentence needs before it speaks for the piece: slogans and buttons are sentences too."""
MOST = 40.0
"""No paragraph counts more than this, lest one long legal notice outweigh a short piece."""

_ITEM = re.compile(r"\s*(?:[-•*–—▪●]|\(?\d{1,2}[.)])\s+\S")
_POINT = re.compile(r"[.,;:!?،؛۔…]['\"”’»)\]]*(?:\s|$)|[。，、；：！？]")
_STOP = re.compile(r"(?<![.…\d])[.!?؟](?=[\"'”’»)\]]*(?:\s|$))|[。！？]")
"""Where a sentence ends inside a block; three points in a headline are a pause, one behind a figure a date's."""
_LETTERS = re.compile(r"[^\W\d_]+")
_SAID = ("—", "–", "“", "„", "«", "»", "‘", '"', "「")
_CLOSING = "\"'”’»)] "
LEAST_SMALL = 0.25
"""The share of words in small letters that running text has; names and tags side by side have fewer."""
LEAST_ANNOUNCING = 6
"""Words."""
TAIL_LINES = 3
TAIL_WORDS = 18
SHORT_PARAGRAPH = 24
"""Words."""


def is_said(text: str) -> bool:
    """Whether a line, though too short for prose, is said by a piece rather than shown by a page.

    A short sentence, or an item of a list.
    """
    return (ends_sentence(text) and length(text) >= 2) or _ITEM.match(text) is not None


def is_talk(text: str) -> bool:
    """Whether a line is a question, or begins as what somebody says does: "— And then?"."""
    line = text.strip()
    return line[:1] in _SAID or line.rstrip(_CLOSING).endswith(("?", "？", "؟"))


def is_prose(text: str) -> bool:
    """Whether a block reads as running text: it ends as a sentence does, or is long and holds several.

    Many words without any point or comma are a cloud of tags or a menu, and so are many in capitals.
    """
    size = length(text)
    if ends_sentence(text):
        return size >= 5
    is_running = (size >= 25 and _POINT.search(text)) or (size >= 14 and _STOP.search(text))
    return bool(is_running) and not _is_cloud(text)


def _is_cloud(text: str) -> bool:
    """Whether hardly a word stands in small letters, in a script that has them: names, tags, sections."""
    words = _LETTERS.findall(text)
    cased = [word for word in words if word.lower() != word.upper()]
    return len(cased) * 2 > len(words) and sum(map(str.islower, cased)) < LEAST_SMALL * len(cased)


def announces(text: str) -> bool:
    """Whether a line leads to what stands below it: "We propose three things, and none of them is new:"."""
    return text.rstrip().endswith((":", "：")) and length(text) >= LEAST_ANNOUNCING


def score(text: str) -> float:
    """How strongly a block speaks for the piece running here, from LOOSE_LINE to MOST."""
    if not is_prose(text):
        is_short = is_said(text) or announces(text)
        return LOOSE_LINE if not is_short else 0.0 if is_talk(text) else SHORT_LINE
    return min(length(text) - FREE_WORDS, MOST)


def find_run(scores: Sequence[float]) -> range:
    """Indices of the stretch with the highest sum; empty where no block speaks for a piece."""
    best, best_range, total, start = 0.0, range(0), 0.0, 0
    for index, value in enumerate(scores):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, best_range = total, range(start, index + 1)
    return best_range


def worth(scores: Sequence[float], run: range) -> float:
    """The sum of a stretch."""
    return sum(scores[run.start : run.stop])


def without_tail(words: Sequence[int | None]) -> int:
    """Where the piece ends in a run: before a tail in which loose lines crowd out the prose.

    words: per block its number of words of prose, 0 where it speaks neither way, None for a loose line. A tail holds no
    more than a third of all prose. It has TAIL_LINES loose lines and more, and fewer than TAIL_WORDS words of prose to
    each; or two, and nothing but paragraphs that are short, and no longer than the middling paragraph of the run.
    """
    whole = sum(count or 0 for count in words)
    short = min(SHORT_PARAGRAPH, median([count for count in words if count] or [0]))
    end, loose, prose, longest = len(words), 0, 0, 0
    for index in range(len(words) - 1, -1, -1):
        count = words[index]
        loose, prose, longest = loose + (count is None), prose + (count or 0), max(longest, count or 0)
        is_crowded = loose >= TAIL_LINES and prose < TAIL_WORDS * loose
        is_scattered = loose >= 2 and prose < 2 * TAIL_WORDS * loose and longest <= short
        if count is None and prose <= whole / 3 and (is_crowded or is_scattered):
            end = index
    return end
