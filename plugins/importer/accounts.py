"""Accounts of captures: what became of each block, for the site to show where the owner publishes captures.

An account is a small JSON file, `<sha256 of the capture>.json`: a list of {text, fate, rule}, in the order of the
capture. They are made again only when the capture, what lies beside it, or the rules have changed.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import captures, knowledge, ledger, pipeline
from .errors import PassedOver
from .files import write_atomically
from .model import Article

INDEX = "index.json"
"""Which accounts were made of which capture, and by what: {capture: {made_by, accounts}}."""


def keep(content: Path, folder: Path) -> None:
    """Bring the accounts in a folder up to date with the captures of a content folder.

    A capture that cannot be read has none: importing reports why. Raises ArchiveError or VocabularyError as
    `knowledge.load` does, and OSError where the disk refuses.
    """
    root, known, rules = content / pipeline.CAPTURES, knowledge.load(content), captures.rules_fingerprint(content)
    before = _read_index(folder)
    now: dict[str, Any] = {}
    for path in captures.find([root]):
        with suppress(Exception):  # importing the same capture tells what is wrong with it
            name = captures.name_of(path, root)
            made_by = ledger.fingerprint(*map(str.encode, (*captures.fingerprints(path), rules)))
            kept = before.get(name, {})
            is_current = kept.get("made_by") == made_by
            made = kept["accounts"] if is_current else list(_write(pipeline.articles_of(path, known), folder))
            now[name] = {"made_by": made_by, "accounts": made}
    wanted = {f"{account}.json" for each in now.values() for account in each["accounts"]} | {INDEX}
    for path in folder.glob("*.json"):
        if path.name not in wanted:
            path.unlink(missing_ok=True)
    if now != before:
        write_atomically(folder / INDEX, json.dumps(now).encode())


def account(article: Article) -> list[dict[str, str]]:
    """What became of each part of a capture: its text, its fate, and the rule that decided."""
    return [{"text": part.text, "fate": part.fate.value, "rule": part.rule} for part in article.parts]


def _write(articles: Iterator[Article], folder: Path) -> Iterator[str]:
    with suppress(PassedOver):
        for article in articles:
            name = article.document.sha256
            text = json.dumps(account(article), ensure_ascii=False)
            write_atomically(folder / f"{name}.json", text.encode("utf-8", "replace"))
            yield name


def _read_index(folder: Path) -> dict[str, Any]:
    try:
        index: dict[str, Any] = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return (
        index
        if all((folder / f"{name}.json").is_file() for each in index.values() for name in each["accounts"])
        else {}
    )
