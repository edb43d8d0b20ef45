"""Faults in an archive's content and in a built site, each with its place and the next move.

`content_faults` reads what people and the importer write; `site_faults` reads what a visitor would get.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from plugins import front_matter, settings
from plugins.importer.errors import CaptureError
from plugins.metadata import ArticleError, Metadata, understand
from plugins.vocabulary import TAGS, TagEntry, VocabularyError, read_authors, read_tags


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: `path: what, next move`."""

    path: str
    what: str
    next_move: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}, {self.next_move}"

    @classmethod
    def told(cls, path: str, error: Exception) -> "Fault":
        """The fault that an error tells as `what; next move`."""
        what, _, next_move = str(error).rpartition("; ")
        return cls(path, what or next_move, next_move if what else "mend it")


# Content -------------------------------------------------------------------------------------------------------------

FIELDS = frozenset(
    {"title", "date", "modified", "authors", "column", "tags", "language", "slug", "status", "editors_note"}
    | {"corrections", "aliases", "rights", "canonical", "source", "template", "standfirst", "author_note"}
)
"""The fields of an article's front matter."""

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"

_PICTURE = re.compile(
    r"^[ \t]+src:[ \t]*(?P<figure>\S.*?)[ \t]*$|!\[[^\]]*\]\((?P<inline>[^)\s]+)[^)]*\)", re.MULTILINE
)
_LINK = re.compile(
    r"""\]\(\s*<?([^\s<>()]+)|^[ ]{0,3}\[[^\]]+\]:\s*<?([^\s<>]+)|\bhref\s*=\s*["']?([^\s"'<>]+)""",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True)
class ArticleFile:
    """An article as it lies in `content/`: its path, its name below `content/`, and what stands in it."""

    path: Path
    name: str
    fields: front_matter.Fields
    metadata: Metadata
    body: str

    @property
    def is_draft(self) -> bool:
        """Whether it must stay out of what is published."""
        return self.name.startswith("drafts/") or self.metadata.status == "draft" or self.metadata.date is None

    @property
    def address(self) -> str:
        """Its path on the site, `2025/03/19/slug/`; empty for a draft."""
        if self.is_draft or self.metadata.date is None:
            return ""
        return f"{self.metadata.date.date().isoformat().replace('-', '/')}/{self.metadata.slug}/"

    @property
    def draft_address(self) -> str:
        """The path on the site at home at which it stands while it is a draft."""
        return f"drafts/{self.metadata.slug}/"


def read_articles(content: Path) -> tuple[list[ArticleFile], list[Fault]]:
    """Every article file below a content folder, and a fault for each that cannot be read.

    Raises ArchiveError when archive.toml, which says what stands in for missing fields, cannot be read.
    """
    archive = settings.load(content / "archive.toml")
    articles, faults = [], []
    for path in _article_paths(content):
        name = path.relative_to(content).as_posix()
        try:
            fields, body = front_matter.read(path.read_text(encoding="utf-8"))
            metadata = understand(fields, slug=path.stem, language=archive.language, timezone=archive.timezone)
        except (front_matter.FrontMatterError, ArticleError) as error:
            faults.append(Fault.told(f"content/{name}", error))
        except UnicodeDecodeError:
            faults.append(Fault(f"content/{name}", "not UTF-8 text", "save it again as UTF-8"))
        else:
            articles.append(ArticleFile(path, name, fields, metadata, body))
    return articles, faults


def content_faults(content: Path) -> list[Fault]:
    """Faults in settings, front matter, addresses, pictures and vocabulary below a content folder, by their paths."""
    try:
        articles, faults = read_articles(content)
    except settings.ArchiveError as error:
        return [_fault_of_settings(error)]
    faults += [*_word_faults(content), *_vocabulary_faults(content)]
    for article in articles:
        faults += _field_faults(article)
        faults += _picture_faults(article)
        faults += _relative_link_faults(content, article.path, article.body)
    for path in sorted((content / "pages").rglob("*.md")):
        faults += _relative_link_faults(content, path, path.read_text(encoding="utf-8", errors="replace"))
    return sorted([*faults, *_address_faults(articles)])


