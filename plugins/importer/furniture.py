"""What stands on a page around an article: one named rule for each kind of furniture.

A rule takes whole blocks. What it `says` is the whole block, marks around it aside; what it `holds` may stand anywhere
in a block. To take one more kind of line, add one; its words are best read in tests/fixtures/rules/furniture.md,
together with sentences of articles that must stay.

`weight` says how strongly a block speaks against an article going on across it: a share bar stands in the middle of
many a piece, what follows a comment form is no longer the piece. A rule that `heads` a list also takes the lines below
it, up to the next paragraph of prose.
"""

import re
from dataclasses import dataclass

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
    ends: bool = False
    """No piece goes on below it, where one stands above it."""


def match(text: str) -> Rule | None:
    """The rule that takes a block for furniture, None where it may be part of an article."""
    line = plain(text)
    size = length(line)
    for rule in RULES:
        if size <= rule.most_words and rule.pattern.fullmatch(line):
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
    ends: bool = False,
    **lists: str,
) -> Rule:
    """A rule out of two lists of lines (see `patterns`); lists: what the lines name in braces."""
    whole = rf"{_MARKS}{one_of(says, **lists)}{_MARKS}" if says else ""
    anywhere = rf".*{one_of(holds, **lists)}.*" if holds else ""
    return Rule(name, either(f"{whole}\n{anywhere}"), most_words, weight, heads, ends)


_MARKS = r"[^\w©@#]*"
"""What may stand around the words of a button: arrows, bars, brackets, colons."""

