"""How to cite an article: as text (Chicago, APA, MLA) and as records (BibTeX, RIS, CSL-JSON), all from one `Work`.

What is cited is the piece as its publication brought it out; the archive is named as the place where it can be read.
"""

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

_PARTICLES = frozenset(
    [
        *("af", "al", "av", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du"),
        *("el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu"),
    ]
)
_SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))
_CORPORATE = re.compile(
    r"^the\b|\b(?:academy|agency|association|board|bureau|center|centre|club|coalition|commission|committee|council"
    r"|desk|editor|editors|editorial|foundation|group|institute|letters|magazine|ministry|network|news|office"
    r"|organi[sz]ation|party|post|press|review|secretariat|society|staff|team|times|union|university|writers)\b",
    re.IGNORECASE,
)
_SPACED_NAME = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1fff .'’-]+")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT_MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_BIBTEX_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BIBTEX_ESCAPES = str.maketrans(
    {sign: rf"\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


@dataclass(frozen=True)
class Name:
    """An author's name. `given` and `suffix` are empty where it cannot be taken apart: a board, a name in Chinese."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """ "Solvang, Einar", as a bibliography orders it."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))

    @property
    def straight(self) -> str:
        """ "Einar Solvang"."""
        return " ".join(filter(None, (self.given, self.family, self.suffix)))

    @property
    def initialled(self) -> str:
        """ "Solvang, E.": initials of the given names, a hyphen between two kept."""
        initials = re.sub(r"([^\W\d_])[^\s-]*", lambda part: f"{part[1].upper()}.", self.given)
        return ", ".join(filter(None, (self.family, initials, self.suffix)))


@dataclass(frozen=True)
class Work:
    """The facts of an article that a citation is made of, plain text all; empty or None where not known."""

    key: str
    title: str
    authors: tuple[Name, ...]
    publication: str
    column: str
    day: datetime.date | None
    url: str
    """Where the piece was first published; the archive's own page where it has no other address."""
    captured: datetime.date | None
    archive: str
    """The archive's name, where the piece comes from elsewhere."""
    archive_url: str
    """The page in the archive; empty while the archive has no address."""
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Download:
    """A record that a link holds whole, in a `data:` address."""

    label: str
    file: str
    href: str


@dataclass(frozen=True)
class Citation:
    """What the article page shows: [(style, safe HTML)] and the records to download."""

    styles: tuple[tuple[str, Markup], ...]
    downloads: tuple[Download, ...]


def work_of(article: Any, archive: str, site: str) -> Work:
    """The facts of a Pelican article; `archive` is the archive's name, `site` its address or empty."""
    source = article.source
    own = f"{site}/{article.url}" if site else ""
    publication = article.publication.name if article.publication else source.publication if source else ""
    original = source.url if source else ""
    publication = publication or (urlsplit(original).hostname or "").removeprefix("www.")
    authors = tuple(name_of(author.name, getattr(author, "cited", "")) for author in article.authors)
    return Work(
        key=_key(authors, article.day, article.slug),
        title=article.title,
        authors=authors,
        publication=publication or archive,
        column=article.category.name,
        day=article.day,
        url=original or own,
        captured=source.captured.date() if source and source.captured and original else None,
        archive=archive if publication else "",
        archive_url=own if publication else "",
        language=article.lang,
        tags=tuple(tag.name for tag in article.tags),
    )


def name_of(text: str, cited: str = "") -> Name:
    """Take a byline's name apart, where that is safe; `cited` says how, as "family, given" or "family, given, suffix".

    "Ludwig van der Berg" is van der Berg, Ludwig. A board, a single word, and a script that writes names in another
    order stay whole: a wrong inversion is worse than none.
    """
    if "," in cited:
        family, given, suffix = [*(" ".join(part.split()) for part in cited.split(",", 2)), ""][:3]
        return Name(family, given, suffix)
    words = text.split()
    if len(words) < 2 or _CORPORATE.search(text) or not _SPACED_NAME.fullmatch(text.replace(",", "")):
        return Name(" ".join(words))
    suffix = words.pop() if words[-1] in _SUFFIXES and len(words) > 2 else ""
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    given = " ".join(words[:at])
    return Name(" ".join(words[at:]).rstrip(","), given.rstrip(","), suffix)


# As text --------------------------------------------------------------------------------------------------------------


def chicago(work: Work) -> Markup:
    """A bibliography entry (Chicago Manual of Style, 18th edition: newspaper articles)."""
    names = [name.straight if at else name.inverted for at, name in enumerate(work.authors)]
    who = f"{', '.join(names[:3])}, et al" if len(names) > 6 else _listed(names, "and")
    when = f"{_MONTHS[work.day.month - 1]} {work.day.day}, {work.day.year}" if work.day else "n.d."
    archived = (
        Markup("Archived at {}, {}").format(_isolated(work.archive), work.archive_url) if work.archive_url else ""
    )
    where = Markup("{}, {}").format(_container(work.publication), when)
    return _sentences(_isolated(who), _quoted(work.title), where, work.url, archived)


def apa(work: Work) -> Markup:
    """A reference (Publication Manual of the APA, 7th edition: newspaper articles)."""
    names = [name.initialled for name in work.authors]
    who = f"{', '.join(names[:19])}, … {names[-1]}" if len(names) > 20 else _listed(names, "&")
    when = f"({work.day.year}, {_MONTHS[work.day.month - 1]} {work.day.day})" if work.day else "(n.d.)"
    first, second = (who, work.title) if who else (work.title, "")
    head = Markup("{} {}").format(_isolated(_full_stop(first)), when)
    archived = f"Archived at {work.archive_url}" if work.archive_url else ""
    return _sentences(head, _isolated(second), _container(work.publication), work.url, archived, ends_in_address=True)


def mla(work: Work) -> Markup:
    """A works-cited entry (MLA Handbook, 9th edition), the archive as second container."""
    names = [name.straight if at else name.inverted for at, name in enumerate(work.authors)]
    who = f"{names[0]}, et al" if len(names) > 2 else _listed(names, "and")
    when = f"{work.day.day} {_SHORT_MONTHS[work.day.month - 1]} {work.day.year}" if work.day else ""
    where = Markup(", ").join(filter(None, (_container(work.publication), when, work.url)))
    archive = Markup("{}, {}").format(_container(work.archive), work.archive_url) if work.archive_url else ""
    return _sentences(_isolated(who), _quoted(work.title), where, archive)


def _container(name: str) -> Markup:
    return Markup("<cite>{}</cite>").format(_isolated(name))


def _isolated(text: str) -> Markup:
    """Escaped; text that runs from right to left is kept from turning what stands around it."""
    turns = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
    return Markup("<bdi>{}</bdi>").format(text) if turns else escape(text)


def _listed(names: Sequence[str], word: str) -> str:
    """The names, a comma before the last even of two: the first is inverted and holds one itself."""
    return f"{', '.join(names[:-1])}, {word} {names[-1]}" if len(names) > 1 else "".join(names)


def _quoted(title: str) -> Markup:
    """The title between quotation marks, those within it made single, its full stop inside."""
    inner = re.sub('[“”"]', _single, title)
    return Markup("“{}”").format(_isolated(_full_stop(inner)))


def _single(mark: re.Match[str]) -> str:
    opens = mark[0] == "“" or (mark[0] == '"' and (mark.start() == 0 or mark.string[mark.start() - 1] in " (["))
    return "‘" if opens else "’"


def _full_stop(text: str) -> str:
    return (
        text
        if not text or text.rstrip("”’\"'»")[-1:] in (".", "?", "!", "…", "。", "？", "！", "؟", "۔")
        else f"{text}."
    )


def _sentences(*parts: str, ends_in_address: bool = False) -> Markup:
    """The parts, each with its full stop; an address has none in APA, where a reader would copy it."""
    written = []
    for part in filter(None, parts):
        closed = part.endswith("”") or (ends_in_address and "://" in part)
        text = escape(part)
        said = text.striptags()
        written.append(text if closed or _full_stop(said) == said else text + ".")
    return Markup(" ").join(written)


# As records -----------------------------------------------------------------------------------------------------------


def bibtex(work: Work) -> str:
    """A BibTeX entry in UTF-8; capitals of the title and names that are no person's are kept by braces."""
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in work.authors),
        "title": f"{{{_bibtex(work.title)}}}",
        "journal": _bibtex(work.publication),
        "year": f"{work.day.year:04}" if work.day else "",
        "month": _BIBTEX_MONTHS[work.day.month - 1] if work.day else "",
        "day": str(work.day.day) if work.day else "",
        "url": _bibtex_address(work.url),
        "urldate": work.captured.isoformat() if work.captured else "",
        "langid": work.language,
        "keywords": _bibtex(", ".join(work.tags)),
        "note": f"Archived at \\url{{{_bibtex_address(work.archive_url)}}}" if work.archive_url else "",
        "entrysubtype": "newspaper",
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value]
    return f"@article{{{work.key},\n{''.join(lines)}}}\n"