def capture_faults(content: Path) -> list[Fault]:
    """What the importer cannot read below a content folder; nothing is written."""
    from plugins.importer import pipeline  # here, so that other commands do not wait for it

    try:
        faults = pipeline.import_captures(content, dry_run=True).faults
    except CaptureError as fault:  # of the ledger
        faults = [fault]
    except VocabularyError as error:
        return [_fault_of_vocabulary(error)]
    except settings.ArchiveError as error:
        return [_fault_of_settings(error)]
    return [Fault(_below(content, fault.path), f"{fault.stage}: {fault.reason}", fault.next_move) for fault in faults]


def counted(number: int, noun: str) -> str:
    """`1 fault`, `2 faults`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _below(content: Path, path: Path) -> str:
    return f"content/{path.relative_to(content).as_posix()}" if path.is_relative_to(content) else str(path)


def _article_paths(content: Path) -> list[Path]:
    return sorted([*content.glob("[0-9][0-9][0-9][0-9]/**/*.md"), *content.glob("drafts/**/*.md")])


def _field_faults(article: ArticleFile) -> Iterator[Fault]:
    path = f"content/{article.name}"
    for name in sorted(article.fields.keys() - FIELDS):
        yield Fault(path, f"unknown field {name!r}", f"use one of {', '.join(sorted(FIELDS))}")
    if article.metadata.date is None and not article.name.startswith("drafts/") and article.metadata.status != "draft":
        yield Fault(path, "no date, so it is in no list", "write one after `date:` or move the file to content/drafts/")


def _picture_faults(article: ArticleFile) -> Iterator[Fault]:
    for match in _PICTURE.finditer(article.body):
        picture = (match["figure"] or match["inline"]).strip("'\"")
        if urlsplit(picture).scheme in ("http", "https", "data"):
            continue
        beside, folder = article.path.parent / unquote(picture), article.path.with_suffix("") / unquote(picture)
        if not beside.is_file() and not folder.is_file():
            where = f"put it into content/{article.name.removesuffix('.md')}/ or take the line out"
            yield Fault(f"content/{article.name}", f"picture {picture} is missing", where)


def _relative_link_faults(content: Path, path: Path, markdown: str) -> Iterator[Fault]:
    """Links that a page cannot have: they are left out of it. Only a text that may have one is rendered."""
    from plugins import rendering  # here, for Pelican comes with it
    from plugins.pictures import PictureFolder

    written = (next(filter(None, found.groups())) for found in _LINK.finditer(markdown))
    if all(map(rendering.leads_somewhere, written)):
        return
    told: list[str] = []
    pictures = PictureFolder(path.with_suffix(""), "")
    rendering.renderer_for("", False).body(markdown, "en", pictures, told.append)
    for line in told:
        if line.startswith(rendering.NOWHERE):
            yield Fault.told(f"content/{path.relative_to(content).as_posix()}", ValueError(line))


def _address_faults(articles: list[ArticleFile]) -> Iterator[Fault]:
    owners: dict[str, list[ArticleFile]] = defaultdict(list)
    for article in articles:
        if article.address:
            owners[article.address].append(article)
    for address, several in owners.items():
        for first, second in pairwise(several):
            move = "give one of them another slug"
            yield Fault(f"content/{second.name}", f"has the address /{address} of content/{first.name}", move)
    for article in articles:
        for alias in article.metadata.aliases:
            for owner in owners.get(alias.strip("/") + "/", []):
                move = "take the alias out"
                yield Fault(f"content/{article.name}", f"alias {alias} is the address of content/{owner.name}", move)


def _word_faults(content: Path) -> Iterator[Fault]:
    from plugins.interface import refuse_unknown  # here, for Pelican comes with it

    try:
        refuse_unknown(settings.load(content / "archive.toml").words, TEMPLATES)
    except settings.ArchiveError as error:
        yield _fault_of_settings(error)


def _fault_of_settings(error: settings.ArchiveError) -> Fault:
    return Fault.told("content/archive.toml", ValueError(str(error).removeprefix("archive.toml: ")))


def _vocabulary_faults(content: Path) -> Iterator[Fault]:
    for read in (read_tags, read_authors):
        try:
            entries = read(content)
        except VocabularyError as error:
            yield _fault_of_vocabulary(error)
        else:
            tags = {name: entry for name, entry in entries.items() if isinstance(entry, TagEntry)}
            yield from _broader_faults(f"content/{TAGS}", tags)


def _fault_of_vocabulary(error: VocabularyError) -> Fault:
    name, _, told = str(error).partition(": ")
    return Fault.told(f"content/{name}", VocabularyError(told))


def _broader_faults(path: str, tags: Mapping[str, TagEntry]) -> Iterator[Fault]:
    for tag, entry in tags.items():
        for broader in entry.broader:
            if broader not in tags:
                yield Fault(path, f"{tag!r} has the broader tag {broader!r}, which is not there", "add it or mend it")
        if tag in _ancestors(tag, tags):
            yield Fault(path, f"{tag!r} is broader than itself", "take one `broader` out of the ring")


def _ancestors(tag: str, tags: Mapping[str, TagEntry]) -> set[str]:
    found: set[str] = set()
    waiting = [*tags[tag].broader]
    while waiting:
        broader = waiting.pop()
        if broader not in found:
            found.add(broader)
            waiting += tags[broader].broader if broader in tags else ()
    return found


# The built site ------------------------------------------------------------------------------------------------------

_LINKING = {
    "href": {"a", "area", "link"},
    "src": {"img", "script", "iframe", "source", "video", "audio", "embed", "track"},
    "poster": {"video"},
    "data": {"object"},
    "action": {"form"},
}
_NOWHERE = ("mailto:", "tel:", "data:", "javascript:")
_STYLE_LINK = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+['"]([^'"]+)['"]""")
_META_LINKS = ("og:url", "og:image", "twitter:image", "citation_public_url")
_ARTICLE_PAGE = re.compile(r"\d{4}/\d\d/\d\d/(?P<slug>[^/]+)/")
_TEXT_SUFFIXES = frozenset((".html", ".xml", ".json", ".txt", ".js", ".css", ".md", ".ris", ".bib"))


