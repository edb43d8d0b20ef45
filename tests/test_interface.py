"""Every word of the interface is in every catalogue, and the owner's own words come first."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from plugins.interface import Interface, catalogue_of, compiled, refuse_unknown
from plugins.settings import ArchiveError

THEME = Path(__file__).parent.parent / "theme"
LOCALES = THEME / "locales"
LANGUAGES = ("ar", "fr", "zh")

Message = str | tuple[str, ...]


def messages() -> Iterator[Message]:
    """What the templates say through gettext; a message about a number is (one, many)."""
    options = {"**.html": {"trim_blocks": "true", "silent": "false"}}
    for _, _, message, _, _ in extract_from_dir(
        THEME / "templates", [("**.html", "jinja2.ext.babel_extract")], options
    ):
        yield message


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_interface_is_translated(language: str) -> None:
    catalogue = catalogue_of(LOCALES, language)
    assert catalogue is not None
    known = {entry.id: entry.string for entry in catalogue}
    assert [message for message in messages() if not known.get(message)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_its_message_does(language: str) -> None:
    catalogue = catalogue_of(LOCALES, language)
    assert catalogue is not None
    for entry in catalogue:
        wanted = set(re.findall(r"%\(\w+\)s", str(entry.id)))
        strings = [str(each) for each in (entry.string if isinstance(entry.string, list | tuple) else [entry.string])]
        for string in strings if entry.id else ():
            assert string, entry.id
            found = set(re.findall(r"%\(\w+\)s", string))
            assert found == wanted or (len(strings) > 1 and found < wanted), entry.id


def test_numbers_take_the_forms_of_their_language() -> None:
    arabic = compiled(LOCALES, "ar")
    shown = [arabic.ngettext("%(shown)s piece", "%(shown)s pieces", count) for count in (1, 2, 3, 11)]
    assert len(set(shown)) == 4


def test_a_region_takes_the_words_of_its_language_and_an_unknown_one_english() -> None:
    assert compiled(LOCALES, "fr-CA").gettext("Columns") == "Chroniques"
    assert compiled(LOCALES, "tlh").gettext("Columns") == "Columns"


def test_the_owners_words_come_first() -> None:
    interface = Interface(compiled(LOCALES, "fr"), {"Columns": "Tribunes", "%(shown)s pieces": "%(shown)s tribunes"})
    assert interface.gettext("Columns") == "Tribunes"
    assert interface.gettext("Tags") == "Sujets"
    assert interface.ngettext("%(shown)s piece", "%(shown)s pieces", 2) == "%(shown)s tribunes"
    assert interface.ngettext("%(shown)s piece", "%(shown)s pieces", 1) == "%(shown)s article"


def test_a_word_that_the_pages_do_not_say_is_an_error_that_names_near_ones() -> None:
    refuse_unknown(["Columns", "%(shown)s pieces"], THEME / "templates")
    with pytest.raises(
        ArchiveError, match=r"archive.toml: words: 'Colums' is no word of the pages: near .*'Columns'.*; "
    ):
        refuse_unknown(["Colums"], THEME / "templates")


def test_english_is_what_the_templates_say() -> None:
    assert Interface(gettext.NullTranslations(), {}).ngettext("one", "many", 2) == "many"