def ris(work: Work) -> str:
    """A RIS record of type NEWS (Research Information Systems' format), its lines ended by CR LF."""
    tags = [
        ("TY", "NEWS"),
        *(("AU", name.inverted) for name in work.authors),
        ("TI", work.title),
        ("T2", work.publication),
        ("SE", work.column),
        ("PY", f"{work.day.year:04}" if work.day else ""),
        ("DA", work.day.strftime("%Y/%m/%d") if work.day else ""),
        ("UR", work.url),
        ("Y2", work.captured.strftime("%Y/%m/%d") if work.captured else ""),
        ("LA", work.language),
        *(("KW", tag) for tag in work.tags),
        ("DB", work.archive),
        ("L2", work.archive_url),
        ("ID", work.key),
    ]
    lines = [f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in tags if text]
    return "".join([*lines, "ER  - \r\n"])


def csl(work: Work) -> dict[str, Any]:
    """An item of CSL-JSON (Citation Style Language 1.0.2)."""
    item = {
        "id": work.key,
        "type": "article-newspaper",
        "title": work.title,
        "author": [_csl_name(name) for name in work.authors],
        "container-title": work.publication,
        "section": work.column,
        "issued": _csl_date(work.day),
        "URL": work.url,
        "accessed": _csl_date(work.captured),
        "language": work.language,
        "keyword": ", ".join(work.tags),
        "archive": work.archive,
        "archive_location": work.archive_url,
    }
    return {name: value for name, value in item.items() if value}


