"""Article to file: where it lies, what changes, and never over a hand edit.

An article may be made from several captures of one piece. One of them leads: the article says what it says. The others
are listed below it, with the places where their text differs, and fill only what it leaves unsaid.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from plugins import front_matter

from . import __version__, copies, markdown, merge, sidecar, versions
from .article_file import Entry, permalink
from .errors import CaptureError
from .files import write_atomically
from .library import Library
from .model import Article, Fate, Picture, over
from .pictures import suffix_of
from .readers.text import SUFFIXES as TEXT_SUFFIXES

Kind = Literal["new", "changed", "same"]

IN_SOURCE = ("publication", "url", "captured")
"""Fields that stand in the front matter's `source` and may be edited like any other."""
FILLED = (
    "standfirst",
    "authors",
    "column",
    "editors_note",
    "author_note",
    "corrections",
    "publication",
    "url",
    "captured",
)
"""Fields that another capture of the piece fills where the one that leads says nothing."""
SAID = ("title", "date", "authors", "column", "publication", "editors_note", "language", "slug", "status")
"""Fields that a person may give an article beside any of its captures."""
NONE = "none"
"""In the place of a mark in `imported`: a person says that the piece has none."""
ORDER = (
    "title",
    "standfirst",
    "date",
    "modified",
    "authors",
    "column",
    "tags",
    "language",
    "slug",
    "status",
    "editors_note",
    "author_note",
    "corrections",
)


@dataclass(frozen=True, slots=True)
class Change:
    """What importing an article comes to: the file, its new text, and the pictures to lay beside it."""

    kind: Kind
    path: Path
    text: str
    fields: tuple[str, ...] = ()
    """What changes, by name; "body" for the body, "source" where nothing but what is noted of the captures does."""
    conflicts: tuple[str, ...] = ()
    """What both a person and the importer changed: the person's stays."""
    pictures: tuple[tuple[Path, Path], ...] = ()
    """(from, to)"""
    moved_from: Path | None = None
    source: Mapping[str, Any] = field(default_factory=dict)
    """What the file says of its source then."""
    left: "Change | None" = None
    """The article that lists the capture no more."""
    again: tuple[str, ...] = ()
    """Other captures of the piece, which are to be compared with it anew."""
    doubts: tuple[str, ...] | None = None
    """What a person should look at, in the place of what the capture leaves open by itself."""

    def carry_out(self) -> None:
        """Lay the pictures and write the file, each whole or not at all. Raises CaptureError where the disk refuses."""
        try:
            for source, target in self.pictures:
                write_atomically(target, source.read_bytes())
            if self.kind != "same":
                write_atomically(self.moved_from or self.path, self.text.encode())
            if self.moved_from is not None:  # in one step, so that no moment knows the article twice
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.moved_from.replace(self.path)
            if self.left is not None:
                self.left.carry_out()
        except OSError as error:
            raise CaptureError(
                self.path, "write", str(error), "make room or mend the rights and import again"
            ) from error


def plan(article: Article, capture: str, library: Library) -> Change:
    """What writing an article would change. `capture`: the path of its capture in the captures folder.

    Raises CaptureError for a field that no file can hold.
    """
    try:
        entry = library.find(capture, article.document.sha256)
        if entry is not None and _is_first(entry, article, capture):
            return _update(article, capture, entry, library)
        original = library.copies.find(article)
        if original is not None and _is_first(original, article, capture):
            return _update(article, capture, original, library)
        change = _of_copy(article, capture, original, library) if original else _new(article, capture, library)
        is_elsewhere = entry is not None and (original is None or original.path != entry.path)
        return replace(change, left=_leave(article, capture, entry)) if entry and is_elsewhere else change
    except front_matter.FrontMatterError as error:
        reason, _, move = str(error).partition("; ")
        raise CaptureError(article.document.path, "write", reason, move or "mend it in the sidecar") from error


def keep_address(entry: Entry) -> Change | None:
    """Where a person changed an article's day or slug: the address that it leaves, kept as an alias; else None."""
    if not entry.has_moved:
        return None
    before, now = entry.source.get("permalink"), permalink(entry.fields, entry.path.stem)
    aliases = _aliases(_listed(entry.fields.get("aliases")), before, now)
    changes = {"aliases": aliases, "source": _in_order(dict(entry.source) | {"permalink": now})}
    return Change("changed", entry.path, front_matter.update(entry.text, changes), ("aliases",))


