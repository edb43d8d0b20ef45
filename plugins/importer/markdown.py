"""Article body to Markdown, so that it reads back as the plain text it was.

Only what would change meaning is escaped: with a backslash where Markdown takes one (`\\*`), else as an entity. What is
escaped is what Python-Markdown and the extensions of the site's reader give a meaning.
"""

import re
from collections.abc import Iterator, Sequence
from html.entities import html5

import lxml.html
from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from plugins import front_matter

from .model import Article, Figure, Paragraph, Span
from .wording import plain

FENCE = "///"
_HOLDERS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "pre")
"""The elements that hold a block's text."""

_LINE_STARTS = (
    (re.compile(r"^(?=[#>])"), "\\\\"),
    (re.compile(r"^(?=[-+]\s)|^(?=-[-\s]*$)"), "\\\\"),
    (re.compile(r"^=(?==*\s*$)"), "&#61;"),
    (re.compile(r"^(\d+)([.)])(?=\s|$)"), r"\1\\\2"),
    (re.compile(r"^///"), "&#47;//"),
)
_TABLE_RULE = re.compile(r"^[\s:|+-]*-[\s:|+-]*\|[\s:|+-]*$|^[\s:|+-]*\|[\s:|+-]*-[\s:|+-]*$")
_UNCLOSED = "|".join(name for name in html5 if not name.endswith(";"))
_ENTITY = re.compile(rf"&(?=#|\w+;|{_UNCLOSED})")
"""HTML reads some names as entities even without their semicolon."""
_TAG = re.compile(r"<(?=[A-Za-z/!?$])")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!<&|]|$)")
_LINK = re.compile(r"\[(?=\^)|\[(?=[^\[\]]*\](?:[(:\[]|\s*\[))|\[(?=[^\]]*\[)|\[(?=[^\[\]]*$)")


def escape(text: str) -> str:
    """Plain text as Markdown that shows it: every line stays a line of one paragraph."""
    return "  \n".join(_line(line.strip()) for line in text.split("\n") if line.strip())


def paragraph(block: Paragraph) -> str:
    """A block of the body as Markdown; headings of a piece begin at the second level."""
    text = _inline(block)
    setting = block.setting
    if block.kind == "heading":
        level = min(max(setting.level if setting else 2, 2), 4)
        line = re.sub(r"#+$", lambda hashes: chr(92) + hashes[0], text.replace("  \n", " "))
        return f"{'#' * level} {line}"
    if block.kind == "item":
        return f"{f'{setting.ordinal}.' if setting and setting.ordinal else '-'} {text}"
    if block.kind in ("quote", "embed"):
        return "\n".join(f"> {line}" for line in text.split("\n"))
    if block.kind == "pre":
        return "\n".join(f"    {line}" for line in block.text.split("\n") if line.strip())
    return text


def table(rows: Sequence[Sequence[Paragraph]]) -> str:
    """Rows of cells as a table, the first row its head; short rows are filled up."""
    width = max(len(row) for row in rows)
    lines = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    lines.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(block: Paragraph) -> str:
    return _inline(block).replace("  \n", " ").replace("|", "&#124;")


def _inline(block: Paragraph) -> str:
    """A block's text with its links and emphasis. What holds neither is escaped as a whole."""
    spans = block.setting.spans if block.setting else ()
    if not spans or block.kind == "pre":
        return escape(plain(block.text) if block.kind == "heading" else block.text)
    written = ""
    for span in spans:
        for number, line in enumerate(span.text.split("\n")):
            written += "  \n" if number and written else ""
            written += _span(line, span, written)
    lines = (line.strip() for line in written.split("\n"))
    return "  \n".join(line for line in lines if line)


def _span(text: str, span: Span, before: str) -> str:
    """One line of a span; its marks hug its words, and never touch the marks before them."""
    bare = text.strip()
    if not bare:
        return " " if text else ""
    written = _within(bare, starts=not before.rpartition("\n")[2].strip())
    mark = ("**" if span.strong else "") + ("*" if span.emphasis else "")
    if mark and not before.endswith("*") and re.search(r"\w", bare):
        written = f"{mark}{written}{mark}"
    if span.href:
        written = f"[{written}](<{span.href}>)"
    return f"{' ' if text[:1].isspace() else ''}{written}{' ' if text[-1:].isspace() else ''}"


def _within(text: str, *, starts: bool) -> str:
    """A stretch of a line, escaped whatever stands beside it: brackets, which may pair with others, are entities.

    starts: whether it begins its line.
    """
    kept = text.replace("[", _OPENING).replace("]", _CLOSING)
    escaped = escape(kept) if starts else _line(f"x {kept}").removeprefix("x ")
    escaped = re.sub(r"!$", "&#33;", escaped)
    return escaped.replace(_OPENING, "&#91;").replace(_CLOSING, "&#93;")


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
    for index, run in _runs(article.body):
        while waiting and waiting[0][1].at <= index:
            number, each = waiting.pop(0)
            yield figure(each, pictures.get(number, ""))
        yield table(run) if len(run) > 1 else paragraph(run[0][0])
    for number, each in waiting:
        yield figure(each, pictures.get(number, ""))


def _runs(body: Sequence[Paragraph]) -> Iterator[tuple[int, list[list[Paragraph]]]]:
    """The blocks of a body with their index, each by itself; the cells of a table together, by rows."""
    index = 0
    while index < len(body):
        rows: list[list[Paragraph]] = [[body[index]]]
        end = index + 1
        setting = body[index].setting
        while setting and end < len(body) and _is_of_table(body[index], body[end]):
            here, before = body[end].setting, body[end - 1].setting
            if here and before and here.row == before.row:
                rows[-1].append(body[end])
            else:
                rows.append([body[end]])
            end += 1
        if len(rows) > 1 and max(map(len, rows)) > 1:
            yield index, rows
        else:
            yield from ((at, [[body[at]]]) for at in range(index, end))
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
    rendered = Markdown(extensions=[TableExtension(), SaneListExtension()]).convert("\n\n".join(kept))
    if not rendered:
        return []
    root = lxml.html.fragment_fromstring(rendered, create_parent="div")
    for line_break in root.iter("br"):
        line_break.tail = f"\n{(line_break.tail or '').lstrip()}"
    held = [each for each in root.iter(*_HOLDERS) if next(each.iterdescendants(*_HOLDERS), None) is None]
    return list(filter(None, (each.text_content().strip() for each in held)))


def _line(line: str) -> str:
    if _TABLE_RULE.match(line):
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
