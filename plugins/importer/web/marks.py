"""What the names that authors of pages give their elements (classes, ids, roles) say of what they hold."""

import re
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
"""Where a word begins in `articleBody`; a name that tools made, as `gCzAdV`, holds none."""
_KINDS = {
    "related": r"""
        related\w* recommend\w* more-(?:stories|news|from|on|articles) read-(?:more|also|next|on)
        readmore teasers? outbrain taboola promos? promoted popular most-(?:read|viewed|popular)
        trending recirc\w* up-?next see-also similar suggested mehr-zum\w* siehe-auch weiterlesen
        lesen-sie auch-interessant verwandte? linkbox link-?list topic-?box infobox-links lire-aussi
        a-lire articles-lies relacionad[oa]s? ver-mas jp-relatedposts yarpp\w* zergnet autorelated
        rec-posts? wp-embedded-content wp-embed related-?\w* playlist
        prev(?:ious)?-next post-navigation pagination pager
    """,
    "share": r"""
        shar(?:e|es|ing|edaddy|er) social\w* add-?this addtoany shariff follow(?:-us)? sd-\w+
        whatsapp tweet-this teilen like-?box reactions?
    """,
    "comments": r"""
        comments? comment-?list disqus\w* kommentare? commentaires? comentarios respond discussion
        fb-?comments livefyre leserbrief\w*
    """,
    "newsletter": r"""
        newsletter\w* subscri\w* sign-?up paywall opt-?in mailchimp mc4wp abo(?:nnement)? piano
        donat\w* spenden? membership cta call-to-action steady
    """,
    "advert": r"""
        ads? advert\w* adsense sponsor\w* anzeigen? werbung ad-?(?:slot|unit|container|wrapper) dfp
        publicidad pub
    """,
    "caption": r"""
        captions? caption-?text wp-caption-text figcaption
        bild-?(?:unterschrift|text|untertitel|legende|info|beschreibung) bu legende cutline
        (?:image|photo|picture|pic|img|media|foto)-?(?:text|desc\w*|info|title|subtitle|legend|caption|meta(?:data)?)
        (?:image|photo|picture|pic|img|media|foto)-?(?:details|data|copy|tagline) mit-bildunterschrift
        pie-?de-?foto pie gallery-caption-?\w* slide-?(?:title|desc\w*|text) meta-title
        spip-doc-(?:titre|descripti\w+|legende)
    """,
    "credit": r"""
        credits? copyright photographer bild-?(?:quelle|nachweis|rechte|autor|credit)
        (?:image|photo|img|media|picture)-?(?:source|credits?|copyright|author|by|rights)
        caption-(?:credits?|copyright)
        fotograf\w* bildnachweis source-?credit licen[cs]e urheber c-right
        (?:(?:image|photo|img|media|picture)-?|(?<!-))attribution(?!-)
    """,
    "byline": r"""
        by-?lines? by authors? author-?names? autor(?:en|in|es)? writers? auteurs? verfasser
        redakteur vcard contributors? signature firma entry-author posted-by article-?author creator
        reporter
    """,
    "date": r"""
        dates? date-?time time-?stamp datum pub-?date publish\w* posted-on fecha entry-date created
        timeago
    """,
    "bio": r"""
        author-?(?:bio\w*|box|info|desc\w*|card|about|profile|wrap\w*|details|note)
        about-?(?:the-)?author bio biography autoren-?(?:box|info|profil) post-author-?\w*
    """,
    "tags": r"""
        tags tag(?!-) tag-?(?:list|links?|cloud|item) tagcloud post-tags keywords topics schlagw\w* themen
        etiquetas mots-cles cat-links categories entry-categories
    """,
    "menu": r"""
        nav navi navbar navigation menus? bread-?crumbs? footer\w* side-?bar\w* cookies?
        (?<!elementor-)widget-?(?:areas?|title|recent\w*|archives?|categories|search|text|nav\w*|block|media\w*)
        borlabs\w* brlbs\w* content-blocker no-?consent
        consent gdpr pop-?up modal overlay skip-?(?:link|to\w*) masthead toolbar site-?header topbar
        search-?(?:form|box) language-switcher login account metanav off-?canvas toc
        table-of-contents
    """,
    "hidden": r"""
        sr-only visually-?hidden screen-?reader\w* hidden invisible d-none hide print-only no-?js
    """,
    "pullquote": r"""
        pull-?quotes? blockzitat quote-?box article-quote zitat-?box pullout
    """,
    "embed": r"""
        twitter-?(?:tweet|video) tweet instagram-?(?:media|embed) fb-?post tiktok-?embed
        embed(?:ded)? oembed reddit-?card bluesky-embed
    """,
    "standfirst": r"""
        stand-?first dek sub-?(?:title|head\w*) lead leads lede intro\w* vorspann chap[oe] summary
        excerpt anriss subline article-?(?:description|abstract) abstract entradilla bajada teaser incipit
        short-?info sumario
    """,
    "kicker": r"""
        kicker \w*over-?line roofline dachzeile spitzmarke eyebrow rubrik section-?(?:name|label)
        category super-?title topline catline
    """,
    "body": r"""
        article-?(?:body|content|text) story-?(?:body|content|text) entry-?content
        post-?(?:body|content|text) body-?(?:text|copy|content) articletext main-?content
        content-?body rich-?text articulo-cuerpo artikel-?(?:text|body|inhalt) text-?body
        article-main mw-parser-output
    """,
}
"""Kind -> the words that tell it, each a regular expression."""
_PATTERNS = tuple(
    (kind, re.compile(rf"(?<![a-z0-9])(?:{'|'.join(words.split())})(?![a-z0-9])")) for kind, words in _KINDS.items()
)

_CREDIT_OF_CAPTION = re.compile(r"(?:caption|description)-(?:author|credits?|copyright)(?![a-z0-9])")
"""Names of what is a credit, though they hold the word of what is around it."""


_POST = re.compile(r"(?<!\S)(?:hentry|type-(?:post|page)|post-\d+)(?!\S)")
_ABOUT = re.compile(r"(?<!\S)(?:tag|category|post-tag|type|status|format|author|series|has)-\S+")
"""What WordPress adds to an entry's classes: what it is about and not what it is."""
_SHOWN = re.compile(
    r"(?<!\S)(?:\S*(?:label|overflow|lazy|sharing)-(?:visually-)?hidden|hidden-(?:xs|sm|md|lg|xl|print|phone|"
    r"mobile|desktop|tablet)\S*|elementor-hidden-\S+|\S*:\S*|u-concealed|(?:wp-block-media|image|media)-text\S*|"
    r"(?:teaser|remainder)-content|(?:subscriber|premium|paywall(?:ed)?)-(?:content|text|preview|only))(?!\S)"
)
"""Names of what is hidden in part, or from some screens, that hold for some states (`print:hidden`), and of a text with
a picture beside it, and of the part of a text that all may read, or only some."""


@lru_cache(maxsize=8192)
def read(names: str) -> tuple[str, ...]:
    """The kinds of content that an element's names speak of, in no order that means anything."""
    words = _SHOWN.sub("", _CAMEL.sub("-", names).lower().replace("_", "-").replace("--", "-"))
    if _POST.search(words):
        words = _ABOUT.sub("", words)
    found = tuple(kind for kind, pattern in _PATTERNS if pattern.search(words))
    return tuple(kind for kind in found if kind != "caption") if _CREDIT_OF_CAPTION.search(words) else found