def _new(article: Article, capture: str, library: Library) -> Change:
    folder = _folder(article, library.content)
    path = library.claim(folder, article.slug)
    slug = path.stem
    pictures, names = _pictures(article, path)
    blocks = markdown.blocks(article, names)
    values = _values(article, slug)
    merged = merge.fields({}, {}, values)
    fields = {name: merged.values[name] for name in ORDER if name in merged.values}
    if article.tags:
        fields["tags"] = list(article.tags)
    ordered = {name: fields[name] for name in ORDER if name in fields}
    source = _source(article, capture, merged.values, merged.imported, blocks, [], permalink(ordered, slug))
    return Change(
        "new",
        path,
        front_matter.write(ordered | {"source": source}, markdown.join(blocks)),
        pictures=pictures,
        source=source,
    )


def _update(article: Article, capture: str, entry: Entry, library: Library) -> Change:
    source = dict(entry.source)
    imported: Mapping[str, Any] = source.get("imported") or {}
    others = _others(entry, article, capture, library)
    article = _as_said(article, others, library)
    path = _settled(article, entry, library)
    pictures, names = _pictures(article, path)
    current = dict(entry.fields) | {name: source.get(name, "") for name in IN_SOURCE}
    slug, is_given = _slug(article, entry, path, library)
    written = {k: v for k, v in imported.items() if isinstance(v, str) and v != NONE}
    values = _values(article, slug) | _standing(article, others, current, written)
    merged = merge.fields(current, written, values)
    marks = dict(merged.imported)
    if not is_given and "slug" in written:  # it was made once; another one is a person's
        marks["slug"] = written["slug"]
    given = _listed(entry.fields.get("tags"))
    tags = merge.tags(given, _listed(source.get("tags")), article.tags)
    new_blocks = markdown.blocks(article, names)
    blocks, conflicts = merge.blocks(markdown.split(entry.body), list(imported.get("body") or []), new_blocks)
    changes = {name: value for name, value in merged.values.items() if name not in IN_SOURCE}
    if tags != given:
        changes["tags"] = tags or None
    body = markdown.join(blocks)
    in_source = {name: source.get(name, "") for name in IN_SOURCE} | {
        name: value for name, value in merged.values.items() if name in IN_SOURCE
    }
    after = dict(entry.fields) | changes
    new_source = _source(article, capture, in_source, marks, new_blocks, others, permalink(after, slug))
    aliases = _aliases(_listed(entry.fields.get("aliases")), source.get("permalink"), new_source.get("permalink"))
    if aliases != (_listed(entry.fields.get("aliases"))):
        changes["aliases"] = aliases
    touched = [*changes, *(name for name in merged.values if name in IN_SOURCE)]
    touched += (
        ["body"] if [merge.mark(b) for b in blocks] != [merge.mark(b) for b in markdown.split(entry.body)] else []
    )
    unresolved = (*merged.conflicts, *([f"body ({conflicts} blocks)"] if conflicts else []))
    if not touched and _same_source(source, new_source) and path == entry.path:
        return Change("same", path, entry.text, conflicts=unresolved, pictures=pictures)
    text = front_matter.update(entry.text, changes | {"source": new_source})
    if "body" in touched:
        text = f"{text[: len(text) - len(front_matter.split(text)[1])]}\n{body}"
    moved = entry.path if path != entry.path else None
    again = _again(others) if "body" in touched or not _is_first(entry, article, capture) else ()
    return Change(
        "changed", path, text, tuple(touched) or ("source",), unresolved, pictures, moved, new_source, again=again
    )


def _slug(article: Article, entry: Entry, path: Path, library: Library) -> tuple[str, bool]:
    """The slug of an article that is there, and whether a person gives it beside the capture; else it stays as it is.

    Raises CaptureError for one that another article has, but where a number was put behind it for that.
    """
    now, said = str(entry.fields.get("slug") or entry.path.stem), article.slug
    if not article.document.facts.slug:
        return now, False
    if library.grants(said, path):
        return said, True
    if now.startswith(f"{said}-"):
        return now, False
    move = "write another into its sidecar"
    raise CaptureError(article.document.path, "write", f"another article has the slug {said!r}", move)


