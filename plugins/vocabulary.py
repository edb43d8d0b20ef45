"""The archive's own names: `content/tags.yaml` and `content/authors.yaml`, strictly read.

    Trade:                                      Maren Holt:
      names: [commerce, exports]                  variants: [M. Holt, Maren A. Holt]
      former: [Commerce policy]                   description: Lecturer in public law.
      means: Buying and selling.                  cited: "Holt, Maren"
      broader: [Economy]                          url: https://www.example.org/holt

A key that is not known, a value of the wrong kind, or a name that two lay claim to is an error that names the file, the
entry, the fault and the next move. A file that is missing is empty.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from plugins import front_matter
from plugins.settings import is_web_address
from plugins.slugs import slug_of

TAGS, AUTHORS = "tags.yaml", "authors.yaml"


class VocabularyError(ValueError):
    """A file of names that cannot be used; the message names file, entry, fault and the next move."""


@dataclass(frozen=True)
class TagEntry:
    """A tag as readers see it, and how texts speak of it."""

    name: str
    names: tuple[str, ...] = ()
    """Other names, and words that hardly occur without it."""
    former: tuple[str, ...] = ()
    """Names that it had: their addresses lead to it."""
    means: str = ""
    broader: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """Every name that stands for it but its own."""
        return self.names + self.former


@dataclass(frozen=True)
class AuthorEntry:
    """An author by the name that readers see."""

    name: str
    variants: tuple[str, ...] = ()
    """Other names that the author signed with."""
    description: str = ""
    cited: str = ""
    """The name as citations order it, "Family, Given", where they would take it apart wrongly."""
    url: str = ""
    """The author's own page elsewhere."""

    @property
    def others(self) -> tuple[str, ...]:
        """Every name that stands for the author but the one that is shown."""
        return self.variants


Entry = TypeVar("Entry", TagEntry, AuthorEntry)


def read_tags(content: Path) -> dict[str, TagEntry]:
    """The vocabulary of a content folder: tag -> entry, as written. Raises VocabularyError."""
    return _read(content / TAGS, TagEntry)


def read_authors(content: Path) -> dict[str, AuthorEntry]:
    """The authors of a content folder: name -> entry, as written. Raises VocabularyError."""
    return _read(content / AUTHORS, AuthorEntry)


def by_slug(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Slug -> entry: of its own name, else of another that no entry has for its own."""
    named = {slug_of(name): entry for entry in entries.values() for name in entry.others}
    return named | {slug_of(name): entry for name, entry in entries.items()}


def _read(path: Path, kind: type[Entry]) -> dict[str, Entry]:
    try:
        table = front_matter.parse(path.read_text(encoding="utf-8-sig"))
        entries = {name: _entry(kind, name, said) for name, said in table.items()}
        _refuse_shared(entries.values())
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path.name}: it is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except (front_matter.FrontMatterError, VocabularyError) as error:
        raise VocabularyError(f"{path.name}: {error}") from error
    return entries


def _entry(kind: type[Entry], name: str, said: Any) -> Entry:
    known = {each.name: each.default for each in fields(kind) if each.default is not MISSING}
    if said == "":
        said = {}
    if not isinstance(said, Mapping):
        raise VocabularyError(f"{name}: {', '.join(known)} are wanted; write them below it, set in by two spaces")
    for key in said:
        if key not in known:
            raise VocabularyError(f"{name}: {key}: no such key; allowed are {', '.join(known)}; correct or remove it")
    return kind(name, **{key: _value(f"{name}: {key}", value, known[key]) for key, value in said.items()})


def _value(where: str, value: Any, default: str | tuple[str, ...]) -> Any:
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise VocabularyError(f"{where}: a list of names is wanted; write [one, two], quoting what holds a colon")
        return tuple(dict.fromkeys(value))
    if not isinstance(value, str):
        raise VocabularyError(f"{where}: one text is wanted; put it on one line, quoted")
    if where.endswith(": url") and value and not is_web_address(value):
        raise VocabularyError(f"{where}: {value!r} is no web address; write it in full, as https://www.example.org/")
    return " ".join(value.split())


def _refuse_shared(entries: Iterable[TagEntry | AuthorEntry]) -> None:
    """A name stands for one entry only: in any case, and as an address where it has or had one."""
    owner: dict[str, str] = {}
    for entry in entries:
        for name, key in _claims(entry):
            if owner.setdefault(key, entry.name) != entry.name:
                raise VocabularyError(
                    f"{name!r} is a name of both {owner[key]!r} and {entry.name!r}; keep it with one of them"
                )


def _claims(entry: TagEntry | AuthorEntry) -> Iterator[tuple[str, str]]:
    addresses = entry.former if isinstance(entry, TagEntry) else entry.variants
    yield from ((name, name.casefold()) for name in (entry.name, *entry.others))
    yield from ((name, f"/{slug_of(name)}/") for name in (entry.name, *addresses))
