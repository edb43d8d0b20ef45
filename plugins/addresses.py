"""What all variants of a web address share, so that one piece is known by any of them.

No scheme, no www or m, no AMP, no tracking parameters, no final slash or file suffix; of an address of a web archive or
a cache, the one that it wraps. `theme/static/js/lookup.js` makes the same key of what a reader pastes: change both or
neither.
"""

import re
import unicodedata
from urllib.parse import unquote

_ADDRESS = re.compile(r"(?:https?:)?(?://)?([^/?#\s]+)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_WRAPPED = (
    re.compile(r"^(?:https?://)?web\.archive\.org/web/[0-9]+[a-z_]*/(.+)$", re.IGNORECASE),
    re.compile(r"^(?:https?://)?(?:www\.)?google\.[a-z.]+/amp/(?:s/)?(.+)$", re.IGNORECASE),
    re.compile(r"^(?:https?://)?[a-z0-9-]+\.cdn\.ampproject\.org/[a-z]/(?:s/)?(.+)$", re.IGNORECASE),
)
_HOST_PREFIX = re.compile(r"^(?:(?:www[0-9]?|m|mobile|amp)\.(?=[^.]+\.))+")
_PATH_SUFFIX = re.compile(r"(?:/index)?(?:\.amp)?(?:\.(?:html?|shtml|php|aspx?|amp))?/*$")
_TRACKING = re.compile(
    r"utm_.*|amp|amp_.*|outputtype|[a-z]*clid|[gw]braid|_g[al]|mc_[ce]id|igshid?|ref|ref_src|referrer|cmp|cmpid|ocid|smid"
    r"|smtyp|share|spm|fb_.*"
)


def keys(address: str) -> list[str]:
    """The keys of an address, the most exact first: with what is left of its query, then without; [] for no address."""
    for wrapped in _WRAPPED:
        address = wrapped.sub(r"\1", address.strip())
    parts = _ADDRESS.match(address)
    if not parts or "." not in parts[1]:
        return []
    bare = _host(parts[1]) + _path(parts[2])
    query = "&".join(sorted(each for each in (parts[3] or "").split("&") if each and not _tracks(each)))
    return [f"{bare}?{query}", bare] if query else [bare]


def _host(text: str) -> str:
    return _HOST_PREFIX.sub("", re.sub(r"^.*@|:[0-9]*$", "", text.lower()).rstrip("."))


def _path(text: str) -> str:
    path = unicodedata.normalize("NFC", unquote(text, errors="replace")).lower()
    path = re.sub(r"/{2,}", "/", re.sub(r";jsessionid=.*$", "", path).strip())
    path = re.sub(r"^/amp(?=/)|/amp/?$", "", path)
    return _PATH_SUFFIX.sub("", path)


def _tracks(parameter: str) -> bool:
    return _TRACKING.fullmatch(parameter.split("=")[0].lower()) is not None
