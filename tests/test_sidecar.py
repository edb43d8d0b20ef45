"""Sidecars: what lies beside a capture, and what is said of a fault in it."""

import datetime as dt
from pathlib import Path

import pytest

from plugins.importer import sidecar
from plugins.importer.errors import CaptureError
from plugins.importer.model import Facts, Picture


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "captures" / "ferry.txt"
    path.parent.mkdir()
    path.write_text("The ferry is late again.", encoding="utf-8")
    return path


def beside(capture: Path, text: str, name: str = "ferry.toml") -> Path:
    """Write a file beside a capture."""
    path = capture.parent / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def refusal(capture: Path) -> CaptureError:
    """What reading the facts beside a capture raises."""
    with pytest.raises(CaptureError) as caught:
        sidecar.read(capture)
    return caught.value


def test_no_sidecar_says_nothing(capture: Path) -> None:
    assert sidecar.read(capture) == Facts()


def test_every_key_is_read(capture: Path) -> None:
    beside(
        capture,
        """url = "https://x.example/late"
title = "The ferry is late: again"
date = 2025-03-19
captured = 2025-03-20T08:15:00Z
publication = "Quayside Review"
column = "Common Ground"
authors = ["Ilse Marrant", "陆砚青"]
tags = ["Ferries"]
language = "en"
editors_note = "Written before the vote."
slug = "late"
status = "draft"
skip = true
""",
    )
    assert sidecar.read(capture) == Facts(
        url="https://x.example/late",
        title="The ferry is late: again",
        date=dt.date(2025, 3, 19),
        captured="2025-03-20T08:15:00Z",
        publication="Quayside Review",
        column="Common Ground",
        authors=("Ilse Marrant", "陆砚青"),
        tags=("Ferries",),
        language="en",
        editors_note="Written before the vote.",
        slug="late",
        status="draft",
        skip=True,
    )


def test_windows_editor_with_byte_order_mark_and_line_ends(capture: Path) -> None:
    beside(capture, '\ufefftitle = "Late"\r\ndate = 2025-03-19\r\n')
    assert sidecar.read(capture) == Facts(title="Late", date=dt.date(2025, 3, 19))


@pytest.mark.parametrize("date", ["2025-03-19", '"2025-03-19"', "2025-03-19T23:30:00+02:00", '"2025-03-19T23:30:00Z"'])
def test_date_is_the_day_that_was_written(capture: Path, date: str) -> None:
    beside(capture, f"date = {date}")
    assert sidecar.read(capture).date == dt.date(2025, 3, 19)


def test_name_with_suffix_goes_before_the_stem(capture: Path) -> None:
    beside(capture, 'title = "Of both"')
    beside(capture, 'title = "Of the text"', "ferry.txt.toml")
    assert sidecar.read(capture).title == "Of the text"
    assert sidecar.read(capture.with_name("ferry.html")).title == "Of both"


@pytest.mark.parametrize(
    ("text", "reason", "move"),
    [
        ('titel = "Late"', "no such key 'titel'", "use one of url, title"),
        ("title = 7", "title is no text", 'write title = "..."'),
        ('authors = "Ilse Marrant"', "authors is no list", 'write authors = ["...", "..."]'),
        ('tags = ["Ferries", 7]', "tags is no text", 'write tags = "..."'),
        ('date = "last spring"', "date 'last spring' is no day", "write date = 2025-03-19"),
        ("date = 2025", "date 2025 is no day", "write date = 2025-03-19"),
        ('date = "2021-05-01garbage"', "date '2021-05-01garbage' is no day", "write date = 2025-03-19"),
        ("date = 9999-12-31", "date 9999-12-31 is of no year from 1500 to 2200", "mend the year"),
        ('date = "0001-01-01"', "date 0001-01-01 is of no year from 1500 to 2200", "mend the year"),
        ("captured = 2025", "captured 2025 is no moment", "write captured = 2025-03-19T08:15:00Z"),
        ('captured = "in March"', "captured 'in March' is no moment", "write captured = 2025-03-19T08:15:00Z"),
        ('url = "example.org/late"', "url 'example.org/late' is no address of the web", "begin it with https://"),
        ('language = "English"', "language 'English' is no language tag", "write one such as en, fr or zh-Hant"),
        ('status = "secret"', "status 'secret' is not known", "use one of published, draft, hidden"),
        ('skip = "yes"', "skip is neither true nor false", "write skip = true"),
        ('title = "a\\u0000b"', r"title holds the character '\x00'", "take it out"),
        ("title = Late", "it is no TOML", "mend the line or quote the value"),
        ('title = "a"\ntitle = "b"', "it is no TOML", "mend the line or quote the value"),
        ('pictures = "harbour.jpg"', "pictures is no list", "write [[pictures]]"),
        ('pictures = ["harbour.jpg"]', "a picture is not a table", "write [[pictures]]"),
        ('[[pictures]]\nsource = "harbour.jpg"', "a picture is not a table", "write [[pictures]]"),
        ("[[pictures]]\nfile = 7", "file is no text", 'write file = "..."'),
    ],
)
def test_fault_is_named_with_its_next_move(capture: Path, text: str, reason: str, move: str) -> None:
    path = beside(capture, text)
    error = refusal(capture)
    assert str(error).startswith(f"{path}: sidecar: {reason}")
    assert move in str(error)


