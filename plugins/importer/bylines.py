"""Who wrote it: names in a byline, in a note about the author. A doubtful name is no name."""

import re

from .wording import WORD, fold, length, plain

_PREFIX = re.compile(
    r"""(?:written[ ]by|words[ ]by|words|text[ ]by|texte?|text|story[ ]by|by|an[ ]opinion[ ]by|opinion[ ]by|commentary[ ]by|analysis[ ]by|author|authors|
    von|ein[ ]kommentar[ ]von|kommentar[ ]von|ein[ ]gastbeitrag[ ]von|par|propos[ ]recueillis[ ]par|por|di|da|door|oleh|
    بقلم|كتب|كتبت|الكاتب|作者|文|撰文|本报记者|本报评论员|评论员)(?:\s*[:：/]\s*|[ ]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_COLON_PREFIXES = re.compile(r"^(?:words|text|texte|author|authors|作者|文|撰文)\b", re.IGNORECASE)
_CUT = re.compile(
    r"""\s*(?:[|•·–—/]|\s-\s|\(|\[|@|,\s*(?=(?:[^,]*\b(?:editor|correspondent|columnist|reporter|writer|staff|chief|director|professor|fellow|minister|contributor|
    opinion|redaktion|rédact\w*|journaliste?|chroniqueu\w*|korrespondent\w*|redakteur\w*|in|für|for|at|of)\b))|
    \s(?:for[ ](?:the[ ])?[A-Z]|in[ ][A-Z]|is[ ](?:an?|the)[ ]|pour[ ]|für[ ]|updated|published)).*$""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:,\s*(?:and|und|et|y|e)\s|,|;|、|\s(?:and|und|et|y|e|&|with|mit|avec|con)\s|\s?&\s?|\sو\s?|(?<=\S)\sو(?=\S{3}))\s*",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "bint",
        "abu",
        "y",
        "e",
        "zu",
        "zur",
        "af",
        "av",
        "'t",
        "of",
        "ap",
        "mac",
        "mc",
        "san",
        "st",
        "st.",
        "saint",
        "ben",
        "dal",
        "degli",
    ]
)
_NO_NAMES = frozenset(
    [
        "staff",
        "editor",
        "editors",
        "editorial",
        "board",
        "desk",
        "reporter",
        "reporters",
        "correspondent",
        "writer",
        "writers",
        "columnist",
        "contributor",
        "newsroom",
        "team",
        "agency",
        "agencies",
        "news",
        "press",
        "reuters",
        "associated",
        "afp",
        "ap",
        "xinhua",
        "guest",
        "opinion",
        "comment",
        "commentary",
        "analysis",
        "letters",
        "letter",
        "readers",
        "column",
        "columns",
        "the",
        "our",
        "us",
        "world",
        "politics",
        "business",
        "economy",
        "culture",
        "sport",
        "sports",
        "home",
        "subscribe",
        "published",
        "updated",
        "photo",
        "image",
        "share",
        "print",
        "email",
        "advertisement",
        "related",
        "more",
        "read",
        "topics",
        "tags",
        "review",
        "post",
        "times",
        "daily",
        "weekly",
        "journal",
        "gazette",
        "courier",
        "second",
        "first",
        "common",
        "plain",
        "long",
        "short",
        "part",
        "chapter",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "speaking",
        "ground",
        "reading",
        "ledger",
        "redaktion",
        "rédaction",
        "redacción",
        "kommentar",
        "meinung",
        "debatte",
        "leitartikel",
        "magazine",
        "video",
        "podcast",
        "live",
        "latest",
        "breaking",
        "about",
        "contact",
        "search",
        "today",
        "archive",
        "sign",
        "log",
        "in",
        "university",
        "institute",
        "centre",
        "center",
        "school",
        "council",
        "committee",
        "ministry",
        "department",
        "street",
        "city",
        "north",
        "south",
        "east",
        "west",
        "new",
        "and",
        "or",
        "with",
        "from",
        "for",
        "to",
        "at",
        "on",
        "is",
        "are",
        "was",
        "how",
        "why",
        "what",
        "when",
        "where",
        "who",
        "a",
        "an",
        "this",
        "that",
        "we",
        "you",
        "they",
        "it",
        "not",
        "no",
    ]
)
_INITIAL = re.compile(r"^[^\W\d_]\.(?:-?[^\W\d_]\.)*$")
_WIDE = re.compile(r"[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}|[\u3400-\u9fff]{1,6}(?:·[\u3400-\u9fff]{1,6}){1,3}")
_ARABIC = re.compile(r"[\u0600-\u06ff]+(?:[ -][\u0600-\u06ff]+){1,4}")
_HONORIFIC = re.compile(
    r"^(?:(?:the|our|about[ ]the)[ ]author:?|dr\.?|prof(?:essor)?\.?|sir|dame|lord|lady|rev\.?|mr\.?|mrs\.?|ms\.?|作者简介[:：]|作者|本文作者|الكاتب(?:ة)?|الدكتور(?:ة)?|د\.)\s*",
    re.IGNORECASE | re.VERBOSE,
)
_IS_SOMEONE = re.compile(
    r"""^(?:\([^)]*\))?,?\s(?:is|was|are|were|has[ ]been|served|serves|teaches|taught|writes|works|worked|practised|practices|leads|led|runs|edits|lives|holds|reports|covers|
    ist|war|lehrt|schreibt|arbeitet|leitet|leitete|est|fut|enseigne|écrit|travaille|dirige|vit|es|fue|escribe|enseña|trabaja|an?[ ]|the[ ]|who[ ])\b
    |^[،:]?\s(?:هو|هي|كاتب|كاتبة|باحث|باحثة|أستاذ|أستاذة|خبير|خبيرة|محلل|محللة|محام|محامية|صحفي|صحفية|طبيب|طبيبة)|^(?:是|，|为|系|（)""",
    re.VERBOSE,
)