# Several captures of one piece ----------------------------------------------------------------------------------------


def _of_copy(article: Article, capture: str, entry: Entry, library: Library) -> Change:
    """What a further capture of a piece changes in its article: everything where it tells more, else what is listed."""
    return (
        _update(article, capture, entry, library)
        if copies.leads(article, entry)
        else _join(article, capture, entry, library)
    )


def _join(article: Article, capture: str, entry: Entry, library: Library) -> Change:
    """A further capture, listed in its article; it fills what nobody has said there."""
    source = dict(entry.source)
    imported = dict(source.get("imported") or {})
    current = dict(entry.fields) | {name: source.get(name) for name in IN_SOURCE}
    filled = {
        name: value
        for name, value in _values(article, "").items()
        if name in FILLED and value and not current.get(name) and name not in imported
    }
    places = _differences(article, entry, library)
    source |= {name: value for name, value in filled.items() if name in IN_SOURCE}
    first, *rest = map(dict, entry.captures)
    mine = _listed_capture(article, capture) | _told(article, source, places)
    kept = [each for each in rest if not _is_of(each, article, capture)]
    source["captures"] = [first, *sorted([*kept, mine], key=lambda each: str(each.get("file")))]
    source["imported"] = imported | {name: merge.mark(value) for name, value in filled.items()}
    source = _in_order(source)
    asked = f"its text differs from {entry.path.as_posix()}; python3 tasks.py review asks what it is"
    doubts = (asked,) if places and not article.document.facts.copy else ()
    said = _said_beside(library, capture)
    heard = current | filled
    again = _again([first]) if any(_text(value) != _text(heard.get(name)) for name, value in said.items()) else ()
    if _same_source(entry.source, source):
        return Change("same", entry.path, entry.text, doubts=doubts, again=again)
    changes = {name: value for name, value in filled.items() if name not in IN_SOURCE} | {"source": source}
    text = front_matter.update(entry.text, changes)
    return Change("changed", entry.path, text, ("captures", *filled), source=source, again=again, doubts=doubts)


def _as_said(article: Article, others: Sequence[Mapping[str, Any]], library: Library) -> Article:
    """An article with what a person says beside its other captures, where nothing is said beside its own."""
    said: dict[str, Any] = {}
    for other in others:
        said = _said_beside(library, str(other.get("file"))) | said
    facts = article.document.facts
    said = {name: value for name, value in said.items() if not getattr(facts, name)}
    if "date" in said:
        said = {"status": "published" if article.body else article.status} | said
    if "slug" in said:
        facts = replace(facts, slug=said["slug"])
    return replace(article, document=replace(article.document, facts=facts), **said)


def _said_beside(library: Library, capture: str) -> dict[str, Any]:
    """What a person says of a piece beside one of its captures; nothing where that cannot be read."""
    file, _, part = capture.partition("#")
    path = library.content / "captures" / file
    try:
        facts = sidecar.read(path)
        if part:
            facts = over(sidecar.read_part(path, part), facts)
    except (CaptureError, OSError):  # an import of that capture tells what is wrong
        return {}
    return {name: value for name in SAID if (value := getattr(facts, name))}


def _text(value: Any) -> str:
    """A field as its file says it, in one text."""
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def _in_order(source: Mapping[str, Any]) -> dict[str, Any]:
    """What an article says of its source, in the order and with the numbers that it was first written with."""
    counts = {
        name: {what: _number(count) for what, count in dict(source.get(name) or {}).items()}
        for name in ("fates", "left_out")
    }
    marks = dict(source.get("imported") or {})
    names = [name for name in (*ORDER, *IN_SOURCE) if name in marks]
    captures = [_capture_in_order(each) for each in source.get("captures") or []]
    anew = {"captures": captures, **counts, "imported": {name: marks.pop(name) for name in names} | marks}
    first = {name: source[name] for name in IN_SOURCE if source.get(name)}
    return first | {name: value for name, value in (dict(source) | anew).items() if name not in first and value}


def _capture_in_order(capture: Mapping[str, Any]) -> dict[str, Any]:
    places = capture.get("differs")
    if not isinstance(places, list):
        return dict(capture)
    numbered = [each | {"at": _number(each.get("at"))} for each in places if isinstance(each, dict)]
    return dict(capture) | {"differs": numbered}


