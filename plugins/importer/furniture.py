"""What stands on a page around an article: one named rule for each kind of furniture.

A rule takes whole blocks. What it `says` is the whole block, marks around it aside; what it `holds` may stand anywhere
in a block. To take one more line, add it to its rule; to tests/fixtures/rules/furniture.md too, along with a sentence
of an article that holds the same words and must stay: a rule that is too wide eats paragraphs.

`weight` says how strongly a block speaks against an article going on across it: a share bar stands in the middle of
many a piece, what follows a comment form is no longer the piece. A rule that `heads` a list also takes the lines below
it, up to the next paragraph of prose.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .patterns import either, one_of
from .wording import length, plain


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of furniture: its name, how it reads, and how far it reaches."""

    name: str
    pattern: re.Pattern[str]
    most_words: int = 40
    weight: int = 8
    heads: bool = False
    ends: int = 0
    """Words of prose above it that make a piece, which does not go on below it; 0 where it ends none."""


CHARACTERS = 14
"""A word of furniture has no more, marks around it counted; what has is no furniture, and slow to be asked."""
KEPT = frozenset({"first published"})
"""Rules whose blocks are part of a piece where they stand among its paragraphs."""
BOXED = frozenset({"newsletter", "appeal for support", "subscription"})
"""Rules of boxes that ask a reader for something."""
BUTTONS = BOXED | {"navigation"}
"""Rules of what stands below, to be pressed."""
BARS = frozenset({"share bar", "player"})
"""Rules of buttons that stand below a piece's header."""
LIST_END = "end of a list"
"""The rule of a line that says where a list of other pieces ends."""
IN_LISTS = frozenset({"genre label", "list counter", "reading time", "subscription"})
"""Rules whose blocks stand between the lines of a list, which goes on below them."""


def match(text: str) -> Rule | None:
    """The rule that takes a block for furniture, None where it may be part of an article."""
    line = plain(text)
    return _match(line) if len(line) <= CHARACTERS * MOST_WORDS else None


@lru_cache(maxsize=4096)
def _match(line: str) -> Rule | None:
    size = length(line)
    if not 0 < size <= MOST_WORDS:
        return None
    for rule in RULES:
        if size <= rule.most_words and len(line) <= CHARACTERS * rule.most_words and rule.pattern.fullmatch(line):
            return rule
    return None


def _rule(
    name: str,
    *,
    says: str = "",
    holds: str = "",
    most_words: int = 40,
    weight: int = 8,
    heads: bool = False,
    ends: int = 0,
    no_sentence: bool = False,
    **lists: str,
) -> Rule:
    """A rule out of two lists of lines (see `patterns`); lists: what the lines name in braces.

    no_sentence: what ends with a full stop is none, however it begins.
    """
    but = _NO_SENTENCE if no_sentence else ""
    whole = rf"{but}{_MARKS}{one_of(says, **lists)}{_MARKS}" if says else ""
    anywhere = rf".*{_held(holds, lists)}.*" if holds else ""
    return Rule(name, either(f"{whole}\n{anywhere}"), most_words, weight, heads, ends)


def _held(table: str, lists: dict[str, str]) -> str:
    """A list of lines as one pattern, in which those that begin with `{start}` share it: it is looked for once."""
    lines = [line.strip() for line in table.splitlines()]
    starting = "\n".join(line.removeprefix("{start}") for line in lines if line.startswith("{start}"))
    others = "\n".join(line for line in lines if not line.startswith("{start}"))
    begun = f"{_START}{one_of(starting, start=_START, **lists)}" if starting else ""
    return one_of(f"{begun}\n{others}", start=_START, **lists)


_NO_SENTENCE = r"(?!.*\w\w[.。؟]$)"
"""A line that does not end with a full stop."""
_MARKS = r"[^\w©@#$]*"
"""What may stand around the words of a button: arrows, bars, brackets, colons."""
_START = r"(?:^|(?<=[.!?:…|] ))\W*"
"""Where a sentence begins: "Subscribe to ..." speaks to a reader, "those who subscribe to ..." does not."""

