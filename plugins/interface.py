"""The words of the interface, in the archive's language: catalogues in `theme/locales/`, and the owner's own words.

English is what the templates say; every other language is one catalogue, `theme/locales/<language>.po`. A language
without a catalogue is shown in English.
"""

import gettext
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pelican import signals
from pelican.generators import Generator

from plugins.settings import Archive, ArchiveError
from plugins.words import locale_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Interface:
    """Messages to words: the owner's first, then the catalogue's, then the message itself."""

    catalogue: gettext.NullTranslations
    own: Mapping[str, str]

    def gettext(self, message: str) -> str:
        """The words for a message."""
        return self.own.get(message) or self.catalogue.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The words for a message about `count` things."""
        own = self.own.get(one if count == 1 else many)
        return own or self.catalogue.ngettext(one, many, count)


def catalogue_of(folder: Path, language: str) -> Catalog | None:
    """The catalogue of a language tag, or of its first part; None where the folder has neither."""
    for name in (language, language.split("-")[0]):
        path = folder / f"{name}.po"
        if path.is_file():
            with path.open("rb") as stream:
                return read_po(stream, locale=locale_of(name))
    return None


def messages(templates: Path) -> Iterator[str]:
    """What the templates in a folder say through gettext; of a message about a number, both its forms."""
    options = {"**.html": {"trim_blocks": "true", "silent": "false"}}
    for _, _, found, _, _ in extract_from_dir(templates, [("**.html", "jinja2.ext.babel_extract")], options):
        yield from (found,) if isinstance(found, str) else found


def refuse_unknown(words: Iterable[str], templates: Path) -> None:
    """Raises ArchiveError for a word of the owner's table that no template says."""
    wanted = list(words)
    known = set(messages(templates)) if wanted else set()
    for word in wanted:
        if word not in known:
            near = get_close_matches(word, sorted(known), 3, 0.5)
            meant = f"near ones are {', '.join(map(repr, near))}; correct or" if near else "none is near;"
            raise ArchiveError(f"archive.toml: words: {word!r} is no word of the pages: {meant} remove it")


@cache
def compiled(folder: Path, language: str) -> gettext.NullTranslations:
    """A catalogue made ready; one that says nothing for a language without one."""
    catalogue = catalogue_of(folder, language)
    if catalogue is None:
        return gettext.NullTranslations()
    binary = BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return gettext.GNUTranslations(binary)


def _install(generator: Generator) -> None:
    archive: Archive = generator.settings["ARCHIVE"]
    folder = Path(generator.settings["THEME"], "locales")
    interface = Interface(compiled(folder, archive.language), archive.words)
    generator.env.install_gettext_translations(interface, newstyle=True)


def register() -> None:
    """Called by Pelican."""
    signals.generator_init.connect(_install)