RULES: tuple[Rule, ...] = (
    _rule(
        "cookie banner",
        holds=r"""
            # en
            \bcookies? (?:policy|notice|settings?|preferences|statement|on this)
            \b(?:use|uses|using|store|accept\w*|set)\b.{0,40}\bcookies?
            \bcookies?\b.{0,60}\b(?:accept|consent|agree|device|browser)
            \buse of cookies
            \bstore and (?:/or )?access information
            \bour\s+(?:\d+\s+)?partners\b.{0,80}\b(?:data|cookies|device)
            # de
            \bverwende\w*\b.{0,40}\bcookies?
            \bcookies?\b.{0,60}\b(?:akzeptier\w*|zustimm\w*)
            \bunsere?\s+(?:\d+\s+)?partner\w*\b.{0,80}\b(?:cookies|daten)
            # fr
            \butilis\w+\b.{0,40}\bcookies?
            \bcookies?\b.{0,60}\baccepte\w*
            \bnos\s+(?:\d+\s+)?partenaires\b.{0,80}\b(?:cookies|données|traceurs)
            # es
            \busa\w*\b.{0,40}\bcookies?
            \bcookies?\b.{0,60}\bacepta\w*
            \bnuestros\s+(?:\d+\s+)?socios\b.{0,80}\b(?:cookies|datos)
            # ar
            ملفات تعريف الارتباط
            الكوكيز
            # zh
            cookie.{0,20}(?:政策|设置|同意)
            使用.{0,6}cookie
        """,
        most_words=130,
    ),
    _rule(
        "consent button",
        says=r"""
            # en
            i (?:agree|accept|consent)
            (?:accept|reject|allow|decline|agree to|refuse) (?:all|everything)(?: cookies)?
            (?:accept|agree|decline|continue|dismiss|close)(?: and (?:close|continue))?
            got it|ok(?:ay)?|no thanks|learn more|more options
            manage \w+(?: \w+)?
            cookie settings|save (?:my )?choices
            (?:only|essential) (?:necessary|only)|necessary only
            (?:accept|reject|manage|preferences|settings|options)(?:\W+(?:accept|reject|manage|preferences|settings|options|all|cookies|more)\b)+
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
    ),
    _rule(
        "translation notice",
        says=r"""
            translating
            (?:select|choose) (?:your )?language
            traduction en cours
            جار[يٍ]? الترجمة
            翻译中
        """,
        holds=r"""
            # en
            \b(?:automatically|machine)[ -](?:generated|translated|translation)\b
            \btranslator text api\b
            \bnot responsible for (?:any of )?the translations?\b
            # de
            \b(?:maschinell|automatisch) übersetzt\b
            # fr
            \btraduction automatique\b
            \btraduit automatiquement\b
            # es
            \btraducción automática\b
            # ar
            ترجمة آلية
            تُرجم آلي
            # zh
            机器翻译
            自动翻译
        """,
        most_words=60,
    ),
    _rule(
        "navigation",
        says=r"""
            # any language: three short names or more between bars or arrows
            (?:[\w&'’.\- ]{2,24}(?:\s*[|·•›»>]\s*|\s/\s)){2,}[\w&'’.\- ]{2,24}
            # en
            (?:skip|jump) to .{0,40}|skip links?|accessibility links
            menu|navigation|home|homepage|search|sections?|sitemap|site (?:index|map)
            (?:open|close|toggle|primary|main|show|hide) (?:the )?(?:menu|navigation|search\w*|sidebar)
            back to (?:top|home\w*)
            (?:previous|next|prev|newer|older)(?: (?:article|page|post|story))?|previous next
            log ?in|sign (?:in|up|out)|register|my account
            (?:sign|log) in ?[|/]? ?(?:register|subscribe)?
            subscribe(?: now)?|donate|contribute
            # de
            (?:direkt zu[mr] .{0,40}|zu[mr] .{0,40} (?:springen|wechseln))|menü|suche|startseite|nach oben|anmelden|abonnieren|abonnement
            # fr
            (?:aller|passer) (?:à|au) .{0,40}
            rechercher?|recherche|accueil|haut de page|retour en haut
            abonnez-vous|s'abonner|se connecter
            # es
            (?:ir|saltar) al? .{0,40}|buscar|inicio
            # ar
            الرئيسية|القائمة|بحث|تسجيل الدخول|اشترك(?: الآن)?|العودة إلى الأعلى
            تخط[ىي].{0,30}
            # zh
            首页|菜单|搜索|登录|注册|订阅|返回顶部
            跳到.{0,8}|跳转.{0,8}
        """,
        most_words=24,
        weight=6,
    ),
    _rule(
        "share bar",
        says=r"""
            # any language
            {networks}
            {networks}(?:[\s,|·•/]+(?:share|tweet|submit|on|to|via|copier le lien|{networks})\b)+
            \d[\d.,k]* ?(?:shares?|tweets?|likes?|views?|reads?)
            a\s?[-+]\s?a?
            # en
            shares?|tweet|share ?/ ?save
            share (?:this|all|on|via|with)\b.{0,60}
            (?:share|tweet|submit)(?:[\s,|·•/]+(?:share|tweet|submit|on|to|via|{networks})\b)+
            follow (?:us|@\w+)?(?: on [\w ,&]+)?
            find us on .{0,30}|connect with us
            gift (?:this )?article|text size|print (?:this|article|story)|order reprints
            # de
            teilen|folgen sie uns.{0,20}|link kopieren|drucken
            # fr
            partager(?: sur.{0,20})?|suivez-nous.{0,20}|suivre|copier le lien|imprimer|courriel
            # es, it
            compartir|imprimir|condividi
            # ar
            شارك(?: على.{0,20})?|مشاركة(?: المقال)?|شارك المقال|نسخ الرابط|البريد الإلكتروني
            # zh
            分享(?:到.{0,40})?|转发|复制链接|字号.{0,8}
        """,
        most_words=16,
        weight=3,
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
            {player}(?:\W*\d*:?\d*\s*(?:min(?:ute)?s?)?)
            \d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?
        """,
        most_words=10,
        weight=3,
        player=one_of(r"""
            # en
            listen(?: to (?:this )?(?:article|story|piece))?
            play|pause|mute|watch|video|audio|loading|please wait
            # de
            anhören|artikel anhören
            # fr
            écouter.{0,20}
            # ar
            استمع.{0,20}
            # zh
            收听.{0,8}|朗读
        """),
    ),
    _rule(
        "reading time",
        says=r"""
            # en, fr, de, es
            {before}?\W*(?:about |env\. )?\d{1,3}[ -]?min(?:s|ute|utes|uten|utos)?\.?{behind}?
            lesezeit\W+\d+.*
            # zh
            (?:阅读(?:时间|需)?\W*)?(?:约)?\d+\s?分钟(?:阅读)?
        """,
        holds=r"""
            (?:وقت|مدة) القراءة
            دقائق? (?:للقراءة|قراءة)
        """,
        most_words=8,
        weight=3,
        before="(?:(?:estimated )?reading time|temps de lecture|lesezeit|tiempo de lectura)",
        behind="(?: (?:read|de lecture|lesezeit|de lectura))",
    ),
    _rule(
        "advertisement",
        says=r"""
            # en
            (?:advertise?ments?|advert|ads?)[\W\d]*
            sponsored(?: (?:content|by.{0,30}))?|promoted|from our sponsors?|remove ads?
            (?:continue|story) (?:reading|continues) (?:the main story|below).*
            (?:the )?article continues.*
            scroll to continue.*
            # de
            anzeige|werbung|weiter nach der anzeige.*
            # fr
            publicité|la suite après.*
            # es, it
            publicidad|pubblicità
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
            related(?: (?:articles?|columns?|content|coverage|items?|links?|news|posts?|reading|stories|story|topics?|videos?).{0,40})?
            recommended(?: (?:for you|stories|reading|articles|videos?))?
            you (?:may|might) (?:also )?(?:like|enjoy|be interested).{0,20}
            more (?:from|in|on|about|by) .{2,50}
            more (?:stories|news|articles|coverage|great .{2,30})
            also (?:in|on|from) .{2,50}
            (?:read|see|explore|discover) (?:also|next|more)(?: (?:from|in|on) .{2,40})?
            further reading|explore further|what to read next|don['’]t miss|see also
            in this (?:series|section)|from the archive
            up next|next up(?: .{0,20})?|previous articles?
            latest(?: (?:news|stories|videos?|articles?|posts?|columns?|headlines?|from.{2,30}))?
            editor['’]?s['’]? (?:picks?|choice)|top (?:stories|news|videos?|picks)
            most (?:read|popular|viewed|shared|commented|watched|emailed).{0,24}
            trending(?: (?:now|news|stories|topics|today|on.{0,20}))?
            popular(?: (?:stories|now|posts?|on .{2,20}|in .{2,20}))?
            # de
            weitere (?:artikel|themen|beiträge).{0,20}|mehr (?:zum thema|aus .{2,30})
            (?:das könnte sie auch|auch interessant).{0,20}
            lesen sie (?:auch|mehr|weiter).{0,20}
            meistgelesen\w*|am meisten gelesen
            # fr
            [àa] lire (?:aussi|également).{0,10}|lire aussi
            sur le même (?:sujet|thème)|dans la même rubrique
            articles? (?:liés|similaires|recommandés)
            les plus (?:lus|consultés)
            # es
            te puede interesar|lea también|noticias relacionadas|articles? relacionados|lo más (?:leído|visto)
            # ru
            вам также.{0,30}|читайте также.{0,20}
            # ar
            اقرأ (?:أيض[ًا]+|المزيد).{0,20}|اقرأ في.{0,20}
            مواضيع ذات صلة|مقالات ذات صلة|الأكثر قراءة
            # zh, ja
            相关(?:阅读|文章|新闻|推荐|报道|链接)|延伸阅读|推荐阅读|阅读排行|热门文章
            関連記事
        """,
        most_words=9,
        weight=14,
        heads=True,
    ),
    _rule(
        "read more",
        says=r"""
            # a label, and a headline behind it
            {label} ?[:：|–—-]\s*.*
            # en
            (?:read|continue|keep|learn|find out|show|view|see|load) (?:more|reading|all|full \w+)\W*(?:about .{2,40})?
            # de
            mehr lesen|weiterlesen
            # fr
            lire la suite
            # es
            leer más
            # ar
            المزيد
            # zh
            阅读全文|展开全文
        """,
        most_words=30,
        weight=6,
        label=one_of(r"""
            # en
            read (?:more|also|next|this|the full.{0,20}|our.{0,30})|see (?:more|also)|also read|must read
            more|watch|listen|related|opinion|analysis|don['’]t miss|next article|previous article
            # de
            lesen sie auch|mehr dazu
            # fr
            lire aussi|[àa] lire(?: aussi)?
            # es, pt
            lea también|leia (?:também|mais)
            # ar
            اقرأ أيض[ًا]+
            # zh
            相关阅读|延伸阅读
        """),
    ),
    _rule(
        "newsletter",
        says=r"""
            # en
            (?:our )?newsletters?(?: sign[ -]?up)?
            e-?mail address
            you can (?:unsubscribe|opt out).*
            unsubscribe.{0,30}
            by (?:signing up|subscribing|submitting)\b.*
            thank you for (?:signing up|subscribing).*
        """,
        holds=r"""
            # en
            \b(?:sign up|subscribe|get|delivered|receive|join)\b.{0,120}\b{notes}\b
            \b(?:enter (?:your|an)|your) e-?mail(?: address)?\b
            # de
            \bnewsletters?\b.{0,60}\b(?:abonnieren|anmelden)\b
            \b(?:melden sie sich|abonnieren sie)\b.{0,80}\b(?:newsletter|rundbrief)\b
            # fr
            \b(?:newsletters?|infolettre|lettre d'information)\b.{0,60}\b(?:inscri\w+|recev\w+|abonnez)\b
            \b(?:inscrivez-vous|abonnez-vous|recevez)\b.{0,80}\b(?:newsletter|infolettre|lettre)\b
            # es
            \b(?:newsletters?|boletín)\b.{0,60}\b(?:inscri\w+|suscr\w+)\b
            \bsuscríbete\b.{0,80}\b(?:newsletter|boletín)\b
            # ar
            النشرة البريدية
            نشرتنا
            # zh
            订阅.{0,12}(?:通讯|邮件|简报)
            电子报
        """,
        most_words=70,
        weight=6,
        notes=one_of(r"""
            newsletters?|mailing list|inbox|daily briefing
            weekly (?:letter|briefing|email)
            morning (?:letter|briefing)
        """),
    ),
    _rule(
        "subscription",
        says=r"""
            (?:to )?continue reading\b.*
            unlock\b.{0,60}
        """,
        holds=r"""
            # en
            \b(?:you have|you['’]ve)\b.{0,40}\b(?:free (?:articles?|stories)|articles? (?:left|remaining))\b
            \b(?:already a|become a)\b.{0,30}(?:subscriber|member|supporter)?\W*(?:sign in|log in|today|now)?\W*$
            \b(?:subscribers? only|for subscribers|members? only)\b.{0,30}$
            \bsubscribe\b.{0,60}\b(?:month|week|year|price|unlimited|today|from|now|access|offer|journalism|trial|stay)\b
            \b(?:start your free trial|free trial)\b
            \bsupport (?:our|independent|quality|local) (?:\w+ )?journalism\b
            # de
            \bsie haben\b.{0,40}\bfree (?:articles?|stories)\b
            \bnur für abonnenten\b
            # fr
            \bvous avez\b.{0,40}\barticles? gratuits?\b
            \b(?:réservé|article réservé) aux abonnés\b
        """,
        most_words=45,
        weight=6,
    ),
    _rule(
        "app promotion",
        says=r"""
            扫码.*
        """,
        holds=r"""
            \b(?:download|get|available|install)\b.{0,60}\b(?:app|application)\b.{0,50}$
            \b(?:app store|google play)\b
            \b(?:laden|télécharge\w*)\b.{0,60}\b(?:app|application)\b.{0,50}$
            حمّ?ل .{0,10}تطبيق
            下载.{0,8}(?:客户端|APP)
        """,
        most_words=30,
        weight=6,
    ),
    _rule(
        "comments",
        says=r"""
            # any language: a count, or what a button offers, before or behind the word
            {offer}?{comments}(?: ?\(?\d[\d,.]*\)?| {state})?
            # en
            join the (?:conversation|discussion|debate).{0,40}
            leave a (?:reply|comment).{0,30}|be the first to comment.{0,30}
            have your say.{0,40}|tell us what you think.{0,30}|what do you think\W.{0,40}
            your (?:thoughts|comments?).{0,20}
            # de
            diskutieren sie.{0,20}|kommentar (?:schreiben|verfassen)
            # fr
            (?:laissez|ajouter|écrire) un commentaire.{0,20}|réagi(?:r|ssez).{0,40}
            # ar
            اترك تعليق[ًا]*
            # zh
            发表评论|网友评论|\d*\s?条评论|参与讨论
        """,
        holds=r"""
            \bcomment(?:s|ing)? (?:policy|rules|guidelines)\b
            \bcomments? are (?:moderated|closed|read|open|welcome)\b
            \bcommunity (?:guidelines|standards)\b
            \b(?:log|sign) in to (?:comment|reply|post)\b
            \be-?mail (?:address )?will not be published\b
            \bkommentare werden\b
            \bles commentaires sont\b
        """,
        most_words=45,
        weight=40,
        heads=True,
        ends=True,
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
        state=one_of(r"""
            are (?:off|closed)|closed|policy|section|guidelines|\.{3}
            on .{2,60}
        """),
    ),
    _rule(
        "copyright line",
        says=r"""
            copyright .{0,60}
            ©.{2,60}\b(?:ltd|inc|llc|gmbh|media|news|group|limited|company|corporation)\b.*
        """,
        holds=r"""
            (?:©|\(c\)|copyright|ⓒ|&copy;)\s*.{0,30}\b(?:19|20)\d\d\b
            \ball rights reserved\b
            \bmay not be (?:published|reproduced|republished)\b
            \balle rechte vorbehalten\b
            \btous droits réservés\b
            \btodos los derechos reservados\b
            جميع الحقوق محفوظة
            版权所有
            未经授权
            無断転載
            무단
        """,
        most_words=60,
        weight=30,
    ),
    _rule(
        "call for contributors",
        says=r"""
            (?:do you have|got) (?:an? )?(?:opinion|story|tip|news tip|view|response)\b.{0,240}
            (?:letters|correspondence|contributions) (?:of up to|should|must|may|to the editor)\b.{0,160}
        """,
        holds=r"""
            # en
            \b(?:want to|would like to|wish to|if you)\b.{0,40}\b(?:contribute|submit|write for|pitch|respond)\b.*\b(?:contact|e-?mail|send|write to|at)\b
            \b(?:to submit|submissions?|pitches|pitch us|send us|letters? to the editor)\b.{0,160}\S+@\S+
            # de
            \bschreiben sie (?:uns|an)\b.{0,60}\S+@\S+
            # fr
            \b(?:contactez|écrivez)-?(?:nous)?\b.{0,60}\S+@\S+
            # ar
            للمساهمة|للمشاركة|راسلونا
            # zh
            投稿|欢迎.{0,12}来稿
        """,
        most_words=70,
        weight=12,
    ),
    _rule(
        "disclaimer",
        holds=r"""
            # en
            \b{opinions}\b.{0,60}\b{are_those}\w*\b.{0,100}\b(?:views?|opinions?|positions?|own|board|authors?|newspaper)\b
            # de
            \bgeben? nicht unbedingt\b
            # fr
            \b(?:ne reflètent?|n'engagent? que)\b
            # es
            \bno reflejan\b
            # ar
            لا تعبر? بالضرورة
            # zh
            不代表本|仅代表作者
        """,
        most_words=50,
        weight=4,
        opinions="(?:editorials?|leaders|(?:views?|opinions?)(?: and opinions?)?(?: expressed)?|articles?|columns?)",
        are_those="(?:represent|reflect|express|are those of|are (?:the|his|her|their) (?:author|writer|own))",
    ),
    _rule(
        "site links",
        says=r"""
            {page}(?:\s*[|·•/,–-]\s*[\w&'’ \-]{2,30})*
            (?:powered|hosted|developed) by .{2,40}
            follow .{0,20}\b(?:on|@)\b.{0,120}
            if you .{0,20}contact us.*
        """,
        holds=r"""
            \bregistered (?:office|trademark|in england|company)\b
        """,
        most_words=34,
        weight=12,
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
            impressum|datenschutz(?:erklärung)?|kontakt|über uns|agb
            # fr
            mentions légales|nous contacter|qui sommes-nous.{0,2}|à propos|plan du site|protection des données
            # es
            aviso legal|contacto
            # ar
            من نحن|اتصل بنا|سياسة الخصوصية
            # zh
            关于我们|联系我们|隐私政策|使用条款
        """),
    ),
    _rule(
        "reporting credits",
        says=r"""
            (?:reporting|additional reporting|editing|writing) by .*
            (?:sources?|quelle):\s.{2,60}
        """,
        holds=r"""
            \bcontributed (?:reporting|to this (?:report|story|article))\b
        """,
        most_words=45,
        weight=6,
    ),
    _rule(
        "first published",
        says=r"""
            # en
            this (?:article|piece|story|column|post) (?:was )?(?:first|originally) (?:published|appeared|posted).{0,160}
            (?:first|originally) (?:published|appeared|posted).{0,160}
            # de
            dieser (?:text|artikel|beitrag) (?:ist|erschien|wurde) .{0,120}
            # fr
            (?:une version de )?cet article (?:a été|est) (?:publié|paru).{0,120}
            # ar
            نُ?شر .{0,20}لأول مرة.{0,60}
            # zh
            首发于.{0,40}|原载于?.{0,40}
        """,
        most_words=34,
        weight=2,
    ),
)
