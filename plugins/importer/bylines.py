"""Who wrote it: names in a byline, in a note about the author. A doubtful name is no name."""

import re

from .patterns import either, one_of, words_of
from .wording import WORD, ends_sentence, fold, length, plain

MOST_SENTENCE = 8
"""Words: a longer line that ends as a sentence is one, whatever it begins with ("By Lake Geneva, where ...")."""

_BY = one_of(r"""
    # en
    (?:written|words|text|story|an opinion|opinion|commentary|analysis) by|by
    # de
    (?:ein )?(?:kommentar|gastbeitrag|essay) von|eine (?:analyse|kolumne) von|von
    # fr
    (?:propos recueillis|texte) par|par
    # es, pt, it, nl, id
    por|di|da|door|oleh
    # ar
    بقلم
    # zh
    作者|文|撰文|本报记者|本报评论员|评论员
""")
_LABEL = one_of(r"""
    # en
    words|text|authors?
    # de
    autor(?:in|en)?
    # fr
    texte|auteurs?|autrice
    # es
    autora?
    # ar
    كتبت?|الكاتبة?
""")
_MARK = re.compile(rf"(?:{_BY}(?:\s*[:：/｜|]\s*| )|{_LABEL}\s*[:：/]\s*)", re.IGNORECASE)
"""A byline's own words in front of a name; those that are other things too need a colon."""
_BARE_MARK = re.compile(rf"(?:{_BY}|{_LABEL})\s*[:：]?", re.IGNORECASE)

