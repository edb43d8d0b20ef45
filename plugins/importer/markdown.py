"""Article body to Markdown, so that it reads back as the plain text it was.

Only what would change meaning is escaped: with a backslash where Markdown takes one (`\\*`), else as an entity. What is
escaped is what Python-Markdown and the extensions of the site's reader give a meaning.
"""

import re
from collections.abc import Iterator
from html.entities import html5

from plugins import front_matter

from .model import Article, Figure, Paragraph
from .wording import plain

FENCE = "///"

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
_BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!<&]|$)")
_LINK = re.compile(r"\[(?=\^)|\[(?=[^\[\]]*\](?:[(:\[]|\s*\[))|\[(?=[^\]]*\[)|\[(?=[^\[\]]*$)")


def escape(text: str) -> str:
    """Plain text as Markdown that shows it: every line stays a line of one paragraph."""
    return "  \n".join(_line(line.strip()) for line in text.split("\n") if line.strip())


def paragraph(block: Paragraph) -> str:
    """A block of the body as Markdown; headings of a piece begin at the second level."""
    if block.kind == "heading":
        return f"## {re.sub(r'#+$', lambda hashes: chr(92) + hashes[0], escape(plain(block.text)))}"
    return escape(block.text)


def figure(block: Figure, src: str) -> str:
    """A figure block: options, indented, then the caption. `src` is the picture's file name, "" where it is lost."""
    alt = block.picture.alt if block.picture else ""
    options = {"src": src, "alt": alt, "credit": block.credit}
    lines = [front_matter.render({name: plain(value)}) for name, value in options.items() if value]
    indented = "".join(f"    {line}\n" for option in lines for line in option.rstrip("\n").split("\n"))
    caption = f"{escape(plain(block.caption))}\n" if block.caption else ""
    return f"{FENCE} figure\n{indented}{caption}{FENCE}"


def blocks(article: Article, pictures: dict[int, str]) -> list[str]:
    """The body's blocks in order, figures where they stood; `pictures`: index of a figure -> its file's name."""
    return list(_blocks(article, pictures))


def _blocks(article: Article, pictures: dict[int, str]) -> Iterator[str]:
    waiting = list(enumerate(article.figures))
    for index, block in enumerate(article.body):
        while waiting and waiting[0][1].at <= index:
            number, each = waiting.pop(0)
            yield figure(each, pictures.get(number, ""))
        yield paragraph(block)
    for number, each in waiting:
        yield figure(each, pictures.get(number, ""))


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