def _number(text: Any) -> Any:
    return int(text) if str(text).isdecimal() else text


def _leave(article: Article, capture: str, entry: Entry) -> Change:
    """An article without a capture that it lists and that is not of its piece any more."""
    kept = [dict(each) for each in entry.captures if not _is_of(each, article, capture)]
    text = front_matter.update(entry.text, {"source": _in_order(dict(entry.source) | {"captures": kept})})
    return Change("changed", entry.path, text, ("captures",))


def _differences(article: Article, entry: Entry, library: Library) -> list[versions.Difference]:
    """Where a further capture's text differs from the article's; none where a person says that it is the same."""
    if article.document.facts.copy == "same":
        return []
    figures = [block for block in markdown.split(entry.body) if block.startswith(markdown.FENCE)]
    said = [value for name, value in entry.fields.items() if name != "source"]
    return versions.differences(
        _unedited(article, entry, library),
        [each.text for each in article.body],
        beside="\n".join([*_flat(said), *figures]),
        beside_version="\n".join(part.text for part in article.parts if part.fate not in (Fate.BODY, Fate.HEADING)),
        has_ends=article.document.web is not None,
    )


def _unedited(article: Article, entry: Entry, library: Library) -> list[str]:
    """The text of an article as far as it is known without a person's edits: these are no difference of a capture."""
    imported, blocks = list((entry.source.get("imported") or {}).get("body") or []), markdown.split(entry.body)
    if imported and imported != [merge.mark(block) for block in blocks]:
        first = library.blocks_of(str(next(iter(entry.captures), {}).get("file")))
        blocks = merge.unedited(blocks, imported, [*first, *markdown.blocks(article, {})])
    return markdown.texts(markdown.join(blocks))


def _flat(value: Any) -> Iterator[str]:
    """All texts in a value of the front matter."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _flat(each)
    else:
        yield str(value)


def _listed_capture(article: Article, capture: str) -> dict[str, Any]:
    listed = {"file": capture, "sha256": article.document.sha256, "sketch": article.sketch}
    return {name: value for name, value in listed.items() if value}


def _told(article: Article, source: Mapping[str, Any], places: Sequence[versions.Difference]) -> dict[str, Any]:
    """What a further capture says that is not the article's own: where and when it was taken, where it differs."""
    facts = article.document.facts
    told = {name: value for name, value in (("url", facts.url), ("captured", facts.captured)) if value}
    told = {name: value for name, value in told.items() if value != source.get(name)}
    return told | ({"differs": [each.as_field() for each in places]} if places else {})


def _others(entry: Entry, article: Article, capture: str, library: Library) -> list[dict[str, Any]]:
    """The other captures of an article, by name; the one that led it keeps where it was taken, and its text."""
    others = [dict(each) for each in entry.captures if not _is_of(each, article, capture)]
    if others and not _is_first(entry, article, capture):
        places = versions.differences(
            [each.text for each in article.body],
            _unedited(article, entry, library),
            beside="\n".join(part.text for part in article.parts),
            has_ends=not str(others[0].get("file")).lower().endswith(TEXT_SUFFIXES),
        )
        told = {name: entry.source[name] for name in ("url", "captured") if entry.source.get(name)}
        others[0] |= told | ({"differs": [each.as_field() for each in places]} if places else {})
    return sorted(others, key=lambda each: str(each.get("file")))


def _standing(
    article: Article, others: Sequence[Any], current: Mapping[str, Any], imported: Mapping[str, str]
) -> dict[str, Any]:
    """Fields that another capture of the piece filled, where this one says nothing."""
    new, without = _values(article, ""), article.document.facts.without
    return {
        name: current[name]
        for name in FILLED
        if others and not new[name] and name not in without and merge.mark(current.get(name)) == imported.get(name)
    }


def _again(others: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(each.get("file")).partition("#")[0] for each in others))


def _is_first(entry: Entry, article: Article, capture: str) -> bool:
    """Whether a capture is the one that its article says what it says by."""
    return _is_of(next(iter(entry.captures), {}), article, capture)


def _is_of(listed: Mapping[str, Any], article: Article, capture: str) -> bool:
    return listed.get("file") == capture or listed.get("sha256") == article.document.sha256


# Fields ---------------------------------------------------------------------------------------------------------------


