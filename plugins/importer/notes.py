"""Editor's notes, about the column or about the author; corrections; the source's own tags."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import datelines
from .model import Correction
from .patterns import either, one_of
from .wording import ends_sentence, length, plain

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
_OPENED = r"[\[(*•·–\-\s]*"
_CORRECTION = re.compile(
    _OPENED
    + r"(?P<label>"
    + one_of(r"""
        # en
        (?:a )?corrections?(?: and clarifications?| was made)?|clarification|erratum|updates?
        # de
        korrektur(?:hinweis)?|berichtigung|richtigstellung
        # fr
        rectificatif|correction(?: apportée)?|mise à jour
        # es
        corrección|fe de (?:erratas?|errores)|actualización|aclaración
        # ar
        تصحيح|تصويب
        # zh
        更正|勘误
    """)
    + r")\b\s*(?P<mark>[:：–—\-]|[(（](?=[^()（）]{0,30}\d)|,(?=[^,:]{0,30}\d)|"
    r" (?=\d|(?:on|vom|du) (?:[^\W\d_]+[.,]? ){0,2}\d{1,2}(?!\d)|[A-Z][a-z]+ \d{1,2}(?!\d)))",
    re.IGNORECASE,
)
_CORRECTS = either(r"""
    # en
    \b(?:mis\w+ed|(?:in)?correct(?:ed|ly)?|wrong(?:ly)?|errors?|erroneous(?:ly)?|mistak\w+|inaccura\w+)\b
    \b(?:originally|previously|initially|amended|updated|clarified|apologi[sz]e|regrets?|should have|rather than)\b
    \b(?:earlier|previous|original) version\b|\bthis (?:article|story|piece|column|essay|post|report)\b
    # de
    \b(?:fehler\w*|falsch\w*|irrtümlich\w*|versehentlich|richtig\w*|korrigiert|berichtigt|ursprünglich|zunächst)\b
    \b(?:früheren|ersten|vorherigen) (?:version|fassung)\b|\bdiese[mrs] (?:artikels?|textes?|text|beitrags?)\b
    # fr
    \b(?:erreurs?|erronée?s?|corrigée?s?|initialement|contrairement|cet article|version (?:antérieure|précédente))\b
    # es
    \b(?:error(?:es)?|erróne[oa]s?|corregid[oa]s?|inicialmente|este artículo|versión anterior)\b
    # ar
    خطأ|الصحيح|الصواب|نسخة سابقة|هذا المقال
    # zh
    误|应为|应是|本文|原文
