"""archive.toml is read strictly, and says what is wrong in one line."""

import tomllib
from pathlib import Path

import pytest

from plugins.settings import Archive, ArchiveError, load, parse

ROOT = Path(__file__).parent.parent

FAULTS = {
    "": "name: is missing; add name",
    'name = "x"\ncolour = "red"': "colour: no such setting; allowed are name, tagline",
    'name = "x"\ntypography = "yes"': "typography: 'yes' is not allowed; write true or false",
    "name = 3": "name: 3 is not allowed; write a name",
    'name = ""': "name: '' is not allowed; write a name",
    'name = "x"\naddress = "example.org"': "address: 'example.org' is not allowed; write a full web address",
    'name = "x"\naddress = "javascript:alert(1)"': "address: ",
    'name = "x"\naccent = "red;} body{display:none"': "accent: ",
    'name = "x"\ntimezone = "Mars/Olympus"': "timezone: 'Mars/Olympus' is not allowed; write a time zone",
    'name = "x"\ntimezone = "../../etc/passwd"': "timezone: ",
    'name = "x"\nlanguage = "<b>"': "language: ",
    'name = "x"\ncanonical = "mine"': 'canonical: \'mine\' is not allowed; write "original" or "archive"',
    'name = "x"\ntoday = "yesterday"': "today: 'yesterday' is not allowed; write a day",
    'name = "x"\ncname = "a b"': "cname: ",
    'name = "x"\nlicence = "CC"': "licence",
    'name = "x"\nlogo = "../logo.svg"': "logo: '../logo.svg' is not allowed; write the name of a picture in content/",
    'name = "x"\n[words]\nColumns = 3': 'words: a table of texts is wanted; write "Columns" = "Series"',
    'name = "x"\n[licence]\nnam = "CC"': "licence.nam: no such setting; allowed are name, url",
    'name = "x"\n[publish]\ncaptures = "no"': "publish.captures: 'no' is not allowed; write true or false",
    'name = "x"\npublications = "P"': "publications: a list of tables is wanted; write each under [[publications]]",
    'name = "x"\n[[columns]]\ndescription = "d"': "columns[1].name: is missing",
}


@pytest.mark.parametrize(("source", "expected"), FAULTS.items())
def test_a_fault_names_the_key_and_what_is_allowed(source: str, expected: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        parse(tomllib.loads(source))
    assert str(caught.value).startswith(expected)
    assert "\n" not in str(caught.value)


def test_a_name_is_enough() -> None:
    assert parse({"name": "x"}) == Archive(name="x")


def test_everything_can_be_said() -> None:
    archive = parse(
        tomllib.loads(
            'name="x"\naccent="oklch(52% 0.1 30)"\n[licence]\nname="CC0"\n[publish]\ncaptures=true\n'
            '[[publications]]\nname="P"\nurl="https://p.example/"\n[[columns]]\nname="C"\npublication="P"'
        )
    )
    assert (archive.licence.name, archive.publish.captures) == ("CC0", True)
    assert (archive.publications[0].url, archive.columns[0].publication) == ("https://p.example/", "P")


@pytest.mark.usefixtures("shipped_sample")
def test_the_archive_that_is_shipped_is_sound() -> None:
    archive = load(ROOT / "content" / "archive.toml")
    assert len(archive.publications) == 2
    assert {column.publication for column in archive.columns} == {each.name for each in archive.publications}


def test_a_file_that_is_missing_or_no_toml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "archive.toml"
    with pytest.raises(ArchiveError, match=r"archive\.toml: not found"):
        load(path)
    path.write_text("name = x")
    with pytest.raises(ArchiveError, match=r"archive\.toml: .*line 1.*; mend the line"):
        load(path)
