"""`content/archive.toml`: everything about the archive that its owner decides, as one frozen value.

The file is read strictly: a key that is not known, or a value of the wrong kind, is an error that names the key, what
is allowed there, and the next move.
"""

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo


class ArchiveError(ValueError):
    """Settings that cannot be used; the message names the key, the fault and the next move."""


def is_web_address(text: str) -> bool:
    """Whether `text` is a full http or https address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"'\\]", text)
    except ValueError:
        return False


def _address(value: str) -> bool:
    return not value or is_web_address(value)


def _timezone(value: str) -> bool:
    try:
        return bool(ZoneInfo(value))
    except (ValueError, OSError, LookupError):
        return False


def _day(value: str) -> bool:
    try:
        return not value or bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda value: re.fullmatch(pattern, value) is not None


def _key(allowed: str, holds: Callable[[Any], bool], default: Any = MISSING) -> Any:
    """A setting with a rule of its own: `allowed` says in words what `holds` tests."""
    return field(default=default, metadata={"allowed": allowed, "holds": holds})


@dataclass(frozen=True)
class Licence:
    """The licence of what the owner wrote; `name` is empty where none is given."""

    name: str = ""
    url: str = _key("a full web address", _address, "")


@dataclass(frozen=True)
class Publishing:
    """What of the archive is made public beside its articles."""

    captures: bool = False


@dataclass(frozen=True)
class PublicationSettings:
    """What the owner says about a publication, found by its name."""

    name: str = _key("a name", bool)
    url: str = _key("a full web address", _address, "")
    description: str = ""
    rights: str = ""


@dataclass(frozen=True)
class ColumnSettings:
    """What the owner says about a column, found by its name."""

    name: str = _key("a name", bool)
    publication: str = ""
    description: str = ""


@dataclass(frozen=True)
class Archive:
    """The settings of an archive; see `content/archive.toml` for what each one does."""

    name: str = _key("a name", bool)
    tagline: str = ""
    description: str = ""
    address: str = _key('a full web address such as "https://example.org/archive", or ""', _address, "")
    language: str = _key('a language tag such as "en" or "pt-BR"', _matches(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"), "en")
    timezone: str = _key('a time zone such as "Europe/Paris"', _timezone, "UTC")
    owner: str = ""
    licence: Licence = Licence()
    accent: str = _key(
        'a CSS colour such as "#7a1f2b"',
        _matches(r"|#[0-9A-Fa-f]{3,8}|[a-z]+|(rgb|hsl|oklch|oklab)\([\d.%,/ a-z-]+\)"),
        "",
    )
    typography: bool = True
    canonical: str = _key('"original" or "archive"', _matches("original|archive"), "original")
    cname: str = _key(
        'a host name such as "archive.example.org", or ""', _matches(r"|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"), ""
    )
    logo: str = _key(
        'the name of a picture in content/ such as "logo.svg", or ""',
        _matches(r"|[\w-][\w.-]*\.(avif|gif|jpe?g|png|svg|webp)"),
        "",
    )
    """Shown beside the archive's name on every page."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words of the interface to the owner's own, such as `"Columns" = "Series"`."""
    today: str = _key('a day such as "2026-10-31", or ""', _day, "")
    publish: Publishing = Publishing()
    publications: tuple[PublicationSettings, ...] = ()
    columns: tuple[ColumnSettings, ...] = ()


def load(path: Path) -> Archive:
    """Read `archive.toml`; raises ArchiveError when it is missing, is not TOML, or says what no setting can be."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ArchiveError(f"{path.name}: not found in {path.parent.name}/; write one with at least `name`") from None
    try:
        return parse(tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        raise ArchiveError(f"{path.name}: {error}; mend the line, or quote the value") from error
    except ArchiveError as error:
        raise ArchiveError(f"{path.name}: {error}") from error


def parse(table: Mapping[str, Any]) -> Archive:
    """Settings from a TOML table; raises ArchiveError as `load` does."""
    archive: Archive = _record(Archive, table, "")
    return archive


def _record(kind: Any, table: Any, where: str) -> Any:
    """One dataclass from one table; `where` is the dotted name of the table."""
    if not isinstance(table, Mapping):
        raise ArchiveError(f"{where}: a table is wanted; write it under [{where}]")
    known = {each.name: each for each in fields(kind)}
    for name in table:
        if name not in known:
            raise ArchiveError(f"{where}{name}: no such setting; allowed are {', '.join(known)}; correct or remove it")
    for name, each in known.items():
        if name not in table and each.default is MISSING and each.default_factory is MISSING:
            raise ArchiveError(f"{where}{name}: is missing; add {name} = {each.metadata['allowed']}")
    types_of = get_type_hints(kind)
    return kind(**{name: _value(known[name], types_of[name], value, where + name) for name, value in table.items()})


def _value(rule: Field[Any], kind: Any, value: Any, name: str) -> Any:
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise ArchiveError(f"{name}: a list of tables is wanted; write each under [[{name}]]")
        return tuple(_record(get_args(kind)[0], item, f"{name}[{at}].") for at, item in enumerate(value, start=1))
    if get_origin(kind) is Mapping:
        return _texts(value, name)
    if isinstance(kind, type) and kind not in (str, bool):
        return _record(kind, value, f"{name}.")
    allowed = rule.metadata.get("allowed", {str: "text between quotes", bool: "true or false"}[kind])
    if not isinstance(value, kind) or not rule.metadata.get("holds", _anything)(value):
        raise ArchiveError(f"{name}: {value!r} is not allowed; write {allowed}")
    return value


def _texts(value: Any, name: str) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(text, str) and text for text in value.values()):
        raise ArchiveError(f'{name}: a table of texts is wanted; write "Columns" = "Series" or the like under [{name}]')
    return dict(value)


def _anything(_value: object) -> bool:
    return True
