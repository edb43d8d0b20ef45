"""Front matter: what is written is read back, and what nobody asked to change does not change by a letter."""

import json
import re
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.front_matter import Fields, FrontMatterError, read, split, update, write
from tests.conftest import Corpora

_TYPED = """---
# The ferry piece, by hand
title:   'The ferry is late: again'   # as the author wants it

date: 2025-03-19
authors: [Ilse Marrant,   # first
          陆砚青]
tags:
  - Ferries
  - "Property tax"

# what follows is the importer's
source:
    publication: Quayside Review
    captures:
      - {file: a.txt, sha256: 0123}
editors_note: |
  Written before the vote.

  Two paragraphs.

slug: late
---
The body, with --- in it.

---

And a line below.
"""

_NAMES = st.from_regex(r"[a-z][a-z_]{0,11}", fullmatch=True)
_PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufeff"))
_AWKWARD = st.lists(
    st.sampled_from(
        [*"-:#'\"[]{}|>&*!%@`?~, \n\u2028\u00a0", "---", "...", "No", "null", "2025-03-19", "a", "é", "京", "🍊", "<<"]
    )
).map("".join)
_TEXTS = st.one_of(_PRINTABLE, _AWKWARD)
_VALUES = st.recursive(
    _TEXTS,
    lambda values: st.one_of(st.lists(values, max_size=4), st.dictionaries(_NAMES, values, max_size=4)),
    max_leaves=5,
)
_FIELDS = st.dictionaries(_NAMES, _VALUES, max_size=4)
_patiently = settings(deadline=None, max_examples=100)


@_patiently
@given(_FIELDS, st.text(st.sampled_from("ab-\n #:é"), max_size=40))
def test_what_is_written_is_read_back(fields: Fields, body: str) -> None:
    assert read(write(fields, body)) == (fields, f"\n{body}")


@_patiently
@given(_FIELDS, _FIELDS)
def test_update_sets_its_fields_and_no_others(fields: Fields, changes: Fields) -> None:
    updated, body = read(update(write(fields, "The body.\n"), changes))
    assert updated == fields | changes
    assert body == "\nThe body.\n"


@_patiently
@given(_FIELDS, _NAMES)
def test_update_with_none_takes_a_field_out(fields: Fields, name: str) -> None:
    assert read(update(write(fields, ""), {name: None}))[0] == {key: fields[key] for key in fields if key != name}


@_patiently
@given(st.sampled_from(sorted(read(_TYPED)[0])), _VALUES)
def test_update_keeps_every_other_line_to_the_letter(name: str, value: object) -> None:
    updated = update(_TYPED, {name: value})
    assert read(updated)[0] == read(_TYPED)[0] | {name: value}
    kept = [line for line in _lines_without(name) if line not in updated.split("\n")]
    assert kept == []


@_patiently
@given(st.sampled_from(sorted(read(_TYPED)[0])))
def test_field_taken_out_takes_only_its_own_lines(name: str) -> None:
    assert update(_TYPED, {name: None}) == "\n".join(_lines_without(name))


def test_update_without_changes_changes_nothing() -> None:
    assert update(_TYPED, {}) == _TYPED


def test_update_of_fields_that_stand_in_braces() -> None:
    assert read(update("---\n{title: Late, slug: late}\n---\nThe body.\n", {"slug": None, "date": "2025-03-19"})) == (
        {"title": "Late", "date": "2025-03-19"},
        "The body.\n",
    )


def test_update_of_front_matter_without_fields() -> None:
    assert update("---\n# to do\n---\nThe body.\n", {"slug": "late"}) == "---\n# to do\nslug: late\n---\nThe body.\n"


def test_update_keeps_windows_line_ends_of_other_fields() -> None:
    typed = _TYPED.replace("\n", "\r\n")
    updated = update(typed, {"slug": "later"})
    assert read(updated)[0] == read(_TYPED)[0] | {"slug": "later"}
    assert updated == typed.replace("slug: late\r", "slug: later\r")


def test_update_keeps_a_byte_order_mark() -> None:
    assert update(f"\ufeff{_TYPED}", {"slug": "later"}) == f"\ufeff{_TYPED}".replace("slug: late", "slug: later")


def test_scalars_are_text_as_they_were_typed() -> None:
    fields, _ = read("---\ntitle: No\nslug: 0123\ndate: 2025-03-19T08:15:00+01:00\nstatus: ~\nrights:\n---\n")
    assert fields == {"title": "No", "slug": "0123", "date": "2025-03-19T08:15:00+01:00", "status": "~", "rights": ""}


