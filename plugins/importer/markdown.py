"""Article body to Markdown, so that it reads back as the plain text it was.

Only what would change meaning is escaped: with a backslash where Markdown takes one (`\\*`), else as an entity. What is
escaped is what Python-Markdown and the extensions of the site's reader give a meaning.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html.entities import html5
from itertools import groupby

import lxml.html
from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from plugins import front_matter

from .model import Article, Container, Figure, Paragraph, Span
from .wording import inset, plain

FENCE = "///"
_HOLDERS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "pre")
"""The elements that hold a block's text."""
INDENT = "    "
MOST_EMPTY = 12
"""A table has no more fields than so many to each that says something; what has is no table."""
RULE = "* * *"
PARTED = "<!-- -->"
"""Stands between two blocks that Markdown would take for one."""

_LINE_STARTS = (
    (re.compile(r"^(?=[#>])"), "\\\\"),
    (re.compile(r"^(?=[-+]\s)|^(?=-[-\s]*$)"), "\\\\"),
    (re.compile(r"^=(?==*\s*$)"), "&#61;"),
    (re.compile(r"^(\d+)([.)])(?=\s|$)"), r"\1\\\2"),
    (re.compile(r"^///"), "&#47;//"),
    (re.compile(r"^:(?=\s)"), "&#58;"),
)
_TABLE_RULE = re.compile(r"(?=[^|]*\|)(?=[^-]*-)[\s:|+-]+")
_UNCLOSED = "|".join(name for name in html5 if not name.endswith(";"))
_ENTITY = re.compile(rf"&(?=#|\w+;|{_UNCLOSED})")
"""HTML reads some names as entities even without their semicolon."""
_TAG = re.compile(r"<(?=[A-Za-z/!?$])")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!<&|]|$)")
_HASHES = re.compile(r"\\.|#+")
_LINK = re.compile(r"\[(?=\^)|\[(?=[^\[\]]*\](?:[(:\[]|\s*\[))|\[(?=[^\]]*\[)|\[(?=[^\[\]]*$)")


def escape(text: str) -> str:
    """Plain text as Markdown that shows it: every line stays a line of one paragraph."""
    lines = [line for line in text.split("\n") if line.strip()]
    return "  \n".join((inset(line) if number else "") + _line(line.strip()) for number, line in enumerate(lines))


def paragraph(block: Paragraph) -> str:
    """A block of the body as Markdown, whatever it stands in; headings of a piece begin at the second level."""
    text = _inline(block)
    if block.kind == "heading":
        level = min(max(block.setting.level if block.setting else 2, 2), 6)
        text = text.replace("  \n", " ")
        line = _HASHES.sub(lambda found: found[0].replace("#", "\\#") if _closes(found) else found[0], text)
        return f"{'#' * level} {line}"
    if block.kind == "pre":
        return "\n".join(f"    {line}" for line in block.text.split("\n") if line.strip())
    return text


def _closes(found: re.Match[str]) -> bool:
    """Whether signs stand at the end of a heading, where Markdown would take hashes out."""
    return found[0].startswith("#") and found.end() == len(found.string)


def table(cells: Sequence[Paragraph]) -> str:
    """The cells of a table by their rows and columns, the first row its head; further cells of headings are bold."""
    rows: dict[int, dict[int, list[str]]] = {}
    for cell in cells:
        assert cell.setting is not None
        text = _cell(cell)
        if rows.keys() - {cell.setting.row} and cell.setting.is_head and not text.startswith("*"):
            text = f"**{text}**"
        rows.setdefault(cell.setting.row, {}).setdefault(cell.setting.column, []).append(text)
    width = max(max(row) for row in rows.values()) + 1
    lines = [[" ".join(row.get(column, [])) for column in range(width)] for row in rows.values()]
    lines.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(block: Paragraph) -> str:
    return _inline(block).replace("  \n", " ").replace("|", "&#124;")


def _contained(text: str, block: Paragraph, opened: set[int]) -> str:
    """A block's Markdown in the quotes and items that it stands in. opened: the items and notes that have begun.

    An item without text of its own is passed over: what stands in it stands in the list above.
    """
    containers = _containers(block)
    items = [each for each in containers if each.kind != "quote"]
    first = rest = ""
    for each in containers:
        if each.kind == "quote":
            mark = indent = "> "
        elif each.number in opened:
            mark = indent = INDENT
        elif each is items[-1]:
            opened.add(each.number)
            mark, indent = (f"{each.ordinal}. " if each.ordinal else "- "), INDENT
            if each.kind == "definition":
                mark = ":   "
        else:
            continue
        first, rest = first + mark, rest + indent
    if block.note:
        first, rest = (INDENT if -block.note in opened else f"[^{block.note}]: "), INDENT
        opened.add(-block.note)
    return "\n".join(f"{rest if number else first}{line}" for number, line in enumerate(text.split("\n")))


