"""Hand edits: what the importer wrote last, what stands in the file, what it would write now.

A field or block that still is as the importer wrote it may be updated; all else is a person's and stays.
"""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What the file should hold, and where a person and the importer both changed the same thing."""

    values: Mapping[str, Any]
    """Field -> its new value, for fields that change; None takes the field out."""
    imported: Mapping[str, str]
    conflicts: tuple[str, ...]


def mark(value: Any) -> str:
    """A short hash of a field or block. White space at line ends, key order and YAML style make no difference."""
    return sha256(
        json.dumps(_canonical(value), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    ).hexdigest()[:8]


def fields(current: Mapping[str, Any], imported: Mapping[str, str], new: Mapping[str, Any]) -> Merged:
    """Merge fields. `current`: what the file says. `imported`: marks of what the importer wrote. `new`: field -> value.

    An empty new value is no field. A field that a person took out stays out.
    """
    values: dict[str, Any] = {}
    marks: dict[str, str] = {}
    conflicts = []
    for name, value in new.items():
        wanted = mark(value) if _says(value) else None
        standing = mark(current[name]) if _says(current.get(name)) else None
        written = imported.get(name)
        if standing in (written, wanted):
            if standing != wanted:
                values[name] = value if wanted else None
            written = wanted
        elif wanted != written:
            conflicts.append(name)
        if written is not None:
            marks[name] = written
    return Merged(values, marks, tuple(conflicts))


def tags(current: Sequence[str], imported: Sequence[str], new: Sequence[str]) -> list[str]:
    """Merge tags: the importer's new ones, without those that a person removed, with those that a person added."""
    removed = set(imported) - set(current)
    added = [tag for tag in current if tag not in imported]
    return list(dict.fromkeys([tag for tag in new if tag not in removed] + added))


def blocks(current: Sequence[str], imported: Sequence[str], new: Sequence[str]) -> tuple[list[str], int]:
    """Merge a body's blocks, matched in order; returns them, and how many both sides changed.

    `current`: the file's blocks. `imported`: marks of the importer's last blocks. `new`: its new blocks. A block that a
    person mended, added or took out stays so; where the importer changed the same block, the person's stays. Such a
    block that the source merely moved stays where the person has it, and stays away where the person took it out.
    """
    mine = _changes(imported, [mark(block) for block in current], current)
    theirs = _changes(imported, [mark(block) for block in new], new)
    merged: list[str] = []
    conflicts = 0
    kept = _kept(imported, current)
    touched = {imported[index] for index in mine.instead}
    for index in range(len(imported) + 1):
        merged += _insertions(mine.before[index], _news(theirs.before[index], touched))
        if index == len(imported):
            break
        own, other = mine.instead.get(index), theirs.instead.get(index)
        if own is not None:
            merged += own
            conflicts += other is not None and list(map(mark, own)) != list(map(mark, other))
        elif other is not None:
            merged += _news(other, touched)
        else:
            merged.append(kept[index])
    return merged, conflicts


def unedited(current: Sequence[str], imported: Sequence[str], others: Sequence[str]) -> list[str]:
    """A body's blocks as the importer last wrote them, as far as they are known.

    `current`: the file's blocks. `imported`: marks of the importer's last blocks. `others`: blocks of captures, where
    those that a person changed or took out may stand as they were; else the person's stand for them.
    """
    mine = _changes(imported, [mark(block) for block in current], current)
    kept, known = _kept(imported, current), {mark(block): block for block in others}
    found: list[str] = []
    for index, written in enumerate(imported):
        if index in kept:
            found.append(kept[index])
        else:
            found += [known[written]] if written in known else [*mine.instead[index], *mine.before[index + 1]]
    return found


@dataclass(frozen=True, slots=True)
class _Changes:
    """How a sequence differs from its base: what stands instead of each base block, what was put in before it."""

    instead: Mapping[int, list[str]]
    before: Sequence[list[str]]


def _changes(base: Sequence[str], marks: Sequence[str], texts: Sequence[str]) -> _Changes:
    instead: dict[int, list[str]] = {}
    before: list[list[str]] = [[] for _ in range(len(base) + 1)]
    for kind, start, stop, first, last in SequenceMatcher(None, base, marks, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if kind == "insert":
            before[start] += texts[first:last]
            continue
        paired = min(stop - start, last - first)
        for offset in range(stop - start):
            instead[start + offset] = [texts[first + offset]] if offset < paired else []
        before[stop] += texts[first + paired : last]
    return _Changes(instead, before)


def _kept(base: Sequence[str], texts: Sequence[str]) -> dict[int, str]:
    """Base index -> the text that stands for it unchanged."""
    matcher = SequenceMatcher(None, base, [mark(text) for text in texts], autojunk=False)
    return {
        start + offset: texts[first + offset]
        for start, first, size in matcher.get_matching_blocks()
        for offset in range(size)
    }


def _news(texts: Sequence[str], touched: Set[str]) -> list[str]:
    """What the source put in, without what it moved there of the blocks that a person touched."""
    return [text for text in texts if mark(text) not in touched]


def _insertions(mine: list[str], theirs: list[str]) -> list[str]:
    known = {mark(text) for text in mine}
    return mine + [text for text in theirs if mark(text) not in known]


def _says(value: Any) -> bool:
    return value is not None and value != "" and value != [] and value != () and value != {}


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    return "\n".join(line.rstrip() for line in str(value).replace("\r\n", "\n").strip().split("\n"))
