"""What stands on a page around an article: one named rule for each kind of furniture.

A rule matches a whole block. `weight` says how strongly the block speaks against an article going on across it: a
share bar stands in the middle of many a piece, what follows a comment form is no longer the piece. A rule that
`heads` a list also takes the lines below it, up to the next paragraph of prose.
"""

import re
from dataclasses import dataclass

from .wording import length, plain


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of furniture: its name, how it reads, and how far it reaches."""

    name: str
    pattern: re.Pattern[str]
    most_words: int = 40
    weight: int = 8
    heads: bool = False
    ends: bool = False
    """No piece goes on below it, where one stands above it."""


def _rule(
    name: str, pattern: str, *, most_words: int = 40, weight: int = 8, heads: bool = False, ends: bool = False
) -> Rule:
    return Rule(name, re.compile(pattern, re.IGNORECASE | re.VERBOSE), most_words, weight, heads, ends)


_NETWORKS = r"(?:facebook|twitter|x|linked[ ]?in|whats[ ]?app|telegram|reddit|pinterest|pocket|flipboard|weibo|wechat|e-?mail|mail|messenger|tumblr|threads|bluesky|mastodon|viber|vk|line|instagram|youtube|tik[ ]?tok|snapchat|sms|rss|google\+?|stumbleupon|xing|copy(?:[ ]link)?|link|print|bookmark|save|微信|微博|打印|复制链接|فيسبوك|تويتر|واتساب|طباعة)"

RULES: tuple[Rule, ...] = (
    _rule(
        "cookie banner",
        r""".*\b(?:cookies?[ ](?:policy|notice|settings?|preferences|statement|on[ ]this)|(?:use|uses|using|utilis\w+|store|
        accept\w*|set|verwende\w*|usa\w*)\b.{0,40}\bcookies?|cookies?\b.{0,60}\b(?:accept|consent|agree|device|browser|
        akzeptier\w*|zustimm\w*|accepte\w*|acepta\w*)|use[ ]of[ ]cookies|store[ ]and[ ](?:/or[ ])?access[ ]information|
        (?:nos|our|unsere?|nuestros)\s+(?:\d+\s+)?(?:partners|partenaires|partner\w*|socios)\b.{0,80}\b(?:data|cookies|
        device|données|traceurs|daten|datos)).*
        |.*(?:ملفات[ ]تعريف[ ]الارتباط|الكوكيز|[Cc]ookie.{0,20}(?:政策|设置|同意)|使用.{0,6}[Cc]ookie).*""",
        most_words=130,
    ),
    _rule(
        "consent button",
        r"""(?:i[ ](?:agree|accept|consent)|(?:accept|reject|allow|decline|agree[ ]to|refuse)[ ](?:all|everything)(?:[ ]cookies)?|
        (?:accept|agree|got[ ]it|ok(?:ay)?|no[ ]thanks|dismiss|close|decline|continue|manage[ ]\w+(?:[ ]\w+)?|cookie[ ]settings|
        only[ ]necessary|necessary[ ]only|essential[ ]only|save[ ](?:my[ ])?choices|more[ ]options|learn[ ]more)(?:[ ]and[ ](?:close|continue))?|
        (?:tout|alle)[ ](?:accepter|refuser|akzeptieren|ablehnen)|alle[ ]akzeptieren|accepter|refuser|paramétrer|einstellungen|
        zustimmen|aceptar(?:[ ]todo)?|rechazar|personnaliser(?:[ ]mes[ ]choix)?|continuer[ ]sans[ ]accepter|
        أوافق|موافق|قبول(?:[ ]الكل)?|رفض|同意|接受|拒绝|全部接受|知道了)[.!]?
        (?:\s*[|/•·]?\s*(?:accept|reject|manage|preferences|settings|options|all|cookies|refuser|accepter|tout|paramétrer|ablehnen|einstellungen|more)\b)*""",
        most_words=8,
    ),
    _rule(
        "translation notice",
        r"""translating\W*|(?:.*\b(?:automatically|machine)[ -](?:generated|translated|translation)\b.*)|.*\btranslator[ ]text[ ]api\b.*|
        .*\bnot[ ]responsible[ ]for[ ](?:any[ ]of[ ])?the[ ]translations?\b.*|(?:select|choose)[ ](?:your[ ])?language|
        .*\b(?:traduction[ ]automatique|traduit[ ]automatiquement|maschinell[ ]übersetzt|automatisch[ ]übersetzt|traducción[ ]automática)\b.*|
        .*(?:ترجمة[ ]آلية|تُرجم[ ]آلي|机器翻译|自动翻译).*|جار[يٍ]?[ ]الترجمة\W*|翻译中\W*|traduction[ ]en[ ]cours\W*""",
        most_words=60,
    ),
    _rule(
        "navigation",
        r"""(?:skip|jump|direkt|aller|ir|saltar|passer)[ ](?:to|zum|zur|au|al|a)[ ].{0,40}|skip[ ]links?|accessibility[ ]links|menu|menü|navigation|
        (?:open|close|toggle|primary|main|show|hide)[ ](?:the[ ])?(?:menu|navigation|search\w*|sidebar)|search|suche|rechercher|recherche|buscar|
        home|homepage|startseite|accueil|inicio|back[ ]to[ ](?:top|home\w*)|(?:nach[ ]oben|haut[ ]de[ ]page|retour[ ]en[ ]haut)|
        sections?|site[ ](?:index|map)|sitemap|(?:previous|next|prev|newer|older)(?:[ ](?:article|post|story|page))?|previous[ ]next|
        log[ ]?in|sign[ ](?:in|up|out)|register|(?:sign|log)[ ]in[ ]?[|/]?[ ]?(?:register|subscribe)?|my[ ]account|
        subscribe(?:[ ]now)?|anmelden|abonnieren|abonnement|abonnez-vous|s'abonner|se[ ]connecter|donate|contribute|
        (?:[\w&'’.\- ]{2,24}\s*[|·•/›»>]\s*){2,}[\w&'’.\- ]{2,24}|
        الرئيسية|القائمة|بحث|تسجيل[ ]الدخول|اشترك(?:[ ]الآن)?|تخط[ىي].{0,30}|首页|菜单|搜索|登录|注册|订阅|跳到.{0,8}|跳转.{0,8}|返回顶部|العودة[ ]إلى[ ]الأعلى""",
        most_words=24,
        weight=6,
    ),
    _rule(
        "share bar",
        rf"""(?:share|shares|share[ ](?:this|all|on|via|with)\b.{{0,60}}|share[ ]?/[ ]?save|teilen|partager(?:[ ]sur.{{0,20}})?|compartir|condividi|
        tweet|follow[ ](?:us|@\w+)?(?:[ ]on[ ][\w ,&]+)?|find[ ]us[ ]on[ ].{{0,30}}|connect[ ]with[ ]us|folgen[ ]sie[ ]uns.{{0,20}}|suivez-nous.{{0,20}}|
        suivre|شارك(?:[ ]على.{{0,20}})?|مشاركة(?:[ ]المقال)?|شارك[ ]المقال|分享(?:到.{{0,40}})?|转发|gift[ ](?:this[ ])?article|
        {_NETWORKS}|(?:share|tweet|submit|save|print|email|{_NETWORKS})(?:[\s,|·•/]+(?:share|tweet|submit|save|on|to|via|link|copier[ ]le[ ]lien|{_NETWORKS})\b)+|
        \d[\d.,k]*[ ]?(?:shares?|tweets?|likes?|views?|reads?)|copier[ ]le[ ]lien|link[ ]kopieren|imprimer|drucken|imprimir|courriel|
        text[ ]size|print[ ](?:this|article|story)|order[ ]reprints|a\s?[-+]\s?a?|نسخ[ ]الرابط|البريد[ ]الإلكتروني|复制链接|字号.{{0,8}})[.:!]?""",
        most_words=16,
        weight=3,
    ),
    _rule(
        "player",
        r"""(?:listen(?:[ ]to[ ](?:this[ ])?(?:article|story|piece))?|play|pause|mute|watch|video|audio|écouter.{0,20}|anhören|artikel[ ]anhören|
        استمع.{0,20}|收听.{0,8}|朗读|loading|please[ ]wait)(?:\W*\d*:?\d*\s*(?:min(?:ute)?s?)?)\W*|\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?""",
        most_words=10,
        weight=3,
    ),
    _rule(
        "reading time",
        r"""\W*(?:reading[ ]time|temps[ ]de[ ]lecture|lesezeit|tiempo[ ]de[ ]lectura|estimated[ ]reading[ ]time)?\W*(?:about[ ]|env\.[ ])?\d{1,3}[ -]?
        (?:min(?:s|ute|utes|uten|utos)?\.?)(?:[ ](?:read|de[ ]lecture|lesezeit|de[ ]lectura))?\W*|.*(?:وقت|مدة)[ ]القراءة.*|.*دقائق?[ ](?:للقراءة|قراءة).*|
        (?:阅读(?:时间|需)?\W*)?(?:约)?\d+\s?分钟(?:阅读)?|lesezeit\W+\d+.*""",
        most_words=8,
        weight=3,
    ),
    _rule(
        "advertisement",
        r"""[\W\d]*(?:advertise?ments?|advert|ad|ads|anzeige|werbung|publicité|publicidad|pubblicità|sponsored(?:[ ](?:content|by.{0,30}))?|promoted|
        (?:continue|story)[ ](?:reading|continues)[ ](?:the[ ]main[ ]story|below).*|scroll[ ]to[ ]continue.*|
        article[ ]continues[ ](?:below|after).*|remove[ ]ads?|from[ ]our[ ]sponsors?|(?:the[ ])?article[ ]continues.*|
        إعلان|广告|la[ ]suite[ ]après.*|weiter[ ]nach[ ]der[ ]anzeige.*)[\W\d]*""",
        most_words=10,
        weight=3,
    ),
    _rule(
        "search trends",
        r"(?:search[ ]trends|trending[ ]searches|hot[ ]searches|热搜|热门搜索)\W*",
        most_words=4,
        weight=30,
        heads=True,
    ),
    _rule(
        "related links",
        r"""(?:related(?:[ ](?:articles?|stories|story|news|topics?|content|links?|posts?|coverage|reading|items?|videos?|columns?).{0,40})?|
        recommended(?:[ ](?:for[ ]you|stories|reading|articles|videos?))?|
        you[ ](?:may|might)[ ](?:also[ ])?(?:like|enjoy|be[ ]interested).{0,20}|more[ ](?:from|in|on|about|by)[ ].{2,50}|more[ ](?:stories|news|articles|coverage|great[ ].{2,30})|
        also[ ](?:in|on|from)[ ].{2,50}|(?:read|see|explore|discover)[ ](?:also|next|more)(?:[ ](?:from|in|on)[ ].{2,40})?|further[ ]reading|explore[ ]further|in[ ]this[ ](?:series|section)|from[ ]the[ ]archive|
        up[ ]next|next[ ]up(?:[ ].{0,20})?|what[ ]to[ ]read[ ]next|don['’]t[ ]miss|see[ ]also|latest(?:[ ](?:news|stories|videos?|articles?|posts?|columns?|headlines?|from.{2,30}))?|
        editor['’]?s['’]?[ ](?:picks?|choice)|top[ ](?:stories|news|videos?|picks)|weitere[ ](?:artikel|themen|beiträge).{0,20}|mehr[ ](?:zum[ ]thema|aus[ ].{2,30})|(?:das[ ]könnte[ ]sie[ ]auch|auch[ ]interessant).{0,20}|
        lesen[ ]sie[ ](?:auch|mehr|weiter).{0,20}|[àa][ ]lire[ ](?:aussi|également).{0,10}|lire[ ]aussi|sur[ ]le[ ]même[ ](?:sujet|thème)|dans[ ]la[ ]même[ ]rubrique|articles?[ ](?:liés|similaires|relacionados|recommandés)|
        te[ ]puede[ ]interesar|lea[ ]también|noticias[ ]relacionadas|اقرأ[ ](?:أيض[ًا]+|المزيد).{0,20}|مواضيع[ ]ذات[ ]صلة|مقالات[ ]ذات[ ]صلة|相关(?:阅读|文章|新闻|推荐|报道|链接)|延伸阅读|推荐阅读|関連記事|
        الأكثر[ ]قراءة|阅读排行|热门文章|most[ ](?:read|popular|viewed|shared|commented|watched|emailed).{0,24}|trending(?:[ ](?:now|news|stories|topics|today|on.{0,20}))?|popular(?:[ ](?:stories|now|posts?|on[ ].{2,20}|in[ ].{2,20}))?|
        meistgelesen\w*|am[ ]meisten[ ]gelesen|les[ ]plus[ ]lus|lo[ ]más[ ](?:leído|visto)|les[ ]plus[ ]consultés|اقرأ[ ]في.{0,20}|previous[ ]articles?|вам[ ]также.{0,30}|читайте[ ]также.{0,20})[:\W]*""",
        most_words=9,
        weight=14,
        heads=True,
    ),
    _rule(
        "read more",
        r"""(?:read[ ](?:more|also|next|this|the[ ]full.{0,20}|our.{0,30})|see[ ](?:more|also)|more|also[ ]read|watch|related|must[ ]read|opinion|analysis|don['’]t[ ]miss|listen|
        lesen[ ]sie[ ]auch|mehr[ ]dazu|lire[ ]aussi|[àa][ ]lire(?:[ ]aussi)?|lea[ ]también|leia[ ](?:também|mais)|اقرأ[ ]أيض[ًا]+|相关阅读|延伸阅读|next[ ]article|previous[ ]article)[ ]?[:：|–—-]\s*.*|
        (?:read|continue|keep|learn|find[ ]out|show|view|see|load)[ ](?:more|reading|all|full[ ]\w+)\W*(?:about[ ].{2,40})?|mehr[ ]lesen|weiterlesen|lire[ ]la[ ]suite|leer[ ]más|阅读全文|展开全文|المزيد""",
        most_words=30,
        weight=6,
    ),
    _rule(
        "newsletter",
        r""".*\b(?:sign[ ]up|subscribe|get|delivered|receive|join)\b.{0,120}\b(?:newsletters?|inbox|mailing[ ]list|daily[ ]briefing|weekly[ ](?:letter|briefing|email)|morning[ ](?:letter|briefing))\b.*|
        (?:our[ ])?newsletters?(?:[ ]sign[ -]?up)?|.*\b(?:enter[ ](?:your|an)|your)[ ]e-?mail(?:[ ]address)?\b.*|e-?mail[ ]address\W*|.*\b(?:newsletters?|infolettre|lettre[ ]d'information|boletín)\b.{0,60}\b(?:abonnieren|anmelden|inscri\w+|recev\w+|suscr\w+|abonnez)\b.*|
        .*\b(?:inscrivez-vous|abonnez-vous|recevez|melden[ ]sie[ ]sich|abonnieren[ ]sie|suscríbete)\b.{0,80}\b(?:newsletter|infolettre|lettre|boletín|rundbrief)\b.*|
        you[ ]can[ ](?:unsubscribe|opt[ ]out).*|unsubscribe.{0,30}|by[ ](?:signing[ ]up|subscribing|submitting)\b.*|thank[ ]you[ ]for[ ](?:signing[ ]up|subscribing).*|
        .*(?:النشرة[ ]البريدية|نشرتنا).*|.*(?:订阅.{0,12}(?:通讯|邮件|简报)|电子报).*""",
        most_words=70,
        weight=6,
    ),
    _rule(
        "subscription",
        r""".*\b(?:you[ ]have|vous[ ]avez|sie[ ]haben|you['’]ve)\b.{0,40}\b(?:free[ ](?:articles?|stories)|articles?[ ](?:left|remaining|gratuits?))\b.*|(?:.*\b(?:already[ ]a|become[ ]a|subscribers?[ ]only|for[ ]subscribers|members?[ ]only)\b.{0,30}(?:subscriber|member|supporter)?\W*(?:sign[ ]in|log[ ]in|today|now)?\W*)|
        .*\bsubscribe\b.{0,60}\b(?:month|week|year|price|unlimited|today|from|now|access|offer|journalism|trial|stay)\b.*|(?:to[ ])?continue[ ]reading\b.*|unlock\b.{0,60}|.*\b(?:start[ ]your[ ]free[ ]trial|free[ ]trial)\b.*|
        .*\bsupport[ ](?:our|independent|quality|local)[ ](?:\w+[ ])?journalism\b.*|.*\b(?:réservé|article[ ]réservé)[ ]aux[ ]abonnés\b.*|.*\bnur[ ]für[ ]abonnenten\b.*""",
        most_words=45,
        weight=6,
    ),
    _rule(
        "app promotion",
        r""".*\b(?:download|get|available|install|télécharge\w*|laden)\b.{0,60}\b(?:app|application)\b.{0,50}|.*\b(?:app[ ]store|google[ ]play)\b.*|.*(?:حمّ?ل[ ].{0,10}تطبيق|下载.{0,8}(?:客户端|APP|App)).*|扫码.*""",
        most_words=30,
        weight=6,
    ),
    _rule(
        "comments",
        r"""(?:\W*\d[\d,.]*[ ]?|no[ ]|view[ ]|show[ ]|hide[ ]|add[ ](?:a[ ])?|post[ ](?:a[ ])?|leave[ ](?:a[ ])?|read[ ](?:the[ ])?|all[ ]|write[ ]a[ ]|load(?:ing)?[ ])?(?:comments?|replies|reply|kommentare?|commentaires?|comentarios?|التعليقات|评论|تعليق(?:ات)?)(?:[ ]?\(?\d[\d,.]*\)?|[ ](?:are[ ](?:off|closed)|closed|policy|section|on[ ].{2,60}|guidelines|\.{3}))?\W*|
        join[ ]the[ ](?:conversation|discussion|debate).{0,40}|leave[ ]a[ ](?:reply|comment).{0,30}|have[ ]your[ ]say.{0,40}|what[ ]do[ ]you[ ]think\W.{0,40}|tell[ ]us[ ]what[ ]you[ ]think.{0,30}|
        your[ ](?:thoughts|comments?).{0,20}|be[ ]the[ ]first[ ]to[ ]comment.{0,30}|.*\b(?:comment(?:s|ing)?[ ](?:policy|rules|guidelines)|comments?[ ]are[ ](?:moderated|closed|read|open|welcome)|community[ ](?:guidelines|standards))\b.*|
        .*\b(?:log|sign)[ ]in[ ]to[ ](?:comment|reply|post)\b.*|.*\be-?mail[ ](?:address)?[ ]?will[ ]not[ ]be[ ]published\b.*|(?:laissez|ajouter|écrire)[ ]un[ ]commentaire.{0,20}|réagi(?:r|ssez).{0,40}|diskutieren[ ]sie.{0,20}|kommentar[ ](?:schreiben|verfassen)|
        .*\b(?:les[ ]commentaires[ ]sont|kommentare[ ]werden)\b.*|اترك[ ]تعليق[ًا]*|发表评论|网友评论|\d*\s?条评论|参与讨论""",
        most_words=45,
        weight=40,
        heads=True,
        ends=True,
    ),
    _rule(
        "copyright line",
        r""".*(?:©|\(c\)|copyright|ⓒ|&copy;)\s*.{0,30}\b(?:19|20)\d\d\b.*|.*\ball[ ]rights[ ]reserved\b.*|copyright[ ].{0,60}|©.{2,60}\b(?:ltd|inc|llc|gmbh|media|news|group|limited|company|corporation)\b.*|.*\btous[ ]droits[ ]réservés\b.*|.*\balle[ ]rechte[ ]vorbehalten\b.*|.*\btodos[ ]los[ ]derechos[ ]reservados\b.*|
        .*(?:جميع[ ]الحقوق[ ]محفوظة|版权所有|未经授权|无断転載|무단).*|.*\bmay[ ]not[ ]be[ ](?:published|reproduced|republished)\b.*""",
        most_words=60,
        weight=30,
    ),
    _rule(
        "call for contributors",
        r"""\W*(?:.*\b(?:want[ ]to|would[ ]like[ ]to|wish[ ]to|if[ ]you)\b.{0,40}\b(?:contribute|submit|write[ ]for|pitch|respond)\b.*\b(?:contact|e-?mail|send|write[ ]to|at)\b.*|.*\b(?:to[ ]submit|submissions?|pitches|pitch[ ]us|send[ ]us|letters?[ ]to[ ]the[ ]editor)\b.{0,160}\S+@\S+.*|
        (?:do[ ]you[ ]have|got)[ ](?:an?[ ])?(?:opinion|story|tip|news[ ]tip|view|response)\b.{0,240}|(?:letters|correspondence|contributions)[ ](?:of[ ]up[ ]to|should|must|may|to[ ]the[ ]editor)\b.{0,160}|.*\b(?:contactez|écrivez)-?(?:nous)?\b.{0,60}\S+@\S+.*|.*\bschreiben[ ]sie[ ](?:uns|an)\b.{0,60}\S+@\S+.*|.*(?:投稿|欢迎.{0,12}来稿|للمساهمة|للمشاركة|راسلونا).*\S*@?\S*)""",
        most_words=70,
        weight=12,
    ),
    _rule(
        "disclaimer",
        r""".*\b(?:editorials?|leaders|(?:views?|opinions?)(?:[ ]and[ ]opinions?)?(?:[ ]expressed)?|articles?|columns?)\b.{0,60}\b(?:represent|reflect|express|are[ ]those[ ]of|are[ ](?:the|his|her|their)[ ](?:author|writer|own))\w*\b.{0,100}\b(?:views?|opinions?|positions?|own|board|authors?|newspaper)\b.*|.*\b(?:ne[ ]reflètent?|n'engagent?[ ]que|geben?[ ]nicht[ ]unbedingt|no[ ]reflejan)\b.*|.*(?:不代表本|لا[ ]تعبر?[ ]بالضرورة|仅代表作者).*""",
        most_words=50,
        weight=4,
    ),
    _rule(
        "site links",
        r"""(?:about(?:[ ]us|[ ]the[ ]\w+(?:[ ]\w+)?)?|contact(?:[ ](?:us|the[ ]editors?).{0,50})?|careers|jobs|vacancies|help|faqs?|terms(?:[ ](?:of[ ](?:use|service|sale)|and[ ]conditions|&[ ]conditions))?|privacy(?:[ ](?:policy|statement|notice|&[ ]cookie.{0,10}))?|our[ ]privacy.{0,40}|
        cookie[ ](?:policy|notice|settings)|advertis(?:e|ing)(?:[ ]with[ ]us)?|accessibility(?:[ ]statement)?|editorial[ ](?:standards|guidelines|code|ethics.{0,20})|complaints?(?:[ ]and[ ]corrections)?|(?:corrections|standards)(?:[ ]and[ ]\w+)?|impressum|datenschutz(?:erklärung)?|kontakt|über[ ]uns|agb|mentions[ ]légales|
        nous[ ]contacter|qui[ ]sommes-nous.{0,2}|à[ ]propos|plan[ ]du[ ]site|protection[ ]des[ ]données|aviso[ ]legal|contacto|do[ ]not[ ]sell.{0,30}|rss(?:[ ]feeds?)?|e-?paper|من[ ]نحن|اتصل[ ]بنا|سياسة[ ]الخصوصية|关于我们|联系我们|隐私政策|使用条款)
        (?:\s*[|·•/,–-]\s*[\w&'’ \-]{2,30})*\W*|(?:powered|hosted|developed)[ ]by[ ].{2,40}|.*\bregistered[ ](?:office|trademark|in[ ]england|company)\b.*|follow[ ].{0,20}\b(?:on|@)\b.{0,120}|(?:\(?if[ ]you[ ]).{0,20}contact[ ]us.*""",
        most_words=34,
        weight=12,
    ),
    _rule(
        "reporting credits",
        r"""\(?(?:reporting|additional[ ]reporting|editing|writing)[ ]by[ ].*|.*\bcontributed[ ](?:reporting|to[ ]this[ ](?:report|story|article))\b.*|source:\s.{2,60}|sources?:[ ].{2,60}|quelle:\s.{2,60}""",
        most_words=45,
        weight=6,
    ),
    _rule(
        "first published",
        r"""(?:this[ ](?:article|piece|story|column|post)[ ](?:was[ ])?(?:first|originally)|(?:first|originally))[ ](?:published|appeared|posted).{0,160}|(?:une[ ]version[ ]de[ ])?cet[ ]article[ ](?:a[ ]été|est)[ ](?:publié|paru).{0,120}|dieser[ ](?:text|artikel|beitrag)[ ](?:ist|erschien|wurde)[ ].{0,120}|首发于.{0,40}|原载于?.{0,40}|نُ?شر[ ].{0,20}لأول[ ]مرة.{0,60}""",
        most_words=34,
        weight=2,
    ),
)


def match(text: str) -> Rule | None:
    """The rule that takes a block for furniture, None where it may be part of an article."""
    line = plain(text)
    size = length(line)
    for rule in RULES:
        if size <= rule.most_words and rule.pattern.fullmatch(line):
            return rule
    return None
