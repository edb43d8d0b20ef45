"""WordPress's export (WXR): posts with their authors, categories, tags, captions and galleries.

Only what was published is published: drafts, private, future and protected posts stay drafts, and so do pages.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .. import entries, xmlitems
from ..containers import LeftOut, web_address
from ..entries import Entry, EntryPicture
from ..errors import CaptureError
from ..model import Document, Facts
from ..syndication import children, flat, inside, language, plain, text, unique
from ..xmlitems import Element, local_name, name_of

_NAMESPACE: Final = "http://wordpress.org/export/"
_PREFIXES: Final = ("wp", "excerpt")
"""What stands in place of it where an export forgot to declare one."""
_NO_ARTICLES: Final = frozenset(
    ["attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request"]
)
_NO_CATEGORIES: Final = frozenset({"uncategorized", "uncategorised", "allgemein", "non classé", "sin categoría"})
_CAPTION: Final = re.compile(r"\[(?:wp_)?caption(?P<options>[^\]]*)\](?P<inside>.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_PICTURE: Final = re.compile(r"\s*(?:<a\s[^<>]*>\s*)?<img\s[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
_GALLERY: Final = re.compile(r"\[gallery(?P<options>[^\]]*)\]")
_EMBED: Final = re.compile(
    r"\[embed[^\]]*\]\s*(?P<code>[^\[\s]+)\s*\[/embed\]"
    r"|<div class=\"wp-block-embed__wrapper\">\s*(?P<block>https?://[^<\s]+)\s*</div>"
)
_BLOCK: Final = re.compile(
    r"\s*</?(?:p|div|h[1-6]|ul|ol|li|dl|blockquote|figure|table|pre|hr|section|aside|iframe|details)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Export:
    """What an export says once for all its posts: its people by login, its pictures by number."""

    people: Mapping[str, str]
    pictures: Mapping[str, EntryPicture]
    parents: Mapping[str, tuple[str, ...]]
    """Number of a post -> the numbers of the pictures that were uploaded to it."""


def is_export(head: bytes) -> bool:
    """Whether the first bytes of a feed are those of an export."""
    return _NAMESPACE.encode() in head and b"<wp:" in head


def recognises(path: Path, head: bytes) -> bool:
    """Whether a file is RSS with the fields of WordPress's export."""
    return xmlitems.root_of(head) == "rss" and is_export(head)


def read(path: Path) -> Iterator[Document]:
    """The posts of an export, in its order.

    Raises CaptureError for what is refused, and, after the last post, for what could not be read.
    """
    left = LeftOut(path)
    export = _gather(path)
    number = 0
    for item in xmlitems.items(path, frozenset({"item"}), left):
        kind = _field(item, "post_type") or "post"
        if kind in _NO_ARTICLES or kind.startswith(("wp_", "acf-")):
            continue
        entry = _entry(item, export, kind)
        try:
            document = entries.document(entry, path, number + 1)
        except CaptureError as fault:
            if not entry.facts.status:
                left.add(entry.facts.title or f"post {entry.member}", fault.reason)
            continue
        number += 1
        yield document
    left.settle()


def _gather(path: Path) -> Export:
    """A first way through the file, for what posts refer to."""
    people: dict[str, str] = {}
    pictures: dict[str, EntryPicture] = {}
    parents: dict[str, tuple[str, ...]] = {}
    for item in xmlitems.items(path, frozenset({"item", "author"}), LeftOut(path)):
        if local_name(item) == "author":
            people[_field(item, "author_login")] = _name(item)
        elif _field(item, "post_type") == "attachment" and (src := web_address(_field(item, "attachment_url"))):
            number, parent = _field(item, "post_id"), _field(item, "post_parent")
            caption = next((inside(each) for each in item if _is(each, "encoded", "excerpt")), "")
            pictures[number] = EntryPicture(src, _meta(item, "_wp_attachment_image_alt"), plain(caption))
            parents[parent] = (*parents.get(parent, ()), number)
    return Export(people, pictures, parents)


def _name(author: Element) -> str:
    """A person's name: as it is displayed, where that is a name; else first and last."""
    shown = _field(author, "author_display_name")
    both = f"{_field(author, 'author_first_name')} {_field(author, 'author_last_name')}".strip()
    return shown if " " in shown or not both else both


