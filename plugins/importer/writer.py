"""Article to file: where it lies, what changes, and never over a hand edit."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from plugins import front_matter

from . import __version__, markdown, merge
from .errors import CaptureError
from .files import write_atomically
from .library import Entry, Library, permalink
from .model import Article, Picture
from .pictures import suffix_of

Kind = Literal["new", "changed", "same"]

IN_SOURCE = ("publication", "url", "captured")
"""Fields that stand in the front matter's `source` and may be edited like any other."""
ORDER = (
    "title",
    "standfirst",
    "date",
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
    """What changes, by name; "body" for the body."""
    conflicts: tuple[str, ...] = ()
    """What both a person and the importer changed: the person's stays."""
    pictures: tuple[tuple[Path, Path], ...] = ()
    """(from, to)"""
    moved_from: Path | None = None

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
        return _new(article, capture, library) if entry is None else _update(article, capture, entry, library)
    except front_matter.FrontMatterError as error:
        reason, _, move = str(error).partition("; ")
        raise CaptureError(article.document.path, "write", reason, move or "mend it in the sidecar") from error


def keep_address(entry: Entry) -> Change | None:
    """Where a person changed an article's day or slug: the address that it leaves, kept as an alias; else None."""
    if not entry.has_moved:
        return None
    before, now = entry.source.get("permalink"), permalink(entry.fields, entry.path.stem)
    aliases = _aliases(_listed(entry.fields.get("aliases")), before, now)
    changes = {"aliases": aliases, "source": dict(entry.source) | {"permalink": now}}
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
    source = _source(article, capture, merged.values, merged.imported, blocks, permalink(ordered, slug))
    return Change(
        "new", path, front_matter.write(ordered | {"source": source}, markdown.join(blocks)), pictures=pictures
    )


def _update(article: Article, capture: str, entry: Entry, library: Library) -> Change:
    source = dict(entry.source)
    imported: Mapping[str, Any] = source.get("imported") or {}
    path = _settled(article, entry, library)
    pictures, names = _pictures(article, path)
    current = dict(entry.fields) | {name: source.get(name, "") for name in IN_SOURCE}
    slug = str(entry.fields.get("slug") or entry.path.stem)
    merged = merge.fields(current, {k: v for k, v in imported.items() if isinstance(v, str)}, _values(article, slug))
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
    new_source = _source(article, capture, in_source, merged.imported, new_blocks, permalink(after, slug))
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
    return Change("changed", path, text, tuple(touched), unresolved, pictures, moved)


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
    permalink: str,
) -> dict[str, Any]:
    source = {name: values[name] for name in IN_SOURCE if values.get(name)}
    source["captures"] = [{"file": capture, "sha256": article.document.sha256}]
    source["fates"] = article.fates
    source["left_out"] = article.left_out
    source["importer"] = __version__
    source["permalink"] = permalink
    source["tags"] = list(article.tags)
    source["imported"] = dict(imported) | {"body": [merge.mark(block) for block in blocks]}
    return {name: value for name, value in source.items() if value}


def _same_source(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether nothing is new but counts and the importer's version: not worth rewriting a file for."""
    passing = ("fates", "left_out", "importer")
    return all(
        merge.mark(old.get(name) or "") == merge.mark(new.get(name) or "")
        for name in {*old, *new}
        if name not in passing
    )


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
    return content / f"{article.date:%Y}" / f"{article.date:%m}"


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
