"""The one allow-list through which every piece of article HTML leaves (nh3, a binding of Rust's ammonia).

No styles, no scripts, no frames, no forms; classes and ids only those that figures and footnotes need.
"""

import re

import nh3

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "div"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("figure", "figcaption", "img", "a", "span"),
    *(
        "em",
        "strong",
        "b",
        "i",
        "u",
        "s",
        "del",
        "ins",
        "small",
        "sub",
        "sup",
        "mark",
        "q",
        "cite",
        "dfn",
        "abbr",
        "time",
    ),
    *("code", "kbd", "samp", "var", "bdi", "bdo", "ruby", "rt", "rp", "wbr"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "id"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "blockquote": {"cite"},
    "del": {"datetime"},
    "img": {"src", "alt", "width", "height", "loading", "decoding", "fetchpriority"},
    "ins": {"datetime"},
    "li": {"id", "value"},
    "ol": {"start"},
    "q": {"cite"},
    "source": {"srcset", "sizes", "type"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
    "figure": {"figure", "figure-unpictured"},
    "span": {"caption", "credit"},
}
_SCHEMES = {"http", "https", "mailto"}
_ID = re.compile(r"fn(ref\d*)?:[\w-]{1,80}")
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
_COUNTS = {"colspan", "rowspan", "width", "height", "start", "value"}
_ALLOWED_WORDS = {
    "dir": {"ltr", "rtl", "auto"},
    "scope": {"row", "col", "rowgroup", "colgroup"},
    "fetchpriority": {"high"},
    "loading": {"lazy"},
    "decoding": {"async"},
}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value of an allowed attribute, or None to leave it out."""
    if name == "id":
        return value if _ID.fullmatch(value) else None
    if name in _COUNTS:
        return value if _NUMBER.fullmatch(value) else None
    if name in _ALLOWED_WORDS:
        return value if value in _ALLOWED_WORDS[name] else None
    return value


def _cleaner(extra_tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS | extra_tags,
        clean_content_tags={
            "script",
            "style",
            "template",
            "iframe",
            "noscript",
            "noembed",
            "noframes",
            "xmp",
            "plaintext",
        },
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        allowed_classes=_CLASSES,
        url_schemes=_SCHEMES,
        set_tag_attribute_values={"table": {"tabindex": "0"}},  # a wide table scrolls, also by keyboard (WCAG 2.1.1)
        link_rel=None,
    )


_FIRST = _cleaner({"h1"})
_LAST = _cleaner({"picture", "source"})


def normalise(html: str) -> str:
    """Clean HTML in nh3's one way of writing it, h1 still in it: what follows may trust its shape.

    Pictures in several sizes are not in it: only the renderer makes them, of files of the archive.
    """
    return _FIRST.clean(html)


def sanitise(html: str) -> str:
    """Clean HTML, fit to be put into a page; nothing may change it afterwards."""
    return _LAST.clean(html)
