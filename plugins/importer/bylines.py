"""Who wrote it: names in a byline, in a note about the author. A doubtful name is no name."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from unidecode import unidecode

from . import datelines
from .patterns import either, one_of, words_of
from .wording import WORD, ends_sentence, fold, length, plain

MOST_SENTENCE = 8
"""Words: a longer line that ends as a sentence is one, whatever it begins with ("By Lake Geneva, where ...")."""
MOST_CHARACTERS = 600
"""No line of names is longer."""

_BY = one_of(
    r"""
    # en
    (?:(?:an?|the) )?(?:guest )?{piece}(?: by)|(?:written|posted|reported|words|text) by|by
    # de
    (?:eine? )?(?:gast)?{piece_de} von|(?:text|protokoll|interview) von|(?:geschrieben|verfasst|eingestellt) von|von
    # fr
    (?:une? |l['’])?{piece_fr} (?:de|par)|(?:propos recueillis|recueilli|texte|écrit) par|par
    # es
    (?:una? )?{piece_es} (?:de|por)|escrito por|por
    # pt, it, nl, id: in front of a name alone, for they begin sentences of other languages too
    (?:di|da|door|oleh|words)(?=\s+(?-i:[A-ZÀ-Þ]))
    # ar
    (?:مقال )?(?:رأي )?بقلم
    # zh
    作者|文|撰文|(?:本报|本刊|新华社|中新社|特约)?(?:记者|评论员)|通讯员
""",
    piece="(?:column|op-?ed|essay|opinion|commentary|comment|analysis|editorial|review|report|interview|story|letter)",
    piece_de="(?:artikel|beitrag|kommentar|essay|analyse|kolumne|leitartikel|glosse|rezension|meinung)",
    piece_fr="(?:tribune|chronique|éditorial|analyse|billet|point de vue|entretien)",
    piece_es="(?:columna|tribuna|opinión|análisis|editorial)",
)
_LABEL = one_of(r"""
    # en, de
    words|text|interview
    # fr, es
    texte|entretien|entrevista
    # ru
    текст
    # ar
    كتبت?|الكاتبة?|كتابة|إعداد
""")
_AUTHOR = one_of(r"""
    # en
    authors?
    # de
    autor(?:en|[*:_/]?-?in(?:nen)?)?
    # fr
    auteur(?:e|s|es)?|autrices?
    # es, it
    autora?|autor(?:as|es?|i)
    # ru
    авторы?
""")
_MARK = re.compile(
    rf"(?:{_BY}(?:\s*[:：/｜|]\s*| )|(?-i:(?:By|Par|Por|Von)(?=[A-ZÀ-Þ][a-zß-ÿ]+ [A-ZÀ-Þ]))|"
    rf"(?:{_LABEL}|{_AUTHOR})\s*[:：/]\s*)",
    re.IGNORECASE,
)
"""A byline's own words in front of a name; those that are other things too need a colon."""
_BARE_MARK = re.compile(rf"(?:{_BY}|{_LABEL}|{_AUTHOR}|artikel von|article by)\s*[:：]?", re.IGNORECASE)
_CALLED_AUTHOR = re.compile(rf"{_AUTHOR}\s+(?P<names>(?-i:[^\W\d_a-z]).*?):?", re.IGNORECASE)
"""The word for an author and nothing but names behind it: "Autoren A B und C D"."""
_SHOUTED = re.compile(
    r"(?<=[^\W\d_A-Z][ ])(?<!\sand )(?<!\sund )(?<!\set )(?<!\sy )(?<!\se )(?<!\swith )"
    r"(?:[A-ZÀ-ÖØ-ÞĞİŞ]{2}[ ])?[A-ZÀ-ÖØ-ÞĞİŞ]{3,}(?=$|[\s,;])"
)
_RUN_ON = re.compile(r"(?<=[a-zß-ÿ]{3})(?<!Fitz)(?=[A-ZÀ-Þ][a-zß-ÿ])")
"""Where two names lost what stood between them: "Ada MoreauIlir Hoxha"."""
_TOLD = re.compile(r"\sas told to\s", re.IGNORECASE)
_WIDE_BEHIND = re.compile(r"(?P<names>[\u3400-\u9fff·、 ]{2,20}?)\s*[/／]\s*文")
"""A name in front of the word for text: "陆砚青/文"."""
_WIDE_AMONG = re.compile(
    r"(?:^|[\s　|｜])作者(?:\s*[:：]\s*|\s+)(?P<names>[\u3400-\u9fff·]{2,4}(?:、[\u3400-\u9fff·]{2,4})*)(?=[\s　|｜]|$)"
)
"""A name among what else a line says: "2024年05月17日 来源：... 作者：林晓舟 字号：大 中 小"."""

_AND = "(?:and|und|et|y|e|with|mit|avec|con)"
_BETWEEN = re.compile(rf"\s*(?:,\s*{_AND}\s|[,;、]|\s(?:{_AND}|&)\s|\s?&\s?|\sو\s?|\sas told to\s)\s*", re.IGNORECASE)
_ROLE_WORD = one_of(r"""
    # en
    editor|correspondent|columnist|reporter|writer|staff|chief|director|professor|fellow|minister|contributor|opinion
    # de
    redaktion|korrespondent\w*|redakteur\w*
    # fr
    rédact\w*|journaliste?|chroniqueu\w*|envoyée? spéciale?
    # es
    corresponsal|redactora?|columnista
""")
_HOUSE = one_of(r"""
    # en
    (?:the )?(?:editorial board|editors|editorial team)|staff(?: (?:writers?|reporters?))?|(?:news )?agenc(?:y|ies)
    (?:the )?(?:associated press|reuters|agence france-presse|bloomberg)|afp|ap|pa|upi|dpa|ap[ad]|epd|kna|sda|efe|ansa
    # de
    (?:der )?redaktion|agenturen
    # fr, es
    (?:la )?r[ée]daction|(?:les )?agences|(?:la )?redacción|agencias
    # ar
    وكالات|الوكالات
""")
_BEHIND = re.compile(
    r"\s*(?:[|•·–—/(\[@]|\s-\s).*|"
    r"[,;]\s*(?:photo\w*|pictures?|images?|illustrations?|graphics?|video|fotos?|fotograf\w*|bilder|illustration)"
    r"(?:\s?:|\s(?:by|von|de)\s).*|"
    r"(?:\s(?:is (?:an?|the) |updated|published|(?:at|um|à) \d{1,2}[:.h]\d\d)|(?-i:(?<=[a-z])(?:Updated|Published))).*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands behind all names: a bar, who took the pictures, what somebody is."""
_BUTTON = re.compile(
    r"\s*\S{1,64}@\S{1,64}|\s*[·•|]\s*(?:follow(?:ing)?|folgen|suivre|seguir)$|"
    r"\s(?:reading time|lesezeit|temps de lecture|tiempo de lectura)\b.{0,20}$|"
    r"\s\d{1,4} (?:comments?|kommentare?|commentaires?|comentarios?)$",
    re.IGNORECASE,
)
"""What stands behind a name to be pressed, or to write to."""
_WITH_ROLE = re.compile(rf"(?:^by|,? {_AND})\s(?P<name>[^,;]{{4,40}}), (?:an?|the)\s", re.IGNORECASE)
"""A name of a byline that says at length who its bearer is: "By A B, a fellow at C, and D E, the head of F."."""
_SAYS = one_of(r"""
    # en, de
    writes|argues|asks|reports|schreibt|meint|fordert|findet|berichtet|fragt
    # fr, es
    écrit|estime|plaide|escribe|sostiene
""")
_TOLD_OF = re.compile(
    rf"[,.;–—]\s*{_SAYS}\s(?P<names>[^,;:()]{{4,80}}?)\.?$|^(?P<before>[^,;:()]{{4,80}}) writes?:", re.IGNORECASE
)
"""Who it is that a standfirst says to write: "..., writes A B"."""
_ITS_WRITER = either(
    r"""
    # en, de, fr, es
    \b{says} (?:our (?:guest )?(?:columnist|writer)|unsere?r? (?:gast)?(?:autor|kolumnist)(?:in)?)\b
    \b{says} (?:notre chroniqueu(?:r|se)|nuestr[oa] columnista)\b
    \b(?:our (?:guest )?(?:columnist|writer)|unsere? (?:gast)?(?:autor|kolumnist)(?:in)?) {says}\b
""",
    says=_SAYS,
)
"""How a standfirst speaks of the writer whose name stands beside it."""
_ADDRESS = re.compile(r"(?<![\w.+-])@ ?(?P<handle>[\w.]{4,40})(?![\w.])|(?<![\w.+-])(?P<box>[\w.+-]{4,40})@")
MOST_ADDRESS = 5
"""Words of a line with one."""
LEAST_ADDRESSED = 5
"""Letters of a surname that tell whose address it is."""
_IN_PLACES = re.compile(
    r"(?P<name>[^,;:()]{4,40}?) in [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)?(?:(?:,| and) (?P<other>[^,;:()]{4,40}?) in "
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)?)?"
)
"""Names with the places that they write from: "A B in Ghent and C D in Brussels"."""
_PICTURED = re.compile(
    rf"(?:,|\s{_AND}\s|&)\s*(?:(?!\s{_AND}\s)[^,()&]){{3,40}}\s\((?:fotos?|photos?|pictures|bild(?:er)?|illustration\w*|"
    r"grafik|fotograf[íi]as?|dessins?)\)",
    re.IGNORECASE,
)
"""Who took the pictures, named beside who wrote: "... and A B (photos)"."""
_ASIDE = re.compile(rf"\s*\([^()]{{1,60}}\)(?=\s*(?:[,;]|{_AND}\s|&))", re.IGNORECASE)
"""What is said of one name in brackets, where another follows."""
_BEHIND_ONE = re.compile(
    r"\s(?:(?:senior |chief )?staff (?:writer|reporter|correspondent)|special to |"
    r"envoyée?s? spécia(?:les?|ux)\b|correspondante?s? |enviad[oa]s? especial|corresponsal(?:es)? |"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b|"
    r"for (?:the )?[A-Z]|in [A-Z]|à [A-ZÉ]|en [A-ZÉ]|aus [A-ZÄÖÜ]|reports? from |pour |für |(?:at|on|am|le|el)$).*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands behind one name: a paper, a place."""
_IN_PLACE = re.compile(r"(?:in|à|en|at|aus)\s.+", re.IGNORECASE)
_GOES_ON = re.compile(r"\s(?:of|for|at|in|für|de|des|du|der|of the)\s", re.IGNORECASE)
"""An office that may have an "and" of its own: "Professor of Law and Economics"."""
_APART = re.compile(r"\s[–—|·•-]\s|[|·•]")
"""What sets apart what a line says of when, who and where."""
_MARKS_BESIDE = " |•·–—-,/"
MOST_WITH_ROLES = 60
"""Words."""
MOST_BESIDE = 20
"""Words of a line that names and a day stand in."""
MOST_ROLE = 14
"""Words."""
_EDGES = " .,:;،-"
"""Signs around a name."""
_SHORTENED = re.compile(r"(?:[JS]r|\b[^\W\d_a-z])$")
"""The end of a name that has a full stop of its own: "Jr.", and an initial."""
_HALF_OF_DAY = re.compile(r"\s[ap]\.m\.$")
_INNER = re.compile(r"['’]-")
"""An apostrophe at the end of the first half of a name: "Ochieng'-Kirui"."""
_PLACE = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,2}")

_PARTICLES = words_of("""
    # Romance
    da dal das de degli del della di do dos du e el la le y san
    # Germanic
    af av den der 't ten ter van von zu zur
    # Arabic and Hebrew
    abu al ben bin bint ibn
    # Welsh, Scots, English
    ap mac mc of saint st st.
    # Kikuyu, Swahili, Maa
    ole wa
""")
_ARTICLES = words_of("das den der die el il la las le les los the")
"""What a house's name begins with ("Le Monde"); other particles are first names too ("Ben", "Al", "Van")."""
_HOUSE_WORDS = words_of("""
    # en
    agency alliance association bank business centre center chronicle coalition college council courier daily digital
    foundation fund gazette group herald institute international journal magazine ministry network news online press
    post project radio review rights school society sport sports times tribune trust tv union university watch weekly
    # de
    allgemeine rundschau stiftung universität verband verein zeitung
    # ar
    ahram arabiya hayat jazeera mayadeen
    # fr, es
    association fondation fundación institut instituto périódico université universidad
""")
_NO_NAMES = _HOUSE_WORDS | words_of("""
    # who publishes
    agencies agency ap afp associated board contributor correspondent columnist desk editor editorial editors guest
    magazine news newsroom press reporter reporters reuters staff team writer writers xinhua
    ledger
    agence agencia france-presse redacción redaktion rédaction
    # what it publishes
    analysis archive breaking chapter column columns comment commentary culture business economy home latest letter
    letters live opinion part podcast politics readers reading speaking sport sports video world
    debatte kommentar leitartikel meinung
    # parts of names of cities
    aires kong aviv ababa lumpur dhabi penh janeiro
    # what its buttons say
    about advertisement contact email size text image just log more photo print published read related search share sign
    subscribe tags topics updated watched
    account admin facebook instagram linkedin open text twitter user website words youtube
    # what its columns are called by
    common first ground long plain second short
    # days
    monday tuesday wednesday thursday friday saturday sunday today
    february march july september october november december
    # bodies and places
    center centre city committee council department institute ministry school street university
    east new north south west
    # words that begin headlines and sentences
    a an and any are at for from her his how in is it its my no not on or other our own that the their they this to us
    was we what when where who why with you your
    everybody everyone nobody nothing somebody someone
    alle ein eine einen kein keine mehr warum wer wie
    meine meinen seine unser unsere cette notre nuestra nuestro votre
    # ar: the editor, the editors, a correspondent, the agencies
    التحرير المحرر المحررين رئيس فريق مراسل مراسلنا هيئة وكالات الوكالات
    # zh: the editors, a reporter, an agency, nobody
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 文章 编辑 编辑部 编者 本报 记者 评论员 社论 新华社 中新社 匿名 佚名
""")
_SUFFIXES = words_of("Jr. Sr. Jr Sr II III IV")
_INITIAL = re.compile(r"^[^\W\d_]\.(?:-?[^\W\d_]\.)*$")
_WIDE_FAMILIES = frozenset(
    # zh
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁邓"
    "鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻闫余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸"
    "郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文欧歐阳司诸諸上皇施严嚴"
    "洪季庄莊柳温溫牛樊葛邢安齐齊伍庞龐颜顏倪岳章鲁魯韦韋焦俞翁童祝柯甘骆駱纪紀单單尤柴管盛辛解宁寧路穆翟"
    "殷詹陶聂聶舒耿项項涂"
    # ko
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현"
    "함변염여추도"
)
"""The signs that most names of families begin with; a line of two to four other signs says something else."""
_WIDE = re.compile(r"[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}|[\u3400-\u9fff]{1,6}(?:·[\u3400-\u9fff]{1,6}){1,3}")
_ARABIC = re.compile(r"[\u0600-\u06ff]+(?:[ -][\u0600-\u06ff]+){1,4}")

_HONORIFIC = either(r"""
    ^rechtsanw[aä]lt(?:in)?\s+
    ^(?:(?:the|our|about the) author:?|dr\.?|prof(?:essor)?\.?|sir|dame|lord|lady|mrs?\.?|ms\.?)\s+
    ^(?:the )?(?:(?:very|right|most) )?rev(?:d|erend)?\.?(?: (?:dr|prof|canon|fr)\.?)?\s+
    ^(?:sister|father|rabbi|schwester|pater|pfarrer(?:in)?|s(?:œ|oe)ur|frère|père|abbé|mgr|monseigneur|fray|monseñor)\s+
    ^(?:الكاتبة?|الدكتورة?|د\.)\s*
    ^(?:作者简介[:：]|作者|本文作者)\s*
""")
_IS = one_of(r"""
    # en
    an?[ ]|the[ ]|who[ ]|(?:also|currently|now) (?:covers|edits|leads|lives|runs|serves|teaches|works|writes)
    is|was|are|were|has been|covers|edits|holds|leads|led|lives|practices|practised|reports|runs|served|serves
    taught|teach(?:es)?|works|worked|writes
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
_SOMEONE = one_of(r"""
    academic|activist|adviser|advisor|ambassador|analyst|anthropologist|architect|artist|attorney|author|barrister|chair\w*
    columnist|consultant|contributor|correspondent|critic|dean|diplomat|director|doctor|economist|editor|engineer
    executive|expert|fellow|founder|geographer|head|historian|journalist|judge|lawyer|lecturer|librarian|magistrate
    member|minister|mp|novelist|nurse|officer|partner|philosopher|physician|poet|practitioner|president|producer
    professor|psychologist|reader|reporter|researcher|scholar|scientist|secretary|senator|sociologist|solicitor
    strategist|student|surveyor|teacher|tutor|worker|writer
""")
_IN_ROLE = re.compile(
    one_of(
        r"""
        # en: the word, and three before it
        (?:[\w’'-]+ ){0,3}?{someone}\b
        # de
        (?:[\w-]+ )?{someone_de}\b
        # fr, es, pt, it
        {someone_romance}\w*
        # es, en: whom they write for
        (?:(?:especial )?para (?:el |la |los |las )?|special to (?:the )?)(?-i:[A-ZÀ-Þ])\S*(?-i: [A-ZÀ-Þ]\S*){0,3}$
        # ar, zh
        {someone_ar}(?=\s|$)
        .{0,12}(?:记者|作者|教授|研究员|评论员|作家|学者|律师|編輯|記者|講師)$
    """,
        someone=_SOMEONE,
        someone_de=r"\w*(?:redakt(?:eur|ion)|korrespondent|autor|professor|journalist|wissenschaftler|forscher)(?:in)?",
        someone_romance=one_of(r"""
            agriculteu|avocat|chercheu|chroniqueu|directeu|directrice|député|écrivain|essayiste|enseignant|géographe
            historien|hydrologue|ingénieu|journaliste|médecin|médiat|philosophe|politologue|professeu|sociologue|économiste
            abogad|analista|catedrátic|columnista|corresponsal|director|economista|ensayista|escritor|historiador
            investigador|ingenier|médic|periodista|poeta|politólog|profesor|sociólog
            advogad|colunista|jornalista|pesquisador|professor|giornalista|docente|scrittore|scrittrice
        """),
        someone_ar="(?:كاتبة?|باحثة?|أستاذة?|خبيرة?|محللة?|محامية?|صحفية?|صحافية?|طبيبة?|روائية?|إعلامية?|أكاديمية?)",
    ),
    re.IGNORECASE,
)
_SOMEONE_EN = rf"(?:an?|the)\b.{{0,80}}\b{_SOMEONE}"
_ROLE = one_of(
    r"""
    # en
    (?:(?:is|was|has been) )?{someone_en}
    (?:teaches|lectures|writes (?:on|about|for)|is (?:writing|working on)|serves as|served as|served for)\b
    # de, fr, es
    (?:ist|war|lehrt|leitet|leitete|schreibt|est|enseigne|dirige|es|enseña|escribe)\b
""",
    someone_en=_SOMEONE_EN,
)
_IS_SOMEBODY = re.compile(
    rf"(?:\([^)]*\))?,?\s{_ROLE}|[،:]?\s{_IS_AR}|[是系].{{0,30}}(?:教授|研究员|作家|记者|学者|编辑|律师|教师|博士|主任)"
)
_CALLED = one_of(r"""
    # en, de, fr, es
    the (?:author|writer)|(?:der|die) autor(?:in)?|l['’](?:auteure?|autrice)|(?:el|la) autora?
""")
_TRADE = one_of(
    r"""
    # de: a noun, an adjective before it or not
    (?:ist|war) (?:eine? |der |die )?(?:\w+(?:e|er) )?(?-i:[A-ZÄÖÜ])|(?:lehrt|leitet|forscht)\b
    # fr, es
    (?:est|fut|es|fue) (?:une? |una? )?(?:\w+ )?{someone}
""",
    someone=one_of(r"""
        # fr
        avocat|chercheu|directeur|directrice|docteur|député|écrivain|essayiste|enseignant|historien|journaliste
        maître|membre|philosophe|professeur|sociologue|économiste
        # es
        abogad|analista|catedrátic|director|doctor|economista|escritor|historiador|investigador|miembro|periodista
        profesor|sociólog
"""),
)
_ABOUT_AUTHOR = re.compile(
    rf"{_CALLED} (?:(?:is|was) {_SOMEONE_EN}|{_TRADE})|"
    r"derni(?:er|ère) (?:ouvrage|livre) (?:paru|publié)\s?:|zuletzt erschien(?:en)?\b.{0,20}[:„«»]|"
    r"[（(]?(?:本文)?作者(?:是|为|為|系|係).{0,40}(?:[教研].|作家|[记記]者|[学學]者|[编編][辑輯]|律.|博士|主任|院|人[员員]|[评評][论論][员員])",
    re.IGNORECASE,
)
"""A note that does not say who the author is by name."""
_ADDRESSED = r"(?:mr|mrs|ms|dr|prof|professor|frau|herr|m|mme)\.? "
_WIDE_NAME_FIRST = re.compile(r"[\u3400-\u9fff·]{2,4}?(?=是|，|为|系|（)")
_ARABIC_NAME_FIRST = re.compile(rf"[\u0600-\u06ff]+(?:\s[\u0600-\u06ff]+){{1,3}}?(?=[،:]?\s{_IS_AR})")


def parse(text: str) -> tuple[str, ...]:
    """The names in a line that says who wrote the piece ("By A B and C D, Foreign Editor, in Geneva").

    Only lines with a byline's own words are read; a name that does not look like one gives no names at all. A desk or
    an agency beside a name is left out, and so is a day behind it.
    """
    line = _BUTTON.sub("", _HALF_OF_DAY.sub("", plain(text)))
    if length(line) <= MOST_WITH_ROLES and (told := _with_roles(line)):
        return told
    if len(line) > MOST_CHARACTERS or length(line) > 40 or (ends_sentence(line) and length(line) > MOST_SENTENCE):
        return ()
    if wide := _WIDE_BEHIND.fullmatch(line) or _WIDE_AMONG.search(line):
        return names(wide["names"])
    match = _MARK.match(line)
    if match is None:
        called = _CALLED_AUTHOR.fullmatch(line)
        return name_alone(evened(called["names"])) if called else names(line) if _TOLD.search(line) else ()
    return names(evened(_without_day(line[match.end() :])))


def _with_roles(line: str) -> tuple[str, ...]:
    """The names of a byline that says of each at length who that is; empty for any other line."""
    found = list(_WITH_ROLE.finditer(line))
    if not found or found[0].start() or "," in line[found[-1].end() :]:
        return ()
    named = [_name(match["name"]) for match in found]
    return tuple(named) if all(named) else ()


def told_of(standfirst: str) -> tuple[str, ...]:
    """The names of those whom a standfirst says to write: "..., writes A B", "A B and C D write: ..."."""
    match = _TOLD_OF.search(plain(standfirst)) if len(standfirst) <= MOST_CHARACTERS else None
    return name_alone(match["names"] or match["before"]) if match else ()


def tells_of_its_writer(standfirst: str) -> bool:
    """Whether a text says that its writer says so, without a name: "..., writes our columnist"."""
    return len(standfirst) <= MOST_CHARACTERS and _ITS_WRITER.search(standfirst) is not None


def is_addressed(text: str, authors: Sequence[str]) -> bool:
    """Whether a short line gives the address of one of some persons, which holds initial and surname: "@amoreau"."""
    if "@" not in text or length(text) > MOST_ADDRESS:
        return False
    given = "\n".join(fold(match["handle"] or match["box"]) for match in _ADDRESS.finditer(unidecode(text)))
    named = [fold(unidecode(name)).split() for name in authors]
    return any(
        re.search(rf"{re.escape(first[:1])}(?:{re.escape(first[1:])})?[\W_]?{re.escape(surname)}", given)
        for first, *surnames in named
        for surname in surnames
        if len(surname) >= LEAST_ADDRESSED
    )


def in_places(text: str) -> tuple[str, ...]:
    """The names in a line that says from where each of them writes, and no more."""
    match = _IN_PLACES.fullmatch(plain(text))
    found = [_name(name) for name in match.groups() if name] if match else []
    return tuple(found) if all(found) else ()


def in_small_letters(text: str) -> str:
    """The name in a byline that writes it in small letters ("by bell hooks"); "" in others. Doubtful without more."""
    line = plain(text)
    match = _MARK.match(line)
    name = line[match.end() :] if match else ""
    words = name.split()
    is_name = 2 <= len(words) <= 3 and all(word.isalpha() and word.islower() for word in words)
    return name if is_name and not any(word in _NO_NAMES or word in _PARTICLES for word in words) else ""


def with_office(text: str) -> tuple[str, ...]:
    """Names in a line without a byline's words that says what their bearers are: "A B, Foreign Editor, in Bern"."""
    line = plain(text)
    behind = line.partition(",")[2]
    is_office = re.search(rf"\b{_ROLE_WORD}\b", behind, re.IGNORECASE) and not ends_sentence(line)
    return names(line) if is_office and length(line) <= 12 and not is_marked(line) else ()


def beside_day(text: str, language: str = "") -> tuple[str, ...]:
    """Names alone beside a day; a dash or a bar sets apart what else is said: "3 May 2021 - A B, C D - in Coasts"."""
    days = list(datelines.find(text, language))
    if not days or length(text) > MOST_BESIDE:
        return ()
    sides = (text[: days[0].start], text[days[-1].end :])
    parts = [part.strip(_MARKS_BESIDE) for side in sides for part in _APART.split(side)]
    return next(filter(None, (name_alone(part) or parse(part) for part in parts)), ())


def is_and(text: str) -> bool:
    """Whether a line is nothing but the word between two names."""
    return re.fullmatch(rf"{_AND}|&", plain(text), re.IGNORECASE) is not None


def is_role(text: str) -> bool:
    """Whether a line says what somebody is, and not who: "Senior lecturer at the Quay School", "Géographe"."""
    return length(text) <= MOST_ROLE and _IN_ROLE.match(plain(text)) is not None


def evened(text: str) -> str:
    """Names with their last parts in capitals, "Aline GHARBI", as names are written."""
    return text if text.isupper() else _SHOUTED.sub(lambda match: match[0].title(), text)


def _without_day(text: str) -> str:
    """A line up to its first day, and to the words in front of that: "on Monday, ..."."""
    day = next((found for found in datelines.find(text)), None)
    if day is None or not day.start:
        return text
    words = text[: day.start].rstrip(" ,|-–—").split(" ")
    while len(words) > 1 and (words[-1].islower() or len(words[-1]) > 4) and not datelines.rest(words[-1], []):
        words.pop()
    return " ".join(words).rstrip(" ,|-–—")


def is_marked(text: str) -> bool:
    """Whether a short line begins as bylines do."""
    return length(text) <= 30 and _MARK.match(plain(text)) is not None


def is_bare_mark(text: str) -> bool:
    """Whether a line is nothing but a byline's own word, the name standing on the next."""
    return _BARE_MARK.fullmatch(plain(text)) is not None


def names(text: str) -> tuple[str, ...]:
    """Names joined by commas or "and", offices and places behind them left out; empty where one is doubtful."""
    if len(text) > MOST_CHARACTERS:
        return ()
    line = _bare(_BEHIND.sub("", _ASIDE.sub("", _PICTURED.sub("", plain(text)))))
    if ";" in line:
        first, *others = map(names, line.split(";"))
        return tuple(dict.fromkeys(chain(first, *others))) if first else ()
    parts = [*_parts(line)]
    if len(parts) == 1 and " " in line and all(_WIDE.fullmatch(part) for part in line.split()):
        parts = line.split()
    found: list[str] = []
    for part in parts:
        bare = _BEHIND_ONE.sub("", part)
        is_office = re.search(rf"\b{_ROLE_WORD}\b", bare, re.IGNORECASE) is not None
        name = "" if is_office else _name(bare)
        if name:
            found.append(name)
        elif re.fullmatch(_HOUSE, part, re.IGNORECASE) or (found and (_IN_PLACE.fullmatch(part) or _is_house(part))):
            continue
        elif found and (part[:1].islower() or (is_office and _GOES_ON.search(part))):
            break
        elif not (found and (is_office or _PLACE.fullmatch(part))):
            return ()
    return tuple(dict.fromkeys(found))


def _parts(line: str) -> Iterator[str]:
    """A line of names cut up, where it says so or where two of them run on."""
    for part in _BETWEEN.split(line):
        apart = _RUN_ON.split(part)
        yield from apart if len(apart) > 1 and all(map(_name, apart)) else (part,)


def _is_house(part: str) -> bool:
    """Whether what stands behind a name is a publication or a body: several words, one of them theirs."""
    return " " in part and any(fold(word) in _HOUSE_WORDS for word in part.split())


def name_alone(text: str) -> tuple[str, ...]:
    """Names in a line that holds nothing else and no byline's words: two to four capitalised words each."""
    line = evened(_BUTTON.sub("", plain(text)).replace(" / ", ", "))
    if is_marked(line) or length(line) > 12 or re.search(r"[:|/@!?\d]", line):
        return ()
    found = names(line)
    if any(_WIDE.fullmatch(name) and "·" not in name and name[0] not in _WIDE_FAMILIES for name in found):
        return ()
    alone = (_HONORIFIC.sub("", part) for part in _parts(line))
    return found if fold(" ".join(alone)) == fold(" ".join(found)) else ()


def introduced(text: str, by_trade: bool = False) -> tuple[str, ...]:
    """The name that a text begins with, where it says who that is ("X is a lecturer in ..."); empty for any other text.

    by_trade: it must say what that person is by trade, as where no label says that the text is about the author.
    """
    name, behind = _leading_name(text)
    return (name,) if name and (_IS_SOMEBODY if by_trade else _IS_SOMEONE).match(behind) else ()


_ONLY_SAID = re.compile(
    r"(?:\([^)]*\))?,?\s(?:is|was|are|were|ist|war|est|était|es|era|fue)\s"
    r"(?!(?:currently |also |now |heute |auch )?(?:an?|the|one|eine?r?|der|die|das|une?|una?|el|la|le)\b|l['’]|"
    r"[A-Z][\w&.]*['’]s\b)"
)
"""What a story says of its people too: "was born in this house"."""


def is_about(text: str, authors: Sequence[str]) -> bool:
    """Whether a text says who one of the authors is, by name or by surname, and not what became of them.

    "Ada Vos is the keeper of ...", "Ms Vos is the keeper of ...".
    """
    line = plain(_HONORIFIC.sub("", plain(text)))
    behind = [line[len(name) :] for name in authors if line.casefold().startswith(name.casefold())]
    surnames = "\n".join(re.escape(name.split()[-1]) for name in authors)
    called = rf"{_ADDRESSED}{one_of(surnames)}\b"
    if authors and (named := re.match(rf"{called}(?: and {called})?", plain(text), re.IGNORECASE)):
        behind.append(plain(text)[named.end() :])
    return any(_IS_SOMEBODY.match(said) or (_IS_SOMEONE.match(said) and not _ONLY_SAID.match(said)) for said in behind)


def is_about_the_author(text: str) -> bool:
    """Whether a text says who the author is without a name: "The author is a professor of ..."."""
    return _ABOUT_AUTHOR.match(plain(text)) is not None


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


def _name(text: str) -> str:
    """One name, set as names are; "" where it is none for certain."""
    name = _HONORIFIC.sub("", _bare(text))
    words = name.split()
    if _WIDE.fullmatch(name) or _ARABIC.fullmatch(name):
        return "" if any(word in _NO_NAMES for word in words) else name
    if not 2 <= len(words) <= 6 or any(character.isdigit() for character in name):
        return ""
    if len(name) > 4 and name.isupper():
        words = [word if _INITIAL.match(word) else _capital(word) for word in words]
        words[0] = words[0][:1].upper() + words[0][1:]
    first, *others = words
    proper = [word for word in others[:-1] if word.casefold() not in _PARTICLES] + others[-1:]
    if first.casefold() not in (_ARTICLES if first[:1].isupper() else _PARTICLES):
        proper.insert(0, first)
    if any(fold(word) in _NO_NAMES and not _INITIAL.match(word) for word in proper):
        return ""
    if len(proper) < 2 or not all(_is_name_word(word) for word in proper):
        return ""
    return " ".join(words)


def _bare(text: str) -> str:
    """A name without the signs around it."""
    name = text.strip(_EDGES)
    behind = text.lstrip(_EDGES)[len(name) :]
    return f"{name}." if behind.startswith(".") and _SHORTENED.search(name[-2:]) else name


def _is_name_word(word: str) -> bool:
    if _INITIAL.match(word) or word in _SUFFIXES:
        return True
    bare = _INNER.sub("-", word.strip("“”\"'’"))
    if _RUN_ON.search(bare):
        return False
    return (bool(WORD.fullmatch(bare)) and bare[:1].isupper() and not (bare.isupper() and len(bare) > 2)) or (
        bare[:2].casefold() in ("d'", "d’", "o'", "o’", "al", "el") and len(bare) > 3
    )


def _capital(word: str) -> str:
    if word.casefold() in _PARTICLES:
        return word.casefold()
    return re.sub(r"[^\W\d_]+", lambda match: match[0][:1].upper() + match[0][1:].lower(), word)