def _containers(block: Paragraph) -> tuple[Container, ...]:
    """The quotes and items that a block stands in; a term of a list of terms, as Markdown has it, in none."""
    containers = block.setting.containers if block.setting and not block.note else ()
    return tuple(each for each in containers if each.kind != "term")


def _must_part(before: Paragraph | None, block: Paragraph) -> bool:
    """Whether Markdown would make one of two blocks that are two: lists, quotes, code below an item."""
    above, own = _containers(before)[:1] if before else (), _containers(block)[:1]
    if not above or not own:
        return bool(above) and block.kind == "pre"
    one, other = above[0], own[0]
    if one.kind == other.kind == "quote":
        return one.number != other.number
    return one.kind == other.kind and one.listed != other.listed and bool(one.ordinal) == bool(other.ordinal)


def _inline(block: Paragraph) -> str:
    """A block's text with its links and emphasis. What holds neither is escaped as a whole."""
    spans = block.setting.spans if block.setting else ()
    if not spans or block.kind == "pre":
        return escape(plain(block.text) if block.kind == "heading" else block.text)
    lines: list[list[Span]] = [[]]
    for span in spans:
        for number, text in enumerate(span.text.split("\n")):
            lines += [[]] if number else []
            lines[-1] += [replace(span, text=text)] if text else []
    lines = [line for line in lines if any(span.text.strip() for span in line)]
    insets = [inset("".join(span.text for span in line)) if number else "" for number, line in enumerate(lines)]
    return "  \n".join(before + _spans(line).strip() for before, line in zip(insets, lines, strict=True))


def _spans(line: Sequence[Span]) -> str:
    """One line of spans; those of one link or one emphasis share its marks."""
    written: list[str] = []
    for _, alike in groupby(_merged(line), key=_look):
        before = written[-1] if written else ""
        written.append(_alike(list(alike), before, starts=not any(map(str.strip, written[:2]))))
    return "".join(written)


def _merged(line: Sequence[Span]) -> Sequence[Span]:
    """Spans, those that look alike as one, so that no sign of Markdown is parted; signs alone have no emphasis."""
    merged: list[Span] = []
    for _, alike in groupby(line, key=_look):
        run = list(alike)
        has_words = re.search(r"\w", "".join(span.text for span in run))
        for span in run if has_words else (replace(span, strong=False, emphasis=False) for span in run):
            if merged and replace(merged[-1], text=span.text) == span:
                merged[-1] = replace(span, text=merged[-1].text + span.text)
            else:
                merged.append(span)
    return merged


def _look(span: Span) -> tuple[str, bool, bool, int]:
    return span.href, span.strong, span.emphasis, span.note


def _alike(spans: Sequence[Span], before: str, *, starts: bool) -> str:
    """Spans of one link or one emphasis; its marks hug its words, and never touch the marks before them.

    before: what is written right before them. starts: whether they begin their line.
    """
    text, look = "".join(span.text for span in spans), spans[0]
    bare = text.strip()
    if not bare:
        return " " if text else ""
    if look.note:
        written = f"[^{look.note}]"
    else:
        written = _tagged(spans, starts=starts).strip()
        mark = ("**" if look.strong else "") + ("*" if look.emphasis else "")
        if mark and not before.endswith("*"):
            written = f"{mark}{written}{mark}"
        if look.href:
            written = f"[{written}](<{look.href}>)"
    return f"{' ' if text[:1].isspace() else ''}{written}{' ' if text[-1:].isspace() else ''}"


def _tagged(spans: Sequence[Span], *, starts: bool) -> str:
    """Spans as escaped text, in the tags of HTML that Markdown has no signs for."""
    written: list[str] = []
    for span in spans:
        bare = span.text.strip()
        text = _within(bare, starts=starts) if bare else ""
        starts = starts and not bare
        for tag in reversed(span.tags if bare else ()):
            text = f"<{tag}>{text}</{tag}>"
        written += [" " if span.text[:1].isspace() else "", text, " " if bare and span.text[-1:].isspace() else ""]
    return "".join(written)


def _within(text: str, *, starts: bool) -> str:
    """A stretch of a line, escaped whatever stands beside it: brackets, which may pair with others, are entities.

    starts: whether it begins its line.
    """
    kept = text.replace("[", _OPENING).replace("]", _CLOSING)
    escaped = escape(kept) if starts else _line(f"x {kept}").removeprefix("x ")
    escaped = _UNENDED.sub(lambda sign: _ENTITIES[sign[1]] + sign[2], escaped)
    return escaped.replace(_OPENING, "&#91;").replace(_CLOSING, "&#93;")


_UNENDED = re.compile(r"([!<&])((?<=&)\w*|)$")
_ENTITIES = {"!": "&#33;", "<": "&lt;", "&": "&amp;"}
"""What the text behind a stretch could make something else of."""
_OPENING, _CLOSING = "\ufdd0", "\ufdd1"
"""Stand for brackets while what stands around them is escaped."""


