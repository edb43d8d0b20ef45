"""Editor's notes, about the column or about the author; corrections; the source's own tags."""

import re
from dataclasses import dataclass

from . import datelines
from .model import Correction
from .patterns import one_of
from .wording import length, plain

_NOTE = re.compile(
    r"[\[(]?(?P<label>"
    + one_of(r"""
        # en
        editor(?:['’]?s|s['’])? note|editors['’]? note|editorial note|ed(?:itor)?\.? note
        a note (?:from|by) the editors?(?=\s*(?:[:.–—]|$))
        # de
        anm(?:erkung|\.) d(?:er|\.) red(?:aktion|\.)|hinweis der redaktion
        # fr
        note de l[ae][’']? ?(?:rédaction|éditeur)|ndlr|n\.d\.l\.r\.?
        # es, pt
        nota (?:del editor|de la redacción)|nota da redação
        # ar
        (?:ملاحظة|ملحوظة) (?:المحرر|التحرير|المحررين)|كلمة المحرر
        # zh
        (?:编者按|编者注|编辑按|编按)(?=\s|[:：.–—]|$)
    """)
    + r")\s*[:：.\-–—]?\s*",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"[\[(*]?(?P<label>"
    + one_of(r"""
        # en
        corrections?(?: and clarifications?)?|clarification|erratum|updates?
        this (?:article|piece|story|column) was (?:amended|corrected|updated|edited) on
        # de
        korrektur|berichtigung|richtigstellung
        # fr
        rectificatif|correction apportée
        # es
        corrección|fe de erratas
        # ar
        تصحيح|تصويب
        # zh
        更正|勘误
    """)
    + r")\b\s*(?P<mark>[:：,(（–—\-]| (?=\d|\(|on\b|vom\b|du\b|[A-Z][a-z]+ \d))",
    re.IGNORECASE,
)
_TAGS = re.compile(
    one_of(r"""
        # en
        tags?|topics?|filed under|keywords?|subjects?|posted in|more on|explore more on|related topics
        # de
        schlagw(?:orte|örter)|themen
        # fr
        mots[ -]clés|thèmes|sujets
        # es
        etiquetas|temas
        # ar
        الوسوم|وسوم|كلمات مفتاحية|مواضيع
        # zh
        标签|关键词|关键字
    """)
    + r"\s*[:：]\s*(?P<tags>.+)",
    re.IGNORECASE,
)
_WIDE = re.compile(r"[\u3400-\u9fff]")
_TITLED = r"[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,4}"
_OWNER = r"[A-Z][\w&’'. ]{1,40}?"
_COLUMN = (
    # The Herald's Plain Speaking provides ...
    re.compile(
        rf"^(?:[Tt]he )?{_OWNER}['’]s? (?P<column>{_TITLED}) "
        r"(?:provides|offers|gives|brings|is|looks|features|publishes|takes|asks)\b"
    ),
    # Plain Speaking is the Herald's daily column ...
    re.compile(
        rf"^(?P<column>{_TITLED}) is (?:an? |the |our )?(?:{_OWNER}['’]s? )?(?:\w+ ){{0,2}}"
        r"(?:column|series|page|section)\b"
    ),
)
"""How a note presents a column."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of a block, and what stands behind it."""

    label: str
    text: str


def parse(text: str) -> Label | None:
    """An editor's note without its label; the text is empty where the label stands alone on its line."""
    match = _NOTE.match(text.strip())
    if match is None:
        return None
    stripped = text.strip()
    end = match.end()
    return Label(stripped[:end], stripped[end:])


def without_label(text: str) -> str:
    """The note as a reader wants it: no label, no brackets around the whole."""
    found = parse(text)
    note = plain(found.text if found else text)
    opened = text.strip()[:1]
    return note[:-1].rstrip() if opened in "[(" and note.endswith(("]", ")")) else note


def column_of(note: str) -> str:
    """The column that a note presents ("The Herald's Plain Speaking provides ..."); "" where it presents none."""
    for pattern in _COLUMN:
        if match := pattern.match(plain(note)):
            return match["column"]
    return ""


def correction(text: str, language: str = "") -> Correction | None:
    """A correction or update that the publication added, label and day taken off its text; None for other blocks."""
    match = _CORRECTION.match(text.strip())
    if match is None or length(text) > 120:
        return None
    is_update = match["label"].casefold().startswith("update")
    found = list(datelines.find(text[: match.end() + 60], language))
    if is_update and (not found or length(text) < 8):
        return None
    said, day = text.strip()[match.end() :], None
    if found and found[0].start <= match.end() + 24 and not match["label"].casefold().startswith("this"):
        day = found[0].day
        said = text.strip()[found[0].end - (len(text) - len(text.lstrip())) :]
    elif found:
        day = found[0].day
        said = text.strip()
    said = re.sub(r"^[\s:：.,;)）\]–—-]+", "", plain(said))
    return Correction(said[:1].upper() + said[1:], day) if length(said) >= 3 else None


def source_tags(text: str) -> tuple[str, ...]:
    """The tags that a page lists under "Tags:", "Topics:"; empty for any other line."""
    match = _TAGS.fullmatch(plain(text))
    if match is None or length(text) > 60:
        return ()
    spaced = _WIDE.search(text) and not re.search(r"[,;|،、，·•#/]", match["tags"])
    listed = re.split(r"\s+" if spaced else r"[,;|،、，·•#]|\s/\s", match["tags"])
    return tuple(tag.strip(" .#") for tag in listed if tag.strip(" .#"))
