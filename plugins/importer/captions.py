"""Captions and credits: which blocks speak of a picture, and whose picture it is.

A text capture has lost its pictures, but a caption tells itself: by the credit at its end, in the forms that agencies
and picture desks use, or by standing two or three times, as pages repeat a caption for their gallery, their alt text
and their small screens.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from . import bylines, furniture, prose, titles
from .patterns import either, one_of
from .wording import ends_sentence, fold, length, plain

MOST_WORDS = 90
"""No caption is longer."""

AGENCIES = one_of(r"""
    # as they sign
    AAP|AFP|ANI|ANP|ANSA|AP|APA|APTN|CCTV|CFP|CGTN|CNA|CNS|CP|DPA|dpa|EFE|EPA(?:-EFE)?|ESA|IANS|IC|ICphoto|IRNA|JIJI
    LUSA|NASA|NTB|PA|PTI|RIA|SIPA|SPUTNIK|TASS|TT|UPI|VCG|WAM|XINHUA
    Agence France-Presse|Associated Press|Anadolu(?: Agency)?|Kyodo|Reuters|REUTERS|Sipa|Sputnik|Xinhua
    Agencies|AGENCIES
    # houses and collections of pictures
    123RF(?:\.com)?|Adobe ?Stock|stock\.adobe\.com|Alamy|Bloomberg|Corbis|Depositphotos|Dreamstime|EyeEm|Flickr
    Fotolia(?:\.com)?|Getty ?(?:[Ii]mages)?|GETTY(?: IMAGES)?|getty|Imago|IMAGO|imago|iStock(?:photo)?|Keystone|Magnum
    Nature Photo|NurPhoto|Pexels|Pixabay|Rex(?: Features)?|Shutter[Ss]tock(?:\.com)?|Unsplash|Visual China
    Wikimedia(?: Commons)?|Zuma|ZUMA|picture[ -]alliance|picturedesk(?:\.com)?|pixelio(?:\.de)?|ullstein bild
    # ar
    رويترز|أ ?ف ?ب|الأناضول|الجزيرة|الفرنسية|الألمانية|الأوروبية|(?:ال)?أسوشيتد ?برس|غيتي(?: إيميجز)?|شترستوك
    # zh
    新华社|中新社|视觉中国|东方IC|路透社?|法新社|美联社
""")
_LABEL = one_of(r"""
    # en
    Photos?|Photograph(?:er|s|y)?|Photo credit|Images?(?: credit| source| copyright| via)?
    Picture(?: credit)?|Pictured|Pic
    Credits?|Illustration|Illustrated|Graphics?|Chart|Map|Drawing|Cartoon|Artwork|Painting|File(?: photo| pic)?
    Copyright
    # de
    Fotos?|Bild|Bilder|Grafik|Karte|Zeichnung|Bild(?:quelle|nachweis|rechte)|Fotoquelle
    (?:Archiv|Titel|Beitrags)(?:bild|foto)|Symbolfoto
    # fr
    Crédits?(?: photos?)?|Photographie|Dessin|Carte|Infographie
    # es
    Imagen|Fotograf[íi]a|Ilustraci[óo]n|Mapa|Créditos?
    # ar
    تصوير|الصورة|صورة|رسم|خريطة
    # zh
    图片?来源|图片|图|摄影?|摄|制图|插图|插画|漫画|绘图|供图|照片
""")
_SOURCE_LABEL = one_of(r"""
    # en
    Sources?
    # de
    Quellen?|Montage|Screenshot
    # es, it, pt
    Fuente|Fonte
    # nl, pl, cs, fi, sv, da
    Bron|Źródło|Fot\.|Zdroj|Kuva|Lähde|Källa|Kilde
    # ar
    المصدر
    # zh
    来源|资料来源