def test_bytes_that_are_no_utf8_are_refused(capture: Path) -> None:
    capture.with_name("ferry.toml").write_bytes('title = "Café"'.encode("cp1252"))
    assert "it is no TOML" in str(refusal(capture))


def test_pictures_beside_the_sidecar(capture: Path) -> None:
    picture = beside(capture, "a picture", "harbour.jpg")
    beside(capture, '[[pictures]]\nfile = "harbour.jpg"\nalt = "A harbour"\n[[pictures]]\nfile = ""\n')
    assert sidecar.read(capture).pictures == (Picture(picture.resolve(), "A harbour"), Picture(None, ""))


@pytest.mark.parametrize(
    "name", ["../secret.jpg", "sub/../../secret.jpg", "{root}/secret.jpg", "gone.jpg", "a\\u0000b.jpg"]
)
def test_picture_outside_the_folder_or_missing_is_refused(capture: Path, name: str) -> None:
    beside(capture, "a secret", "../secret.jpg")
    beside(capture, f'[[pictures]]\nfile = "{name.replace("{root}", capture.parent.parent.as_posix())}"')
    refusal(capture)


def test_link_that_leads_out_of_the_folder_is_refused(capture: Path) -> None:
    secret = beside(capture, "a secret", "../secret.jpg")
    try:
        capture.with_name("harbour.jpg").symlink_to(secret)
    except OSError:
        pytest.skip("this system lets nobody make links")
    beside(capture, '[[pictures]]\nfile = "harbour.jpg"')
    assert "there is no picture 'harbour.jpg' beside it" in str(refusal(capture))


def test_row_of_the_folders_table(capture: Path) -> None:
    beside(
        capture,
        "\ufefffile,title,date,authors,tags,skip,captured\r\n"
        'ferry.txt,"Late, again",2025-03-19,Ilse Marrant; 陆砚青,Ferries,yes,2025-03-20T08:15:00Z\r\n'
        "other.txt,Another,,,,,\r\n",
        sidecar.TABLE,
    )
    assert sidecar.read(capture) == Facts(
        title="Late, again",
        date=dt.date(2025, 3, 19),
        authors=("Ilse Marrant", "陆砚青"),
        tags=("Ferries",),
        skip=True,
        captured="2025-03-20T08:15:00Z",
    )
    assert sidecar.read(capture.with_name("other.txt")) == Facts(title="Another")


@pytest.mark.parametrize("between", [";", "\t"])
def test_a_table_may_part_its_cells_as_spreadsheets_do_elsewhere(capture: Path, between: str) -> None:
    row = ["ferry.txt", "Late, again", '"Ilse Marrant; 陆砚青"']
    beside(capture, f"\ufeff{between.join(['file', 'title', 'authors'])}\r\n{between.join(row)}\r\n", sidecar.TABLE)
    assert sidecar.read(capture) == Facts(title="Late, again", authors=("Ilse Marrant", "陆砚青"))


def test_sidecar_goes_before_the_table(capture: Path) -> None:
    beside(capture, "file,title\nferry.txt,Of the table\n", sidecar.TABLE)
    beside(capture, 'title = "Of the sidecar"')
    assert sidecar.read(capture).title == "Of the sidecar"


def test_table_that_was_changed_is_read_anew(capture: Path) -> None:
    beside(capture, "file,title\nferry.txt,Before\n", sidecar.TABLE)
    assert sidecar.read(capture).title == "Before"
    beside(capture, "file,title\nferry.txt,And behind\n", sidecar.TABLE)
    assert sidecar.read(capture).title == "And behind"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title,date\nLate,2025-03-19\n", "there is no column named file"),
        ("file,titel\nferry.txt,Late\n", "no such key 'titel'"),
        ('file,title\nferry.txt,"Late\n', "it is no CSV in UTF-8"),
        ("file,date\nferry.txt,spring\n", "date 'spring' is no day"),
        ("file,title\nferry.txt,Late,again\n", "the row of 'ferry.txt' has more cells than the table has columns"),
        ("file,skip\nferry.txt,perhaps\n", "skip is neither true nor false"),
        ("file,title\nferry.txt,Late\nferry.txt,Again\n", "two rows are for 'ferry.txt'"),
        ("file,pictures\nferry.txt,harbour.jpg\n", "pictures is no list"),
    ],
)
def test_fault_of_the_table_is_named(capture: Path, text: str, reason: str) -> None:
    path = beside(capture, text, sidecar.TABLE)
    assert str(refusal(capture)).startswith(f"{path}: sidecar: {reason}")
