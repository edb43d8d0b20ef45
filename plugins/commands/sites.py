"""A publication of its own: its rules and a first fixture, begun from a capture for a person to look through."""

import importlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from plugins.importer import pipeline
from plugins.importer import sites as known
from plugins.importer.containers import web_address
from plugins.importer.errors import CaptureError
from plugins.importer.files import write_atomically
from plugins.importer.knowledge import Knowledge
from plugins.importer.model import Article, Facts, Fate
from plugins.importer.web import fields
from plugins.importer.wording import fold, length, plain
from plugins.slugs import spelled

from . import CommandError, fixtures
from .environment import ROOT

SITES = ROOT / "plugins" / "importer" / "sites"
MOST_LINES = 6
"""Proposals of furniture: more than that is not looked through."""
MOST_WORDS = 24
MOST_NAME = 6
"""Words of a column's name."""
_SECTIONS = re.compile(
    "news|home|opinions?|comment(?:ary)?|editorials?|politics|world|business|culture|sports?|blog"
    "|meinung|kommentar|politik|wirtschaft|kultur|debats|idees|politique|opinion-es|politica"
)
"""Parts that every publication has, and no columns."""
_BY_PLACE = re.compile("(?:heading )?above the|below the|between paragraphs")
"""Rules that drop a line for where it stands, and not for what it says."""
_LOOK_THROUGH = "    # Lines around the piece. Keep those that every page has, and import furniture as well."


class SiteError(CommandError):
    """A publication's file that cannot be begun; the message names the next move."""


@dataclass(frozen=True)
class NewSite:
    """What was written: the rules, and the fixture with what it expects."""

    rules: Path
    fixture: Path


def begin(url: str, capture: Path, proves: str) -> NewSite:
    """Write `sites/<name>.py`, and a fixture out of a capture, with what the importer makes of it by the new file.

    url: an address of the publication. proves: the end of the fixture's name. Raises SiteError, with nothing written,
    for no address, a host that another file claims, a capture that cannot be read, and files that are there already.
    """
    host = re.sub(r"^(?:www|m|amp)\.", "", urlsplit(web_address(url)).hostname or "")
    if not host:
        raise SiteError(f"{url}: it is no address of the web, begin it with https://")
    if claiming := known.claiming(host):
        raise SiteError(f"plugins/importer/sites/{claiming[0]}.py: it claims {host} already, add to it instead")
    article, is_told = _article(url, capture)
    publication = _publication(article) or host
    name = spelled(publication).removeprefix("the-") or spelled(host)
    made = NewSite(SITES / f"{name.replace('-', '_')}.py", fixtures.IMPORT / f"{name}--{spelled(proves) or 'a-page'}")
    for path in (made.rules, made.fixture):
        if path.exists():
            raise SiteError(f"{path.relative_to(ROOT).as_posix()}: it is there already, mend it or take it away first")
    try:
        _write(made, capture, "" if is_told else url, rules(article, publication, host))
    except BaseException:
        made.rules.unlink(missing_ok=True)
        shutil.rmtree(made.fixture, ignore_errors=True)
        raise
    return made


def _article(url: str, capture: Path) -> tuple[Article, bool]:
    """The capture's article at an address, else its first; and whether the capture tells its addresses itself."""
    try:
        articles = list(pipeline.articles_of(capture, Knowledge(), Facts()))
        if articles and not articles[0].document.facts.url:
            articles = list(pipeline.articles_of(capture, Knowledge(), Facts(url=url)))
            return articles[0], False
    except (CaptureError, OSError) as error:
        raise SiteError(str(error)) from error
    if not articles:
        raise SiteError(f"{capture}: no article was found in it, look at it with python3 tasks.py preview")
    return next((each for each in articles if each.document.facts.url == url), articles[0]), True


def _write(made: NewSite, capture: Path, url: str, text: str) -> None:
    write_atomically(made.rules, text.encode())
    importlib.invalidate_caches()
    suffix = "".join(capture.suffixes[-2:]) if capture.suffix == ".gz" else capture.suffix
    write_atomically(made.fixture / f"source{suffix}", capture.read_bytes())
    if url:
        write_atomically(made.fixture / "source.toml", f"url = {_quoted(url)}\n".encode())
    fixtures.accept(made.fixture)


def rules(article: Article, publication: str, host: str) -> str:
    """The text of a publication's file: what an article of it shows, and what it leaves a person to judge."""
    columns = [f"({_quoted(name)}, {_quoted(path)})" for name, path in _columns(article, publication)]
    furniture = [f"    #     furniture({_quoted(name)}, {line})," for name, line in _furniture(article, publication)]
    title = re.sub(r"[^\w .,&()-]", "", publication)
    lines = [
        *(f'"""{title} ({host})."""', "", "from . import Site", "", "SITE = Site("),
        f"    hosts=({_quoted(host)},),",
        f"    publication={_quoted(publication)},",
        f"    language={_quoted(article.language)},",
        *([f"    columns=({columns[0]},),"] if len(columns) == 1 else []),
        *(["    columns=(", *(f"        {column}," for column in columns), "    ),"] if columns[1:] else []),
        *([_LOOK_THROUGH, "    # furniture=(", *furniture, "    # ),"] if furniture else []),
        *(")", ""),
    ]
    return "\n".join(lines)


def _publication(article: Article) -> str:
    """What the page's metadata or its container call the publication."""
    web = article.document.web
    named = [value for field in ("site", "publisher") for value, _ in fields.values(web, field)] if web else []
    return next((_printable(name) for name in [*named, article.publication] if name), "")


def _columns(article: Article, publication: str) -> list[tuple[str, str]]:
    """Names that metadata, the line above the title or the address give to what the piece is part of.

    Each with the part of the address that speaks of it, "" where none does.
    """
    document = article.document
    parts = urlsplit(document.facts.url).path.strip("/").split("/")[:-1]
    sections = [value for value, _ in fields.values(document.web, "section")] if document.web else []
    kickers = [
        block.text
        for block in document.blocks
        if block.setting and any(kind == "kicker" for kind, _ in block.setting.marks)
    ]
    spans = [span.text for block in document.blocks if block.setting for span in block.setting.spans]
    texts = [block.text for block in document.blocks] + spans
    lines = [text for text in texts if length(text) <= MOST_NAME and spelled(text) in parts]
    names = {spelled(name): _printable(name) for name in [*lines, *kickers, *sections] if length(name) <= MOST_NAME}
    names = {
        slug: name
        for slug, name in names.items()
        if slug and not _SECTIONS.fullmatch(slug) and slug != spelled(publication)
    }
    return [(name, f"/{slug}/" if slug in parts else "") for slug, name in names.items()]


def _furniture(article: Article, publication: str) -> Iterator[tuple[str, str]]:
    """A name and a pattern for each line beside the piece that no general rule knows."""
    unknown = (part for part in article.parts if part.fate is Fate.DROPPED and _BY_PLACE.match(part.rule))
    lines = dict.fromkeys(_printable(part.text) for part in unknown)
    known = {fold(publication), fold(article.title)}
    asked = {fold(line): line for line in lines if fold(line) not in known and 2 <= length(line) <= MOST_WORDS}
    for line in list(asked.values())[:MOST_LINES]:
        words = line.replace('"', ".").split()
        pattern = " ".join(re.sub(r"\d+", r"\\d+", re.escape(word)) for word in words[:8]) + " .*" * bool(words[8:])
        yield fold(" ".join(words[:3])), f'r"{pattern}"'


def _printable(text: str) -> str:
    return "".join(character for character in plain(text) if character.isprintable())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