def figure(block: Figure, src: str) -> str:
    """A figure block: options, indented, then the caption. `src`: its file's name; "" where it is linked, or lost."""
    alt = block.picture.alt if block.picture else block.alt
    options = {"src": src or block.src, "alt": alt, "credit": block.credit}
    lines = [front_matter.render({name: plain(value)}) for name, value in options.items() if value]
    indented = "".join(f"    {line}\n" for option in lines for line in option.rstrip("\n").split("\n"))
    caption = f"{escape(plain(block.caption))}\n" if block.caption else ""
    return f"{FENCE} figure\n{indented}{caption}{FENCE}"


def blocks(article: Article, pictures: dict[int, str]) -> list[str]:
    """The body's blocks in order, figures where they stood; `pictures`: index of a figure -> its file's name."""
    return list(_blocks(article, pictures))


def _blocks(article: Article, pictures: dict[int, str]) -> Iterator[str]:
    waiting = list(enumerate(article.figures))
    opened: set[int] = set()
    before: Paragraph | None = None
    for index, run in _runs(article.body):
        while waiting and waiting[0][1].at <= index:
            number, each = waiting.pop(0)
            yield figure(each, pictures.get(number, ""))
            before = None
        if before and run[0].setting and run[0].setting.is_ruled:
            yield RULE
        elif _must_part(before, run[0]):
            yield PARTED
        text = table(run) if len(run) > 1 else paragraph(run[0])
        yield _contained(text, run[0], opened)
        before = run[-1]
    for number, each in waiting:
        yield figure(each, pictures.get(number, ""))


def _runs(body: Sequence[Paragraph]) -> Iterator[tuple[int, Sequence[Paragraph]]]:
    """The blocks of a body with their index, each by itself; the cells of a table together."""
    index = 0
    while index < len(body):
        end = index + 1
        while end < len(body) and _is_of_table(body[index], body[end]):
            end += 1
        settings = [each.setting for each in body[index:end] if each.setting]
        rows, columns = {each.row for each in settings}, {each.column for each in settings}
        if len(rows) > 1 and len(columns) > 1 and len(rows) * max(columns) <= MOST_EMPTY * len(settings):
            yield index, body[index:end]
        else:
            yield from ((at, [body[at]]) for at in range(index, end))
        index = end


def _is_of_table(first: Paragraph, other: Paragraph) -> bool:
    one, two = first.setting, other.setting
    if one is None or two is None or not one.table or one.table != two.table:
        return False
    return first.kind == other.kind == "cell"


def split(body: str) -> list[str]:
    """Cut a Markdown body into its blocks: between blank lines, a figure with all that it holds being one."""
    found: list[list[str]] = [[]]
    fenced = False
    for line in body.replace("\r\n", "\n").split("\n"):
        if line.rstrip().startswith(FENCE):
            fenced = not fenced if line.strip() == FENCE or not fenced else fenced
        if line.strip() or fenced:
            found[-1].append(line.rstrip() if not line.endswith("  ") else f"{line.rstrip()}  ")
        elif found[-1]:
            found.append([])
    return ["\n".join(lines).rstrip() for lines in found if lines]


def join(parts: list[str]) -> str:
    """Blocks as a body, a blank line between."""
    return "\n\n".join(parts) + "\n" if parts else ""


def texts(body: str) -> list[str]:
    """The blocks of a Markdown body as a reader sees them: plain text, without figures."""
    kept = [block for block in split(body) if not block.startswith(FENCE)]
    rendered = Markdown(
        extensions=[TableExtension(), FootnoteExtension(), DefListExtension(), SaneListExtension()]
    ).convert("\n\n".join(kept))
    if not rendered:
        return []
    root = lxml.html.fragment_fromstring(rendered, create_parent="div")
    for mark in root.xpath("//sup[starts-with(@id, 'fnref')] | //a[@class = 'footnote-backref']"):
        mark.drop_tree()
    for line_break in root.iter("br"):
        line_break.tail = f"\n{(line_break.tail or '').lstrip()}"
    held = [each for each in root.iter(*_HOLDERS) if next(each.iterdescendants(*_HOLDERS), None) is None]
    return list(filter(None, (each.text_content().strip() for each in held)))


def _line(line: str) -> str:
    if _TABLE_RULE.fullmatch(line):
        return line.replace("|", "&#124;").replace("-", "\\-", 1)
    escaped = _BACKSLASH.sub(r"\\\\", line)
    escaped = _ENTITY.sub("&amp;", escaped)
    escaped = _TAG.sub("&lt;", escaped)
    escaped = escaped.replace("`", "\\`").replace("*", "\\*")
    escaped = _UNDERSCORE.sub(r"\\_", escaped)
    escaped = _LINK.sub(r"\\[", escaped)
    for pattern, replacement in _LINE_STARTS:
        escaped = pattern.sub(replacement, escaped, count=1)
    return escaped