""")
"""What a correction speaks of: an error, an earlier version, the piece itself."""
_AMENDED = re.compile(
    _OPENED
    + one_of(
        r"""
        # en
        an? (?:earlier|previous|prior) version of this {piece}\b(?!.{0,30}\b(?:appear|publish|deliver|ran\b|posted))
        this {piece} (?:was|has been) (?:since )?{changed} (?P<on>on\b|to {why}\b|at \d)
        this (?:article|story|column|essay|post) (?:originally|previously|initially|incorrectly|mistakenly) {erred}\b
        (?:due to|because of) an editing error,? .{0,40}\bthis {piece}\b
        (?<=\()(?:corrects|clarifies|recasts) .{3,300}\)$
        # de
        in einer (?:früheren|ersten|vorherigen|älteren) (?:version|fassung) (?:dieses|des|unseres) {piece_de}\b
        dieser {piece_de_one} wurde (?:am (?=\d)|nachträglich\b)
        # fr
        une (?:(?:version (?:antérieure|précédente))|première version) de {piece_fr}\b
        {piece_fr} a été (?:modifié|corrigé|mis à jour|amendé)e? (?:le (?=\d)|pour\b|afin\b)
        # es
        una versión (?:anterior|previa) de {piece_es}\b
        en una (?:primera|anterior) versión de {piece_es}
        {piece_es} (?:fue|ha sido|se ha) (?:corregid|actualizad|modificad)[oa] (?:el (?=\d)|para\b)
        # ar
        (?:(?:ورد|ذكر|جاء)ت? في )?نسخة سابقة من هذا المقال
        (?:تم |جرى )(?:تعديل|تصحيح|تحديث) هذا المقال
        # zh
        本文(?:的)?(?:早前|此前|先前|早期)(?:的)?版本
        本文已?于(?=.{4,12}(?:更新|修订|更正))
        """,
        piece="(?:article|story|piece|column|essay|post|report|obituary|review|headline|op-ed|editorial|interview)",
        erred="(?:mis\\w+|stated|said|gave|referred|identified|listed|described)",
        changed="(?:amended|corrected|updated|edited|revised|changed|clarified)",
        why="(?:add|clarify|correct|fix|include|make|note|reflect|remove|say|show|state|update)",
        piece_de="(?:artikels|textes|beitrags|kommentars|berichts)",
        piece_de_one="(?:artikel|text|beitrag|kommentar|bericht)",
        piece_fr="(?:cet article|ce texte|cette tribune|cette chronique|ce billet)",
        piece_es="(?:este artículo|este texto|esta columna|esta nota)",
    ),
    re.IGNORECASE,
)
"""A sentence that says that the piece was changed: of the piece itself, never of a bill or an argument."""
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
MOST_CORRECTION = 120
"""Words."""
MOST_TAG = 6
MOST_CLOSED = 3
"""Words of a tag, and of one in a list that ends with a full stop."""
_GOES_ON = re.compile(r"[^\W\d_]{3}[.!?] +[^\W\d_]+ +[^\W\d_]+ +[^\W\d_]|[。！？؟](?=.)")
"""A sentence that ends, and the next one."""
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


def joined(notes: Mapping[int, str]) -> str:
    """The notes of a piece in the order of their blocks, each once, a blank line between them."""
    return "\n\n".join(dict.fromkeys(text for _, text in sorted(notes.items()) if text))


def column_of(note: str) -> str:
    """The column that a note presents ("The Herald's Plain Speaking provides ..."); "" where it presents none."""
    for pattern in _COLUMN:
        if match := pattern.match(plain(note)):
            return match["column"]
    return ""


def correction(text: str, language: str = "") -> Correction | None:
    """A correction or update that the publication added, label and day taken off its text; None for other blocks."""
    stripped = text.strip()
    if length(stripped) > MOST_CORRECTION:
        return None
    if match := _AMENDED.match(stripped):
        found = list(datelines.find(stripped[: match.end() + 40], language))
        day = found[0].day if found and found[0].start <= match.end() + 6 else None
        return Correction(_sentence(stripped), day)
    match = _CORRECTION.match(stripped)
    if match is None:
        return None
    found = list(datelines.find(stripped[: match.end() + 60], language))
    if not (found or _is_told(stripped, match)):
        return None
    is_update = match["label"].casefold().startswith(("update", "mise à jour", "actualización"))
    if is_update and (not found or length(stripped) < 8):
        return None
    said, day = stripped[match.end() :], None
    if found and found[0].start <= match.end() + 24:
        said, day = stripped[found[0].end :], found[0].day
    elif found:
        said, day = stripped, found[0].day
    said = _sentence(said)
    return Correction(said, day) if length(said) >= 3 else None


def _is_told(text: str, label: re.Match[str]) -> bool:
    """Whether what stands behind a label corrects something, and is no sentence about corrections.

    It says so, or gives a figure behind a colon, or its label stands behind a star or a bracket.
    """
    said = text[label.end() :]
    is_apart = label.start("label") > 0 or any(character.isdigit() for character in said)
    return bool(_CORRECTS.search(said)) or (label["mark"] in ":：" and is_apart)


def _sentence(text: str) -> str:
    """What a correction says: no marks in front of it, no bracket that was opened before its label."""
    said = re.sub(r"^[\s:：.,;)）\]•·*–—-]+", "", plain(text))
    if said[-1:] in ("]", ")") and not re.search(r"[\[(]", said):
        said = said[:-1].rstrip()
    return said[:1].upper() + said[1:]


def source_tags(text: str) -> tuple[str, ...]:
    """The tags that a page lists under "Tags:", "Topics:"; empty for any other line."""
    match = _TAGS.fullmatch(plain(text))
    if match is None or length(text) > 60:
        return ()
    spaced = _WIDE.search(text) and not re.search(r"[,;|،、，·•#/]", match["tags"])
    listed = re.split(r"\s+" if spaced else r"[,;|،、，·•#]|\s/\s", match["tags"])
    tags = tuple(tag.strip(" .#") for tag in listed if tag.strip(" .#"))
    return () if _is_said(match["tags"], tags) else tags


def _is_said(text: str, tags: Sequence[str]) -> bool:
    """Whether what stands behind a label is a sentence, which names of tags are not; one without commas may be long."""
    is_closed = ends_sentence(text)
    most = MOST_CLOSED if is_closed else MOST_TAG
    is_long = (is_closed or len(tags) > 1) and any(length(tag) > most for tag in tags)
    return is_long or bool(_GOES_ON.search(text))