RULES: tuple[Rule, ...] = (
    _rule(
        "consent button",
        says=r"""
            # en
            i (?:agree|accept|consent)
            (?:accept|reject|allow|decline|agree to|refuse) (?:all|everything)(?: cookies)?
            (?:accept|agree|decline|continue|dismiss|close)(?: and (?:close|continue))?
            {choice}(?:\W+{choice}\b)+
            got it|ok(?:ay)?|no thanks|learn more|more options
            manage \w+(?: \w+)?
            cookie settings|save (?:my )?choices
            only necessary|essential only|necessary only
            # de
            alle (?:akzeptieren|ablehnen)(?:\W+einstellungen)?
            einstellungen|zustimmen
            # fr
            tout (?:accepter|refuser)(?:\W+(?:tout|accepter|refuser|paramétrer))*
            (?:accepter|refuser|paramétrer)(?:\W+(?:accepter|refuser|paramétrer))*
            personnaliser(?: mes choix)?|continuer sans accepter
            # es
            aceptar(?: todo)?|rechazar
            # ar
            أوافق|موافق|قبول(?: الكل)?|رفض
            # zh
            同意|接受|拒绝|全部接受|知道了
        """,
        most_words=8,
        choice="(?:accept|reject|manage|preferences|settings|options|all|cookies|more)",
    ),
    _rule(
        "cookie banner",
        says=r"""
            cookies?|use of cookies
            (?:privacy \w+ (?:&|and) )?cookies? {settings}
            (?:accept|allow|manage|reject|disable)(?: \w+)? cookies
            cookie-(?:einstellungen|zustimmung|richtlinien?)(?: verwalten)?
            cookie.{0,10}(?:政策|设置)
        """,
        holds=r"""
            # en
            \b(?:we|(?:this|our) (?:web)?sites?)(?: \w+)? {use}\b.{0,40}\bcookies?\b(?! as\b)
            \bwould like to use cookies\b
            \buses? cookies\b.{0,20}\b(?:by continuing|strictly necessary|for the purposes)\b
            {start}(?:by|if you) .{0,80}\byou (?:accept|agree|consent)\b.{0,80}\bcookies?\b
            \b(?:our|your) (?:privacy \w+ (?:&|and) )?cookies? {settings}
            \b(?:privacy|terms of \w+)\b.{0,50}\bcookies? {settings}
            \bour use of cookies\b
            \bcookies? (?:on this (?:web)?site|in your browser|on your device)\b
            {start}(?:please )?(?:accept|allow|manage|reject|disable) (?:\w+ )?cookies\b
            {start}cookies (?:help us|are (?:small )?(?:text )?files)\b
            \bwe,? (?:and|along with) (?:our|\d+) (?:\w+ ){0,2}partners\b.{0,80}\b{traced}
            \bstore and (?:/or )?access information on a device\b
            # de
            \b(?:wir|(?:unsere|diese) (?:web)?(?:site|seite)) (?:\w+ )?{use_de}\b.{0,40}\bcookies?
            \b{use_de} wir\b.{0,40}\bcookies?
            \bcookie.{0,40}\b(?:auf dieser (?:web)?(?:site|seite)|in (?:ihren|ihrem|deinem) browser)\b
            \b(?:stimmen sie|stimmst du)\b.{0,60}\bcookie
            \bwir und unsere\s+(?:\d+\s+)?partner\w*\b.{0,80}\b(?:cookies|daten)
            # fr
            \b(?:nous|ce site|ses partenaires) (?:\w+ )?utilis\w+\b.{0,40}\b(?:cookies?|traceurs)
            \bvous acceptez\b.{0,60}\b(?:cookies?|traceurs)
            \bnous et nos\s+(?:\d+\s+)?partenaires\b.{0,80}\b(?:cookies|données|traceurs)
            # es
            \b(?:utilizamos|usamos|este sitio(?: web)? (?:utiliza|usa))\b.{0,40}\bcookies?
            \bnosotros y nuestros\s+(?:\d+\s+)?socios\b.{0,80}\b(?:cookies|datos)
            # ar
            (?:نستخدم|يستخدم (?:هذا )?الموقع).{0,20}(?:ملفات تعريف الارتباط|الكوكيز)
            # zh
            (?:我们|本网站|本站|网站)使用.{0,8}cookie
            cookie.{0,20}同意|同意.{0,20}cookie
        """,
        most_words=130,
        traced="(?:cookies|device|personal data|browsing data)",
        use="(?:use|uses|store|stores|set|sets)",
        use_de="(?:verwende[nt]|nutz(?:en|t)|setz(?:en|t))",
        settings=r"(?:policy|notice|settings?|preferences|statement|choices|consent)\b",
    ),
    _rule(
        "external content",
        says=r"""
            # en
            (?:allow|load|show|display|accept) (?:external|third[- ]party|embedded) content.{0,20}
            # de
            (?:zustimmen und )?(?:externen? )?inhalte? (?:laden|anzeigen|entsperren|aktivieren)|video laden
            (?:externe inhalte|{networks_de}) (?:immer )?(?:anzeigen|laden|entsperren|aktivieren)
            empfohlener (?:externer|redaktioneller) inhalt
            optimieren sie ihre browsereinstellungen|bitte passen sie die einstellungen an
            # fr
            contenu (?:externe|bloqué)|(?:afficher|charger) le contenu
            # es
            contenido (?:externo|bloqueado)|(?:mostrar|cargar) (?:el )?contenido
        """,
        holds=r"""
            # en
            {start}to (?:view|see) this (?:content|video|embed|post)\b.{0,80}\b(?:accept|allow|enable)\b
            {start}this (?:content|video|embed) is (?:provided|hosted) by\b.{0,80}\b(?:cookies|technolog|third part)
            {start}please enable javascript\b.{24,}
            {start}(?:this )?content from \w+ (?:can['’]t|cannot|could not) be (?:displayed|shown|loaded)\b
            # de
            {start}an dieser stelle (?:find\w+ (?:du|sie|ihr)|steht|befindet sich)\b.{0,60}\bexterne[nr]? inhalt
            {start}hier (?:würden wir|wird|finden sie|findest du)\b.{0,60}\b(?:externe[nr]? inhalt|inhalte? von drittan)
            \bbenötigt javascript\b.{0,80}\b(?:browser|adblocker|einstellungen)\b
            {start}wir (?:würden|möchten) (?:(?:dir|ihnen|euch) )?hier gerne?\b.{0,80}\b(?:zeigen|anzeigen|einbinden)\b
            \bdass mir externe inhalte angezeigt werden\b
            \bdaten an drittplattformen übermittelt\b
            {start}klick(?:e|en sie)?\b.{0,60}\bum (?:den|diesen) inhalt\b.{0,60}\b(?:zu laden|anzuzeigen|zu sehen)\b
            {start}mit (?:dem )?(?:laden|klick|aktivieren)\b.{0,80}\b(?:akzeptier|stimm)\w+ (?:sie|du|ihr)\b
            # fr
            {start}ce contenu (?:est|a été) bloqué\b
            {start}ce contenu .{0,60}\bvous (?:n['’]avez pas|avez refusé|devez)\b.{0,60}\b(?:cookies|traceurs)\b
            # es
            {start}este contenido (?:está|ha sido|se ha) bloqueado\b
            {start}para ver este contenido\b.{0,60}\bcookies\b
            # ar
            لعرض هذا المحتوى.{0,40}(?:الموافقة|ملفات)
            # zh
            ^(?:此|该|本)(?:内容|视频)由?第三方.{0,20}
        """,
        most_words=70,
        weight=3,
        networks_de="(?:youtube|twitter|x|instagram|facebook|tiktok|vimeo|spotify)",
    ),
    _rule(
        "embedded post",
        says=r"""
            # what a post's frame offers; who shared it is kept, for its link
            {view} (?:on|auf|sur|en|no|su|op) {network}
            {show} (?:auf|op) {network} (?:an|bekijken|ansehen|anschauen)
            # ar
            (?:عرض|مشاهدة) هذا المنشور على {network}
            # zh
            在 ?instagram ?(?:上)?查看(?:这|此)(?:篇|则)帖子
            # tiktok
            ♬ .{2,80}
            # what stands for a frame that was not saved
            datawrapper|dailymotion|documentcloud|flourish|infogram|scribd|vimeo|youtube
        """,
        most_words=24,
        weight=3,
        no_sentence=True,
        network="(?:instagram|facebook|twitter|x|tiktok|threads|youtube|linkedin)",
        view=one_of(r"""
            view (?:this (?:post|photo|profile)|more)
            voir (?:cette publication|ce post)
            ver (?:esta publicación|este post|esta foto|essa foto|esta publicação)
            visualizza questo post
        """),
        show="(?:sieh(?: dir|en sie(?: sich)?)? (?:diesen|den|einen) (?:beitrag|post)|(?:diesen )?beitrag|dit bericht)",
    ),
    _rule(
        "translation notice",
        says=r"""
            this article is (?:more than )?(?:\d+|an?) (?:month|year)s? old
            translating
            (?:select|choose) (?:your )?language
            traduction en cours
            جار[يٍ]? الترجمة
            翻译中
        """,
        holds=r"""
            # en
            \b(?:is|are|was|were|been) (?:a )?(?:automatically|machine)[ -](?:generated|translated|translation)\b
            {start}(?:automatically|machine)[ -](?:generated|translated)\b
            {start}this (?:article|audio|summary|text) (?:was|is) {made} (?:by|with|using) ai\b
            \btranslator text api\b
            \bnot responsible for (?:any of )?the translations?\b
            # de
            \b(?:text|artikel|beitrag|seite|übersetzung) .{0,20}\b(?:maschinell|automatisch) (?:übersetzt|erstellt)\b
            {start}diese[r]? (?:text|artikel|zusammenfassung) wurde (?:mit|von|durch) (?:einer )?ki {made}\b
            # fr
            \b(?:article|page|texte|contenu) .{0,30}\b(?:traduit automatiquement|traduction automatique)\b
            # es
            \b(?:artículo|página|texto|contenido) .{0,30}\btraducción automática\b
            # ar
            (?:هذه|هذا|تمت).{0,30}ترجمة آلية
            تُرجم آلي
            # zh
            (?:由|本文|此文|以下).{0,10}(?:机器|自动)翻译
        """,
        most_words=60,
        made="(?:created|generated|summari[sz]ed|zusammengefasst|erstellt)",
    ),
    _rule(
        "navigation",
        says=r"""
            # any language: three short names or more between bars or arrows
            ←\W?.{2,140}|.{2,140}\s→
            (?:[\w&'’.\- ]{2,30}(?:\s*(?:[|·•›»]|>{1,2})\s*|\s/\s)){2,}[\w&'’.\- ]{2,30}
            # en
            (?:skip|jump) (?:to|past) .{0,40}|skip links?|accessibility links
            menu|navigation|home|homepage|search|sections?|sitemap|site (?:index|map)
            (?:open|close|toggle|primary|main|show|hide) (?:the )?(?:menu|navigation|search\w*|sidebar)
            back to (?:top|home\w*)
            posts? navigation
            (?:previous|next|prev|newer|older)(?: (?:article|page|post|story))?|previous next
            log ?in|sign (?:in|up|out)|register|my account
            (?:sign|log) in ?[|/]? ?(?:register|subscribe)?
            subscribe(?: now)?|donate|contribute
            # de
            direkt zu[mr] .{0,40}|zu[mr] .{0,40} (?:springen|wechseln)
            (?:vorheriger|nächster) (?:beitrag|artikel)(?:\W?\s.{0,120})?|beitrags-?navigation
            menü|suche|(?:zur )?startseite|nach oben|anmelden|abonnieren|abonnement|abo|externer inhalt
            # fr
            (?:aller|passer) (?:à|au) .{0,40}
            article (?:précédent|suivant)(?:\s?[:«»].{0,120})?
            rechercher?|recherche|accueil|haut de page|retour en haut
            abonnez-vous|s['’]abonner|je m['’]abonne|se connecter
            # es, pt, it
            (?:ir|saltar) al? .{0,40}|buscar|inicio|(?:entrada|artículo) (?:anterior|siguiente)
            suscr[ií]b(?:ete|ite|irse|ase)|abónate|iniciar? sesión|reg[ií]str(?:ate|arse|arme)
            ir para o .{0,40}|assine|assinar|entrar|faça (?:o )?login|abbonati|accedi|registrati
            # ar
            الرئيسية|القائمة|بحث|تسجيل الدخول|اشترك(?: الآن)?|العودة إلى الأعلى
            تخط[ىي].{0,30}
            المقال (?:السابق|التالي)
            # zh
            首页|菜单|搜索|登录|注册|订阅|返回顶部
            跳到.{0,8}|跳转.{0,8}|点击进入专题|点击查看.{0,8}版|举报
        """,
        most_words=24,
        weight=6,
        no_sentence=True,
    ),
    _rule(
        "share bar",
        says=r"""
            # any language
            {networks}\W*(?:\d[\d.,]*[km]?)?
            {networks}(?:[\s,|·•/]+(?:{networks}|share|tweet|submit|on|to|via|copier le lien)\b)+
            \d[\d.,k]* ?(?:shares?|tweets?|likes?|views?|reads?)|\d[\d.,]*k|@\w{2,30}|permalink\W.{2,200}
            a\s?[-+]\s?a?
            # en
            shares?|tweet|share ?/ ?save
            share (?:this|all|on|via|with)\b.{0,60}|(?-i:[A-Z][\w.’-]+ [A-Z][\w.’-]+)['’]s opinions
            click to (?:share|print|e-?mail|tweet)\b.{0,80}|like this|permalink
            (?:share|tweet|submit)(?:[\s,|·•/]+(?:{networks}|share|tweet|submit|on|to|via)\b)+
            follow (?:us|@\w+)?(?: on [\w ,&]+)?|follow(?:ing)?(?: (?:this|the) author)?|this author
            (?:show )?more sharing options|gift|give|licen[cs]e this (?:article|story)
            follow (?:us|me)\s?: .{2,80}
            find us on .{0,30}|connect with us
            (?:link |url )?copied!?|copy link url|close extra sharing options
            {save}
            (?:normal|large|larger|very large|small|smaller) text(?: size)?
            share (?:article|story|page|post)
            gift (?:this )?article|share full article|text size|order reprints|reuse this content
            (?:print|e-?mail|save|bookmark|download) (?:this|article|story|for later)(?: (?:article|story|page|piece))?
            # de
            wie finden sie den artikel
            {share_de}(?:\s?/\s?{share_de})*\W*\d{0,4}|{share_de} (?:mit|auf|via|über|per)(?: {networks})?
            (?:auf|via|über|per|bei) {networks} (?:{share_de}|versenden|verschicken|empfehlen)
            folgen sie uns.{0,20}|folge? (?:mir|uns)(?: (?:auf|bei) .{2,60})?|link (?:kopieren|kopiert)
            zur merkliste hinzufügen|(?:als )?lesezeichen (?:erstellen|speichern|hinzufügen|setzen)
            gefällt mir|(?:liken )?lade|wird geladen
            klick(?:en)?\W.{2,60}(?:teilen|ausdrucken|drucken|senden)(?: \(?wird in neuem fenster geöffnet)?
            bookmarken sie .{2,80}|öffnet ein neues (?:browser)?fenster
            (?:auf )?später (?:lesen|anhören)
            (?:diesen )?(?:artikel|beitrag|text|seite) {share_de}(?:\s?/\s?{share_de})*
            # fr
            partager(?: (?:sur|cet article|via).{0,20})?|j['’]aime|tweeter|envoyer par e?-?mail
            suivez-nous.{0,20}|suivre|copier le lien|lien copié|imprimer|courriel
            offrir (?:l['’]|cet )article|lire plus tard|ajouter à (?:vos|mes) .{4,12}|sauvegarder|signaler ce .{2,30}
            # es, it
            compartir(?: (?:en|por|nota|artículo|esta nota)(?: .{0,20})?)?|me gusta|enlace copiado|tuitear
            compartilh(?:ar|e)(?: .{2,20})?|curtir|imprimir|condividi(?: su .{2,20})?
            síguenos(?: en .{2,30})?|seguinos(?: en .{2,30})?|guardar(?: artículo)?|copiar (?:enlace|link)|menéame
            salvar (?:artigos?|para ler (?:depois|mais tarde))
            # ar
            شارك(?: على.{0,20})?|مشاركة(?: المقال)?|شارك (?:المقال|القصة|الخبر)
            نسخ الرابط|البريد الإلكتروني|حجم الخط|تابعنا على.{0,20}
            # zh
            (?:[小中大]字[号號體])(?:\W*[小中大]字[号號體])*
            分享(?:到.{0,40})?|转发|复制链接|字号.{0,8}|扫一扫.{0,10}|长按.{0,4}二维码.{0,10}
        """,
        most_words=16,
        weight=3,
        no_sentence=True,
        save="(?:save|bookmark) (?:(?:this|the|our)? ?(?:articles?|stor(?:y|ies)) )?for later",
        share_de="(?:teilen?|sharen|weitersagen|weiterempfehlen|twittern|mailen|drucken|ausdrucken|merken|pinnen|verschenken)",
        networks=one_of(r"""
            facebook|twitter|x|linked ?in|instagram|threads|bluesky|mastodon|tumblr|reddit|pinterest|xing|vk
            whats ?app|telegram|messenger|viber|line|weibo|wechat|snapchat|sms
            pocket|flipboard|stumbleupon|google\+?|youtube|tik ?tok|rss
            e-?mail|mail|copy(?: link)?|link|print|bookmark|save
            فيسبوك|تويتر|واتساب|طباعة
            微信|微博|打印|复制链接
        """),
    ),
    _rule(
        "player",
        says=r"""
            {player}(?:\W*\d*:?\d*\s*(?:min(?:ute)?[sn]?|minutos?|دقائق|دقيقة|分钟)?\W*)
            \d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?
            your browser does not support the (?:audio|video)(?: element| tag)?
            this is a modal window|(?:please )?enable javascript(?: to .{2,30})?
            listen to this article\W+\d+:\d\d min(?:\W+learn more)?|(?:diesen )?(?:artikel|text|beitrag) (?:an)?hören
            {video} (?:abspielen|ansehen|starten|pausieren|wiederholen)
            (?:replay|play|watch|pause|skip) {video}|full ?screen|vollbild|now playing|unmute|picture-in-picture
            \d(?:\.\d{1,2})?x|(?:new ?)?you can now listen to .{2,40} articles!?
            {player}\W{1,3}enjoy more audio.{0,60}
            (?:this|the) (?:article|audio|story) is (?:read|voiced) by .{2,60}|cet article est lu par .{2,60}
            weitere videos|\d{1,3}-minute listen|heard on (?-i:[A-Z]).{2,40}|lecteur vidéo|(?:reproducir|ver) {video}
        """,
        most_words=14,
        weight=3,
        video="(?:(?:the )?video|v[ií]deo|audio|vidéo)",
        player=one_of(r"""
            # en
            listen(?: to (?:this )?(?:article|story|piece))?
            play|pause|mute|watch|video|audio|loading|please wait
            # de
            (?:artikel )?(?:zum )?anhören
            # fr
            écouter(?: (?:l['’]article|cet article|le podcast))?
            # es
            escuch(?:ar|a|e)(?: (?:el |este )?artículo)?
            # ar
            استمع(?: إلى)?(?: (?:هذا المقال|المقالة?|التقرير|البودكاست))?
            # zh
            收听.{0,4}|朗读|听(?:全文|新闻)
        """),
    ),
    _rule(
        "gallery label",
        says=r"""
            # en
            (?:image |photo |slide |picture )?{count}
            (?:view|show|open|see) (?:the )?(?:gallery|all (?:photos|pictures|images))
            image|picture
            view (?:image|picture|photo) in full ?screen|(?:show|hide|toggle) caption|buy photo|icon: .{2,20}
            (?:photo |picture )?gallery|slide ?show|click to enlarge|enlarge(?: image)?
            # de
            detailansicht öffnen
            (?:bild|foto) {count}|\d{1,3} (?:bilder|fotos)|(?:alle )?(?:bilder|fotos) (?:an)?(?:zeigen|sehen)
            (?:bild|foto)?galerie|(?:bilder|foto)(?:strecke|galerie|show)|bildstrecke
            (?:bild |zum )?vergrößern(?: bitte)?(?: (?:an)?klicken)?|zum vergrößern auf das bild klicken
            # fr
            (?:image|photo|diapositive) {count}|voir (?:la galerie|toutes les photos)|diaporama|agrandir(?: l['’]image)?
            # es
            (?:imagen|foto) {count}|(?:ver )?galería(?: de (?:fotos|imágenes))?|ampliar(?: (?:imagen|foto))?
            # ar
            معرض الصور|تكبير الصورة
            # zh
            点击查看大图|查看大图|图集|放大[图圖]片(?:\W*[显顯]示原[图圖])?|[显顯]示原[图圖]|[相关關]+[图圖]片 ?{count}
        """,
        most_words=8,
        weight=3,
        count=r"(?:\d{1,3} ?(?:of|von|sur|de) ?\d{1,3}|\d{1,2} ?/ ?\d{1,2})",
    ),
    _rule(
        "reading time",
        says=r"""
            # en, fr, de, es
            {before}?\W*(?:about |env\. )?\d{1,3}[ -]?min(?:s|ute|utes|uten|utos)?\.?{behind}?
            (?:lesezeit|lesedauer)\W+\d+.*
            # ar
            (?:وقت|مدة) القراءة.{0,20}
            .{0,20}دقائق? (?:للقراءة|قراءة)
            # zh
            (?:阅读(?:时间|需)?\W*)?(?:约)?\d+\s?分钟(?:阅读)?
        """,
        most_words=8,
        weight=3,
        before=one_of(r"""
            (?:estimated )?reading time
            lesezeit|lesedauer|weiterlesen
            (?:temps|durée) de lecture|lecture
            tiempo de lectura|tempo de leitura|tempo di lettura
            leestijd|czas czytania|lukuaika
        """),
        behind=r"(?: (?:read|de lecture|lesezeit|de lectura|de leitura|di lettura|leestijd|czytania|lues))",
    ),
    _rule(
        "advertisement",
        says=r"""
            # en
            (?:advertise?ments?|advert|ads?)[\W\d]*
            ad#[\w-]{1,20}|(?:show|hide|close|skip) ads?|ad feature
            sponsored(?: (?:content|by.{0,30}))?|promoted|from our sponsors?|remove ads?
            (?:continue|story) (?:reading|continue[sd]) (?:the main story|below).*
            (?:a )?(?:sponsor message|message from our sponsors?)|advertise?ment\W+scroll to continue
            (?:the )?article continues (?:below|after|under).*
            scroll to continue.*|skip advertisement
            # de
            anzeigen?|werbung|(?:weiter|weiterlesen) nach der anzeige.*|(?:anzeige|werbung) (?:ausblenden|schließen)
            # fr
            publicité|annonce publicitaire|la suite après (?:la|cette) pub.*
            # es, it
            publicidad|publicidade|pubblicità|anuncio
            # nl, sv, fi, pl, ru
            advertentie|annons|mainos|reklama|реклама
            # ar
            إعلان
            # zh
            广告
        """,
        most_words=10,
        weight=3,
    ),
    _rule(
        "search trends",
        says=r"""
            search trends|trending searches|hot searches
            热搜|热门搜索
        """,
        most_words=4,
        weight=30,
        heads=True,
    ),
    _rule(
        "related links",
        says=r"""
            # en
            related(?: {pieces}.{0,40}| to this .{2,20})?|in case you missed it|also read
            # the head of a list of tags, in any language
            suggested topics|schlag(?:worte|wörter)|mots[ -]clés|etiquetas|palabras clave|archivado en|tópicos|مواضيع
            # en
            recommended(?: (?:for you|stories|reading|articles|videos?))?
            you (?:may|might) (?:also )?(?:like|enjoy|be interested).{0,20}
            more (?:from|in|on|about|by) .{2,50}
            more (?:stories|news|articles|coverage|great .{2,30})
            also (?:in|on|from) .{2,50}
            (?:read|see|explore|discover) (?:also|next|more)(?: (?:from|in|on) .{2,40})?|more to (?:read|explore)
            further reading|explore further|what to read next|don['’]t miss|see also
            in this (?:series|section)|from the archive|letters? in response to this (?:article|column|letter)
            (?:view|see) (?:more|all) (?:opinion|coverage|stories|articles)(?: .{2,40})?
            topics in this (?:article|story)
            up next|next up(?: .{0,20})?|previous articles?
            latest(?: (?:news|stories|videos?|articles?|posts?|columns?|headlines?|from.{2,30}))?
            editor['’]?s['’]? (?:picks?|choice)|top (?:stories|news|videos?|picks)
            most (?:read|popular|viewed|shared|commented|watched|emailed).{0,24}
            trending(?: (?:now|news|stories|topics|today|on.{0,20}))?
            popular(?: (?:stories|now|posts?|on .{2,20}|in .{2,20}))?
            (?:recent|similar|related) (?:posts?|articles?|stories)|more top stories
            # de
            weitere (?:interessante |spannende |top-?)*{pieces_de}(?: .{2,50})?
            mehr (?:zu diesem thema|zum thema|themen|artikel|aus .{2,30}|vo[nm] (?:der |dem )?(?:selben )?autor\w*)
            (?:ähnliche|verwandte|empfohlene|beliebte|aktuelle|neueste|neuste|passende|letzte) (?:\d+ )?{pieces_de}
            (?:diese|folgende|weitere) {pieces_de} könnten? {you_de} (?:auch |ebenfalls )?interessieren
            (?:das )?könnte {you_de} auch.{0,20}|auch interessant.{0,20}|passend zum (?:artikel|thema)|zum thema
            alle (?:artikel|kolumnen|texte|beiträge) von .{2,40}|mehr von (?-i:[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)+)
            lesen sie (?:auch|mehr|weiter).{0,20}|lies auch.{0,20}|lesetipps?|unsere lesetipps|top-?(?:artikel|themen)
            unsere empfehlungen|empfehlungen der redaktion|verlagsangebote?
            meistgelesen\w*|am meisten gelesen
            # fr
            [àa] lire (?:aussi|également).{0,10}|lire aussi
            sur le même (?:sujet|thème)|dans la même rubrique
            articles? (?:liés|similaires|recommandés)
            les plus (?:lus|consultés)|articles? récents?|vous aimerez aussi|vous pourriez (?:aussi )?aimer
            la rédaction vous conseille|pour aller plus loin|tous (?:ses|les) articles(?: de .{2,40})?
            [àa] voir en vidéo
            recommandé par .{2,30}|le choix de la rédaction|retrouvez l['’]actualité de .{2,30}
            cela (?:peut|pourrait) vous intéresser|à (?:voir|découvrir) (?:aussi|également)
            # es
            (?:también )?(?:te|le) (?:puede|podría)n? interesar|puede interesarte|{read_es} (?:también|además|más)
            (?:notas?|noticias|artículos?|contenidos?|temas|entradas) relacionad[oa]s?|lo más (?:leído|visto)
            (?:las |los )?más (?:leíd[oa]s?|vist[oa]s?|comentad[oa]s?)|para saber más
            más (?:leíd[oa]s?|noticias|vistos?)|te recomendamos|más información
            ver (?:más|todos los) artículos.{0,40}|últimas noticias|por si no lo viste|segu[ií]r? leyendo
            (?:artículos|publicaciones|entradas) relacionad[oa]s
            # pt, it
            (?:leia|veja) (?:também|mais)|saiba mais|mais lidas|(?:notícias|matérias) relacionadas|mais sobre .{2,30}
            leggi anche|potrebbe(?:ro)? (?:anche )?interessarti(?: anche)?|articoli correlati
            # nl, sv, no, fi, pl
            lees ook|läs (?:också|även|mer)|les også|læs også|lue (?:myös|seuraavaksi|lisää)|luetuimmat
            (?:czytaj|zobacz|przeczytaj) (?:też|także|również|więcej)
            # ru
            вам также.{0,30}|читайте также.{0,20}
            # ar
            [اإ]قرأ (?:أيض[ًا]+|المزيد).{0,20}|كلمات دلالية|اقرأ في.{0,20}
            المزيد من (?:الكاتبة?|.{2,20})|حول هذه القصة
            (?:مواضيع|موضوعات|مقالات|أخبار) ذات صلة|الأكثر قراءة|قد يعجبك.{0,10}
            # zh, ja
            相关(?:阅读|文章|新闻|推荐|报道|链接|内容)|延伸阅读|推荐阅读|阅读排行|热门(?:文章|推荐)
            相[關关][字詞词]{1,2}|[編编][輯辑]推[介荐薦]|[熱热][門门](?:排行|話題|话题)
            热读|[頭头][條条]新[聞闻]|特[別别]推[薦荐]|更多有[關关]此.{2,10}
            猜你喜欢|为您推荐|更多(?:文章|阅读|新闻|内容|精彩.{0,4})|最新文章
            関連記事
        """,
        most_words=9,
        weight=14,
        heads=True,
        no_sentence=True,
        pieces_de="(?:artikel|themen|beiträge|meldungen|nachrichten|stories|texte|videos|news|kolumnen)",
        you_de="(?:sie|dich|euch)",
        read_es="(?:le[ae]r?|lee|ver|mir[ae])",
        pieces=one_of(r"""
            articles?|columns?|content|coverage|items?|links?|news|posts?|reading|stories|story|topics?|videos?
        """),
    ),
    _rule(
        "read more",
        says=r"""
            # a label, and a headline behind it
            {label}\s?(?:[:：|]| [–—-] )\s*.*
            {word}\s?[:：|](?!.*\w\.$)\s*.*
            # en
            (?:read|continue|keep|learn|find out|show|view|see|load) (?:more|reading|all|full \w+)\W*(?:about .{2,40})?
            # de
            mehr(?: lesen)?|weiterlesen|lesen sie hier (?:mehr|weitere)\b.{0,80}
            # fr
            lire la suite
            # ar
            المزيد
            # zh
            阅读全文|展开全文
        """,
        most_words=30,
        weight=2,
        label=one_of(r"""
            # en
            read (?:more|also|next|this|the full.{0,20}|our.{0,30})|see (?:more|also)|also read|must read
            don['’]t miss|next article|previous article|(?:also|must)[ -](?:see|read)|check out
            # de
            lesen sie auch|lies auch|auch lesen|mehr (?:dazu|lesen|zum thema)|lesetipps?|siehe auch|passend dazu
            auch interessant|das könnte (?:sie|dich|euch) auch interessieren
            # fr
            lire (?:aussi|également)|[àa] (?:lire|voir)(?: (?:aussi|également))?|voir aussi
            # es, pt, it
            (?:le[ae]r?|lee|ver|mir[ae]) (?:también|además|más)|leia (?:também|mais)|veja também|saiba mais|leggi anche
            notas? relacionadas?|(?:te|le) puede interesar
            # nl, sv, no, fi, pl
            lees ook|läs (?:också|även|mer)|les også|læs også|lue (?:myös|seuraavaksi|lisää)
            (?:czytaj|zobacz|przeczytaj) (?:też|także|również|więcej)
            # ar
            اقرأ أيض[ًا]+
            # zh
            相关阅读|延伸阅读
        """),
        word="(?:more|read|watch|listen|audio|podcast|related|opinion|column|analysis|gallery|(?:foto|bilder)(?:strecke|galerie)|galería)",
    ),
    _rule(
        "newsletter",
        says=r"""
            # en
            (?:our )?newsletters?(?: sign[ -]?up)?|sign up (?:here|(?:to|for) (?-i:(?:[A-Z][\w’'&]*(?: |$)){1,6}))
            (?:free |our )*(?:daily|weekly|morning|evening) (?:newsletter|e-?mail|briefing)
            protected by recaptcha|please check your e-?mail to confirm\b.{0,60}
            (?:after|before|skip past) newsletter promotion
            get our (?:daily|weekly|free) e-?mails?(?: newsletter| updates?)?
            e-?mail address|(?:type )?your e-?mail
            you can (?:unsubscribe|opt out) (?:at any|any ?time|by|here|from (?:our|these)).*
            unsubscribe.{0,30}
            by (?:signing up|subscribing|submitting)\b.{0,60}\b(?:you|i)\b.*
            newsletters?: .*
            thank you for (?:signing up|subscribing).*
            privacy notice: .*\bnewsletters?\b.*
            click here (?:for|to) (?:more|get|read|sign|see|subscribe)\b.{0,60}|{to_letter}
            this (?:site|form|page) is protected by (?:recaptcha|hcaptcha)\b.*
            leave this field (?:empty|blank) if you['’]re human|\*? ?mandatory fields\b.{0,200}
            # de
            (?:ihre |deine )?e-?mail-?adresse|(?:\w+-)?newsletter (?:erhalten|abonnieren|bestellen|anmelden)
            # es, pt
            (?:regístr[ea]te|suscríbete) para recibir\b.{0,60}|assine (?:a )?nossa newsletter
            # ar
            النشرة البريدية
            # zh
            (?:订阅)?电子报.{0,4}
        """,
        holds=r"""
            # en
            {start}(?:please )?(?:sign up|subscribe|get|receive|join)\b.{0,120}\b{letters}\b
            \b(?:to|in|into) your inbox\b
            {start}to .{2,80}, sign up (?:to|for) (?:our|the)\b.{0,60}\bnewsletter\b
            \bselects (?:her|his|their) favou?rite stories in this weekly newsletter\b
            \bnewsletter is (?:a|our) (?:daily|weekly|monthly)\b.{0,120}\bsign up\b
            \b(?:is|sends) (?:a|our) (?:free |daily |weekly |monthly )+newsletter\b.{0,120}\bget it\b
            \bnewsletter\b.{0,80}\. sign up (?:here|now|today)\W*$
            {start}find out what['’]s happening in\b.{0,60}\bupdates\b
            \b(?:enter|confirm) (?:your|an) e-?mail\b
            \byour e-?mail address\b(?! will not be published)
            # de
            {start}(?:(?:jetzt|hier|zum|den|unseren|kostenlosen) ){0,4}newsletter (?:abonnieren|anmelden|bestellen)\b
            {start}jetzt\b.{0,80}\bnewsletter\b.{0,80}\b(?:abonnieren|anmelden)\b
            \b(?:melden sie sich|abonnieren sie)\b.{0,80}\b(?:newsletter|rundbrief)\b
            {start}(?:melde? dich|abonniere|hol dir|trage? dich)\b.{0,80}\bnewsletter\b
            \bnewsletter (?:ist|sind) kostenlos\b.{0,80}\b(?:abbestellt|abbestellen|abonniert)\b
            \bwir haben (?:ihnen|dir|euch) eine e-?mail (?:geschickt|gesendet)\b
            \bdass mir per e-?mail\b.{0,40}\bangebote\b|\bhier kostenlos bestellen\W*$
            {start}nach (?:der )?anmeldung erhalten sie\b.{0,40}\b(?:e-?mail|link|newsletter)\b
            \bverpassen\?.{0,60}\b(?:abonnieren|anmelden|newsletter)\b
            # fr
            \b(?:inscrivez-vous|abonnez-vous|recevez)\b.{0,80}\b(?:newsletter|infolettre|lettre)\b
            \brecevez (?:chaque|tous les) (?:jours?|semaine|mois)\b.{0,20}\b(?:le meilleur|l['’]essentiel) de nos\b
            {start}s['’](?:inscrire|abonner) à (?:la|notre|nos)\b.{0,30}\b(?:newsletters?|infolettre|lettre)\b
            # es
            {start}digit[ea] (?:seu|o seu) (?:endereço de )?e-?mail\b
            {start}apúntate (?:gratis )?a (?:la|nuestra|esta) newsletter\b
            {start}(?:suscríbe(?:te|se)|suscríbase|inscríbete|recibe)\b.{0,80}\b(?:newsletter|boletín)\b
            # ar
            (?:اشترك|سجّ?ل|انضم).{0,40}(?:النشرة|نشرتنا)
            # zh
            ^(?:点击|欢迎|立即)?订阅.{0,8}(?:通讯|邮件|简报)
        """,
        most_words=70,
        weight=6,
        to_letter=one_of(r"""
            sign (?:me )?up|enter e-?mail address|try for free
            jetzt (?:kostenlos )?(?:abonnieren|anmelden)|registrieren|mit ihrer registrierung nehmen sie .*
            s['’]inscrire|je m['’]inscris
        """),
        letters=one_of(r"""
            newsletters?|mailing list|inbox|daily briefing
            weekly (?:letter|briefing|email)
            morning (?:letter|briefing)
        """),
    ),
    _rule(
        "subscription",
        says=r"""
            # en
            (?:to )?continue reading\b.{0,80}
            unlock (?:this|the full|the editor['’]s digest|full|unlimited|all|access|premium|exclusive)\b.{0,60}
            (?:for )?(?:subscribers?|members?) only.{0,20}
            (?:premium|plus)(?: content)?
            (?:add|save) articles? (?:to your (?:saved )?list|to read later)\b.{0,60}
            log ?in, register or subscribe to save\b.{0,60}
            already have an account\?.{0,20}|register for free|ready for more\?|recommended newsletters?
            # de
            nur für abonnenten|.{0,20}(?:artikel|inhalt) .{0,10}nur für abonnenten.{0,30}|exklusiv für abonnent\w+
            (?:\d+ (?:wochen|tage|monate) )?(?:kostenlos|gratis) testen|wählen sie ihren zugang\b.{0,60}
            sie sind bereits .{0,20}abonnent\w*\?.{0,30}
            (?:jetzt |gratis )?weiterlesen mit .{0,40}(?:abo|zugang)\b.{0,30}
            # fr
            il (?:vous )?reste \d{1,3}(?:[,.]\d+)?\s?% de (?:cet article|ce texte)\b.{0,80}
            vous pouvez partager un article en cliquant sur .{0,80}
            s['’]abonner à partir de .{1,16}|découvrir (?:l['’]offre|nos offres)
            la suite est réservée aux abonnés|lecture restreinte.{0,80}|pour lire la suite.{0,60}
            # es
            recurso exclusivo para assinantes.{0,40}|assine ou faça login
            únete a .{2,40} para seguir\b.{0,80}|lee sin límites.{0,20}
            suscr[ií]b(?:ete|ase|e) para (?:seguir leyendo|continuar|leer)\b.{0,40}
            este (?:contenido|artículo) es (?:exclusivo|solo) para suscriptores.{0,40}
            regístra?te (?:gratis )?para (?:seguir leyendo|continuar).{0,20}
            si (?:ya )?tienes cuenta en .{2,30}, (?:puedes|inicia|ingresa|identif).{2,60}
            # ar
            هذا المحتوى (?:متاح|مخصص) للمشتركين.{0,20}
            # zh
            (?:打开|下载).{0,6}app.{0,4}(?:阅读|查看)(?:全文|更多).{0,6}|剩余\d+%.{0,20}
            \W*.{0,12}(?:印刷版|全文).{0,4}点此.{0,4}订阅.{0,16}
        """,
        holds=r"""
            # en
            {start}dieser (?:artikel|text) gehört zum angebot von\b
            {start}this is a preview of subscription content\b
            \byou(?: have|['’]ve)\b.{0,40}\b(?:free (?:articles?|stories)|articles? (?:left|remaining))\b
            \balready (?:a |an )?(?:subscriber|member|registered|subscribed)\s*\?
            {start}already a subscriber\b
            {start}(?:gain|get|enjoy) (?:full|unlimited) (?:digital )?access\b.{0,120}\b(?:month|year|week|subscri\w+)\b
            {start}become a (?:subscriber|member|supporter|contributor|patron)\b
            {start}(?:or )?subscribe (?:now|today|for|from|and|to (?:our|read|continue|get|unlock|support|keep))\b
            {start}subscribe to (?-i:[A-Z]).{0,80}$
            {start}(?:start|begin|try|get) (?:your|a|our) (?:[\w-]+ ){0,2}free trial\b
            {start}(?:please |help )?support (?:our|independent|quality|local) (?:\w+ )?journalism\b
            # fr
            \bvous avez\b.{0,40}\barticles? gratuits?\b
            {start}(?:cet article est |article )?réservé (?:aux|à nos) abonnés\b
        """,
        most_words=45,
        weight=6,
    ),
    _rule(
        "appeal for support",
        says=r"""
            # en
            make a one-?off donation|help safeguard press freedom\b.{0,100}|(?:get|buy|book) your tickets?(?: now)?
            support us|support our (?:work|journalism)|make a (?:donation|contribution)|buy me a coffee.{0,20}
            # de
            (?:deine|ihre|eure) spende für [^.]{2,60}
            jetzt (?:spenden|unterstützen|mitglied werden)|ich unterstütze bereits|via (?:paypal|direktüberweisung)
            unterstütz(?:e?|en sie) (?:uns|mich)(?: (?:mit|auf|bei|über) .{2,40})?
            # fr
            faire un don|soutenez-nous(?: .{2,40})?|je soutiens(?: .{2,30})?
            # es
            haz (?:una|tu) donación|apóyanos(?: .{2,40})?|hazte soci[oa]\b.{0,30}|te necesitamos
            # ar, zh
            ادعمنا|打赏|赞赏(?:支持)?
        """,
        holds=r"""
            # en
            {start}if you (?:enjoy|like|value)(?:e?d)? (?:this|our|what)\b.{0,80}\b(?:donat|support us|contribut)
            {start}(?:give|chip in) .{0,40}\b(?:a|per|each) month\W*$
            {start}(?:please )?consider (?:making a|supporting|donating)\b.{0,60}\b(?:donation|our work|us)\b
            \bwe rely on (?:your|our readers['’]) support\b
            # de
            {start}(?:unsere arbeit|\w+(?: \w+)?) ist spendenfinanziert\b
            \bspenden unserer (?:leser|nutzer|unterstützer|mitglieder)\w*
            {start}(?:guter |unabhängiger )?journalismus kostet geld\b
            {start}(?:wenn|hat|gefällt) (?:ihnen|dir|euch)\b.{0,60}\bunterstütz\w+ (?:sie|uns|mich|unsere?)\b
            {start}(?:ja, )?(?:ich möchte|unterstützen sie|unterstützt?e?)\b.{0,40}\b{journalism_de}\b.{0,40}$
            {start}(?:zeigen sie|zeig) (?:ihre|uns deine|deine) wertschätzung\b
            \bjournalismus ist .{0,60}\bkosten(?:frei|los) zugänglich\b
            {start}guten journalismus gibt es nicht umsonst\b
            # fr
            {start}soutenez\b.{0,40}\b(?:journalisme|rédaction|presse) (?:indépendante?|libre)\b
            # es, pt
            \bcuotas de\b.{0,40}\bsoci[oa]s\b.{0,60}\b(?:nos|este|éste)\b
            {start}s[uú]m(?:ate|áte) a .{2,40} y (?:sost|apoy|defend)\w+
            {start}apoie o jornalismo\b
            \bnecesita (?:del|el) apoyo de sus lectores\b
            {start}sin el apoyo .{0,30}\bde nuestr[oa]s (?:soci|lector|suscriptor)\w*\b
            \bgracias a (?:los|nuestros) socios\b.{0,40}\b(?:s[uú]mate|hazte)\b
            {start}apoya (?:el|nuestro) periodismo\b
        """,
        most_words=60,
        weight=6,
        journalism_de="(?:diese form des journalismus|un(?:ser|abhängig)en journalismus|unterstützen)",
    ),
    _rule(
        "filing line",
        says=r"""
            # en
            (?:filed|posted|categori[sz]ed|tagged) (?:under|in|as|with)\b.{2,160}
            # de
            (?:veröffentlicht|abgelegt|kategorisiert|gespeichert|verschlagwortet) (?:unter|in|mit|als)\b.{2,160}
            # fr
            (?:publié|classé|posté|rangé) (?:dans|sous)\b.{2,160}
            # es
            (?:archivado|etiquetado|publicado) (?:en|bajo|como|con)\s?: .{2,160}
            # a list of the sections that it stands in
            (?:kategorien?|categor(?:y|ies)|catégories?|categorías?|rubriken?|分类)\s?[:：].{1,160}
        """,
        holds=r"""
            # en
            ^this (?:entry|post|article) was (?:posted|filed|written|published)\b.{0,160}\b(?:tagged|bookmark)\b
            ^this (?:entry|post) was (?:posted|published)\b.{0,160}\bfiled under\b
            ^this (?:entry|post|article) (?:was|is) (?:posted|filed) (?:in|under)\b
            # de
            ^dieser (?:eintrag|beitrag|artikel) wurde .{0,80}\b(?:verschlagwortet|abgelegt|kategorisiert|getaggt)\b
            # fr
            ^(?:cet article|ce billet|cette entrée) (?:a été|est) .{0,80}\b(?:étiquetée?|marquée? avec|taguée?)\b
            # es
            ^esta entrada (?:fue|ha sido) (?:publicada|archivada) (?:en|bajo)\b
        """,
        most_words=45,
        weight=20,
        ends=20,
        no_sentence=True,
    ),
    _rule(
        "about the author",
        says=r"""
            # en
            about (?:the )?(?:authors?|writers?)|(?:author|writer) (?:bio(?:graphy)?|profile|info(?:rmation)?)
            # de
            über (?:den|die) auth?or\w*(?: ?/ ?(?:die )?auth?or\w*)?|zu[mr] autor\w*|autor\W?innen
            autor(?:en)?(?:info|porträt|profil)
            # fr
            à propos (?:de l['’]auteur\w*|des auteur\w*)|l['’]auteur\w*
            # es, pt, it
            (?:sobre|acerca de)(?: el| la|l)? autor\w*|sobre la firma|sobre [oa]s? autor\w*|l['’]autore|sull['’]autore
            # ar
            عن الكاتب(?:ة)?|نبذة عن الكاتب(?:ة)?
            # zh
            (?:关于)?作者(?:简介|介绍)|关于作者
        """,
        most_words=6,
        weight=14,
        heads=True,
        ends=50,
        no_sentence=True,
    ),
    _rule(
        "affiliate notice",
        holds=r"""
            # en
            {start}(?:when|if) you (?:buy|purchase|click|shop)\b.{0,80}\bwe\b.{0,30}\bcommission\b
            \b(?:earn|receive)s? .{0,30}\bcommission\b.{0,60}\b(?:links?|purchases?)\b
            \bsome of (?:the|our) links\b.{0,60}\baffiliate\b
            # de
            \b(?:provision|affiliate)\b.{0,60}\b(?:kaufst|kaufen|klick\w*|links?)\W*$
            {start}(?:bei )?(?:den |die |diese )?(?:verlinkungen|links)\b.{0,60}\baffiliate\b
            {start}letzte aktualisierung am\b.{0,60}\baffiliate\b
            # fr
            {start}(?:si|lorsque) vous achetez\b.{0,100}\bcommission\b
            # es
            {start}(?:si|cuando) compra[sn]?\b.{0,100}\bcomisión\b
            # zh
            ^通过.{0,12}链接购买.{0,20}佣金
        """,
        most_words=45,
        weight=6,
    ),
    _rule(
        "app promotion",
        says=r"""
            (?:the )?(?:app store|google play)(?:\W+(?:app store|google play))?
            (?:click here to )?(?:download|get|install) .{0,20}\bapp
            扫码.*
        """,
        holds=r"""
            # en
            {start}(?:download|get|install) (?:the|our|your)\b.{0,60}\bapp\b.{0,50}$
            {start}(?:download|get|available|install)\b.{0,80}\b(?:app store|google play)\b.{0,60}$
            {start}listen to more\b.{0,40}\bapp\W*$
            {start}unlock .{0,100}\bapp\. download now\W*$
            # de
            {start}laden sie\b.{0,60}\bapp\b.{0,50}$
            # fr
            {start}télécharge[rz]\b.{0,60}\b(?:app|application)\b.{0,50}$
            # ar
            ^حمّ?ل .{0,10}تطبيق
            # zh
            ^(?:点击|立即)?下载.{0,8}(?:客户端|APP)
        """,
        most_words=30,
        weight=6,
    ),
    _rule(
        LIST_END,
        says=r"end of (?:list|carousel|recommended .{2,20}|[\u4e00-\u9fff]{2,8})",
        most_words=8,
        weight=2,
    ),
    _rule(
        "list counter",
        says=r"list(?: \d{1,2})? of \d{1,2}(?: items)?",
        most_words=6,
        weight=2,
    ),
    _rule(
        "genre label",
        says=r"""
            # en
            comment|opinions?|guest essay
            # de
            (?:gast)?kommentar|meinung|kolumne
            # fr, es
            tribune|chronique|opinión|columna|tribuna
            # ar, zh
            رأي|آراء
            评论|观点|社论|評論|觀點|社評
        """,
        most_words=3,
        weight=3,
        no_sentence=True,
    ),
    _rule(
        "comments",
        says=r"""
            # any language: what a button offers, the word, and a count or what became of them
            {offer}?{comments}(?: ?\(?\d[\d,.]*\)?| {state})?
            {yours} {comments}(?: ?\(?\d[\d,.]*\)?)?
            # en
            (?:\d+|no|one) comments? on .{2,120}|(?:\d+|one) (?:thoughts?|responses?|repl(?:y|ies)) (?:on|to) {quote}.*
            comments on: .{2,80}|comment on this .{0,20}|(?:add|post|submit)(?: your| a)? comment|cancel reply
            anonymous (?:says|said|wrote)\b.{0,40}|sort(?:ed)? by (?:newest|oldest|best)\b.{0,20}
            join the (?:conversation|discussion|debate).{0,40}
            leave a (?:reply|comment).{0,30}|be the first to comment.{0,30}
            have your say.{0,40}|tell us what you think.{0,30}
            what do you think\?(?: (?:comment|have|join|leave|let|post|share|tell|write)\b.{0,40})?
            what do you think (?:about|of) this .{0,40}\?
            (?:what are )?your (?:thoughts|comments?)(?: on this.{0,20})?|discussion about this post
            # de
            \d+ postings?|posting schreiben|forum:?(?: \d+ (?:postings|kommentare|beiträge))?|beitrag melden
            diskutieren sie mit.{0,20}|kommentar (?:schreiben|verfassen|hinterlassen|hinzufügen|abgeben|absenden)
            (?:hinterlassen?|schreiben?|verfassen?) (?:sie )?(?:d?einen?|ihren?) (?:kommentar|antwort).{0,20}
            (?:\d+|keine?|ein) kommentare? zu .{2,120}|(?:\d+|eine?) (?:gedanken?|antwort(?:en)?) (?:zu|auf) {quote}.*
            \d+ ergänzungen|(?:\d+ )?(?:leser(?:post|briefe|kommentare|meinungen))(?: \(?\d+)?
            antwort(?:en)? abbrechen|ihre meinung zu diesem thema
            (?:kommentar|antwort) schreiben|(?:neuste|neueste) älteste.{0,40}|kommentare abonnieren
            (?:die |alle |ihre )?kommentare (?:werden|sind) (?:moderiert|geprüft|geschlossen)\b.*
            # fr
            (?:laisse[rz]|ajoute[rz]|écri(?:re|vez)) (?:un|votre) commentaire.{0,20}
            annuler la réponse|commenter(?: cet article)?
            (?:\d+|un) commentaires? (?:sur|à) .{2,120}|(?:\d+|une) (?:réflexions?|réponses?) (?:sur|à) {quote}.*
            les commentaires sont relus\b.*
            .{0,40}\bfermer cet article aux commentaires
            réagi(?:r|ssez)(?: à (?:cet|l['’])\s?article.{0,20})?
            les commentaires sont (?:fermés|modérés|ouverts|désactivés|réservés)\b.*
            # es, pt, it
            (?:deja|dejar|escribe|añade) (?:un|tu) comentario.{0,20}|(?:deja una|cancelar) respuesta.{0,20}
            (?:\d+|un) comentarios? en .{2,120}|(?:\d+|una?) (?:respuestas?|pensamientos?) (?:en|a|sobre) {quote}.*
            deixe um comentário.{0,20}|lascia un commento.{0,20}
            # ar
            (?:اترك|أضف) تعليق[ًا]*
            # zh
            发表评论|网友评论|\d*\s?条评论|参与讨论
        """,
        holds=r"""
            {start}(?:all |your )?comments (?:are|have been) (?:now )?{treated}\b
            \b(?:our|read the|see the|follow the) {house_rules}\b
            ^{house_rules}\W*$
            \b(?:log|sign) in to (?:comment|reply|post)\b
            \be-?mail (?:address )?will not be published\b
        """,
        most_words=45,
        weight=40,
        heads=True,
        ends=50,
        comments=one_of(r"""
            comments?|replies|reply
            kommentare?
            commentaires?
            comentarios?
            التعليقات|تعليق(?:ات)?
            评论
        """),
        offer=one_of(r"""
            \d[\d,.]* ?
            (?:no|view|show|hide|all|add(?: a)?|post(?: a)?|leave(?: a)?|read(?: the)?|write a|load(?:ing)?)[ ]
        """),
        quote='["„“«‘]',
        yours="(?:your|readers['’]?|ihre|eure|vos|nos|les|tus|sus|los)",
        house_rules="(?:comment(?:s|ing)?|community) (?:policy|rules|guidelines|standards)",
        treated="(?:closed|turned off|disabled|open|moderated|welcome|checked|reviewed|read (?:before|by an? ))",
        state=r"(?:are (?:off|closed)|closed|policy|section|guidelines|\.{3})",
    ),
    _rule(
        "copyright line",
        says=r"""
            copyright
            copyright \W*{year}.{0,80}
            artikelrechte erwerben|hier können sie die rechte an diesem (?:artikel|text) erwerben
            republish (?:our|this) articles?\b.{0,60}\b(?:free|licen[cs]e)\b.{0,60}|réutiliser ce contenu
            本文经.{0,8}授权转载.{0,20}
            (?:die )?rechte a[nm] (?:diesem |dem )?(?:artikel|text|beitrag)\b.{0,40}\berwerben
            copyright {owner}(?:[ ,-]+{owner})*[ ,-]+{year}
            copyright (?-i:[A-Z]{4,20})
            copyright .{2,40}\b(?:ltd|inc|llc|gmbh|limited|corp)\b.{0,40}
            (?:©|ⓒ) ?.{2,60}\b(?:ltd|inc|llc|gmbh|media|news|group|limited|company|corporation)\b.*
        """,
        holds=r"""
            # any language
            (?:©|ⓒ|&copy;)\s*.{0,30}\b{year}\b
            \bcopyright (?:©|\(c\))
            \(c\)\s*(?:copyright )?{year}\b
            # en
            {start}all rights reserved\b
            \b(?:{year}|copyright)\b.{0,60}\ball rights reserved\b
            \b(?:material|content|article|page) .{0,40}\bmay not be (?:published|reproduced|republished|copied)\b
            # de
            {start}alle rechte vorbehalten\b
            \balle rechte vorbehalten\W*(?:{year}\W*)?$
            # fr
            {start}tous droits réservés\b
            \btous droits réservés\W*(?:{year}\W*)?$
            # es
            {start}todos los derechos reservados\b
            \btodos los derechos reservados\W*(?:{year}\W*)?$
            # ar
            جميع الحقوق محفوظة
            # zh, ja, ko
            版权所有
            未经(?:授权|许可|书面).{0,8}(?:不得|禁止|严禁|请勿)
            無断転載|无断転載
            무단\s?전재
        """,
        most_words=60,
        weight=30,
        year=r"(?:19|20)\d\d",
        owner=r"(?-i:(?:[A-Z®]|of |the )[\w.®&'’]*)",
    ),
    _rule(
        "call for contributors",
        says=r"""
            (?:do you have|got) (?:an? )?(?:story|tip|news tip)\?
            about (?:guest )?(?:opinion )?submissions
            (?:do you have|got) (?:an? )?(?:opinion|story|tip|news tip|view|response)\b.{0,160}{reach}.{0,160}
            (?:letters|correspondence|contributions) (?:of up to|should|must|may|to the editor)\b.{0,100}{terms}.{0,100}
        """,
        holds=r"""
            # en
            \b(?:if you|do you|{start}(?:want|wish)) .{0,20}\b{offer}\b.*{reach}
            \b(?:to submit|submissions?|pitches|pitch us|send us|letters? to the editor)\b.{0,160}\S+@\S+
            \b(?:accepts?|welcomes?) (?:opinion|guest|unsolicited) (?:opinion )?(?:articles?|submissions?|pieces)\b
            # de
            {start}fehler\b.{0,30}\b(?:entdeckt|gefunden|gesehen)\?
            {start}inhaltliches feedback\?
            \bschreiben sie (?:uns|an)\b.{0,60}\S+@\S+
            # fr
            {start}si vous avez des informations à nous communiquer\b
            \b(?:contactez|écrivez)-?(?:nous)?\b.{0,60}\S+@\S+
            # ar
            (?:للمساهمة|للمشاركة).{0,60}(?:راسلونا|@|البريد)
            ^راسلونا
            # zh
            欢迎.{0,12}(?:来稿|投稿)
            投稿(?:邮箱|信箱|请|方式|[:：])
        """,
        most_words=70,
        weight=12,
        offer="(?:contribute|submit|write for|pitch|respond)",
        reach=r"(?:\b(?:contact|e-?mail|write to|tell us|call us|send (?:it|us|your|an))\b|@)",
        terms=r"(?:\bcarry a name\b|\bwords\b|\be-?mail|\bedited\b|\bfor publication\b|\baddress\b|@)",
    ),
    _rule(
        "disclaimer",
        holds=r"""
            # en
            \b{opinions} expressed\b.{0,100}\b(?:authors?|writers?|contributors?|own|not)\b
            \b(?:{opinions}|{pieces})\b.{0,60}\bnot necessarily\b.{0,100}\b(?:{opinions}|positions?|policy|those of)\b
            \beditorials? .{0,40}\b(?:represent|reflect|express|are) the (?:{opinions}|consensus) of\b
            \bviews are (?:personal|(?:his|her|their) own)\W*$
            \b{pieces} (?:reflects?|represents?) (?:only |solely )?(?:the )?(?:author|writer|{opinions} of)
            \b{pieces} are (?:the|his|her|their) (?:authors?|writers?|own)\W+(?:own\b|$)
            # de
            \b(?:meinung|ansichten|beiträge|kommentare|texte)\w*\b.{0,60}\b(?:geben|spiegeln) nicht (?:unbed|notw)
            # fr
            \b{pieces_fr}\b.{0,60}\b(?:ne reflètent? pas|n['’]engage(?:nt)? que)\b
            {start}ce (?:blog|billet) est personnel\b
            # es
            \b(?:opiniones|artículos|columnas)\b.{0,60}\bno reflejan? (?:necesariamente|la)\b
            # pt
            \b(?:opiniões|artigos|colunas|textos)\b.{0,60}\bnão (?:traduzem|refletem|representam)\b.{0,40}\bopinião\b
            # ar
            (?:آراء|الآراء|مقالات?|المقالات?).{0,60}لا (?:ت|ي)(?:عبر?|عكس) (?:بالضرورة|عن رأي)
            # zh
            不代表本(?:报|刊|台|网|站|社|平台|公众号)
            仅代表作者
        """,
        most_words=60,
        weight=4,
        opinions="(?:views?|opinions?)(?: and (?:views?|opinions?))?",
        pieces_fr="(?:opinions?|propos|points de vue|articles?|tribunes?|chroniques?)",
        pieces="(?:articles?|columns?|commentary|editorials?|leaders|pieces?|letters)",
    ),
    _rule(
        "site links",
        says=r"""
            {page}(?:\s*[|·•/,–-]\s*[\w&'’ \-]{2,30})*
            (?:powered|hosted|developed) by .{2,40}
            follow(?: us)? on|follow us
            follow(?: .{2,60})? on {network}\b.{0,80}
            follow .{0,30}@\w+.{0,80}
            {network}\s?: ?@\w+
            (?:puedes seguir a|sigue (?:a|toda la información de)) .{2,60} en {network}\b.{0,80}
            (?:conoc[eé]|se adhiere a los criterios de) the trust project|conforme a los criterios de
            fehler melden|feedback an die redaktion
            signaler une erreur|proposer une correction|vous avez repéré une (?:faute|erreur)
            if you .{0,20}contact us.*
        """,
        holds=r"""
            \bregistered (?:office(?: address)?:|trademarks? of\b|in england (?:and|no|number|with)\b)
        """,
        most_words=34,
        weight=12,
        network="(?:x|twitter|facebook|instagram|linkedin|bluesky|mastodon|threads|telegram|youtube)",
        page=one_of(r"""
            # en
            about(?: us| the \w+(?: \w+)?)?|contact(?: (?:us|the editors?).{0,50})?
            careers|jobs|vacancies|help|faqs?|rss(?: feeds?)?|e-?paper
            terms(?: (?:of (?:use|service|sale)|and conditions|& conditions))?
            privacy(?: (?:policy|statement|notice|& cookie.{0,10}))?|our privacy.{0,40}
            cookie (?:policy|notice|settings)|do not sell.{0,30}
            advertis(?:e|ing)(?: with us)?|accessibility(?: statement)?
            editorial (?:standards|guidelines|code|ethics.{0,20})
            complaints?(?: and corrections)?|(?:corrections|standards)(?: and \w+)?
            # de
            impressum|datenschutz(?:erklärung)?|kontakt|über (?:uns|diese[ns]? blog)|agb
            # fr
            mentions légales|nous contacter|qui sommes-nous.{0,2}|à propos|plan du site|protection des données
            # es
            aviso legal|contacto|sobre este blog
            # ar
            من نحن|اتصل بنا|سياسة الخصوصية
            # zh
            关于我们|联系我们|隐私政策|使用条款|私[隱隐]政策|免[責责][聲声]明
        """),
    ),
    _rule(
        "reporting credits",
        says=r"""
            (?:additional )?(?:reporting|editing|writing) by {names}(?:(?:[,;(]| and | in | with ).*)?
            (?:sources?|quelle): .{2,60}
            (?:责任编辑|责编|编辑|校对)[:：].{2,12}|责编邮箱.{2,40}
        """,
        holds=r"""
            \bcontributed (?:reporting|to this (?:report|story|article))(?: from .{2,40})?\W*$
        """,
        most_words=45,
        weight=6,
        names=r"(?-i:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,4})",
    ),
    _rule(
        "print edition",
        says=r"""
            a version of this (?:article|story|column|editorial|letter) (?:appears?|appeared|ran) in print\b.{0,160}
            (?:this {piece} )?(?:was )?{appeared} in the (?:.{2,60} of the )?print edition\b.{0,160}
            from the .{4,30}\d edition|explore the edition|discover stories from this section\b.{0,60}|today['’]s paper
            see this article in the e-?paper.{0,40}
        """,
        weight=4,
        piece="(?:article|story|column|essay|piece)",
        appeared="(?:first |originally )?(?:appears|appeared|published)",
    ),
    _rule(
        "first published",
        says=r"""
            # en
            this (?:article|piece|story|column|post) (?:was )?(?:first|originally) (?:published|appeared|posted).{0,160}
            an? (?:\w+ )?version of this {piece} {appeared}.{0,20} (?:in|on|at|by) (?:the |a )?(?-i:[A-Z\d]).{0,160}
            (?:first|originally) (?:published|appeared|posted)[^,]{0,80}(?:, (?:\d|under|as|in).{0,60})?
            # de
            dieser (?:text|artikel|beitrag) (?:ist|erschien|wurde) .{0,100}{first_de}.{0,100}
            # fr
            (?:une version de )?cet article (?:a été|est) (?:publié|paru).{0,120}
            # ar
            نُ?شر .{0,20}لأول مرة.{0,60}
            # zh
            首发于.{0,40}|原载于?.{0,40}
        """,
        most_words=34,
        weight=2,
        piece="(?:article|piece|story|column|essay|post|speech|interview)",
        appeared="(?:appears?|appeared|ran|was (?:first |originally )?(?:published|posted|delivered))",
        first_de=r"\b(?:zuerst|zunächst|erstmals|ursprünglich|erschienen|veröffentlicht)\b",
    ),
)
MOST_WORDS = max(rule.most_words for rule in RULES)
"""No rule takes a block with more."""