def test_days_are_written_without_quotes_and_lists_of_words_on_one_line() -> None:
    assert write({"date": "2025-03-19", "tags": ["Ferries", "Property tax"]}, "") == (
        "---\ndate: 2025-03-19\ntags: [Ferries, Property tax]\n---\n\n"
    )


def test_three_hyphens_inside_a_text_do_not_close_the_front_matter() -> None:
    fields: Fields = {"title": "A\n---\nB", "slug": "a-b"}
    assert read(write(fields, "---\n")) == (fields, "\n---\n")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The body.\n", "no front matter; put the fields between two lines of `---`"),
        ("---\ntitle: Late\n", "no front matter"),
        ("---\ntitle: Late\ntitle: Later\n---\n", "field 'title' stands twice; keep one of the two"),
        ("---\nsource: {file: a, file: b}\n---\n", "field 'file' stands twice"),
        ("---\n- Late\n---\n", "fields are wanted, as `name: value` lines"),
        ("---\n? [a, b]\n: c\n---\n", "YAML, line 2: a field's name must be text"),
        ("---\ntitle: a: b\n---\n", "mend the line or quote the value"),
        ("---\ntitle: &a Late\nslug: *a\n---\n", "anchors and aliases are not used here"),
        ("---\ntitle: " + "[" * 5000 + "\n---\n", "YAML"),
        ("---\ntitle: a\x07b\n---\n", "YAML"),
    ],
    ids=[
        "none",
        "not closed",
        "twice",
        "twice inside",
        "a list",
        "a list as a name",
        "a colon",
        "anchor",
        "deep",
        "bell",
    ],
)
def test_fault_is_named_by_read_and_by_update(text: str, fault: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        read(text)
    assert fault in str(caught.value)
    with pytest.raises(FrontMatterError):
        update(text, {"slug": "late"})


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\ud800b", "a\ufffeb"])
def test_text_that_no_file_may_hold_is_refused_by_its_field(text: str) -> None:
    for attempt in _attempts("title", [text]):
        with pytest.raises(FrontMatterError, match=r"^title: holds the character"):
            attempt()


def test_nasty_fields_come_back_equal_or_are_refused_by_name(corpora: Corpora) -> None:
    lines = (corpora.vectors / "fm_nasties.jsonl").read_text(encoding="utf-8").splitlines()
    nasties = [json.loads(json.loads(line)["vector"]) for line in lines]
    assert nasties
    for name, value in nasties:
        for attempt in _attempts(name, value):
            try:
                written = attempt()
            except FrontMatterError as error:
                assert str(error).startswith(f"{name}: "), value
            else:
                assert read(written)[0][name] == value


def _attempts(name: str, value: object) -> list[Callable[[], str]]:
    """Two ways to write a field: into a new file, and into one that was typed."""
    return [partial(write, {name: value}, "body"), partial(update, _TYPED, {name: value})]


def _lines_without(name: str) -> list[str]:
    """The typed file's lines but those of one field: from its name to the last line that is indented below it."""
    own = re.search(rf"^{name}:.*\n(?:\n*[ ].*\n)*", _TYPED, re.MULTILINE)
    assert own
    return (_TYPED[: own.start()] + _TYPED[own.end() :]).split("\n")


def test_the_typed_file_is_what_the_tests_above_take_it_for() -> None:
    assert split(_TYPED)[1].startswith("The body, with --- in it.")
    assert [name for name in read(_TYPED)[0] if len(_lines_without(name)) == len(_TYPED.split("\n"))] == []


def test_update_keeps_what_a_person_noted_inside_a_mapping_and_at_the_end() -> None:
    typed = """---
title: Late
source:
  # found by hand
  url: https://x.example/a  # from the sidecar
  # what it came from
  captures:
  - {file: a.txt, sha256: '1'}
  note: |
    # no comment
    but text

  # the end of the source
# the end
---
The body.
"""
    source = {"url": "https://x.example/a", "captures": [{"file": "b.txt", "sha256": "1"}], "note": "# so\nnow\n"}
    updated = update(typed, {"source": source | {"fates": {"body": 3}}, "slug": "late"})
    assert read(updated)[0] == {"title": "Late", "source": source | {"fates": {"body": "3"}}, "slug": "late"}
    for comment in (
        "# found by hand",
        "# from the sidecar",
        "# what it came from",
        "# the end of the source",
        "# the end\n",
    ):
        assert comment in updated
    assert read(update(typed, {"source": {"url": "u"}}))[0] == {"title": "Late", "source": {"url": "u"}}


def test_update_of_a_list_inside_a_mapping_leaves_the_field_below_it() -> None:
    text = "---\nsource:\n  captures:\n  - a.txt\n  note: kept\n---\n"
    source = {"captures": ["b.txt"], "note": "kept"}
    assert read(update(text, {"source": source}))[0] == {"source": source}