def csl_json(work: Work) -> str:
    """The item as a file that reference managers import: a list of one."""
    return json.dumps([csl(work)], ensure_ascii=False) + "\n"


def _bibtex(text: str) -> str:
    return " ".join(text.translate(_BIBTEX_ESCAPES).split())


def _bibtex_address(url: str) -> str:
    return re.sub(r"[\s{}\\]", lambda sign: quote(sign[0]), url)


def _bibtex_name(name: Name) -> str:
    if not name.given:
        return f"{{{_bibtex(name.family)}}}"
    return ", ".join(_bibtex(part) for part in (name.family, name.suffix, name.given) if part)


def _csl_name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given, **({"suffix": name.suffix} if name.suffix else {})}


def _csl_date(day: datetime.date | None) -> dict[str, Any] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def _key(authors: tuple[Name, ...], day: datetime.date | None, slug: str) -> str:
    """ "solvang2018-the-fish-that-nobody": who, when, and the first words of the address."""
    ascii_family = re.sub(r"[^a-z]", "", authors[0].family.lower()) if authors else ""
    words = re.sub(r"[^a-z0-9-]", "", "-".join(slug.lower().split("-")[:4])).strip("-")
    return "-".join(filter(None, (f"{ascii_family}{day.year if day else ''}", words))) or "article"


# For the page ---------------------------------------------------------------------------------------------------------

_RECORDS: tuple[tuple[str, str, str, Callable[[Work], str]], ...] = (
    ("BibTeX", "bib", "application/x-bibtex", bibtex),
    ("RIS", "ris", "application/x-research-info-systems", ris),
    ("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
)


_UNSAFE = re.compile(r"[^A-Za-z0-9/:=,;@_.!~*()$?-]+")
"""All but what a `data:` address holds as it is (RFC 3986, `pchar` and `?`), so that the link stays short."""


_SLASH = re.compile(r"(?<![</])/(?=\w)")
"""A slash that a name follows, but for that of an end tag and those that an address begins with."""


@lru_cache(maxsize=4096)
def _quoted_run(run: str) -> str:
    return quote(run, safe="")


def citation(work: Work) -> Citation:
    """Everything that "How to cite" shows."""
    downloads = [
        Download(
            label,
            f"{work.key}.{suffix}",
            f"data:{kind};charset=utf-8,{_UNSAFE.sub(lambda run: _quoted_run(run[0]), write(work))}",
        )
        for label, suffix, kind, write in _RECORDS
    ]
    styles = (("Chicago", chicago(work)), ("APA", apa(work)), ("MLA", mla(work)))
    return Citation(tuple((style, breakable(text)) for style, text in styles), tuple(downloads))


def breakable(text: str) -> Markup:
    """Escaped, with a place to break the line behind each slash within an address."""
    return Markup(_SLASH.sub("/<wbr>", escape(text)))


@pass_context
def _citation(context: Context, article: Any) -> Citation:
    return citation(work_of(article, context["archive"].name, context["SITEURL"]))


FILTERS = {"citation": _citation, "breakable": breakable}