@dataclass(frozen=True)
class Site:
    """A built site: its folder and its web address, empty for the root of any."""

    folder: Path
    address: str = ""

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file's path below the folder, with forward slashes and exact case."""
        return frozenset(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    def url(self, name: str) -> str:
        """The full address of a file of the site."""
        return f"{self.address.rstrip('/') or 'http://home.invalid'}/{name.removesuffix('index.html')}"

    def resolve(self, name: str, link: str) -> tuple[str, str] | None:
        """What a link in a file leads to: a path below the folder and an id; None when it leads to another site.

        A link into the same host but outside the site's own path gives a path that begins with `/`.
        """
        home, target = urlsplit(self.url("")), urlsplit(urljoin(self.url(name), link.strip()))
        if target.netloc != home.netloc:
            return None
        path = unquote(target.path)
        if not path.startswith(home.path):
            return path, ""
        below = path.removeprefix(home.path)
        return (below + "index.html" if not below or below.endswith("/") else below), unquote(target.fragment)


@dataclass
class Page(HTMLParser):
    """The links and ids of one HTML page."""

    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    @classmethod
    def read(cls, html: str) -> "Page":
        """Parse a page, or a part of one."""
        page = cls()
        page.feed(html)
        page.close()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag links to and what it is called."""
        values = {name: value or "" for name, value in attrs}
        self.ids.update(values[name] for name in ("id", "name") if name == "id" or tag == "a" if name in values)
        self.links += [values[name] for name, tags in _LINKING.items() if tag in tags and name in values]
        if "srcset" in values:
            self.links += [part.split()[0] for part in values["srcset"].split(", ") if part.strip()]
        if tag == "meta":
            self.links += _meta_links(values)


def site_faults(site: Site, content: Path | None = None) -> list[Fault]:
    """Broken links of a built site and, where its content folder is given, drafts that got into it."""
    faults = [*_link_faults(site)]
    if content is not None:
        faults += _draft_faults(site, content)
    return sorted(faults)


def _meta_links(values: dict[str, str]) -> list[str]:
    content = values.get("content", "")
    if values.get("http-equiv", "").lower() == "refresh":
        return [content.partition("=")[2].strip(" '\"")]
    return [content] if values.get("property", values.get("name", "")) in _META_LINKS else []


def _link_faults(site: Site) -> Iterator[Fault]:
    pages = {name: Page.read(_text(site, name)) for name in sorted(site.files) if name.endswith(".html")}
    broken: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(site.files):
        try:
            links = pages[name].links if name in pages else _other_links(site, name)
        except ElementTree.ParseError as error:
            yield Fault(name, f"not XML ({error})", "mend the template or the article that it was made from")
            continue
        for link in dict.fromkeys(links):
            if what := _broken(site, pages, name, link):
                broken[link, what].append(name)
    for (link, what), names in broken.items():
        others = f" (and on {len(names) - 1} more)" if len(names) > 1 else ""
        yield Fault(names[0], f"the link {link} {what}{others}", "mend the link or add what it leads to")


def _broken(site: Site, pages: dict[str, Page], name: str, link: str) -> str:
    """What is wrong with a link, in words; empty when nothing is."""
    if link.startswith(_NOWHERE):
        return ""
    try:
        target = site.resolve(name, link)
    except ValueError:
        return "is no address"
    if target is None:
        return ""
    path, fragment = target
    if path.startswith("/"):
        return "leads out of the site"
    if path not in site.files:
        return "lacks its last slash" if f"{path}/index.html" in site.files else "leads nowhere"
    if fragment and fragment != "top" and not fragment.startswith(":~:") and path in pages:
        return "" if fragment in pages[path].ids else "leads to no place on its page"
    return ""


def _other_links(site: Site, name: str) -> Iterable[str]:
    if name.endswith(".css"):
        return (one or other for one, other in _STYLE_LINK.findall(_text(site, name)))
    return list(_feed_links(_text(site, name))) if name.endswith(".xml") else ()


def _feed_links(xml: str) -> Iterator[str]:
    """The links of a feed or sitemap, those in its articles' HTML included."""
    for element in ElementTree.fromstring(xml).iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "link" and "href" in element.attrib:
            yield element.attrib["href"]
        elif kind == "loc" and element.text:
            yield element.text
        elif kind in ("content", "summary", "description") and element.text:
            yield from Page.read(element.text).links


def _draft_faults(site: Site, content: Path) -> Iterator[Fault]:
    articles, _ = read_articles(content)
    drafts = [article for article in articles if article.is_draft]
    slugs = {article.metadata.slug for article in drafts}
    others = {address for article in articles for address in _addresses(article)}
    signs = _signs(drafts, "\n".join(article.body for article in articles if not article.is_draft))
    move = "build it again with publishconf.py"
    for name in sorted(site.files):
        page = _ARTICLE_PAGE.match(name)
        if name.startswith("drafts/") or (page and page["slug"] in slugs and page[0] not in others):
            yield Fault(name, "is the page of a draft", move)
        text = _text(site, name) if signs and Path(name).suffix in _TEXT_SUFFIXES else ""
        text = text.replace("\xa0", " ").replace("&nbsp;", " ")  # typography joins a paragraph's last words
        for draft, sign in signs.items():
            if sign in text:
                yield Fault(name, f"holds the draft content/{draft}", move)


def _addresses(article: ArticleFile) -> set[str]:
    """Where a published article is found, its former addresses included; nowhere for a draft."""
    former = {alias.strip("/") + "/" for alias in article.metadata.aliases}
    return set() if article.is_draft else {article.address, *former}


def _signs(drafts: list[ArticleFile], published: str) -> dict[str, str]:
    """Draft -> words that tell it: its longest run of words without a mark between, alike in Markdown and HTML."""
    runs = {article.name: re.findall(r"[^\W_]+(?: [^\W_]+)*", article.body) for article in drafts}
    signs = {name: max(found, key=len, default="") for name, found in runs.items()}
    return {name: sign for name, sign in signs.items() if len(sign.encode()) >= 20 and sign not in published}


def _text(site: Site, name: str) -> str:
    return (site.folder / name).read_text(encoding="utf-8", errors="replace")
