"""What is one publication's own. Each publication is a file here that names its SITE; all others need none.

The files are found by listing this folder: there is no registry to edit and no order to know.
"""

import importlib
import pkgutil
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..errors import CaptureError
from ..furniture import Rule
from ..model import Document
from ..wording import plain


@dataclass(frozen=True, slots=True)
class Site:
    """A publication's own rules, beside the general ones.

    hosts: the hosts its pages come from, subdomains included. publication: its name. language: what it writes in.
    columns: its columns' names, each with the words in an address that tell it ("" where an address does not).
    furniture: rules for what only its pages carry.
    """

    hosts: tuple[str, ...]
    publication: str
    language: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    furniture: tuple[Rule, ...] = ()

    def rule(self, text: str) -> Rule | None:
        """The rule of its own that takes a block for furniture; None where none does."""
        line = plain(text)
        return next((rule for rule in self.furniture if rule.pattern.fullmatch(line)), None)


def furniture(name: str, pattern: str) -> Rule:
    """A rule for a block that only this publication has: its name in the fates, and how the whole block reads."""
    return Rule(name, re.compile(pattern, re.IGNORECASE), most_words=200)


ANY = Site(hosts=(), publication="")
"""The site of a capture that no file here speaks of: the general rules alone."""


def find(document: Document) -> Site:
    """The site that a document comes from, by its address. Raises CaptureError where two files claim it."""
    host = urlsplit(document.facts.url).hostname or ""
    claims = [(name, site) for name, site in _all().items() if any(is_within(host, own) for own in site.hosts)]
    if len(claims) > 1:
        names = " and ".join(f"sites/{name}.py" for name, _ in claims)
        raise CaptureError(document.path, "site", f"{names} both claim {host}", "take the host out of one of them")
    return claims[0][1] if claims else ANY


def is_within(host: str, own: str) -> bool:
    """Whether a host is another, or a subdomain of it."""
    return host == own or host.endswith(f".{own}")


def claiming(host: str) -> list[str]:
    """The names of the files whose hosts are a host, hold it, or are held by it."""
    return [
        name for name, site in _all().items() if any(is_within(host, own) or is_within(own, host) for own in site.hosts)
    ]


def _all() -> dict[str, Site]:
    """File name -> site, for every file in this folder."""
    return {
        module.name: importlib.import_module(f"{__name__}.{module.name}").SITE
        for module in pkgutil.iter_modules(__path__)
    }