def _entry(item: Element, export: Export, kind: str) -> Entry:
    number = _field(item, "post_id")
    held_back = _held_back(item, kind)
    categories = _terms(item, "category")
    content = next((inside(each) for each in children(item, "content:encoded")), "")
    thumbnail = export.pictures.get(_meta(item, "_thumbnail_id"))
    creators = [flat(each).strip() for each in children(item, "dc:creator")]
    channel = next(iter(children(item.getroottree().getroot(), "channel")), item)
    facts = Facts(
        url=web_address(text(item, "link")),
        title=plain(next((inside(each) for each in children(item, "title")), "")),
        date=entries.day_of(_field(item, "post_date")) or entries.day_of(text(item, "pubDate")),
        publication=text(channel, "title"),
        column=categories[0] if len(categories) == 1 else "",
        authors=entries.names(export.people.get(creator, creator) for creator in creators),
        tags=unique([*_terms(item, "post_tag"), *(categories if len(categories) > 1 else ())]),
        language=language(text(channel, "language")),
        status="draft" if held_back else "",
    )
    member = number or text(item, "guid") or facts.url
    pictures = (thumbnail,) if thumbnail else ()
    return Entry(_content(content, number, export), facts, member, pictures, (held_back,) if held_back else ())


def _held_back(item: Element, kind: str) -> str:
    """Why a post is not to be published, in words; "" for one that its source shows to everybody."""
    status = _field(item, "status")
    if _field(item, "post_password"):
        return "its source protects it with a password, so it stays a draft"
    if status != "publish":
        return f"its source does not publish it ({status or 'no status'}), so it stays a draft"
    return "its source has it as a page and not as a post, so it stays a draft" if kind == "page" else ""


def _terms(item: Element, domain: str) -> tuple[str, ...]:
    terms = (plain(inside(each)) for each in children(item, "category") if each.get("domain", "category") == domain)
    return unique(term for term in terms if term.casefold() not in _NO_CATEGORIES)


def _meta(item: Element, key: str) -> str:
    metas = (each for each in item if _is(each, "postmeta"))
    return next((_field(each, "meta_value") for each in metas if _field(each, "meta_key") == key), "")


def _field(element: Element, name: str) -> str:
    """The text of a field of the export's own."""
    return next((flat(each).strip() for each in element if _is(each, name)), "")


def _is(element: Element, name: str, part: str = "") -> bool:
    """Whether an element is the export's, of whatever version."""
    space, local = name_of(element)
    return local == name and (space.startswith(_NAMESPACE) or space in _PREFIXES) and part in space


# Content ------------------------------------------------------------------------------------------------------------


def _content(content: str, number: str, export: Export) -> str:
    """A post's content as WordPress would show it: shortcodes carried out, blank lines parting paragraphs."""
    shown = _CAPTION.sub(_figure, content)
    shown = _GALLERY.sub(lambda found: _gallery(found["options"], number, export), shown)
    shown = _EMBED.sub(lambda found: f"\n\n{_embed(found['code'] or found['block'])}\n\n", shown)
    return shown if "<!-- wp:" in content or re.search(r"<p[\s>]", content) else _paragraphs(shown)


def _figure(caption: re.Match[str]) -> str:
    picture = _PICTURE.match(caption["inside"])
    if not picture:
        return caption["inside"]
    words = caption["inside"][picture.end() :].strip() or html.escape(_option(caption["options"], "caption"))
    return f"\n\n<figure>{picture[0].strip()}<figcaption>{words}</figcaption></figure>\n\n"


def _gallery(options: str, number: str, export: Export) -> str:
    chosen = _option(options, "ids") or _option(options, "include")
    numbers = [each.strip() for each in chosen.split(",")] if chosen else export.parents.get(number, ())
    figures = [entries.figure(export.pictures[each]) for each in numbers if each in export.pictures]
    return "\n\n".join(["", *figures, ""])


def _option(options: str, name: str) -> str:
    found = re.search(rf"\b{name}=(?:\"([^\"]*)\"|'([^']*)'|(\S+))", html.unescape(options))
    return next(filter(None, found.groups()), "") if found else ""


def _embed(url: str) -> str:
    """What a post shows from elsewhere, as a quote that leads there."""
    plain_url = html.escape(web_address(html.unescape(url)))
    return f'<blockquote class="embed"><p><a href="{plain_url}">{plain_url}</a></p></blockquote>'


def _paragraphs(content: str) -> str:
    """What WordPress makes of a post that was typed without paragraph tags."""
    parts = (part.strip() for part in re.split(r"\r?\n\s*\n", content))
    return "\n".join(part if _BLOCK.match(part) else f"<p>{_lines(part)}</p>" for part in parts if part)


def _lines(part: str) -> str:
    return re.sub(r"(?<!<br>)(?<!<br />)\r?\n", "<br>\n", part)
