"""tags.yaml and authors.yaml are read strictly, and say what is wrong with them."""

from pathlib import Path

import pytest

from plugins.site import Site
from plugins.vocabulary import AuthorEntry, TagEntry, VocabularyError, by_slug, read_authors, read_tags


def test_an_entry_says_what_it_knows_and_a_missing_file_nothing(tmp_path: Path) -> None:
    assert (read_tags(tmp_path), read_authors(tmp_path)) == ({}, {})
    (tmp_path / "tags.yaml").write_text(
        "Trade: {names: [commerce], former: [Deals], means: Buying., broader: [Money]}\nMoney:\n"
    )
    trade = TagEntry("Trade", ("commerce",), ("Deals",), "Buying.", ("Money",))
    assert read_tags(tmp_path) == {"Trade": trade, "Money": TagEntry("Money")}
    assert {by_slug(read_tags(tmp_path))[slug] for slug in ("deals", "commerce", "trade")} == {trade}
    (tmp_path / "authors.yaml").write_text(
        "Ann Lee: {variants: [A. Lee], cited: 'Lee, Ann', url: 'https://x.example/'}"
    )
    assert read_authors(tmp_path) == {
        "Ann Lee": AuthorEntry("Ann Lee", ("A. Lee",), "", "Lee, Ann", "https://x.example/")
    }


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("tags.yaml", "a: [", "tags.yaml: YAML"),
        (
            "tags.yaml",
            "Trade: {mean: x}",
            "tags.yaml: Trade: mean: no such key; allowed are names, former, means, broader",
        ),
        ("tags.yaml", "Trade: {names: x}", "tags.yaml: Trade: names: a list of names is wanted; write [one, two]"),
        ("tags.yaml", "Trade: {means: [x]}", "tags.yaml: Trade: means: one text is wanted"),
        ("tags.yaml", "Trade: [deals]", "tags.yaml: Trade: names, former, means, broader are wanted; write them below"),
        (
            "tags.yaml",
            "Trade: {names: [deals]}\nMoney: {former: [Deals]}",
            "tags.yaml: 'Deals' is a name of both 'Trade'",
        ),
        ("tags.yaml", "Trade: {former: [Money!]}\nMoney: {}", "'Money' is a name of both 'Trade' and 'Money'; keep it"),
        ("authors.yaml", "A: {variants: [C]}\nB: {variants: [C]}", "authors.yaml: 'C' is a name of both 'A' and 'B'"),
        (
            "authors.yaml",
            "A: {url: x.example}",
            "authors.yaml: A: url: 'x.example' is no web address; write it in full",
        ),
        ("authors.yaml", "A: {born: 1970}", "authors.yaml: A: born: no such key; allowed are variants, description"),
    ],
)
def test_a_fault_names_file_entry_and_next_move_and_stops_the_build(
    tmp_path: Path, name: str, text: str, expected: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(VocabularyError) as caught:
        (read_tags if name == "tags.yaml" else read_authors)(tmp_path)
    assert expected in str(caught.value)
    (tmp_path / "archive.toml").write_text('name = "A"')
    with pytest.raises(SystemExit, match=name):
        Site({"PATH": str(tmp_path), "THEME": "theme"})