""")
"""Labels that speak of a credit below a picture, and of other things in running text."""
_LOUD_LABEL = r"(?:Bild|BILD|Foto|FOTO|Photo|PHOTO|Imagen|Illustration)"
"""Labels that stand right before a name."""
_BY = r"(?:by|par|von|de)\b(?!\s(?:das|de[mnr]|die)\b)"
_MARK = rf"(?:[:：/]|\.\.\.|{_BY})"
"""What stands between a label and a name."""
_WORD = r"[^\s/|()\[\]:!?。]{1,30}"
_NAME = rf"(?:[A-Z]\. ?){{0,3}}[^\s/|()\[\]:.!?。]{{1,30}}(?:[ ]{_WORD}){{0,7}}"
_SOURCE = rf"{_NAME}(?:\s?[/／,|]\s?{_NAME}){{0,3}}\.?"
_CAPITAL = r"[^\W\d_a-z][\w.'’&-]*"
_PERSON = rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{0,4}}"
_FULL_NAME = rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{1,4}}"
_FOR = rf" (?:for|pour|für|para) {_PERSON}"
_LICENCE = r"CC[ -]BY(?:[ -](?:NC|ND|SA))*"
_LOUD = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ'’.-]+"
_AFTER_SENTENCE = r"(?:^|(?<=[\s.!?。؟”\"'’)،؛]))"

_FORMS = tuple(
    re.compile(form)
    for form in (
        # [Photo/Agencies], [A B/Xinhua], [Photo by A B]
        rf"(?P<credit>[\[【]\s*(?:{_LABEL}\b\s*(?:by|/|:|par|von)?\s*)?[^\[\]]{{0,60}}?"
        rf"(?:{AGENCIES}|{_LABEL}[:/：][^\[\]]{{1,60}}|{_LABEL} by [^\[\]]{{1,60}})\s*[\]】])",
        # A B (Agency) behind a sentence
        rf"(?<=[.!?。”\"'’»)] )(?P<credit>{_FULL_NAME} \({AGENCIES}\))",
        # (AFP), (Photo by A B/AFP), (A B/Getty Images, file)
        rf"(?P<credit>[(（]\s*(?:{_LABEL}\b\s*(?:by|/|:|：|par|von|©)?\s*)?[^()（）]{{0,70}}?"
        rf"{AGENCIES}\b[^()（）]{{0,40}}[)）])",
        # (Photo: A B), (Illustration by A B), (© A B)
        rf"(?P<credit>[(（]\s*(?:{_LABEL}\s*[:：/]|{_LABEL} {_BY}|©)\s*[^()（）]{{2,80}}[)）])",
        # AP Photo/A B, REUTERS/A B
        rf"(?<=[.!?。”\"'’) ])(?P<credit>(?:©\s?)?{AGENCIES}(?: Photo)?\s?/\s?{_PERSON}(?:, [Ff]ile)?\.?)",
        # Staff photo by A B
        rf"{_AFTER_SENTENCE}(?P<credit>(?i:staff|file|handout|submitted|contributed) (?:photo|image)s? by {_SOURCE})",
        # Photo: A B/Reuters, Foto: A B, Photo by A B
        rf"{_AFTER_SENTENCE}(?P<credit>(?i:{_LABEL})\s?{_MARK}\s*{_SOURCE})",
        # (Photo A B. Agency), (Paper photo by A B), (Paper Photo)
        rf"(?P<credit>[(（](?i:photo)s? {_PERSON}[^()（）]{{0,40}}[)）])",
        r"(?P<credit>[(（](?:[A-Z][\w.’'-]* ){1,3}(?:[Ff]ile )?[Pp]hoto(?: by [^()（）]{2,60})?[)）])",
        # (Courtesy of A B), (A B/The Lantern Post)
        rf"(?P<credit>[(（](?:(?i:courtesy of) [^()（）]{{2,60}}|{_FULL_NAME}\s?/\s?{_PERSON})[)）])",
        # (A B for The Lantern Post)
        rf"(?P<credit>[(（]{_FULL_NAME}{_FOR}[)）])",
        # (Desk: A B) behind a sentence
        rf"(?<=[.!?。] )(?P<credit>[(（]{_PERSON}: {_FULL_NAME}[)）])",
        # | A B for The Lantern Post, | dpa, - A B/Agency
        rf"(?<=[.!?。”\"'’»)] )(?P<credit>[|｜]\s*(?!(?i:{titles.KICKERS})$)"
        rf"(?:{AGENCIES}|{_PERSON})(?:\s?/\s?{_PERSON}|{_FOR})?)",
        rf"(?<=\s)(?P<credit>[–—-] {_FULL_NAME}\s?/\s?{_PERSON})",
        # CreditA B for The Lantern Post, its label glued to both
        rf"(?<=[.!?”\"'’)])(?P<credit>Credit{_FULL_NAME}(?:{_FOR})?)",
        # Author provided, CC BY-NC 2.0 A B
        rf"(?<=[.!?”\"'’)] )(?P<credit>(?:{_FULL_NAME}, )?Author provided(?: \(no reuse\))?)",
        rf"(?<=[.!?”\"'’)] )(?P<credit>{_LICENCE}(?: \d\.\d)?(?: {_FULL_NAME})?)",
        # WIRE/A B/File Photo Purchase Licensing Rights
        rf"(?<=[.!?”\"'’)] )(?P<credit>{_LOUD}(?:/{_PERSON}){{1,2}} Purchase Licensing Rights\b.{{0,30}})",
        # （資料圖片）, （A 摄）
        r"(?P<credit>[（(][\u4e00-\u9fff·]{2,4}\s?[摄攝][)）])",
        r"(?P<credit>[（(](?:[资資]料|[网網][络絡上]|示意)[图圖]片?[)）])",
        # 某报 A 摄（2023年3月30日） behind a sentence
        r"(?<=。)(?P<credit>(?:[\u4e00-\u9fff]{2,8} )?[\u4e00-\u9fff·]{2,4}[摄攝](?:[（(][^（()）]{2,20}[)）])?)",
        # Photo courtesy of A B
        rf"{_AFTER_SENTENCE}(?P<credit>(?i:(?:photo|image|picture)s? courtesy of) {_SOURCE})",
        # 记者 A 摄, （新华社记者 A 摄）
        r"(?P<credit>[（(【\[]?(?:[\u4e00-\u9fff]{0,8}记者)\s?[\u4e00-\u9fff·]{2,4}(?:[\s、][\u4e00-\u9fff·]{2,4}){0,2}\s?摄\s?[）)】\]]?)",
        # © A B/Getty Images
        rf"{_AFTER_SENTENCE}(?P<credit>©\s*{_SOURCE})",
        # A B / AFP behind a sentence
        rf"(?<=[.!?。”\"'’)] )(?P<credit>{_FULL_NAME}\s?[/／]\s?{AGENCIES}(?:\s?[/／ ]\s?(?:{AGENCIES}|file))*\.?)",
        # /AP, /A B Photo
        rf"(?<=[\s.!?。”\"'’)،؛])(?P<credit>[/／](?:\s?{AGENCIES}|[A-Z][\w.'’&-]*(?: [A-Z][\w.'’&-]*){{0,4}}))"
        r"(?: (?:Photo|photo|file photo))?",
        # A B/AFP behind a sentence
        rf"(?<=[.!?”\"'’) ])(?P<credit>{_PERSON}\s?[/／]\s?{AGENCIES}(?:\s?[/／ ]\s?(?:{AGENCIES}|file))*\.?)",
        # Getty Images behind anything
        r"(?<=\s)(?<!via )(?P<credit>(?:Getty Images|Shutterstock|Alamy))(?!\.)",
    )
)
"""Credits at the end of a caption, each as far as it goes."""
_IN_FIGURES = tuple(
    re.compile(form)
    for form in (
        # Source: A B, / Quelle: A B, (Photo: A B (CC BY 2.0))
        rf"(?<![^\s.!?。”\"'’)|/])(?P<credit>[(（\[]?(?i:{_LABEL}|{_SOURCE_LABEL})\s?[:：]\s*.{{2,100}})",
        # © A B, - © A B, behind anything
        r"(?P<credit>(?:©|\([cC]\))[^©]{2,100})",
        # (A B/The Lantern Post)
        rf"(?<=\s)(?P<credit>[(（]{_FULL_NAME}\s?/\s?{_PERSON}[)）])",
        # | A B/AP Photo, | BLOOMBERG
        rf"(?<=\S )(?P<credit>\|\s*{_PERSON}(?:\s?/\s?{_PERSON})?)",
        # Bild A B, FOTO A B. behind a sentence
        rf"(?<=[.!?。] )(?P<credit>{_LOUD_LABEL} {_FULL_NAME})",
    )
)
"""The same where markup tells a caption: forms that say other things in running text."""
_SIGNED = re.compile(
    rf"(?<=[.!?。”\"'’)|])\s*(?P<credit>{AGENCIES}(?: via {AGENCIES})?(?: Stock)?(?: [Ff]ile)?(?: [Pp]hoto)?|"
    rf"(?<=\s){_LOUD}(?: {_LOUD}){{1,3}})\.?"
)
"""An agency's name behind a sentence, or a name in capitals, with no more than that: a credit where markup tells a
caption. In running text it signs a report.
"""
_NAMED = re.compile(
    rf"(?<=[^\W\d_A-Z]{{3}}[.”»])(?:\s(?P<name>{_FULL_NAME})(?:{_FOR})?|"
    rf"\s?(?P<one>{_FULL_NAME})(?:\s?/\s?{_PERSON}){{1,2}})(?<!\.)$"
)
"""A name behind a sentence, and no more than whom that one works for: "A B for The Lantern Post", "A B/Post Staff"."""
_ALONE = re.compile(
    r"(?!\S+\.(?:gif|jpe?g|png|svg|webp)$)[/／(（\[【|]?\s*"
    + one_of(rf"""
        (?i:{_LABEL})\s?{_MARK}\s*.{{2,80}}
        [A-Z][A-Z-]{{1,11}}\ (?:PHOTOS?|ILLUSTRATION|GRAPHICS?):\ .{{2,80}}
        {_LOUD}(?:\ {_LOUD}){{1,3}}\s?/\s?{_LOUD}(?:\ {_LOUD}){{0,2}}
        (?i:image (?:source|copyright|credit)),?\ .{{2,80}}
        ©\s*(?!.*\b(?:19|20)\d\d\b).{{2,60}}
        (?<=[(（\[]){_FULL_NAME}\s?/\s?{_PERSON}
        (?:{_PERSON}\s?[/／|]\s?)?{AGENCIES}(?:\s?[/／]\s?{AGENCIES})*(?:\ via\ {AGENCIES})?
        {AGENCIES}(?:/{AGENCIES})?(?:\ Stock)?(?:\ [Pp]hoto)?(?:\s?[/|]\s?{_PERSON}(?:,\ {_LICENCE})?)?
        (?:[\u4e00-\u9fff]{{0,8}}记者)\s?[\u4e00-\u9fff·]{{2,4}}(?:[\s、][\u4e00-\u9fff·]{{2,4}}){{0,2}}\s?摄
    """)
    + r"\s*[)）\]】]?\.?"
)
_HEADED = re.compile(
    one_of(r"""
        # a picture's source, as broadcasters write it in front of it
        (?P<source>image (?:source|copyright|credit)|media source|fuente de la imagen|crédito(?: da imagem)?
        crédit photo|автор фото|источник изображения|(?:مصدر|صدر) الصورة|图像来源|圖像來源|bildquelle)
        # what it shows
        (?:image|media|video|photo) caption|pie de (?:foto|imagen|video)|legenda (?:da foto|do vídeo)|légende(?: image)?
        подпись к (?:фото|видео)|التعليق على (?:الصورة|الفيديو)|图像加注文字|圖像加註文字
    """)
    + r"(?:\s*[,،，:：]\s*|\s*$)",
    re.IGNORECASE,
)
_CHARTED = re.compile(
    one_of(r"""
        # en, de
        fig(?:ure|\.)|chart|graph(?:ic)?|map|abb(?:ildung|\.)|grafik|diagramm|schaubild
        # fr, es, pt
        graphique|infographie|carte|gráfic[oa]|figura|mapa
        # zh
        图表?
    """)
    + rf"(?:\s?\d{{1,2}})?\s?[.:：–-]\s+(?:(?!\s{_SOURCE_LABEL}[:：]).)*+(?P<source>\s{_SOURCE_LABEL}[:：].*)",
    re.IGNORECASE | re.DOTALL,
)
"""A figure with its source."""
_TOLD = re.compile(rf"[(（\[]?(?i:{_LABEL})\s?[:：]")
_SOURCE_ALONE = re.compile(rf"[(（\[]?(?i:{_SOURCE_LABEL})\s?[:：]\s*.{{2,80}}")
_ANNOUNCES = re.compile(rf"[(（\[]?(?i:{_LABEL}\s?[:：,]?|{_SOURCE_LABEL}\s?[:：]|©)")
_SIGNS = re.compile(r"^(?:[/／|\s©.:;,–—-]|\(c\))+|(?<=[)\]）】])\.$|\s*purchase licensing rights\b.*", re.IGNORECASE)
_BARS = " /／|"
_COUNT = re.compile(r"^(?:[^\W\d_]+\s)?\d{1,3}\s?(?:/|of|von|de|sur|di)\s?\d{1,3}\s+(?=©)", re.IGNORECASE)
_LABELLED = re.compile(
    rf"^(?:{_LABEL}\s?(?:[:：/]|\.\.\.|{_BY})|{_SOURCE_LABEL}\s?[:：])\s*|"
    rf"^(?-i:{_LOUD_LABEL} (?={_FULL_NAME}$))|"
    r"^image (?:source|copyright|credit),?\s+|^(?:credit){1,2}(?:\.\.\.)?(?=(?-i:[A-Z]))|"
    r"^(?:photo|image|picture)s? (?=courtesy of\s)|^记者\s*|(?<=[\u4e00-\u9fff·])\s?摄$",
    re.IGNORECASE,
)
_BUTTON = either(
    r"""
    # en
    (?:click |tap )?(?:on (?:the )?{picture} )?(?:to )?(?:enlarge|zoom)(?: (?:the )?{picture}| in)?
    (?:open|view|see) (?:the )?(?:full-?size |full )?(?:{picture}|gallery)(?: in gallery)?
    (?:show|hide|toggle) caption|pin(?: it)?|save|gallery|slideshow|download
    # de
    (?:(?:zum )?vergrößern|vergrößerte ansicht)(?: bitte (?:an)?klicken)?|galerie|bildergalerie|pinnen|merken|drucken
    (?:zum vergrößern )?(?:bitte )?(?:auf das bild|hier|bild) (?:an)?klicken|bild(?:beschreibung)? (?:ein|aus)blenden
    bild(?:er)? (?:vergrößern|anzeigen|öffnen)|(?:bild|grafik|foto) herunterladen
    # fr
    agrandir(?: l[’']image)?|galerie photos?|voir (?:l[’']image|la galerie|le diaporama)|diaporama
    # es
    ampliar(?: (?:la )?(?:imagen|foto))?|ver galer[íi]a|galer[íi]a(?: de fotos| de im[áa]genes)?
    # ar
    تكبير(?: الصورة)?|معرض الصور
    # zh
    点击(?:图片)?(?:放大|查看)(?:大图|图片)?|放大|查看大图|图集
""",
    picture="(?:image|picture|photo)",
)
"""What a reader may do with a picture."""
_BUTTONS = frozenset({"share bar", "player", "advertisement", "read more"})
"""Rules of furniture whose words stand below pictures."""
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
LAYERS = 8
"""How many brackets, one in the other, are taken off a credit."""
MOST_NAMED = 7
"""Words of a credit; what has more, most of them in small letters, is a sentence."""
_GOES_ON = re.compile(r"[^\W\d_]{3}[.!?] +[^\W\d_]+ +[^\W\d_]+ +[^\W\d_]")
_STRAY = re.compile(r"^[.:;,|]\s+")
_ENLARGE = re.compile(r"^(?:Enlarge|Vergrößern|Agrandir|Ampliar)\s(?=[^\W\d_a-zß-öø-ÿ])")
_CALLED = re.compile(r"(?:image|media|video|picture) caption\s?[,:]?\s*", re.IGNORECASE)
"""What those hear who do not see a page: that a caption follows."""
_ENTITLED = re.compile(r"^\[?\d{1,3}(?:\s?/\s?|\s?of\s?)\d{1,3}\]?\s*")
_FOLDED_END = re.compile(r"\s*(?:\.\.\.|…)?\s*\b(?:more|less)$")


_SHOWS = re.compile(
    r"\b(?:19|20)\d\d\b|\((?:[LCR]|left|right|front|back|centre|center|top|bottom)\)|"
    r"\b(?:pictured|photographed|seen (?:from|in|at|here|during)|shows?|showing|left|right|file photo|poses?)\b|"
    r"\blooks? on\b",
    re.IGNORECASE,
)
"""What captions say of a picture: when it was taken, who stands where, what is seen."""
MOST_CHARACTERS = 900
NEAR = 4
"""How many blocks below a credit it may stand again."""
MOST_SIGNED = 40
"""Words of a caption that nothing but a name tells."""
MOST_IN_HEADER = 20
"""Words of a caption above the first paragraph that nothing but the credit below it tells."""
LEAST_PARAGRAPH = 40
"""Words."""
LEAST_SAID = 6
"""Words of a sentence that stands again with a credit."""
LEAST_WORDS = 3
"""Words of a caption in running text; a sentence may have fewer."""
LEAST_TOLD = 2
"""Words of a caption that markup tells."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A block that speaks of a picture: where its text ends and its credit begins, in the block's own characters."""

    caption: str
    credit: str
    rule: str
    parts: tuple[tuple[str, bool], ...]
    """The block cut up: (text, whether it is the credit)."""


def parse(text: str) -> Caption | None:
    """Read a caption by the credit at its end; None where it has none.

    Forms: `... /AP`, `[Photo/Agencies]`, `(Photo by A B/AFP)`, `(Image: GETTY)`, `Photo: A B/Reuters`, `© Getty`.
    """
    if len(text) > MOST_CHARACTERS or length(text) > MOST_WORDS:
        return None
    text = text.replace("\n", " ")
    start = next(chain(_starts(text, _FORMS), _named_behind(text)), None)
    charted = _CHARTED.match(text)
    if charted and (start is None or start > charted.start("source")):
        start = charted.start("source")
    if start is None:
        return None
    least = LEAST_TOLD if ends_sentence(text[:start]) else LEAST_WORDS
    return _cut(text, start) if length(text[:start]) >= least else None


def of_figure(text: str) -> Caption | None:
    """Read the caption of a figure, where an agency's name behind its last sentence is a credit too."""
    if len(text) > MOST_CHARACTERS:
        return None
    starts = _starts(text, (*_IN_FIGURES, *_FORMS, _SIGNED))
    told = (each for each in starts if length(text[:each]) >= LEAST_TOLD and not _is_sentence(text[each:]))
    start = next(told, None)
    return None if start is None else _cut(text, start)


def _starts(text: str, forms: Sequence[re.Pattern[str]]) -> Iterator[int]:
    """Where a credit at the end of a text begins, by each of some forms that it has."""
    stripped = text.rstrip()
    for form in forms:
        for match in form.finditer(stripped):
            if match.end("credit") >= len(stripped.rstrip(".")):
                yield match.start("credit")


def _named_behind(text: str) -> Iterator[int]:
    """Where a person's name begins that stands alone behind the last sentence of a short text."""
    match = _NAMED.search(text.rstrip()) if length(text) <= MOST_SIGNED else None
    name = "" if match is None else "name" if match["name"] else "one"
    if match and length(text[: match.start()]) >= LEAST_SAID and bylines.name_alone(match[name]):
        yield match.start(name)


def _cut(text: str, start: int) -> Caption:
    head, tail = text[:start], text[start:]
    return Caption(_clean(head), clean_credit(tail), "caption with credit", ((head, False), (tail, True)))


def _is_sentence(text: str) -> bool:
    """Whether a text that begins as a credit goes on as a sentence does: in many small words, or behind a full stop."""
    spoken = clean_credit(text).split()
    is_long = len(spoken) > MOST_NAMED and sum(word[:1].islower() for word in spoken) * 2 > len(spoken)
    return is_long or bool(_GOES_ON.search(text))


def credit_alone(text: str, *, is_pictured: bool = False) -> str:
    """The credit of a line that holds nothing else ("Photo: A B", "/Xinhua", "(AFP)"); "" for any other line.

    is_pictured: whether markup tells that it speaks of a picture; then "Source: A B" is a credit too.
    """
    line = _COUNT.sub("", _STRAY.sub("", plain(text)))
    if len(line) > MOST_CHARACTERS or length(line) > 14 or (is_pictured and _is_sentence(line)):
        return ""
    is_alone = _ALONE.fullmatch(line) or (is_pictured and _SOURCE_ALONE.fullmatch(line))
    return clean_credit(line) if is_alone else ""


def is_button(text: str) -> bool:
    """Whether a line below a picture says what may be done with it, or with the page, and nothing of what it shows."""
    line = plain(text)
    if _CALLED.fullmatch(line):
        return True
    return length(line) <= MOST_NAMED and bool(
        _BUTTON.fullmatch(line.strip(" .:›»>+")) or ((rule := furniture.match(line)) and rule.name in _BUTTONS)
    )


def without_button(text: str) -> str:
    """A caption without the word of the button, the label, or the sign, that stands before it."""
    line = _ENLARGE.sub("", _STRAY.sub("", plain(text)))
    return line[called.end() :] if (called := _CALLED.match(line)) else line


def is_label(text: str) -> bool:
    """Whether a line announces the credit that stands in the next one: "Photo:"."""
    return bool(_ANNOUNCES.fullmatch(plain(text)))


def is_labelled(text: str) -> bool:
    """Whether a line is a credit that says so: "Photo: A B"."""
    return bool(credit_alone(text, is_pictured=True)) and bool(_TOLD.match(plain(text)))


def clean_credit(text: str, *, is_labelled: bool = False) -> str:
    """A credit without its label, brackets and slash: `[Photo/Agencies]` gives `Agencies`; one too long as it is.

    is_labelled: keep the label, which tells what a name is where nothing else stands below a picture.
    """
    if len(text) > MOST_CHARACTERS:
        return plain(text)
    credit = _bare(text)
    if not is_labelled:
        credit = _bare(_LABELLED.sub("", credit))
    return credit.rstrip(".،, ") if not credit.endswith(("Inc.", "Ltd.")) else credit


def _bare(text: str) -> str:
    """A credit without the signs around it, and without the number of its picture in a gallery."""
    credit = plain(text)
    for _ in range(LAYERS):
        before, credit = credit, _without_brackets(_SIGNS.sub("", _COUNT.sub("", credit)).rstrip(_BARS))
        if credit == before:
            break
    return credit


def _without_brackets(text: str) -> str:
    """Without the brackets around a text, and without one at its beginning or end that has no partner."""
    for opening, closing in _BRACKETS.items():
        depths = list(accumulate((sign == opening) - (sign == closing) for sign in text))
        if text.startswith(opening) and min(depths[:-1], default=1) > 0:
            text = text[1:].removesuffix(closing) if depths[-1] == 0 else text[1:]
        elif text.endswith(closing) and depths[-1] < 0:
            text = text[:-1]
    return text.strip()


def find(texts: Sequence[str], joined: Sequence[bool] = ()) -> Mapping[int, Caption]:
    """Every block of a page that speaks of a picture, by index.

    joined: whether a block stands in the same paragraph as the one before it. A block counts by its credit, by a line
    of its paragraph, or right below it, that is nothing but a credit, or by standing again with one. A sentence in a
    paragraph of its own above a credit counts only where it speaks as captions do.
    """
    together = list(joined) or [False] * len(texts)
    found: dict[int, Caption] = _headed(texts)
    for index, text in enumerate(texts):
        if index not in found and (caption := parse(text)):
            found[index] = caption
    for index, text in enumerate(texts):
        credit = "" if index in found else credit_alone(text)
        if credit:
            found[index] = Caption("", credit, "credit alone", ((text, True),))
            beside = next(
                (
                    other
                    for other in (index - 1, index + 1)
                    if 0 <= other < len(texts)
                    and other not in found
                    and _could_be_caption(texts[other], is_together=together[max(other, index)] and other < index)
                    and (
                        together[max(other, index)]
                        or (other < index and (_speaks_of_picture(texts[other], text) or _is_in_header(texts, other)))
                    )
                ),
                None,
            )
            if beside is not None:
                rule = "caption above its credit" if beside < index else "caption below its credit"
                found[beside] = Caption(_clean(texts[beside]), "", rule, ((texts[beside], False),))
    known = {key(caption.caption): caption for caption in found.values() if caption.caption}
    for index, text in enumerate(texts):
        if index not in found and length(text) >= 3 and (again := known.get(key(_clean(text)))):
            found[index] = Caption(again.caption, "", "caption again", ((text, False),))
    for index, caption in _repeated(texts, found).items():
        found[index] = caption
    for index, text in enumerate(texts):
        above = [found[other].credit for other in range(index - NEAR, index) if other in found]
        if index not in found and plain(text) in filter(None, above) and not bylines.name_alone(text):
            found[index] = Caption("", plain(text), "credit again", ((text, True),))
    return found


def key(caption: str) -> str:
    """What makes two captions the same one: their words, up to what a small screen shows of them."""
    return " ".join(fold(caption).split()[:18])


def repeats(alt: str, caption: str) -> bool:
    """Whether a picture's alternative text says no more than its caption."""
    return bool(fold(alt)) and fold(caption).startswith(fold(alt))


def _headed(texts: Sequence[str]) -> dict[int, Caption]:
    """Captions and sources that their label stands in front of, in the same line or on the one above."""
    found: dict[int, Caption] = {}
    for index, text in enumerate(texts):
        head = _HEADED.match(text)
        if head is None or index in found:
            continue
        where = index if head.end() < len(text) else index + 1
        said = "" if where == len(texts) else text[head.end() :] if where == index else texts[where]
        if not said or length(said) > MOST_WORDS:
            continue
        is_credit = head["source"] is not None
        found[index] = found[where] = Caption(
            "" if is_credit else _clean(said),
            clean_credit(said) if is_credit else "",
            "caption by its label",
            ((texts[where], is_credit),),
        )
        if where > index:
            found[index] = Caption("", "", "caption by its label", ((text, is_credit),))
    return found


def _repeated(texts: Sequence[str], found: Mapping[int, Caption]) -> dict[int, Caption]:
    """Sentences that stand twice in a row, or again right below one line: captions without any credit."""
    repeated: dict[int, Caption] = {}
    for index in range(1, len(texts)):
        text = texts[index]
        if index not in found and (signed := _signed_again(texts[index - 1], text)):
            repeated |= {index - 1: Caption(signed.caption, "", "caption repeated", ((texts[index - 1], False),))}
            repeated[index] = signed
            continue
        if index in found or not 6 <= length(text) <= 60 or not ends_sentence(_FOLDED_END.sub("", text)):
            continue
        for above in (index - 1, index - 2):
            if above >= 0 and key(_clean(texts[above])) == key(_clean(text)) and above not in found:
                for twin in (above, index):
                    repeated[twin] = Caption(_clean(texts[above]), "", "caption repeated", ((texts[twin], False),))
    return repeated


def _signed_again(above: str, text: str) -> Caption | None:
    """A sentence that says the one above it once more, with nothing but a name in capitals behind it: its credit."""
    said = plain(above)
    size = len(text) - len(text.lstrip()) + len(said)
    name = text[size:].strip()
    is_again = length(said) >= LEAST_SAID and ends_sentence(said) and text[:size].strip() == said
    if not is_again or not re.fullmatch(rf"{_PERSON}(?:{_FOR})?", name):
        return None
    return Caption(_clean(said), clean_credit(name), "caption repeated", ((text[:size], False), (text[size:], True)))


def _could_be_caption(text: str, *, is_together: bool) -> bool:
    """Long enough to say something, and shorter than paragraphs are; a sentence, but right above its credit."""
    return 5 <= length(text) <= 34 and (ends_sentence(text) or is_together)


def _speaks_of_picture(text: str, credit: str) -> bool:
    """Whether a sentence in a paragraph of its own is the caption of the credit below it, which may go on with it."""
    return bool(_SHOWS.search(text) or _STRAY.match(credit))


def _is_in_header(texts: Sequence[str], index: int) -> bool:
    """Whether a short sentence stands above all paragraphs, below a standfirst at most: what a picture shows."""
    is_first = all(length(text) < LEAST_PARAGRAPH or not prose.is_prose(text) for text in texts[:index])
    is_alone = index > 0 and not all(map(prose.is_prose, texts[max(0, index - 2) : index]))
    return length(texts[index]) <= MOST_IN_HEADER and is_first and is_alone


def _clean(text: str) -> str:
    return _FOLDED_END.sub("", _ENTITLED.sub("", without_button(text))).strip(" /|·–—-,")