_AND = "(?:and|und|et|y|e|with|mit|avec|con)"
_BETWEEN = re.compile(rf"\s*(?:,\s*{_AND}\s|[,;、]|\s(?:{_AND}|&)\s|\s?&\s?|\sو\s?)\s*", re.IGNORECASE)
_ROLES = one_of(r"""
    # en
    editor|correspondent|columnist|reporter|writer|staff|chief|director|professor|fellow|minister|contributor|opinion
    # de
    redaktion|korrespondent\w*|redakteur\w*
    # fr
    rédact\w*|journaliste?|chroniqueu\w*
    # a place or a paper
    in|für|for|at|of
""")
_BEHIND = re.compile(
    "|".join(
        (
            r"\s*(?:[|•·–—/(\[@]|\s-\s).*",
            rf"\s*,\s*[^,]*\b{_ROLES}\b.*",
            rf"\s*,\s*(?!{_AND}\s)(?-i:[a-zß-ÿ]).*",
            r"\s(?:for (?:the )?[A-Z]|in [A-Z]|is (?:an?|the) |pour |für |updated|published).*",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
"""What stands behind names: a bar, a role, a paper, a place."""
_EDGES = re.compile(r"^[ .,:;،-]+|(?<![JS]r)[ .,:;،-]+$")
_PLACE = re.compile(r",\s*[^\W\d_a-z][\w.’'-]*$")

_PARTICLES = words_of("""
    # Romance
    da dal das de degli del della di do dos du e el la le y san
    # Germanic
    af av den der 't ten ter van von zu zur
    # Arabic and Hebrew
    abu al ben bin bint ibn
    # Welsh, Scots, English
    ap mac mc of saint st st.
""")
_NO_NAMES = words_of("""
    # who publishes
    agencies agency ap afp associated board contributor correspondent columnist desk editor editorial editors guest
    magazine news newsroom press reporter reporters reuters staff team writer writers xinhua
    courier daily gazette journal ledger post review times weekly
    redacción redaktion rédaction
    # what it publishes
    analysis archive breaking chapter column columns comment commentary culture business economy home latest letter
    letters live opinion part podcast politics readers reading speaking sport sports video world
    debatte kommentar leitartikel meinung
    # what its buttons say
    about advertisement contact email image log more photo print published read related search share sign subscribe
    tags topics updated
    # what its columns are called by
    common first ground long plain second short
    # days
    monday tuesday wednesday thursday friday saturday sunday today
    january february march april may june july august september october november december
    # bodies and places
    center centre city committee council department institute ministry school street university
    east new north south west
    # words that begin headlines and sentences
    a an and any are at for from her his how in is it its my no not on or other our own that the their they this to us
    was we what when where who why with you your
    # ar: the editor, the editors, a correspondent, the agencies
    التحرير المحرر المحررين رئيس فريق مراسل مراسلنا هيئة وكالات الوكالات
    # zh: the editors, a reporter, an agency, nobody
    编辑 编辑部 编者 本报 记者 评论员 社论 新华社 中新社 匿名 佚名
""")
_SUFFIXES = words_of("Jr. Sr. Jr Sr II III IV")
_INITIAL = re.compile(r"^[^\W\d_]\.(?:-?[^\W\d_]\.)*$")
_WIDE = re.compile(r"[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}|[\u3400-\u9fff]{1,6}(?:·[\u3400-\u9fff]{1,6}){1,3}")
_ARABIC = re.compile(r"[\u0600-\u06ff]+(?:[ -][\u0600-\u06ff]+){1,4}")

_HONORIFIC = either(r"""
    ^rechtsanw[aä]lt(?:in)?\s+
    ^(?:(?:the|our|about the) author:?|dr\.?|prof(?:essor)?\.?|sir|dame|lord|lady|rev\.?|mrs?\.?|ms\.?)\s+
    ^(?:الكاتبة?|الدكتورة?|د\.)\s*
    ^(?:作者简介[:：]|作者|本文作者)\s*
""")
_IS = one_of(r"""
    # en
    an?[ ]|the[ ]|who[ ]
    is|was|are|were|has been|covers|edits|holds|leads|led|lives|practices|practised|reports|runs|served|serves
    taught|teaches|works|worked|writes
    # de
    ist|war|arbeitet|lehrt|leitet|leitete|schreibt
    # fr
    est|fut|dirige|enseigne|travaille|vit|écrit
    # es
    es|fue|enseña|escribe|trabaja
""")
_IS_AR = one_of(r"""
    هو|هي
    كاتبة?|باحثة?|أستاذة?|خبيرة?|محللة?|محامية?|صحفية?|طبيبة?
""")
_IS_SOMEONE = re.compile(rf"(?:\([^)]*\))?,?\s{_IS}\b|[،:]?\s{_IS_AR}|(?:是|，|为|系|（)")
_ROLE = one_of(
    r"""
    # en
    (?:(?:is|was|has been) )?(?:an?|the)\b.{0,80}\b{someone}
    (?:teaches|lectures|writes (?:on|about|for)|is (?:writing|working on)|serves as|served as|served for)\b
    # de, fr, es
    (?:ist|war|lehrt|leitet|leitete|schreibt|est|enseigne|dirige|es|enseña|escribe)\b
""",
    someone=one_of(r"""
    academic|activist|adviser|advisor|ambassador|analyst|anthropologist|architect|artist|attorney|author|barrister|chair\w*
    columnist|consultant|contributor|correspondent|critic|dean|diplomat|director|doctor|economist|editor|engineer
    executive|expert|fellow|founder|geographer|head|historian|journalist|judge|lawyer|lecturer|librarian|magistrate
    member|minister|mp|novelist|nurse|officer|partner|philosopher|physician|poet|practitioner|president|producer
    professor|psychologist|reader|reporter|researcher|scholar|scientist|secretary|senator|sociologist|solicitor
    strategist|student|surveyor|teacher|tutor|worker|writer
"""),
)
_IS_SOMEBODY = re.compile(
    rf"(?:\([^)]*\))?,?\s{_ROLE}|[،:]?\s{_IS_AR}|[是系].{{0,30}}(?:教授|研究员|作家|记者|学者|编辑|律师|教师|博士|主任)"
)
_WIDE_NAME_FIRST = re.compile(r"[\u3400-\u9fff·]{2,4}?(?=是|，|为|系|（)")
_ARABIC_NAME_FIRST = re.compile(rf"[\u0600-\u06ff]+(?:\s[\u0600-\u06ff]+){{1,3}}?(?=[،:]?\s{_IS_AR})")


def parse(text: str) -> tuple[str, ...]:
    """The names in a line that says who wrote the piece ("By A B and C D, Foreign Editor, in Geneva").

    Only lines with a byline's own words are read; a name that does not look like one gives no names at all.
    """
    line = plain(text)
    match = _MARK.match(line)
    if match is None or length(line) > 40 or (ends_sentence(line) and length(line) > MOST_SENTENCE):
        return ()
    return names(line[match.end() :])


def is_marked(text: str) -> bool:
    """Whether a short line begins as bylines do."""
    return length(text) <= 30 and _MARK.match(plain(text)) is not None


def is_bare_mark(text: str) -> bool:
    """Whether a line is nothing but a byline's own word, the name standing on the next."""
    return _BARE_MARK.fullmatch(plain(text)) is not None


def names(text: str) -> tuple[str, ...]:
    """Names joined by commas or "and", titles and places behind them left out; empty where one is doubtful."""
    line = _EDGES.sub("", _BEHIND.sub("", plain(text)))
    return _all_names(line) or _all_names(_PLACE.sub("", line))


def name_alone(text: str) -> tuple[str, ...]:
    """Names in a line that holds nothing else and no byline's words: two to four capitalised words each."""
    line = plain(text)
    if is_marked(line) or length(line) > 12 or re.search(r"[:|/@!?\d]", line):
        return ()
    found = names(line)
    return found if fold(" ".join(_BETWEEN.split(line))) == fold(" ".join(found)) else ()


def from_author_note(note: str) -> tuple[str, ...]:
    """The name that a note about the author begins with ("X is a lecturer in ..."); empty for any other note."""
    name, behind = _leading_name(note)
    return (name,) if name and _IS_SOMEONE.match(behind) else ()


def from_biography(text: str) -> tuple[str, ...]:
    """The name that a paragraph without any label begins with, where it says what that person is by trade."""
    name, behind = _leading_name(text)
    return (name,) if name and _IS_SOMEBODY.match(behind) else ()


def begins_with(text: str, name: str) -> bool:
    """Whether a text begins with a person's name, a title before it or not: "Dr A B leads ..."."""
    return plain(_HONORIFIC.sub("", plain(text))).startswith(name)


def _leading_name(text: str) -> tuple[str, str]:
    """The name at the start of a text, and what stands behind it; ("", text) without one."""
    line = plain(_HONORIFIC.sub("", plain(text)))
    if match := _WIDE_NAME_FIRST.match(line) or _ARABIC_NAME_FIRST.match(line):
        return match[0], line[match.end() :]
    found = line.split(" ")
    for size in range(min(5, len(found) - 1), 1, -1):
        name = _name(" ".join(found[:size]).rstrip(","))
        if name:
            return name, line[len(" ".join(found[:size]).rstrip(",")) :]
    return "", line


def _all_names(line: str) -> tuple[str, ...]:
    """The names that a line is made of; empty where one part of it is none."""
    found = [_name(part) for part in _BETWEEN.split(line)]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _name(text: str) -> str:
    """One name, set as names are; "" where it is none for certain."""
    name = _HONORIFIC.sub("", _EDGES.sub("", text))
    words = name.split()
    if _WIDE.fullmatch(name) or _ARABIC.fullmatch(name):
        return "" if any(word in _NO_NAMES for word in words) else name
    if not 2 <= len(words) <= 6 or any(character.isdigit() for character in name):
        return ""
    if len(name) > 4 and name.isupper():
        words = [word if _INITIAL.match(word) else _capital(word) for word in words]
    proper = [word for word in words if word.casefold() not in _PARTICLES]
    if any(fold(word) in _NO_NAMES and not _INITIAL.match(word) for word in proper):
        return ""
    if len(proper) < 2 or not all(_is_name_word(word) for word in proper):
        return ""
    return " ".join(words)


def _is_name_word(word: str) -> bool:
    if _INITIAL.match(word) or word in _SUFFIXES:
        return True
    bare = word.strip("“”\"'’")
    return (bool(WORD.fullmatch(bare)) and bare[:1].isupper() and not (bare.isupper() and len(bare) > 2)) or (
        bare[:2].casefold() in ("d'", "d’", "o'", "o’", "al", "el") and len(bare) > 3
    )


def _capital(word: str) -> str:
    if word.casefold() in _PARTICLES:
        return word.casefold()
    return re.sub(r"[^\W\d_]+", lambda match: match[0][:1].upper() + match[0][1:].lower(), word)
