"""Patterns that read as lists: an alternative a line, in the words that a page uses.

A line is a regular expression in which a space is a space. Blank lines and lines that begin with `# ` are for the
reader. `{networks}` stands for another list, given by that name.
"""

import re

_REFERENCE = re.compile(r"\{([a-z_]+)\}")


def either(table: str, **lists: str) -> re.Pattern[str]:
    """Compile a list of alternatives into one pattern that knows no case.

    lists: patterns by the names under which the table's lines speak of them. Raises KeyError for a name not given.
    """
    return re.compile(one_of(table, **lists), re.IGNORECASE)


def one_of(table: str, **lists: str) -> str:
    """The same, as a group to build longer patterns from."""
    lines = [_REFERENCE.sub(lambda name: lists[name[1]], line) for line in _lines(table)]
    return f"(?:{'|'.join(lines)})"


def words_of(table: str) -> frozenset[str]:
    """The words of a list that has several a line."""
    return frozenset(word for line in _lines(table) for word in line.split())


def _lines(table: str) -> list[str]:
    lines = [line.strip() for line in table.splitlines()]
    return [line for line in lines if line and not line.startswith("# ")]
