"""Which line is the title, and what an address says of it."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from unidecode import unidecode

from .patterns import one_of, words_of
from .wording import ends_sentence, fold, length, plain, words

_ADDRESS_NOISE = words_of("amp article articles asp aspx htm html index news opinion p page php print shtml story")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_EXTENSION = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cfm|ece)$", re.IGNORECASE)
_SUFFIX = re.compile(r"^(?P<title>.{8,}?)(?P<suffix>\s+[|–—-]\s+[^|–—]{2,40}|\s*[|｜_]\s*[^|｜_]{2,40})$")


_MOMENT = re.compile(r"(?:[^\W\d]{2,14}:?\s){0,3}[\d\s.,:/|–-]{6,60}(?:h|uhr)?", re.IGNORECASE)
"""Few words and numbers: "Updated: 04/03/2022 10:30", "Actualizado el 03/06/2022 05:30 h"."""
KICKERS = one_of(r"""
    # en
    opinions?|analysis|comment(?:ary)?|leaders?|letters?|views?|viewpoint|perspective|essay|op-?ed|(?:our|my|guest) view
    (?:guest )?(?:column|opinion|editorial)
    # de
    (?:gast)?(?:kommentar|beitrag)|meinung|kolumne|analyse|leitartikel|glosse
    # fr
    tribune|chronique|éditorial|édito|billet|point de vue
    # es, pt, it, nl
    opini[óo]n|columna|an[áa]lisis|tribuna|opini[ãa]o|coluna|análise|artigo|opinione|editoriale|commento|opinie|commentaar
    # ar
    رأي|مقال(?: رأي)?|افتتاحية
    # zh
    原标题|原題|社[论論]|[评評][论論]|[观觀][点點]|[时時][评評]
""")
"""What may stand before a title, to say of what kind its piece is."""
_LABEL = re.compile(KICKERS, re.IGNORECASE)
_KICKER = re.compile(rf"{KICKERS}\s?(?:[:：|｜]\s*|\s[–—-]\s)(?=\S)", re.IGNORECASE)
_NAMED_COLUMN = re.compile(r"(?:Kolumne|Chronique|Columna|Coluna)(?: [^\W\d_a-z][\w’'-]*){1,3}\s?:\s+(?=\S)")
"""A column and its name: "Kolumne Nachtwache: "."""
_LABEL_ALONE = re.compile(r"(?:Opinion|Pressemitteilung) (?=[A-ZÄÖÜ])")
"""Labels that lost what stood between them and a title that is written as sentences are."""
_RUN_ON = re.compile(
    r"[^:]{2,40}:(?=[A-ZÀ-Þ]\w* )|"
    r"(?:(?!\d)[\w -]){2,40}?[a-zß-ÿ](?=(?:"
    r"Das|Dem|Den|Der|Die|Ein|Eine|Warum|Was|Wenn|Wer|Wie|The|Why|How|What|Les|Une|Pourquoi|Los|Las|Una) )"
)
"""A topic that ran on into the title: "Der HafenWarum er wächst"."""
_TOPIC = re.compile(r"(?P<topic>[^:：]{2,60}?)(?:\s?[:：]\s*|\s[–—-]\s)(?=\S)")
_WRITES = re.compile(r"\s(?:writes?|schreibt|écrit|escribe)$", re.IGNORECASE)
_COLUMN_BEHIND = re.compile(
    r"[（(][\u3400-\u9fff]{1,6}(?:[评評论論谈談话話]|[观觀][察点點]|[随隨][笔筆]|札[记記]|手[记記]|视点|聚焦|[论論][坛壇]|[纵縱]横)[）)]$"
)
"""The name of its column behind a Chinese title, in brackets."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


MOST_SENTENCE = 12
"""Words of a headline that ends with a full stop."""
LEAST_BEHIND = 2
"""Words of a title behind its kicker."""
LEAST_NAMING = 3
"""Letters of a word that may name a publication in its host."""
QUOTES = "\"'“„«»‘‚「『"
_DASHES = ("–", "—", "-")


def address_words(url: str) -> tuple[str, ...]:
    """The words that an address holds for its page: those of the part of its path with the most words.

    Numbers and identifiers at the ends are left out. Empty where no part has three words, or four in front of others:
    a section may have three ("ideas-and-debates").
    """
    best: tuple[str, ...] = ()
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    for number, part in enumerate(parts, start=1):
        found = [word for word in re.split(r"[-_+.\s]+", _EXTENSION.sub("", _UUID.sub("", part))) if word]
        while found and _is_identifier(found[-1]):
            found.pop()
        while found and (found[0].isdigit() and len(found[0]) != 1 and not 1 <= int(found[0]) <= 30):
            found.pop(0)
        least = 3 if number == len(parts) or not _is_section(parts[number]) else 4
        if len(found) >= least and sum(not word.isdigit() for word in found) >= 3 and len(found) > len(best):
            best = tuple(word.casefold() for word in found)
    return best


def _is_section(part: str) -> bool:
    """Whether a part of an address is words alone, and no number or file."""
    return all(word.isalpha() for word in re.split(r"[-_+]+", part)) and part.casefold() not in _ADDRESS_NOISE


