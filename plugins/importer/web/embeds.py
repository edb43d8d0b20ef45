"""What a page shows of another in a frame: its platform, and the address at which a reader finds it there."""

import re
from urllib.parse import parse_qs, urlsplit

from lxml import html

from ..wording import plain

_PLATFORMS = (
    ("YouTube", r"(?:www\.)?youtube(?:-nocookie)?\.com|youtu\.be"),
    ("Vimeo", r"(?:player\.)?vimeo\.com"),
    ("Dailymotion", r"(?:www\.|geo\.)?dailymotion\.com"),
    ("Spotify", r"open\.spotify\.com"),
    ("SoundCloud", r"(?:w\.)?soundcloud\.com"),
    ("Apple Podcasts", r"embed\.podcasts\.apple\.com"),
    ("Bandcamp", r"(?:[\w-]+\.)?bandcamp\.com"),
    ("Instagram", r"(?:www\.)?instagram\.com"),
    ("Facebook", r"(?:www\.)?facebook\.com"),
    ("X", r"(?:platform\.)?(?:twitter|x)\.com"),
    ("TikTok", r"(?:www\.)?tiktok\.com"),
    ("Bluesky", r"embed\.bsky\.app"),
    ("Datawrapper", r"datawrapper\.dwcdn\.net"),
)
"""Name -> the hosts of its frames."""
_ADDRESSES = (
    (
        re.compile(r"https://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{5,20})(?:[/?#].*)?"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"https://player\.vimeo\.com/video/(\d+)(?:[/?#].*)?"), r"https://vimeo.com/\1"),
    (
        re.compile(r"https://(?:www\.|geo\.)?dailymotion\.com/embed/video/(\w+)(?:[/?#].*)?"),
        r"https://www.dailymotion.com/video/\1",
    ),
    (re.compile(r"https://open\.spotify\.com/embed(?:-podcast)?/([\w/]+)(?:[?#].*)?"), r"https://open.spotify.com/\1"),
    (re.compile(r"https://embed\.podcasts\.apple\.com/(.+)"), r"https://podcasts.apple.com/\1"),
    (re.compile(r"(https://(?:www\.)?instagram\.com/\w+/[\w-]+/)embed(?:[/?#].*)?"), r"\1"),
)
"""A frame's address -> the one for readers."""
_PLUGINS = re.compile(
    r"/plugins/(?:like|page|share_button|follow|comments|likebox)|/widgets/|/subscribe", re.IGNORECASE
)
AMP = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/embed/"),
    "amp-vimeo": ("data-videoid", "https://player.vimeo.com/video/"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/"),
}
_MOST = 2000


def read(element: html.HtmlElement) -> tuple[str, str, str] | None:
    """Address, platform and title of what an element shows of one of the known platforms; None for any other."""
    address = _address(element)
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    platform = next((name for name, hosts in _PLATFORMS if re.fullmatch(hosts, host)), "")
    if not platform or _PLUGINS.search(address) or len(address) > _MOST:
        return None
    title = plain(element.get("title") or "")
    return _for_readers(address), platform, "" if platform.casefold() in title.casefold() else title


def _address(element: html.HtmlElement) -> str:
    if element.tag in AMP:
        name, before = AMP[element.tag]
        ident = element.get(name) or ""
        return before + ident if re.fullmatch(r"[\w-]{1,40}", ident) else ""
    if element.tag not in ("iframe", "amp-iframe"):
        return ""
    names = ("data-src", "data-lazy-src", "data-cookieblock-src", "src")
    given = [value.strip() for name in names if (value := element.get(name))]
    found = next((value for value in given if re.match(r"(?:https?:)?//", value)), "")
    return re.sub(r"^(?:http:)?//", "https://", found)


def _for_readers(address: str) -> str:
    """The page of what a frame shows."""
    for pattern, replacement in _ADDRESSES:
        if match := pattern.fullmatch(address):
            return match.expand(replacement)
    shown = parse_qs(urlsplit(address).query).get("href" if "facebook.com" in address else "url", [""])[0]
    return shown if re.match(r"https?://(?:[\w-]+\.)*(?:facebook|soundcloud)\.com/", shown) else address
