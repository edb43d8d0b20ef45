"""Leaf parsers of the importer: one question each, and a table of cases for each answer."""

from time import process_time

import pytest

from plugins.importer import bylines, captions, datelines, furniture, notes, slugs, titles
from tests import cases
from tests.cases import Case

_DIGEST = "0123456789abcdef"


@pytest.mark.parametrize("case", cases.read("bylines"), ids=str)
def test_byline_gives_sure_names_alone(case: Case) -> None:
    assert "; ".join(bylines.parse(case.given)) == _or_none(case, "no name")


@pytest.mark.parametrize("case", cases.read("names-alone"), ids=str)
def test_name_alone_on_its_line(case: Case) -> None:
    assert "; ".join(bylines.name_alone(case.given)) == _or_none(case, "no name")


@pytest.mark.parametrize("case", cases.read("author-notes"), ids=str)
def test_note_names_its_author(case: Case) -> None:
    assert "; ".join(bylines.introduced(case.given)) == _or_none(case, "no name")


@pytest.mark.parametrize("case", cases.read("datelines"), ids=str)
def test_dateline_gives_its_days(case: Case) -> None:
    found = datelines.find(case.given, case.language) if datelines.is_dateline(case.given, case.language) else ()
    days = [f"{each.day}{' updated' if each.updated else ''}" for each in found]
    assert "; ".join(days) == _or_none(case, "no dateline")


@pytest.mark.parametrize("case", cases.read("agency-datelines"), ids=str)
def test_agency_dateline_gives_month_and_day(case: Case) -> None:
    day = datelines.without_year(case.given)
    assert ("{:02}-{:02}".format(*day) if day else "none") == case.expected


@pytest.mark.parametrize("case", cases.read("addresses"), ids=str)
def test_address_gives_the_day_in_its_path(case: Case) -> None:
    assert str(datelines.from_address(case.given) or "none") == case.expected


@pytest.mark.parametrize("case", cases.read("captions"), ids=str)
def test_caption_is_told_from_its_credit(case: Case) -> None:
    found = captions.parse(case.given)
    assert (f"{found.caption} | {found.credit}" if found else "no caption") == case.expected


@pytest.mark.parametrize("case", cases.read("figure-captions"), ids=str)
def test_caption_of_a_figure_is_told_from_its_credit(case: Case) -> None:
    found = captions.of_figure(case.given)
    assert (f"{found.caption} | {found.credit}" if found else "no credit") == case.expected


@pytest.mark.parametrize("case", [case for case in cases.read("captions") if case.expected != "no caption"], ids=str)
def test_caption_keeps_every_character_of_its_block(case: Case) -> None:
    found = captions.parse(case.given)
    assert found and "".join(text for text, _ in found.parts) == case.given


@pytest.mark.parametrize("case", cases.read("credits"), ids=str)
def test_credit_alone(case: Case) -> None:
    assert captions.credit_alone(case.given) == _or_none(case, "no credit")


@pytest.mark.parametrize("case", cases.read("notes"), ids=str)
def test_note_loses_its_label(case: Case) -> None:
    found = notes.parse(case.given)
    assert ((notes.without_label(case.given) or "label") if found else "no note") == case.expected


@pytest.mark.parametrize("case", cases.read("columns"), ids=str)
def test_note_presents_its_column(case: Case) -> None:
    assert notes.column_of(case.given) == _or_none(case, "no column")


@pytest.mark.parametrize("case", cases.read("corrections"), ids=str)
def test_correction_gives_its_day_and_text(case: Case) -> None:
    found = notes.correction(case.given, case.language)
    assert (f"{found.date or 'undated'} | {found.text}" if found else "no correction") == case.expected


@pytest.mark.parametrize("case", cases.read("source-tags"), ids=str)
def test_source_lists_its_tags(case: Case) -> None:
    assert "; ".join(notes.source_tags(case.given)) == _or_none(case, "no tags")


@pytest.mark.parametrize("case", cases.read("address-titles"), ids=str)
def test_address_gives_a_title(case: Case) -> None:
    assert titles.from_address(case.given) == _or_none(case, "no title")


@pytest.mark.parametrize("case", cases.read("likeness"), ids=str)
def test_line_is_like_the_words_of_its_address(case: Case) -> None:
    line, address = case.given.split("\n")
    likeness = titles.likeness(line, titles.address_words(address))
    assert ("the same" if likeness == 1 else "like it" if likeness > 0.62 else "another") == case.expected


@pytest.mark.parametrize("case", cases.read("title-suffixes"), ids=str)
def test_suffix_of_a_title_is_cut_where_it_names_the_publication(case: Case) -> None:
    line, publication = case.given.split("\n--\n")
    title, suffix = titles.without_suffix(line, publication)
    assert "\n--\n".join(part for part in (title, suffix.strip()) if part) == case.expected


@pytest.mark.parametrize("case", cases.read("names-beside-days"), ids=str)
def test_names_beside_a_day(case: Case) -> None:
    assert "; ".join(bylines.beside_day(case.given, case.language)) == _or_none(case, "no name")


@pytest.mark.parametrize("case", cases.read("names-in-places"), ids=str)
def test_names_with_the_places_that_they_write_from(case: Case) -> None:
    assert "; ".join(bylines.in_places(case.given)) == _or_none(case, "no name")


@pytest.mark.parametrize("case", cases.read("told-of"), ids=str)
def test_standfirst_says_who_writes(case: Case) -> None:
    assert "; ".join(bylines.told_of(case.given)) == _or_none(case, "no name")


@pytest.mark.parametrize("case", cases.lines("roles"), ids=str)
def test_line_says_what_somebody_is(case: Case) -> None:
    assert ("a role" if bylines.is_role(case.given) else "no role") == case.expected


@pytest.mark.parametrize("case", cases.read("title-kickers"), ids=str)
def test_kicker_of_a_title_is_told(case: Case) -> None:
    assert titles.kicker(case.given).strip() == _or_none(case, "no kicker")


@pytest.mark.parametrize("case", cases.lines("title-shapes"), ids=str)
def test_title_is_told_by_its_shape(case: Case) -> None:
    assert ("a title" if titles.could_be_title(case.given) else "no title") == case.expected


@pytest.mark.parametrize("case", cases.lines("furniture"), ids=str)
def test_furniture_is_taken_and_sentences_stay(case: Case) -> None:
    rule = furniture.match(case.given)
    assert (rule.name if rule else "-") == case.expected


def test_every_rule_of_furniture_has_cases_that_it_takes() -> None:
    assert {rule.name for rule in furniture.RULES} == {case.expected for case in cases.read("furniture")} - {"-"}


@pytest.mark.parametrize("case", cases.read("slugs"), ids=str)
def test_slug_of_a_title(case: Case) -> None:
    title, _, address = case.given.partition("\n")
    assert slugs.make(title, address, _DIGEST) == case.expected


@pytest.mark.parametrize("run", [".", ". ", ":;", "/", "(", ")", "(["])
def test_a_hundred_thousand_signs_are_read_at_once(run: str) -> None:
    text = f"By Ada Moreau {run * (100_000 // len(run))}"
    start = process_time()
    for line in (text, f"{text} x", text[14:]):
        assert bylines.parse(line) == () == bylines.names(line)
        assert captions.clean_credit(line) and not captions.credit_alone(line) and not captions.of_figure(line)
    assert process_time() - start < 2


def _or_none(case: Case, nothing: str) -> str:
    return "" if case.expected == nothing else case.expected