def _values(article: Article, slug: str) -> dict[str, Any]:
    """Every field that the importer writes, but for the tags, which merge one by one."""
    facts = article.document.facts
    corrections = [
        ({"date": each.date.isoformat()} if each.date else {}) | {"text": markdown.escape(each.text)}
        for each in article.corrections
    ]
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "date": article.date.isoformat() if article.date else "",
        "modified": article.modified.isoformat() if article.modified else "",
        "authors": list(article.authors),
        "column": article.column,
        "language": article.language,
        "slug": slug,
        "status": article.status,
        "editors_note": markdown.escape(article.editors_note),
        "author_note": markdown.escape(article.author_note),
        "corrections": corrections,
        "publication": article.publication,
        "url": facts.url,
        "captured": facts.captured,
    }


def _source(
    article: Article,
    capture: str,
    values: Mapping[str, Any],
    imported: Mapping[str, str],
    blocks: list[str],
    others: list[dict[str, Any]],
    permalink: str,
) -> dict[str, Any]:
    source = {name: values[name] for name in IN_SOURCE if values.get(name)}
    source["captures"] = [_listed_capture(article, capture), *others]
    source["fates"] = article.fates
    source["left_out"] = article.left_out
    source["importer"] = __version__
    source["permalink"] = permalink
    source["tags"] = list(article.tags)
    none = dict.fromkeys(article.document.facts.without, NONE)
    source["imported"] = none | dict(imported) | {"body": [merge.mark(block) for block in blocks]}
    return _in_order(source)


def _same_source(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether nothing is new but counts and the importer's version: not worth rewriting a file for."""
    passing = ("fates", "left_out", "importer", "captures")
    return _marks(old.get("captures")) == _marks(new.get("captures")) and all(
        merge.mark(old.get(name) or "") == merge.mark(new.get(name) or "")
        for name in {*old, *new}
        if name not in passing
    )


def _marks(captures: Any) -> list[str]:
    """What is said of captures, but for their sketches: those follow from their text."""
    return [merge.mark({name: value for name, value in each.items() if name != "sketch"}) for each in captures or []]


def _aliases(aliases: list[str], before: Any, now: Any) -> list[str]:
    """Former addresses, with the one that the article leaves, without the one that it has."""
    left = [str(before)] if before and now and before != now else []
    return [alias for alias in dict.fromkeys([*map(str, aliases), *left]) if alias != now]


def _listed(value: Any) -> list[str]:
    """The texts of a list that a person may have written as one text, parted by commas."""
    if isinstance(value, str):
        return [item.strip() for item in value.split(",") if item.strip()]
    return [str(item) for item in value or []]


def _folder(article: Article, content: Path) -> Path:
    if article.status == "draft" or article.date is None:
        return content / "drafts"
    return content / f"{article.date.year:04}" / f"{article.date.month:02}"


def _settled(article: Article, entry: Entry, library: Library) -> Path:
    """An article stays where it lies; but a draft of the importer's moves to its month once its day is known."""
    drafts = library.content / "drafts"
    imported = entry.source.get("imported") or {}
    is_importers = imported.get("status") == merge.mark(str(entry.fields.get("status") or ""))
    if entry.path.parent != drafts or article.status == "draft" or article.date is None or not is_importers:
        return entry.path
    return library.claim(_folder(article, library.content), entry.path.stem)


def _pictures(article: Article, path: Path) -> tuple[tuple[tuple[Path, Path], ...], dict[int, str]]:
    """Pictures to lay into the folder beside the article, and figure index -> file name."""
    folder = path.with_suffix("")
    names: dict[int, str] = {}
    moves: dict[Path, Path] = {}
    for index, figure in enumerate(article.figures):
        if figure.picture is not None and figure.picture.file is not None:
            names[index] = _name(figure.picture, article)
            moves[figure.picture.file] = folder / names[index]
    return tuple(moves.items()), names


def _name(picture: Picture, article: Article) -> str:
    """A picture's file name: its own, plain, with the suffix of what it really is."""
    from .slugs import make

    assert picture.file is not None
    suffix = suffix_of(picture.file)
    if not suffix:
        raise CaptureError(
            picture.file, "picture", "it is no picture that a page can show", "give a JPEG, PNG, WebP, AVIF or GIF"
        )
    return f"{make(picture.file.stem, '', article.document.sha256)}{suffix}"
