"""Names to slugs: the part of an address that stands for a tag, an author, a column or a publication."""

import hashlib
import re
from functools import cache

from unidecode import unidecode

_LONGEST = 80


def spelled(text: str) -> str:
    """A text as lower-case ASCII words joined by hyphens; empty where it has no letter or digit to spell."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)['’](?=\w)", "", unidecode(text).lower())))


@cache
def slug_of(name: str) -> str:
    """Lower-case ASCII words joined by hyphens; equal for names that differ in case, accents or spaces only.

    A name without a letter or digit (an emoji), or too long for a file name, gets a short hash of itself.
    """
    slug = spelled(name)
    if slug and len(slug) <= _LONGEST:
        return slug
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug[: _LONGEST - 9].rstrip('-')}-{digest}" if slug else f"x-{digest}"
