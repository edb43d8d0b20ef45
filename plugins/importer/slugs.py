"""Slugs: the last part of an article's address, made once and then frozen."""

from plugins.slugs import spelled

from . import titles

MOST = 80
"""Characters; longer slugs end at a word."""


def make(title: str, url: str = "", digest: str = "") -> str:
    """A slug of ASCII letters, digits and hyphens: from the title, else the address, else the capture's hash.

    A title in another script is spelled out only where the address has no words of its own.
    """
    address = _slug(" ".join(titles.address_words(url)))
    own = _slug(title)
    return (own if titles.speaks_latin(title) else address or own) or address or digest[:12]


def _slug(text: str) -> str:
    slug = spelled(text)
    return slug if len(slug) <= MOST else slug[: MOST + 1].rsplit("-", 1)[0][:MOST]
