"""Who wrote a web page's piece: what metadata claims and what the lines around the piece say, weighed.

Several sources that name the same people count together; a name that only a weak source gives is no name.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from .. import bylines, datelines, titles
from ..model import Document, Web
from ..patterns import either, words_of
from ..wording import fold, length, plain
from . import fields
from .evidence import is_authors_page
from .layout import AWAY, LINKED, OF_BLOCK, Layout

ENOUGH = 1.5
"""The weight that the evidence for names must have together."""
MOST_NAMES = 6
"""More names than that are those of a list, of references or of the house."""
MOST_CITED = 60
"""More names than that are not even those of a study."""
SPOKEN = 2.5
"""How much a line weighs that begins with a byline's words."""
SPOKEN_BELOW = 1.6
"""How much such a line weighs below the piece, where the cards of other pieces stand."""
NICK = 0.8
"""How much less a name of one word weighs."""
MOST_WORDS = 26
"""Words in a line that may say who wrote the piece."""

_TRUST = {
    "JSON-LD author": 2.0,
    "microdata author": 2.0,
    "microdata creator": 1.5,
    "rel=author": 1.9,
    "meta parsely-author": 2.2,
    "meta citation_author": 2.0,
    "hCard": 1.8,
    "JSON-LD WebPage author": 1.2,
    "meta twitter:data1": 1.2,
}
_WHOLE = ("JSON-LD author", "meta parsely-author", "meta citation_author")
"""Sources that name all who wrote a piece."""
_ACCOUNT = frozenset({"JSON-LD WebPage author", "meta twitter:data1"})
"""Both tell the same: the account in the content management system that the page was put there with."""
_OTHER_TRUST = 1.5
_AROUND = either(r"""
    ^(?:zeige )?alle (?:beiträge|artikel|posts) (?:von|vom autor|des autors)\s*
    ^(?:view|see) all (?:posts|articles|stories) (?:by|from)\s*
    ^(?:posts?|articles?|more|mehr|plus|más)(?: (?:posts|articles|artikel))? (?:by|from|von|par|de|por)\s+
    ^(?:über|about|à propos de|sobre|von|by|par|por|autor(?:in)?:?|author:?|posted by|written by)\s+
    \s*(?:follow|folgen|seguir|suivre|»|→|›)\s*$
    ,?\s+(?:ph\.?\s?d\.?|m\.?d\.?|rd|mph|msc|m\.a\.|b\.a\.|dds|rn|cpt|mba|esq\.?|lpc|ldn|r\.d\.)(?=$|,)
    \s+@\w+\s*$
""")
"""What links to an author and lines about one say beside the name."""
_VERBS = "|".join(
    words_of("""
    veröffentlicht geschrieben erstellt gespeichert verfasst publiziert gepostet beitrag posted written published text
""")
)
_BY = r"by|von|vom|par|por|autor(?:in|en)?|auteure?|author|escribe|scritto da"
_MARK = re.compile(
    rf"(?:^|(?<=[\s|·•~,.:–—-])|(?<=\d))(?:(?:{_VERBS})\s*)?(?:{_BY})"
    r"(?:\s*:\s*|\s+|(?<=von)(?=[A-ZÄÖÜ])|(?<=by)(?=[A-ZÄÖÜ]))(?P<name>\S.*)$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:posted|written|geschrieben|gepostet|verfasst|erstellt) (?:by|von) (?-i:[^\W\d_a-z])", re.IGNORECASE
)
"""A line that begins thus tells its author, whatever else it tells: "Posted by Sailor under Harbours"."""
MOST_WORK = 40
"""Characters in front of a byline's words that say what else somebody did."""
_OTHER_WORK = re.compile(
    r"(?:photo\w*|fotos?|pictures?|images?|illustrat\w*|translat\w*|übersetz\w*|traduc\w*|tradui\w*|edit\w*|reviewed|"
    r"checked|verified|geprüft|narrated|read|produced|recorded|presented|sponsored|powered)\s*$",
    re.IGNORECASE,
)
"""What stands in front of the names of others: who took the pictures, translated, checked."""
_CHANGED = re.compile(
    r"(?:geändert|bearbeitet|modified|updated|edited|modifiée?|actualizad[oa]|modificato)\b.{0,25}$", re.I
)
"""What stands in front of the name of someone who changed a page: "Last modified: 2019/10/02 14:03 by"."""
_TRANSLATOR = re.compile(
    r"(?:übersetz\w*|translat\w*|traduc\w*|tradui\w*)(?:\s(?:aus|from|del?)\s.{1,30}?)?(?:\s(?:von|by|par|por))?"
    r"[\s:]+(?P<names>.+)",
    re.IGNORECASE,
)
"""Who translated a piece, on a line of its own: "Translated from the Welsh by A B", "Übersetzung: A B"."""
_FOOTNOTE = re.compile(r"[(\[]\d{1,3}[)\]]|\*\s|¹")
"""How a note below a piece and its signature begins."""
_BULLETS = ("•", "·", "|")
"""What parts the topics of a row."""
_BEHIND = "|".join(
    words_of(r"""
    in am at on under unter um für for le el vor uhr edit kategorien? leave kommentare? comments? schreibe hinterlass\w*
    updated? published aktualisiert veröffentlicht erstellt lesezeit min tags? follow folgen mit with aus is
    vom
""")
)
_ENDS = re.compile(
    r"\s*(?:[|·•~/(\[\n@→»]|(?<!\w)\d|\d(?=\d?\.\s|\d{3})|\s[-–—]\s|,\s*(?=\d)|"
    rf"\b(?:{_BEHIND}|post a|ein kommentar)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
"""What may stand behind a name in its line."""
_TITLES = re.compile(
    r"^(?:rechtsanwalt|rechtsanwältin|dr\.|prof\.|redakteur(?:in)?|gastautor(?:in)?|gastbeitrag von|kolumne von|herr|"
    r"frau|chefredakteur(?:in)?)\s+",
    re.IGNORECASE,
)
_OFFICES = "|".join(
    words_of(r"""
    redaktion\w* \w+redaktion admin\w* r[ée]daction editors? editorial staff team webteam agentur\w* agencies
    agency agencia agence verlag gmbh ag inc ltd llc e\.v news\w* online zeitung magazin\w* presse\w* press
    dpa afp reuters ap epd kna sid apa sda media medien radio tv fernsehen blog author autor gast guest
    unknown anonym\w* webmaster verein verband institut\w* stiftung universit\w+ redacci[oó]n service desk
    newsroom wire contributors? post times daily kirche partei bund ministerium gesellschaft gründer(?:in)?
    redazione redação
    founder kommentare? comments? uncategorized allgemein home menu super user kolumne follow vom erstellt
    chefredakteur\w* archive?s? \w*(?:blatt|zeitung|magazin)
""")
)
_NOBODY = re.compile(rf"https?:|www\.|\.(?:com|de|org|net|ch|at|fr|info|tv|news)\b|\b(?:{_OFFICES})\b", re.IGNORECASE)
"""Words of houses, offices and addresses; a name that holds one is nobody's."""
_DESK = re.compile(
    r"(?:the )?editorial(?: (?:board|team|desk))?|(?:[\w.-]+ ){0,2}redaktion(?: [\w.-]+){0,2}|\w+ staff report|"
    r"staff(?: (?:writer|report)s?)?|(?:la )?r[ée]daction|(?:la )?redacci[oó]n|agencia \w+|[\w-]+ webteam",
    re.IGNORECASE,
)
_NAMED = frozenset({"byline"})
_OTHERS = frozenset({"comments", "credit", "caption"})
_NO_NAME = AWAY | {"kicker"}
_BELOW_OTHERS = _OTHERS | {"related", "menu"}
_HOUR = re.compile(r"^[\s,]*\d{1,2}[:.h]\d\d(?:\s?(?:uhr|h|am|pm)\b)?\s*", re.IGNORECASE)
_HOUSE_ENDS = re.compile(r"\s*(?:[|·•(\[@→»]|\s[-–—]\s|\s\d|\b(?:am|on|le|vom)\s+\d).*$", re.IGNORECASE | re.DOTALL)
_AGENCIES = re.compile(
    r"[A-Za-z]{2,5}/(?:The )?[A-Za-z]{2,5}|(?:Agencia |Agence )?[A-Z]{2,5}(?: (?:mit|with|avec) \w{2,5})?"
)
"""Agencies and initials as bylines give them: "AFP/The Local", "det/dpa"."""
_PLATFORMS = (
    ".wordpress.com",
    ".blogspot.com",
    ".blogspot.de",
    ".hypotheses.org",
    ".substack.com",
    ".tumblr.com",
    ".medium.com",
)
_ENDING = re.compile(r"(?<=\w)\.[a-z]{2,12}(?:\.[a-z]{2})?$", re.IGNORECASE)
"""The end of a host's name, where a site is called by it."""
_SUFFIX = re.compile(r"[-_]?(?:blog|online|magazin|magazine|news|24|zeitung|media)$")
_NICK = re.compile(r"[^\W\d_][\w.’'-]{1,24}")
_STOPS = words_of("""
    the a an der die das le la el und and mehr more share teilen print drucken mail heute gestern today yesterday jetzt
    allgemein politik wirtschaft kultur sport panorama opinion meinung news blog video audio podcast startseite home
    kommentar kommentare archiv archive profil profile
""")


@dataclass(frozen=True, slots=True)
class Said:
    """Names, what gave them, and how much that weighs."""

    names: tuple[str, ...]
    source: str
    weight: float

    @property
    def block(self) -> int | None:
        """The block of the page that gave them, None for metadata."""
        found = OF_BLOCK.fullmatch(self.source)
        return int(found[1]) if found else None

    @property
    def key(self) -> frozenset[str]:
        """The names, whatever their order and case."""
        return frozenset(map(fold, self.names))


def find(
    document: Document,
    layout: Layout,
    header: Sequence[int],
    below: Sequence[int],
    language: str,
    piece: Collection[int] = (),
) -> tuple[tuple[str, ...], str]:
    """Names and what gave them, () and "none" where the evidence is too weak.

    header: the blocks around the title; below: those right below the piece; piece: its own.
    """
    web = document.web or Web()
    own = _own_names(web, document.facts.url)
    said = [
        *_claimed(web, own),
        *_shown(layout, header, below, own, language, _called(document)),
        *_signed(layout, piece, own),
    ]
    translators = _translators(layout, (*header, *below))
    said = [each for each in said if not _speaks_of(each, translators)] or said
    weights: dict[frozenset[str], float] = {}
    for each in said:
        weights[each.key] = weights.get(each.key, 0.0) + each.weight
    _support(said, weights)
    best = max(weights, key=lambda key: weights[key], default=frozenset())
    if weights.get(best, 0.0) < ENOUGH:
        return _house(layout, header, below, _site_names(web), language) or _desk(web)
    chosen = _with_others(layout, said, _chosen(said, _instead_of_account(said, best)))
    if len(chosen.names) == 1 and " " not in chosen.names[0]:
        return _whole_name(layout, (*header, *below), chosen.names[0]), chosen.source
    return chosen.names, chosen.source


def _chosen(said: Sequence[Said], best: frozenset[str]) -> Said:
    """What gives the names that the evidence is for, or a whole list that they are part of.

    A block of the page that says the same is named as what gave them: it is a byline.
    """
    whole = (each for each in said if each.key > best and each.source in _WHOLE)
    chosen = next(whole, None) or max((each for each in said if each.key == best), key=lambda each: each.weight)
    shown = (each.source for each in said if each.key == chosen.key and each.block is not None)
    return replace(chosen, source=next(shown, chosen.source))


def _with_others(layout: Layout, said: Sequence[Said], chosen: Said) -> Said:
    """The names of a byline with those of the bylines beside it: a list may give each author an item."""

    def home(each: Said) -> int | None:
        """The list that a byline is an item of."""
        at = each.block
        is_item = at is not None and layout.blocks[at].kind == "item" and layout.mark(at, _NAMED)
        return layout.home(at) if at is not None and is_item else None

    if (own := home(chosen)) is None:
        return chosen
    beside = [each.names for each in said if home(each) == own]
    names = tuple({fold(name): name for listed in (chosen.names, *beside) for name in listed}.values())
    return replace(chosen, names=names) if len(names) <= MOST_NAMES else chosen


def _instead_of_account(said: Sequence[Said], best: frozenset[str]) -> frozenset[str]:
    """The whole names of a byline, where all that goes before them is a word of metadata's: an account's."""
    shown = [each for each in said if each.block is not None]
    named = next((each.names for each in said if each.key == best), ())
    if any(" " in name for name in named) or any(each.key == best for each in shown):
        return best
    return next((each.key for each in shown if each.weight >= SPOKEN and " " in each.names[0]), best)


def _translators(layout: Layout, indices: Sequence[int]) -> frozenset[str]:
    """Who translated the piece, folded, as lines around it say; no author, where another is named."""
    lines = [_TRANSLATOR.fullmatch(plain(layout.blocks[index].text)) for index in indices]
    named = [bylines.names(_ENDS.sub("", line["names"])) for line in lines if line and length(line[0]) <= MOST_WORDS]
    return frozenset(fold(name) for names in named for name in names)


def _speaks_of(said: Said, names: frozenset[str]) -> bool:
    """Whether evidence is for one of some people, by the whole name or by how it begins."""
    return len(said.key) == 1 and any(f"{name} ".startswith(f"{one} ") for name in names for one in said.key)


def is_byline(text: str, authors: Sequence[str], language: str) -> bool:
    """Whether a line says nothing but who wrote the piece, and when."""
    day = next(datelines.find(text, language), None)
    line = _AROUND.sub("", plain(text if day is None else f"{text[: day.start]} {text[day.end :]}")).strip(" ,–—-|()")
    return bool(authors) and set(map(fold, bylines.name_alone(bylines.evened(line)))) == set(map(fold, authors))


def _whole_name(layout: Layout, indices: Sequence[int], first: str) -> tuple[str, ...]:
    """A first name with the last name that a line of its own gives it near the piece."""
    for index in indices:
        found = bylines.name_alone(bylines.evened(plain(layout.blocks[index].text)))
        if len(found) == 1 and fold(found[0]).startswith(f"{fold(first)} "):
            return found
    return (first,)


def _desk(web: Web) -> tuple[tuple[str, ...], str]:
    """A publication's own desk, where metadata names it as the author and nobody else: "Editorial Board"."""
    for claim in web.claims:
        if claim.field == "author" and claim.source in _TRUST and _DESK.fullmatch(claim.value):
            return (claim.value,), claim.source
    return (), "none"


def _house(
    layout: Layout, header: Sequence[int], below: Sequence[int], own: set[str], language: str
) -> tuple[tuple[str, ...], str] | None:
    """A desk, an agency or the publication itself, where a line around the piece names it as its author."""
    for index in (*header, *below):
        text = plain(layout.blocks[index].text)
        if length(text) > 14 or layout.mark(index, _BELOW_OTHERS if index in below else _OTHERS):
            continue
        days = list(datelines.find(text, language))
        is_named = bool(layout.mark(index, frozenset({"byline", "bio"})))
        marked = _MARK.search(text)
        if marked and (days or is_named or not marked.start()):
            name = marked["name"]
        elif days and length(text) <= 10:
            name = datelines.rest(text, days)
        elif is_named or (index and bylines.is_bare_mark(layout.blocks[index - 1].text)):
            name = text
        else:
            continue
        name = _HOUSE_ENDS.sub("", name).strip(" ,.;:–—-|")
        if _is_house(name, own, is_marked=bool(marked)):
            return (name,), f"block {index}"
    return None


def _is_house(name: str, own: set[str], *, is_marked: bool) -> bool:
    """Whether a name is that of a desk, an agency, the publication; or, behind a byline's words, of any office."""
    if length(name) > 5 or not name:
        return False
    if _squeezed(name) in own or _DESK.fullmatch(name) or (_AGENCIES.fullmatch(name) and fold(name) not in _STOPS):
        return True
    return is_marked and name[0].isupper() and _NOBODY.search(name) is not None


def _site_names(web: Web) -> set[str]:
    """What the site calls itself in its metadata, without spaces and case."""
    sites = [claim.value for claim in web.claims if claim.field == "site"]
    return {_squeezed(name) for site in sites for name in (site, _ENDING.sub("", site))}


def _own_names(web: Web, url: str) -> set[str]:
    """What the site calls itself, and the parts of its host; a blog's own part of its platform's is its author's."""
    own = _site_names(web)
    host = fields.host(url)
    parts = host.split(".")[:-1]
    if not host.endswith(_PLATFORMS) and not _is_persons(web, set(map(_squeezed, parts)) - own):
        own |= {_squeezed(host), *map(_squeezed, parts), *(_squeezed(_SUFFIX.sub("", part)) for part in parts)}
    return own - {""}


def _is_persons(web: Web, parts: set[str]) -> bool:
    """Whether a host is called after the one who writes there: metadata names a person of two words by a part of it."""
    named = {claim.value for claim in web.claims if claim.field == "author" and _squeezed(claim.value) in parts}
    return any(bylines.name_alone(value) and not _NOBODY.search(value) for value in named)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def _support(said: Sequence[Said], weights: dict[frozenset[str], float]) -> None:
    """Evidence for one name that begins like another counts for that one too.

    A first name alone speaks for the whole name; a name with more words behind it speaks for the name.
    """
    single = [(next(iter(each.key)), each.weight) for each in said if len(each.key) == 1]
    for key in weights:
        if len(key) == 1:
            (name,) = key
            for other, weight in single:
                if (" " not in other and name.startswith(f"{other} ")) or (
                    " " in name and other.startswith(f"{name} ")
                ):
                    weights[key] += weight


def _claimed(web: Web, own: set[str]) -> Iterator[Said]:
    """What each source of metadata says; several claims of one source are one list."""
    by_source: dict[str, list[str]] = {}
    for claim in web.claims:
        if claim.field == "author":
            by_source.setdefault(claim.source, []).append(claim.value)
    if by_source.keys() >= _ACCOUNT:
        by_source["JSON-LD WebPage author"] += by_source.pop("meta twitter:data1")
    for source, listed in by_source.items():
        named = [of_claim(value, own) for value in listed]
        found = tuple({fold(name): name for each in named for name in each}.values())
        if found and len(found) <= (MOST_CITED if source == "meta citation_author" else MOST_NAMES):
            weight = _TRUST.get(source, _OTHER_TRUST)
            yield Said(found, source, weight if " " in found[0] else weight * NICK)


def of_claim(value: str, own: set[str]) -> tuple[str, ...]:
    """The names that a claim of metadata holds: no addresses, offices, agencies, nor the site itself."""
    text = plain(value).split(" | ")[0]
    for _ in range(3):
        text = _AROUND.sub("", text).strip(" ,;")
    first = text.split(",")[0]
    if not text or _squeezed(text) in own or _NOBODY.search(first if " " in first else text) or length(text) > 14:
        return ()
    return bylines.parse(text) or bylines.names(_claimed_name(text)) or _nick(text, own)


def _claimed_name(text: str) -> str:
    """A name that metadata gives, its last part with a capital: "Mobasir hassan"."""
    parts = bylines.evened(text).split(" ")
    if len(parts) == 2 and parts[0][:1].isupper() and parts[1].isalpha() and parts[1].islower() and len(parts[1]) > 2:
        parts[1] = parts[1].capitalize()
    return " ".join(parts)


def _nick(text: str, own: set[str]) -> tuple[str, ...]:
    """One word that someone writes under."""
    is_one = _NICK.fullmatch(text) and _squeezed(text) not in own and fold(text) not in _STOPS
    return (text,) if is_one else ()


def _called(document: Document) -> str:
    """What metadata and address say that a page is called, folded."""
    return " | ".join((*fields.called_by(document).said, fold(" ".join(titles.address_words(document.facts.url)))))


def _shown(
    layout: Layout, header: Sequence[int], below: Sequence[int], own: set[str], language: str, called: str
) -> Iterator[Said]:
    """What lines around the piece say: behind a byline's words, beside a day, or in an element called a byline.

    called: what the page is called, folded; a name in it that nothing calls an author's is that of its subject.
    """
    seen: set[str] = set()
    for index in (*header, *below):
        block = layout.blocks[index]
        text = block.text.strip()
        is_below = index in below
        if length(text) > MOST_WORDS or fold(text) in seen or _is_others(layout, index, is_below):
            continue
        seen.add(fold(text))
        spoken = next((names for line in (text, text.split("\n")[0]) if (names := bylines.parse(line))), ())
        if spoken and not _NOBODY.search(" ".join(spoken)):
            yield Said(spoken, f"block {index}", SPOKEN_BELOW if is_below else SPOKEN)
        elif found := _linked(layout, index, own):
            yield Said(found, f"block {index}", 2.2 if " " in found[0] else 1.7)
        elif found := _below_mark(layout, index, own):
            yield Said(found, f"block {index}", 2.2 if " " in found[0] else 1.5)
        elif found := _marked(layout, index, own, language):
            yield Said(found, f"block {index}", 2.0 if len(found[0].split()) > 1 else 1.5)
        elif found := _beside_day(layout, index, language, is_below):
            yield Said(found, f"block {index}", 2.0)
        elif found := _alone(layout, index, text, own, called, is_below):
            yield Said(found, f"block {index}", 2.0 if not is_below else 1.0)


def _is_others(layout: Layout, index: int, is_below: bool) -> bool:
    """Whether a line tells of others than who wrote the piece: it stands in a caption, a comment, a card below."""
    setting = layout.blocks[index].setting
    within = setting.within if setting else frozenset()
    if "figcaption" in within or _TRANSLATOR.match(layout.blocks[index].text.lstrip()):
        return True
    if not is_below:
        return bool(layout.mark(index, _OTHERS))
    is_own = ("article" in within and bool(layout.mark(index, _NAMED))) or _WROTE.match(layout.blocks[index].text)
    return bool(layout.mark(index, _BELOW_OTHERS - {"menu"} if is_own else _BELOW_OTHERS)) or _is_on_card(layout, index)


def _is_on_card(layout: Layout, index: int) -> bool:
    """Whether a line stands right below a heading that leads to another piece."""
    above = layout.blocks[index - 1] if index else None
    if above is None or above.kind != "heading" or layout.links(index - 1) <= LINKED or above.setting is None:
        return False
    return not any(is_authors_page(span.href) for span in above.setting.spans)


def _marked(layout: Layout, index: int, own: set[str], language: str) -> tuple[str, ...]:
    """Names behind a byline's words anywhere in a short line: "Posted on 3 May by A B | Leave a comment"."""
    text = plain(layout.blocks[index].text)
    days = list(datelines.find(text, language))
    is_named = bool(layout.mark(index, _NAMED))
    is_said = bool(days) or is_named or _WROTE.match(text) is not None
    if not is_said and length(text) > 12:
        return ()
    match = _MARK.search(text)
    before = text[: match.start()] if match else ""
    is_apart = is_said or re.fullmatch(r"|.*[|·•~,.:–—-]\s*", before)
    if match is None or not is_apart or any(each.search(before[-MOST_WORK:]) for each in (_OTHER_WORK, _CHANGED)):
        return ()
    name = _TITLES.sub("", _ENDS.sub("", match["name"]).strip(" ,;:"))
    if not name or _NOBODY.search(name) or _squeezed(name) in own:
        return ()
    if found := bylines.names(bylines.evened(name)):
        return found
    return _nick(name.rstrip("."), own) if is_said else ()


def _linked(layout: Layout, index: int, own: set[str]) -> tuple[str, ...]:
    """Names that a line links to the pages of their authors."""
    setting = layout.blocks[index].setting
    linked = [span.text for span in setting.spans if span.href and is_authors_page(span.href)] if setting else []
    names = dict.fromkeys(name for text in linked for name in of_claim(text, own))
    found = tuple(name for name in names if " " in name) or tuple(names)
    return found if layout.mark(index) not in ("related", "menu") else ()


def _below_mark(layout: Layout, index: int, own: set[str]) -> tuple[str, ...]:
    """Names on the line below one that holds nothing but a byline's word: "Author"."""
    if not index or not bylines.is_bare_mark(layout.blocks[index - 1].text) or layout.mark(index, _BELOW_OTHERS):
        return ()
    return of_claim(layout.blocks[index].text, own)


def _beside_day(layout: Layout, index: int, language: str, is_below: bool) -> tuple[str, ...]:
    """Names alone on a line with a day: "A B, 1 May 2021"; in an element called a byline, among places."""
    text = layout.blocks[index].text.strip()
    days = list(datelines.find(text, language))
    if not days or length(text) > 18:
        return ()
    before = text[: days[0].start].strip()
    is_named = layout.mark(index, _NAMED) and not _NOBODY.search(before)
    if found := bylines.names(bylines.evened(before)) if is_named else ():
        return found
    if is_below:
        return ()
    behind = _HOUR.sub("", text[days[-1].end :].strip(), count=1)
    parts = (text[: days[0].start], behind if behind[:1] in tuple("|•·–—-,/") else "")
    named = [part.strip(" |•·–—-,/\n") for part in parts]
    return next((found for name in named if not _NOBODY.search(name) and (found := bylines.name_alone(name))), ())


def _signed(layout: Layout, piece: Collection[int], own: set[str]) -> Iterator[Said]:
    """Who signs a piece: a name on a line of its own below its last paragraph, a day or an office on the next line."""
    end = max((index for index in piece if not _FOOTNOTE.match(layout.blocks[index].text)), default=0)
    for index in range(max(1, end - 3), end + 1):
        block = layout.blocks[index]
        line = plain(block.text.split("\n")[0])
        day = next(datelines.find(line), None)
        signed = line[: day.start] if day else line
        first = _AROUND.sub("", signed).strip(" ,–—-()")
        if (
            index not in piece
            or block.kind in ("heading", "button")
            or length(block.text) > 12
            or not layout.is_paragraph(index - 1)
            or any(layout.is_paragraph(other) for other in range(index, end + 1))
            or layout.links(index)
            or _squeezed(first) in own
            or _NOBODY.search(first)
        ):
            continue
        is_dated = any(datelines.is_dateline(line) for line in block.text.split("\n")[1:])
        if (
            found := bylines.parse(signed)
            or bylines.name_alone(bylines.evened(first))
            or (_nick(first, own) if is_dated else ())
        ):
            yield Said(found, f"block {index}", 1.5)


def _alone(layout: Layout, index: int, text: str, own: set[str], called: str, is_below: bool) -> tuple[str, ...]:
    """Names that are all of a line, where markup calls it a byline or a day stands next to it."""
    cleaned = plain(_AROUND.sub("", plain(text)))
    if _squeezed(cleaned) in own or _NOBODY.search(cleaned):
        return ()
    found = bylines.name_alone(bylines.evened(cleaned.rstrip(",")))
    if not found:
        return ()
    if layout.mark(index, frozenset({"byline", "bio"})):
        return found
    is_line = layout.blocks[index].kind in ("text", "heading") and not _is_in_row(layout, index)
    is_subject = fold(found[0]) in called or layout.links(index) > LINKED
    if is_below or is_subject or not is_line or layout.mark(index, _NO_NAME):
        return ()
    beside = range(max(0, index - 2), min(len(layout.blocks), index + 3))
    return found if any(datelines.is_dateline(layout.blocks[other].text) for other in beside if other != index) else ()


def _is_in_row(layout: Layout, index: int) -> bool:
    """Whether a line and the one above both end in a bullet: a row of topics."""
    lines = [layout.blocks[other].text.rstrip() for other in (index - 1, index) if other >= 0]
    return all(line.endswith(_BULLETS) for line in lines)
