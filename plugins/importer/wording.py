"""What can be told of a text from its shape alone, in any language."""

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
OPENING_QUOTES = tuple("\"'“„«‘»「『")
"""What something said begins with."""
_CLOSERS = "\"'”’“‘»«›‹)]」』）】*†"
_TERMINALS = ".!?…。！？؟۔।"
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def length(text: str) -> int:
    """Number of words; Chinese and Japanese, written without spaces, count two characters a word."""
    wide = len(_WIDE.findall(text))
    return len(WORD.findall(_WIDE.sub(" ", text))) + (wide + 1) // 2


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside, and what brackets hold behind it."""
    line = text.rstrip()
    said = line.rpartition(" (")[0] if line.endswith(")") else line
    return any(each.rstrip(_CLOSERS).endswith(tuple(_TERMINALS)) for each in (line, said))


def sentences(text: str) -> int:
    """Number of places where a sentence ends."""
    return len(re.findall(r"[.!?…؟](?=[\"'”’»)\]]*(?:\s|$))|[。！？]", text))


def fold(text: str) -> str:
    """Case, white space and punctuation folded away, for comparing what a reader would call the same."""
    return " ".join(WORD.findall(text.casefold().replace("’", "'")))


def words(text: str) -> list[str]:
    """The words of a text, case folded."""
    return WORD.findall(text.casefold().replace("’", "'"))


def plain(text: str) -> str:
    """Runs of white space as one space."""
    return _SPACES.sub(" ", text).strip()


def plain_lines(text: str) -> str:
    """The same line by line, without empty lines; the no-break spaces that set a line of verse in are kept."""
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n".join((inset(line) if number else "") + plain(line) for number, line in enumerate(lines))


def inset(line: str) -> str:
    """The no-break spaces that a line begins with."""
    bare = line.lstrip(" \t\r\f\v")
    return bare[: len(bare) - len(bare.lstrip("\u00a0"))]