def speaks_latin(text: str) -> bool:
    """Whether most letters of a text are Latin; only then do an address's words tell its title."""
    letters = [character for character in text if character.isalpha()]
    return sum("LATIN" in unicodedata.name(character, "") for character in letters[:2000]) * 2 >= len(letters[:2000])


def from_address(url: str) -> str:
    """A title read off an address's words, its first letter a capital; "" where it holds none."""
    found = " ".join(address_words(url))
    return found[:1].upper() + found[1:]


def likeness(line: str, wanted: Sequence[str]) -> float:
    """How much of an address's words a line holds, and little else: 0 to 1, the harmonic mean of both shares.

    An address may spell what plain letters cannot: "u" or "ue" for "ü".
    """
    have = [_spellings(word) for part in words(line) for word in re.split(r"[-.]", part) if word]
    if not have or not wanted:
        return 0.0
    held = frozenset().union(*have)
    shared = sum(not _spellings(word).isdisjoint(held) for word in wanted)
    asked = frozenset().union(*map(_spellings, wanted))
    spoken = sum(not word.isdisjoint(asked) for word in have)
    recall, precision = shared / len(wanted), spoken / len(have)
    return 2 * recall * precision / (recall + precision) if shared else 0.0


@lru_cache(maxsize=8192)
def _spellings(word: str) -> frozenset[str]:
    """How an address may spell a word: without its accents, and without its apostrophe or as the words beside that."""
    parts = word.split("'")
    plainly = {word} if word.isascii() else {word, unidecode(word), unidecode(word.translate(_UMLAUTS))}
    return frozenset(plainly if len(parts) == 1 else {"".join(parts)}.union(*map(_spellings, filter(None, parts))))


def could_be_title(line: str) -> bool:
    """Whether a line has the shape of a title: 2 to 30 words, not a sentence of running text."""
    size = length(line)
    if _MOMENT.fullmatch(line.strip()):
        return False
    if "://" in line or "%2F" in line or (" " not in line.strip() and "/" in line):
        return False
    return (
        2 <= size <= 30
        and len(line) <= 250
        and not (ends_sentence(line) and line.rstrip().endswith(".") and size > MOST_SENTENCE)
    )


def without_suffix(line: str, publication: str = "") -> tuple[str, str]:
    """Cut a browser's title in two: the title, and the name of the publication behind a bar or a dash.

    With a publication, only a suffix that names it is cut.
    """
    match = _SUFFIX.match(plain(line))
    if match is None or _LABEL.fullmatch(match["title"].strip()):
        return line, ""
    name = fold(match["suffix"])
    if publication and name not in fold(publication) and fold(publication) not in name:
        return line, ""
    return match["title"], match["suffix"]


def is_subtitle(suffix: str, url: str) -> bool:
    """Whether what stands behind a title's dash goes on with it: no label, and no name that its host is called by."""
    host = "".join(words(urlsplit(url).netloc))
    named = [word for word in words(suffix) if len(word) >= LEAST_NAMING]
    if is_label(suffix.strip(" –—-")):
        return False
    return suffix.lstrip()[:1] in _DASHES and not any(word in host for word in named)


def kicker(line: str) -> str:
    """What a title begins with that says of what kind its piece is, or on what; "" without it.

    "Column: ", "Analyse | "; "Opinion " before a title in small letters; "Hafen:" without a space behind it.
    """
    match = _KICKER.match(line) or _NAMED_COLUMN.match(line) or _RUN_ON.match(line) or _LABEL_ALONE.match(line)
    if match is None or length(line[match.end() :]) < LEAST_BEHIND:
        return ""
    return match[0] if match.re is not _LABEL_ALONE or _is_in_small_letters(line[match.end() :]) else ""


def _is_in_small_letters(title: str) -> bool:
    """Whether most words of a title behind its first begin with small letters."""
    others = title.split()[1:]
    return sum(word[:1].islower() for word in others) * 2 > len(others)


def topic(line: str) -> str:
    """What a line says in front of its first colon or dash, with that; "" where it has none."""
    match = _TOPIC.match(line)
    return match[0] if match else ""


def is_label(text: str) -> bool:
    """Whether a text is nothing but what says of what kind a piece is: "Opinion"."""
    return _LABEL.fullmatch(text.strip()) is not None


def writer(topic: str) -> str:
    """Who writes, as the words in front of a title tell: "Ada Moreau writes: " gives "Ada Moreau"."""
    return _WRITES.sub("", topic.strip(" :：–—-"))


def column_behind(line: str) -> str:
    """The name of a column in brackets behind a Chinese title; "" without it."""
    match = _COLUMN_BEHIND.search(line)
    return match[0] if match else ""


def _is_identifier(word: str) -> bool:
    """Whether the last word of an address is a number or a hash rather than a word."""
    if word.casefold() in _ADDRESS_NOISE:
        return True
    digits = sum(character.isdigit() for character in word)
    mixed = any(character.islower() for character in word) and any(character.isupper() for character in word[1:])
    return (digits >= 3 and digits != len(word)) or digits >= 5 or (digits > 0 and mixed) or (mixed and len(word) >= 8)
