"""From an old address to its piece: small static files that the page /lookup/ asks, by the key of an address."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator
from pelican.writers import Writer

from plugins.addresses import keys

_FEW = 1000

Entry = tuple[str, str]
"""The address of a piece from the site's root, and its title."""


def shard(key: str, digits: int) -> str:
    """The name of the file that holds a key: the last hexadecimal digits of its hash (FNV-1a, 32 bits)."""
    number = 0x811C9DC5
    for byte in key.encode("utf-8", "replace"):
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{number:08x}"[-digits:]


def digits_for(pieces: int) -> int:
    """How many digits name a file, so that none is large: 16 files for few pieces, 256 for many."""
    return 1 if pieces < _FEW else 2


def shards(entries: Iterable[tuple[str, Entry]], digits: int) -> dict[str, dict[str, list[Entry]]]:
    """File name -> key -> the pieces that answer it, in the order given; every file is there, if only empty."""
    files: dict[str, dict[str, list[Entry]]] = {f"{number:0{digits}x}": {} for number in range(16**digits)}
    found: dict[str, list[Entry]] = defaultdict(list)
    for key, entry in entries:
        if entry not in found[key]:
            found[key].append(entry)
    for key in sorted(found):
        files[shard(key, digits)][key] = found[key]
    return files


def _entries(articles: Iterable[Any], site: str) -> Iterator[tuple[str, Entry]]:
    for article in articles:
        known = [article.source.url if article.source else "", article.canonical, f"{site}/{article.url}"]
        for address in [*known, *(f"{site}{alias}" for alias in article.aliases if alias.startswith("/"))]:
            for key in keys(address)[:1]:
                yield key, (article.url, article.title)


def _prepare(generator: ArticlesGenerator) -> None:
    generator.context["lookup_digits"] = digits_for(len(generator.articles))


def _write(generator: ArticlesGenerator, writer: Writer) -> None:
    folder = Path(writer.output_path, "lookup")
    folder.mkdir(parents=True, exist_ok=True)
    entries = _entries(generator.articles, generator.settings["SITEURL"])
    for name, found in shards(entries, generator.context["lookup_digits"]).items():
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def register() -> None:
    """Called by Pelican."""
    signals.article_generator_finalized.connect(_prepare)
    signals.article_writer_finalized.connect(_write)
