"""Bytes to text: what is certain is read, what is not is marked and said, what is no text is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.importer.decoding import decode
from plugins.importer.errors import CaptureError
from plugins.importer.readers import text
from plugins.importer.wording import plain
from tests.conftest import Corpora

_ENGLISH = "The café on the quay – “open since 1998” – closed on Monday. Nobody was told.\n" * 12
_FRENCH = "« Le port à marée basse, c’est l’été qui s’éloigne », écrit-elle – et nul n’a répondu…\n" * 12
_RUSSIAN = "Паром снова опаздывает, и никто на причале этому не удивляется.\n" * 12
_CHINESE = "码头上的人都知道渡轮又要晚点了，没有人觉得奇怪。\n" * 12
_ARABIC = "السفينة متأخرة مرة أخرى، ولا أحد على الرصيف يستغرب ذلك.\n" * 12


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_english_is_read_from_every_encoding(encoding: str) -> None:
    assert decode(_ENGLISH.encode(encoding)) == (_ENGLISH, "")


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (_FRENCH, "cp1252"),
        (_RUSSIAN, "koi8-r"),
        (_RUSSIAN, "cp1251"),
        (_CHINESE, "gb18030"),
        (_CHINESE, "big5"),
        (_ARABIC, "cp1256"),
    ],
    ids=["French cp1252", "Russian koi8-r", "Russian cp1251", "Chinese gb18030", "Chinese big5", "Arabic cp1256"],
)
def test_old_encodings_are_told_by_their_statistics(words: str, encoding: str) -> None:
    known = words.encode(encoding, errors="ignore").decode(encoding)
    assert decode(known.encode(encoding)) == (known, "")


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfTitle")[0] == "Title"


def test_damaged_utf8_stays_utf8_and_its_faults_are_marked_and_counted_with_the_next_move() -> None:
    read, doubt = decode(_RUSSIAN.encode() + b"\xd0 \xff.")
    assert read == f"{_RUSSIAN}\ufffd \ufffd."
    move = "save the page again in UTF-8, or mend the article"
    assert doubt == f"2 characters could not be decoded and stand as \ufffd; {move}"
    doubt = decode(_RUSSIAN.encode() + b"\xd0.")[1]
    assert doubt == f"1 character could not be decoded and stands as \ufffd; {move}"


def test_nul_and_control_characters_are_marked_and_said() -> None:
    read, doubt = decode(b"The ferry\x00 is late\x07 again.\tReally.")
    assert read == "The ferry\ufffd is late\ufffd again.\tReally."
    assert doubt.startswith("2 characters")


def test_line_ends_of_every_system_become_one() -> None:
    assert decode("one\r\ntwo\rthree\nfour\u2028five\u2029six\x85seven".encode())[0].split("\n") == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
    ]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ValueError, match="not text"):
        decode(bytes(range(32)) * 20)


@settings(deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffd")
    )
)
def test_utf8_is_read_to_the_letter(words: str) -> None:
    assert decode(words.encode()) == (words, "")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read, doubt = decode(data)
    except ValueError as error:
        assert str(error) == "not text"
    else:
        assert bool(doubt) == ("\ufffd" in read)


def test_every_hostile_encoding_is_read_marked_or_refused(corpora: Corpora) -> None:
    folder = corpora.vectors / "encodings"
    vectors = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    texts = [vector for vector in vectors if vector["file"].endswith(".txt")]
    assert texts
    assert [vector["file"] for vector in texts if not _is_met(folder / vector["file"], vector)] == []


def _is_met(path: Path, vector: dict[str, Any]) -> bool:
    """Whether a file is read as its entry in the index expects."""
    try:
        document = next(text.read(path))
    except CaptureError:
        return bool(vector["expect"] == "refuse")
    if "text" not in vector:
        return bool(vector["expect"] != "refuse")
    return plain(" ".join(block.text for block in document.blocks)) == plain(vector["text"]) and not document.doubts