def parse(text: str) -> tuple[str, ...]:
    """The names in a line that says who wrote the piece ("By A B and C D, Foreign Editor, in Geneva").

    Only lines with a byline's own words are read; a name that does not look like one gives no names at all.
    """
    line = plain(text)
    match = _PREFIX.match(line)
    if match is None or length(line) > 40:
        return ()
    if _COLON_PREFIXES.match(line) and not re.match(r"^\w+\s*(?:[:：/]|[ ]by[ ])", line):
        return ()
    return names(line[match.end() :])


def is_marked(text: str) -> bool:
    """Whether a short line begins as bylines do."""
    return length(text) <= 30 and _PREFIX.match(plain(text)) is not None


def is_bare_mark(text: str) -> bool:
    """Whether a line is nothing but a byline's own word, the name standing on the next."""
    return _PREFIX.fullmatch(f"{plain(text).rstrip(':')} ") is not None


def names(text: str) -> tuple[str, ...]:
    """Names joined by commas or "and", titles and places behind them left out; empty where one is doubtful."""
    line = _CUT.sub("", plain(text)).strip(" .,:;،")
    found = []
    for part in _BETWEEN.split(line):
        name = _name(part)
        if not name:
            return ()
        found.append(name)
    return tuple(dict.fromkeys(found))


def name_alone(text: str) -> tuple[str, ...]:
    """Names in a line that holds nothing else and no byline's words: two to four capitalised words each."""
    line = plain(text)
    if (
        is_marked(line)
        or length(line) > 12
        or any(character in line for character in ":|/@!?")
        or any(character.isdigit() for character in line)
    ):
        return ()
    return names(line) if fold(" ".join(names(line))) and _is_all_names(line) else ()


def from_author_note(note: str) -> tuple[str, ...]:
    """The name that a note about the author begins with ("X is a lecturer in ..."); empty for any other note."""
    name, behind = _leading_name(note)
    return (name,) if name and _IS_SOMEONE.match(behind) else ()


def begins_with(text: str, name: str) -> bool:
    """Whether a text begins with a person's name, a title before it or not: "Dr A B leads ..."."""
    return plain(_HONORIFIC.sub("", plain(text))).startswith(name)


def _leading_name(text: str) -> tuple[str, str]:
    """The name at the start of a text, and what stands behind it; ("", text) without one."""
    line = plain(_HONORIFIC.sub("", plain(text)))
    if wide := re.match(r"[\u3400-\u9fff·]{2,4}?(?=是|，|为|系|（)", line):
        return wide[0], line[wide.end() :]
    if arabic := re.match(
        r"[\u0600-\u06ff]+(?:\s[\u0600-\u06ff]+){1,3}?(?=[،:]?\s(?:هو|هي|كاتب|باحث|أستاذ|خبير|محلل|محام|صحف|طبيب))",
        line,
    ):
        return arabic[0], line[arabic.end() :]
    found = line.split(" ")
    for size in range(min(5, len(found) - 1), 1, -1):
        name = _name(" ".join(found[:size]).rstrip(","))
        if name:
            return name, line[len(" ".join(found[:size]).rstrip(",")) :]
    return "", line


def _is_all_names(line: str) -> bool:
    return fold(" ".join(part for part in _BETWEEN.split(line) if part)) == fold(" ".join(names(line)))


def _name(text: str) -> str:
    """One name, set as names are; "" where it is none for certain."""
    name = text.strip(" .,:;،-")
    if _WIDE.fullmatch(name) or _ARABIC.fullmatch(name):
        return name
    words = name.split()
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
    if _INITIAL.match(word) or word in ("Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"):
        return True
    bare = word.strip("“”\"'’")
    return (bool(WORD.fullmatch(bare)) and bare[:1].isupper() and not (bare.isupper() and len(bare) > 2)) or (
        bare[:2].casefold() in ("d'", "d’", "o'", "o’", "al", "el") and len(bare) > 3
    )


def _capital(word: str) -> str:
    if word.casefold() in _PARTICLES:
        return word.casefold()
    return re.sub(r"[^\W\d_]+", lambda match: match[0][:1].upper() + match[0][1:].lower(), word)
