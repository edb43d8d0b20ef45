"""Editor's notes, about the column or about the author; corrections; the source's own tags."""

import re
from dataclasses import dataclass

from . import datelines
from .model import Correction
from .wording import length, plain

_NOTE = re.compile(
    r"""[\[(]?(?P<label>editor(?:['’]?s|s['’])?[ ]note|editorial[ ]note|editors['’]?[ ]note|ed(?:itor)?\.?[ ]note|a[ ]note[ ](?:from|by)[ ]the[ ]editors?|
    note[ ]de[ ]l[ae][’']?[ ]?(?:rédaction|éditeur)|ndlr|n\.d\.l\.r\.?|anm(?:erkung|\.)[ ]d(?:er|\.)[ ]red(?:aktion|\.)|hinweis[ ]der[ ]redaktion|
    nota[ ](?:del[ ]editor|de[ ]la[ ]redacción)|nota[ ]da[ ]redação|ملاحظة[ ](?:المحرر|التحرير|المحررين)|ملحوظة[ ]المحرر|كلمة[ ]المحرر|编者按|编者注|编辑按|编按)\s*[:：.\-–—]?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_CORRECTION = re.compile(
    r"""[\[(*]?(?P<label>corrections?(?:[ ]and[ ]clarifications?)?|clarification|erratum|rectificatif|correction[ ]apportée|korrektur|berichtigung|richtigstellung|corrección|fe[ ]de[ ]erratas|
    تصحيح|تصويب|更正|勘误|updates?|this[ ](?:article|piece|story|column)[ ]was[ ](?:amended|corrected|updated|edited)[ ]on)\b\s*(?P<mark>[:：,(–—\-]|[ ](?=\d|\(|on\b|vom\b|du\b|[A-Z][a-z]+[ ]\d))""",
    re.IGNORECASE | re.VERBOSE,
)
_TAGS = re.compile(
    r"""(?:tags?|topics?|filed[ ]under|keywords?|subjects?|posted[ ]in|more[ ]on|explore[ ]more[ ]on|related[ ]topics|schlagw(?:orte|örter)|themen|mots[ -]clés|thèmes|sujets|etiquetas|temas|
    الوسوم|وسوم|كلمات[ ]مفتاحية|مواضيع|标签|关键词|关键字)\s*[:：]\s*(?P<tags>.+)""",
    re.IGNORECASE | re.VERBOSE,
)
_WIDE = re.compile(r"[\u3400-\u9fff]")
_COLUMN = (
    re.compile(
        r"^(?:[Tt]he )?(?P<publication>[A-Z][\w&’'. ]{1,40}?)['’]s? (?P<column>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,4}) (?:provides|offers|gives|brings|is|looks|features|publishes|takes|asks)\b"
    ),
    re.compile(
        r"^(?P<column>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,4}) is (?:an? |the |our )?(?P<publication>[A-Z][\w&’'. ]{1,40}?['’]s? )?(?:\w+ ){0,2}(?:column|series|page|section)\b"
    ),
)


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
    """The column that a note presents ("CGTN's First Voice provides ..."); "" where it presents none."""
    for pattern in _COLUMN:
        if match := pattern.match(plain(note)):
            return match["column"]
    return ""


def correction(text: str, language: str = "") -> Correction | None:
    """A correction or update that the publication added, its label and day taken off the text; None for other blocks."""
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
    said = re.sub(r"^[\s:：.,;)\]–—-]+", "", plain(said))
    return Correction(said[:1].upper() + said[1:], day) if length(said) >= 3 else None


def source_tags(text: str) -> tuple[str, ...]:
    """The tags that a page lists under "Tags:", "Topics:"; empty for any other line."""
    match = _TAGS.fullmatch(plain(text))
    if match is None or length(text) > 60:
        return ()
    between = (
        r"[,;|،、，·•#]|\s/\s" if re.search(r"[,;|،、，·•#/]", match["tags"]) or not _WIDE.search(text) else r"\s+"
    )
    return tuple(tag.strip(" .#") for tag in re.split(between, match["tags"]) if tag.strip(" .#"))
