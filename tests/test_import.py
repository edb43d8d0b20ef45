"""Importing: what is written, what is kept of a person's work, what is reported and goes on."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins import front_matter
from plugins.importer import extract, markdown, merge, pipeline
from plugins.importer.__main__ import main
from plugins.importer.knowledge import Knowledge
from plugins.importer.model import Article, Document
from plugins.importer.sites import Site

SENTENCES = [
    f"{start} {rest}"
    for start in (
        "The harbour wall",
        "A minister of the crown",
        "Nobody on the quay",
        "The last ferry home",
        "My neighbour",
    )
    for rest in (
        "has stood there longer than anyone can say for certain.",
        "was asked about it twice and answered a different question.",
        "knows what the timetable means when the wind is in the east.",
    )
]
TEXT = "A letter about the harbour\n\nBy Ada Moreau\n\n" + "\n\n".join(SENTENCES[:6]) + "\n"
OTHER = "A letter about the harbour\n\nBy Ada Moreau\n\n" + "\n\n".join(SENTENCES[9:]) + "\n"
FACTS = 'url = "https://x.example/2021/05/14/a-letter-about-the-harbour/"\npublication = "The Small Courier"\n'


@dataclass(frozen=True)
class Archive:
    """A content folder of one capture."""

    content: Path

    @property
    def capture(self) -> Path:
        return self.content / "captures" / "letter.txt"

    @property
    def article(self) -> Path:
        [path] = [path for path in self.content.rglob("*.md") if "captures" not in path.parts]
        return path

    def write(self, text: str = TEXT, facts: str = FACTS) -> None:
        self.capture.parent.mkdir(parents=True, exist_ok=True)
        self.capture.write_text(text, encoding="utf-8")
        self.capture.with_suffix(".toml").write_text(facts, encoding="utf-8")

    def imported(self) -> pipeline.Report:
        return pipeline.import_captures(self.content)

    def fields(self) -> front_matter.Fields:
        return front_matter.read(self.article.read_text(encoding="utf-8"))[0]

    def body(self) -> list[str]:
        return markdown.split(front_matter.read(self.article.read_text(encoding="utf-8"))[1])

    def edit(self, change: Callable[[str], str]) -> None:
        self.article.write_text(change(self.article.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive with one capture, not yet imported."""
    archive = Archive(tmp_path / "content")
    archive.write()
    return archive


# What is written ------------------------------------------------------------------------------------------------------


def test_an_article_lies_in_the_year_and_month_of_its_day_with_all_its_fields(archive: Archive) -> None:
    archive.imported()
    fields = archive.fields()
    assert archive.article == archive.content / "2021" / "05" / "a-letter-about-the-harbour.md"
    assert (fields["title"], fields["date"], fields["authors"]) == (
        "A letter about the harbour",
        "2021-05-14",
        ["Ada Moreau"],
    )
    assert fields["source"]["publication"] == "The Small Courier"
    assert fields["source"]["captures"][0]["file"] == "letter.txt"
    assert fields["source"]["permalink"] == "/2021/05/14/a-letter-about-the-harbour/"
    assert archive.body() == SENTENCES[:6]


def test_importing_again_changes_not_a_byte(archive: Archive) -> None:
    archive.imported()
    before = {path: path.read_bytes() for path in archive.content.rglob("*") if path.is_file()}
    assert archive.imported().unchanged == {"letter.txt"}
    (archive.content / "captures" / "ledger.jsonl").unlink()
    assert archive.imported().count("same") == 1
    assert {path: path.read_bytes() for path in archive.content.rglob("*") if path.is_file()} == before


def test_a_dry_run_writes_nothing(archive: Archive) -> None:
    report = pipeline.import_captures(archive.content, dry_run=True)
    assert report.count("new") == 1
    assert not list(archive.content.rglob("*.md"))
    assert not (archive.content / "captures" / "ledger.jsonl").exists()


def test_two_pieces_with_one_title_on_one_day_get_a_slug_each(archive: Archive) -> None:
    shutil.copy(archive.capture, archive.capture.with_name("other.txt"))
    archive.capture.with_name("other.txt").write_text(OTHER, encoding="utf-8")
    archive.capture.with_name("other.toml").write_text(FACTS, encoding="utf-8")
    archive.imported()
    slugs = sorted(path.stem for path in (archive.content / "2021" / "05").glob("*.md"))
    assert slugs == ["a-letter-about-the-harbour", "a-letter-about-the-harbour-2"]


def test_an_undated_piece_is_a_draft_and_moves_to_its_month_once_its_day_is_known(archive: Archive) -> None:
    archive.write(facts='publication = "The Small Courier"\n')
    [made] = archive.imported().imported
    assert archive.article == archive.content / "drafts" / "a-letter-about-the-harbour.md"
    assert any("write date" in doubt for doubt in made.doubts)
    archive.write()
    archive.imported()
    assert archive.article == archive.content / "2021" / "05" / "a-letter-about-the-harbour.md"
    assert archive.fields()["status"] == "published"


def test_a_title_without_letters_gets_its_slug_from_the_captures_hash(archive: Archive) -> None:
    archive.write(facts='title = "🙂🙃"\ndate = 2021-05-14\n')
    archive.imported()
    assert archive.article.stem == archive.fields()["source"]["captures"][0]["sha256"][:12]


def test_a_picture_named_by_the_sidecar_lies_beside_the_article(archive: Archive) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 64
    (archive.capture.parent / "Quay at dusk.PNG").write_bytes(picture)
    text = TEXT.replace(SENTENCES[2], f"The quay, seen from the chapel steps at dusk. /AP\n\n{SENTENCES[2]}")
    archive.write(text, FACTS + '[[pictures]]\nfile = "Quay at dusk.PNG"\nalt = "A quay: boats"\n')
    archive.imported()
    assert (archive.article.with_suffix("") / "quay-at-dusk.png").read_bytes() == picture
    assert archive.body()[2].split("\n") == [
        "/// figure",
        "    src: quay-at-dusk.png",
        "    alt: 'A quay: boats'",
        "    credit: AP",
        "The quay, seen from the chapel steps at dusk.",
        "///",
    ]


# A person's work ------------------------------------------------------------------------------------------------------


def test_a_hand_edited_field_stays_and_the_others_follow_the_capture(archive: Archive) -> None:
    archive.imported()
    archive.edit(lambda text: text.replace("title: A letter about the harbour", "title: On the harbour  # shorter"))
    archive.write(facts=FACTS + 'title = "A new title"\ncolumn = "Letters"\n')
    [made] = archive.imported().imported
    assert archive.fields()["title"] == "On the harbour"
    assert archive.fields()["column"] == "Letters"
    assert "title" in made.conflicts
    assert "# shorter" in archive.article.read_text(encoding="utf-8")


def test_the_day_of_a_change_is_written_and_one_that_a_person_wrote_stays(archive: Archive) -> None:
    archive.write(TEXT.replace("\n\n", "\n\nUpdated 20 May 2021\n\n", 1))
    archive.imported()
    assert archive.fields()["modified"] == "2021-05-20"
    archive.edit(lambda text: text.replace("modified: 2021-05-20", "modified: 2021-05-21"))
    archive.write(TEXT.replace("\n\n", "\n\nUpdated 25 May 2021\n\n", 1))
    archive.imported()
    assert archive.fields()["modified"] == "2021-05-21"


def test_a_mended_paragraph_stays_and_does_not_freeze_the_others(archive: Archive) -> None:
    archive.imported()
    mended = SENTENCES[1].replace("twice", "three times")
    archive.edit(lambda text: text.replace(SENTENCES[1], mended))
    archive.write(TEXT.replace(SENTENCES[2], SENTENCES[9]).replace(SENTENCES[4], SENTENCES[12]))
    archive.imported()
    assert archive.body() == [SENTENCES[0], mended, SENTENCES[9], SENTENCES[3], SENTENCES[12], SENTENCES[5]]


def test_where_both_changed_a_block_the_persons_stays_and_is_listed(archive: Archive) -> None:
    archive.imported()
    archive.edit(lambda text: text.replace(SENTENCES[1], "Mine."))
    archive.write(TEXT.replace(SENTENCES[1], SENTENCES[9]))
    [made] = archive.imported().imported
    assert archive.body()[1] == "Mine."
    assert made.conflicts == ("body (1 blocks)",)


def test_tags_that_a_person_added_stay_and_removed_ones_stay_away(archive: Archive) -> None:
    archive.write(facts=FACTS + 'tags = ["Ports", "Ferries"]\n')
    archive.imported()
    archive.edit(lambda text: text.replace("tags: [Ports, Ferries]", "tags: [Ports, Weather]", 1))
    archive.write(facts=FACTS + 'tags = ["Ports", "Ferries", "Budgets"]\n')
    archive.imported()
    assert archive.fields()["tags"] == ["Ports", "Budgets", "Weather"]


def test_line_ends_key_order_and_yaml_style_are_no_edits(archive: Archive) -> None:
    archive.imported()
    archive.edit(
        lambda text: text.replace("authors: [Ada Moreau]\n", "").replace("\nslug:", "\nauthors:\n- 'Ada Moreau'\nslug:")
    )
    text = archive.article.read_text(encoding="utf-8")
    archive.article.write_bytes(text.replace("\n", "\r\n").encode())
    archive.write(facts=FACTS + 'authors = ["Ada Moreau", "Ben Ito"]\n')
    archive.imported()
    assert archive.fields()["authors"] == ["Ada Moreau", "Ben Ito"]


def test_a_changed_day_leaves_the_former_address_as_an_alias(archive: Archive) -> None:
    archive.imported()
    archive.write(facts=FACTS + "date = 2021-05-20\n")
    archive.imported()
    assert archive.fields()["aliases"] == ["/2021/05/14/a-letter-about-the-harbour/"]
    assert archive.fields()["source"]["permalink"] == "/2021/05/20/a-letter-about-the-harbour/"
    assert archive.article.parent == archive.content / "2021" / "05"


def test_a_day_changed_by_hand_leaves_an_alias_at_the_next_import(archive: Archive) -> None:
    archive.imported()
    archive.edit(lambda text: text.replace("date: 2021-05-14", "date: 2021-06-01", 1))
    archive.imported()
    assert archive.fields()["aliases"] == ["/2021/05/14/a-letter-about-the-harbour/"]


def test_a_slug_written_into_the_sidecar_later_is_taken_and_leaves_the_former_address_as_an_alias(
    archive: Archive,
) -> None:
    archive.imported()
    archive.write(facts=FACTS + 'slug = "the-wall"\n')
    archive.imported()
    before = archive.article.read_bytes()
    assert archive.fields()["slug"] == "the-wall"
    assert archive.fields()["aliases"] == ["/2021/05/14/a-letter-about-the-harbour/"]
    assert archive.article.stem == "a-letter-about-the-harbour"
    archive.write(text=TEXT + "\n")
    archive.write(facts=FACTS)
    archive.imported()
    assert archive.fields()["slug"] == "the-wall"
    assert archive.article.read_bytes() == before


def test_a_slug_changed_by_hand_stays_whatever_the_sidecar_says_later(archive: Archive) -> None:
    archive.imported()
    archive.edit(lambda text: text.replace("slug: a-letter-about-the-harbour", "slug: mine", 1))
    archive.write(facts=FACTS + "date = 2021-05-20\n")
    assert archive.imported().imported[0].conflicts == ()
    archive.write(facts=FACTS + 'date = 2021-05-20\nslug = "the-wall"\n')
    assert archive.imported().imported[0].conflicts == ("slug",)
    assert archive.fields()["slug"] == "mine"


def test_a_slug_that_another_article_has_is_a_fault_and_a_number_that_was_put_behind_it_stays(archive: Archive) -> None:
    facts = FACTS + 'slug = "the-wall"\n'
    archive.write(facts=facts)
    other = archive.capture.with_name("other.txt")
    other.write_text(OTHER, encoding="utf-8")
    other.with_suffix(".toml").write_text(FACTS, encoding="utf-8")
    archive.imported()
    other.with_suffix(".toml").write_text(facts, encoding="utf-8")
    [fault] = archive.imported().faults
    move = "write another into its sidecar"
    assert str(fault) == f"{other}: write: another article has the slug 'the-wall', {move}"
    shutil.rmtree(archive.content / "2021")
    (archive.content / "captures" / "ledger.jsonl").unlink()
    archive.imported()
    assert sorted(path.stem for path in archive.content.rglob("*.md")) == ["the-wall", "the-wall-2"]
    (archive.content / "captures" / "ledger.jsonl").unlink()
    assert archive.imported().count("same") == 2


def test_a_deleted_article_does_not_come_back(archive: Archive) -> None:
    archive.imported()
    archive.article.unlink()
    archive.write(TEXT.replace(SENTENCES[2], SENTENCES[9]))
    assert archive.imported().left_out == [
        ("letter.txt", "its article was deleted; import it by its name to have it back")
    ]
    assert not list(archive.content.rglob("*.md"))


def test_a_deleted_article_comes_back_when_its_capture_is_named(archive: Archive) -> None:
    archive.imported()
    archive.article.unlink()
    report = pipeline.import_captures(archive.content, [archive.capture])
    assert report.count("new") == 1
    assert archive.article.stem == "a-letter-about-the-harbour"


def test_a_copy_of_a_capture_makes_no_second_article_and_takes_none_over(archive: Archive) -> None:
    archive.imported()
    before = archive.article.read_bytes()
    shutil.copy(archive.capture, archive.capture.with_name("letter (copy).txt"))
    assert "the same page as letter.txt" in archive.imported().left_out[0][1]
    assert archive.article.read_bytes() == before


def test_two_captures_with_the_same_bytes_and_facts_of_their_own_are_two_pieces(archive: Archive) -> None:
    shutil.copy(archive.capture, archive.capture.with_name("other.txt"))
    archive.capture.with_name("other.toml").write_text('title = "Another"\ndate = 2022-01-01\n', encoding="utf-8")
    assert archive.imported().count("new") == 2


def test_two_captures_with_the_same_bytes_make_one_article(archive: Archive) -> None:
    shutil.copy(archive.capture, archive.capture.with_name("other.txt"))
    assert archive.imported().left_out == [("other.txt", "it is the same page as letter.txt; take one of the two away")]
    assert len(list(archive.content.rglob("*.md"))) == 1


def test_a_renamed_capture_is_still_the_articles(archive: Archive) -> None:
    archive.imported()
    archive.capture.rename(archive.capture.with_name("renamed.txt"))
    archive.capture.with_suffix(".toml").rename(archive.capture.with_name("renamed.toml"))
    archive.imported()
    assert archive.fields()["source"]["captures"][0]["file"] == "renamed.txt"


def test_an_update_says_what_changes_even_where_it_is_but_the_name_of_the_capture(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.imported()
    archive.capture.rename(archive.capture.with_name("renamed.txt"))
    archive.capture.with_suffix(".toml").rename(archive.capture.with_name("renamed.toml"))
    assert main(["--content", str(archive.content), "import", "--processes", "1"]) == 0
    assert f"update {archive.article.as_posix()} (source)\n" in capsys.readouterr().out


def test_skip_in_the_sidecar_keeps_a_capture_out(archive: Archive) -> None:
    archive.write(facts=FACTS + "skip = true\n")
    assert archive.imported().left_out == [("letter.txt", "its sidecar says skip")]
    assert not list(archive.content.rglob("*.md"))


def test_an_article_that_a_person_moved_is_still_the_captures(archive: Archive) -> None:
    archive.imported()
    moved = archive.content / "2020" / "01" / "renamed.md"
    moved.parent.mkdir(parents=True)
    archive.article.rename(moved)
    archive.write(TEXT.replace(SENTENCES[2], SENTENCES[9]))
    archive.imported()
    assert archive.article == moved
    assert SENTENCES[9] in archive.body()


def test_without_its_capture_an_article_stays_as_it_is(archive: Archive) -> None:
    archive.imported()
    before = archive.article.read_bytes()
    archive.capture.unlink()
    assert not archive.imported().imported
    assert archive.article.read_bytes() == before


blocks = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9, unique=True)
edits = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["mend", "delete", "add"])), max_size=4)


@given(old=blocks, new=blocks, edits=edits)
@settings(deadline=None, max_examples=400)
def test_every_edit_is_kept_and_every_untouched_block_follows(
    old: list[str], new: list[str], edits: list[tuple[int, str]]
) -> None:
    """Whatever a person mends, adds or takes out, and whatever the capture becomes."""
    current, mended, added, deleted = list(old), set[str](), set[str](), set[str]()
    for number, (place, kind) in enumerate(edits):
        if not current:
            break
        index = place % len(current)
        if kind == "add":
            added.add(f"Added {number}.")
            current.insert(index, f"Added {number}.")
        elif current[index] in old:
            if kind == "mend":
                mended.add(f"{current[index]} Mended {number}.")
                current[index] = f"{current[index]} Mended {number}."
            else:
                deleted.add(current.pop(index))
    merged, _ = merge.blocks(current, [merge.mark(block) for block in old], new)
    assert [block for block in merged if block in mended | added] == [b for b in current if b in mended | added]
    assert not deleted & set(merged) and len(merged) == len(set(merged))
    if not edits:
        assert merged == new
    if new == old:
        assert merged == current
    again, _ = merge.blocks(merged, [merge.mark(block) for block in new], new)
    assert again == merged


def test_a_block_that_the_source_moved_stands_once_and_stays_away_where_it_was_taken_out() -> None:
    old, new = ["b0", "b1", "b2", "b3", "b4", "b0"], ["b0", "b4", "b3", "b2", "b1", "News"]
    current = ["Mended 0", "b1", "Mended 2", "b3", "Mended 4", "b0"]
    merged, _ = merge.blocks(current, [merge.mark(block) for block in old], new)
    assert merged == current
    merged, _ = merge.blocks(["b0", "b1", "b3"], [merge.mark(block) for block in old[:4]], ["b2", "b0", "b1", "b3"])
    assert merged == ["b0", "b1", "b3"]


@given(old=blocks, keep=st.data())
@settings(deadline=None, max_examples=200)
def test_blocks_changed_in_place_follow_the_capture_around_every_edit(old: list[str], keep: st.DataObject) -> None:
    """Each block is mended by the person, the capture, both, or neither; each edit stays, each other follows."""
    who = keep.draw(st.lists(st.sampled_from("pcbn"), min_size=len(old), max_size=len(old)))
    current = [f"{block} By hand." if mark in "pb" else block for block, mark in zip(old, who, strict=True)]
    new = [f"{block} From the capture." if mark in "cb" else block for block, mark in zip(old, who, strict=True)]
    merged, conflicts = merge.blocks(current, [merge.mark(block) for block in old], new)
    assert merged == [mine if mark in "pb" else theirs for mine, theirs, mark in zip(current, new, who, strict=True)]
    assert conflicts == who.count("b")


FACTS_OF: dict[str, list[object]] = {
    "title": ["One title", "Another title"],
    "column": ["Letters", "Essays"],
    "authors": [["A B"], ["C D"]],
}
said = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FACTS_OF.items()})
names_edited = st.sets(st.sampled_from(["title", "column", "authors"]))


@given(
    old=st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8, unique=True),
    who=st.data(),
    before=said,
    after=said,
    by_hand=names_edited,
)
@settings(deadline=None, max_examples=60)
def test_whatever_a_person_and_a_capture_change_each_edit_stays_and_all_else_follows(
    tmp_path_factory: pytest.TempPathFactory,
    old: list[str],
    who: st.DataObject,
    before: dict[str, object],
    after: dict[str, object],
    by_hand: set[str],
) -> None:
    """Whole files: fields and paragraphs edited by hand, capture, sidecar and vocabulary changed, imported again."""
    marks = who.draw(st.lists(st.sampled_from("pcbn"), min_size=len(old), max_size=len(old)))
    archive = Archive(tmp_path_factory.mktemp("archive") / "content")
    archive.write("\n\n".join(old), _sidecar({"title": "A title"} | before))
    archive.imported()
    mine = [block.replace(".", ", by hand.") if mark in "pb" else block for block, mark in zip(old, marks, strict=True)]
    new = [block.replace(".", ", anew.") if mark in "cb" else block for block, mark in zip(old, marks, strict=True)]
    fields = archive.fields()
    edited: dict[str, object] = {name: ["E F"] if name == "authors" else f"My {name}" for name in by_hand}
    text = front_matter.update(archive.article.read_text(encoding="utf-8"), edited)
    for block, instead in zip(old, mine, strict=True):
        text = text.replace(f"\n\n{block}", f"\n\n{instead}", 1)
    archive.article.write_text(text, encoding="utf-8")
    archive.write("\n\n".join(new), _sidecar({"title": "A title"} | after))
    (archive.content / "tags.yaml").write_text("Harbours: {names: [harbour], means: Ports.}\n", encoding="utf-8")
    archive.imported()
    assert archive.body() == [own if mark in "pb" else other for own, other, mark in zip(mine, new, marks, strict=True)]
    for name in ("title", "column", "authors"):
        wanted = edited.get(name) or ({"title": "A title"} | after).get(name)
        assert archive.fields().get(name) == wanted, (name, fields.get(name))
    shutil.rmtree(archive.content)


def _sidecar(facts: dict[str, object]) -> str:
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in facts.items()) + "date = 2021-05-14\n"


values = st.one_of(st.just(""), st.sampled_from(["one", "two", "three"]), st.lists(st.sampled_from("abc"), max_size=2))
fields = st.dictionaries(st.sampled_from(["title", "column", "authors", "date"]), values)


@given(old=fields, new=fields, edits=fields)
@settings(deadline=None)
def test_every_edited_field_is_kept_and_every_untouched_one_follows(
    old: front_matter.Fields, new: front_matter.Fields, edits: front_matter.Fields
) -> None:
    names = ["title", "column", "authors", "date"]
    written = {name: old.get(name, "") for name in names}
    wanted = {name: new.get(name, "") for name in names}
    imported = merge.fields({}, {}, written).imported
    current = {name: value for name, value in (written | edits).items() if value}
    merged = merge.fields(current, imported, wanted)
    after = current | dict(merged.values)
    for name in names:
        edited = name in edits and (edits[name] or "") != (written[name] or "")
        expected = edits[name] if edited else wanted[name]
        assert (after.get(name) or "") == (expected or "")


# What is reported -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "picture.txt: read: not text but a binary file, rename it"),
        ("empty.txt", b" \n\n ", "empty.txt: read: it is empty, copy the page again"),
        ("letter.toml", b'colour = "red"\n', "letter.toml: sidecar: no such key 'colour', use one of url, title"),
        ("letter.toml", b"date = \n", "letter.toml: sidecar: it is no TOML"),
    ],
)
def test_one_bad_capture_is_named_with_the_next_move_and_the_rest_goes_on(
    archive: Archive, name: str, data: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive.capture.with_name(name)).write_bytes(data)
    good = archive.capture.with_name("good.txt")
    good.write_text(OTHER.replace("letter", "second letter"), encoding="utf-8")
    assert main(["--content", str(archive.content), "import", "--processes", "1"]) == 1
    assert said in capsys.readouterr().err
    assert (archive.content / "drafts" / "a-second-letter-about-the-harbour.md").exists()


def test_a_broken_article_is_reported_and_never_overwritten(archive: Archive) -> None:
    archive.imported()
    archive.edit(lambda text: text.replace("title: ", "title: [", 1))
    broken = archive.article.read_bytes()
    report = archive.imported()
    assert "YAML" in str(report.faults[0])
    assert archive.article.read_bytes() == broken


def test_an_article_broken_by_hand_is_not_made_a_second_time(archive: Archive) -> None:
    archive.imported()
    archive.edit(lambda text: text.replace("title: ", "title: [", 1))
    (archive.content / "captures" / "ledger.jsonl").unlink()
    archive.imported()
    assert len(list(archive.content.rglob("*.md"))) == 1


def test_a_damaged_ledger_is_named_with_its_line(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    archive.imported()
    ledger = archive.content / "captures" / "ledger.jsonl"
    ledger.write_text(ledger.read_text(encoding="utf-8")[:-20] + "\n", encoding="utf-8")
    assert main(["--content", str(archive.content), "import", "--processes", "1"]) == 2
    assert "ledger.jsonl: ledger: line 1 is damaged, take the line out" in capsys.readouterr().err


def test_a_fault_of_ours_in_one_capture_is_named_and_the_rest_goes_on(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = archive.capture.with_name("good.txt")
    good.write_text(OTHER.replace("letter", "second letter"), encoding="utf-8")
    extract_any = extract.extract

    def fail_on_one(document: Document, site: Site, known: Knowledge) -> Article:
        if document.path == archive.capture:
            raise IndexError("list index out of range")
        return extract_any(document, site, known)

    monkeypatch.setattr(extract, "extract", fail_on_one)
    report = archive.imported()
    assert report.count("new") == 1
    assert "letter.txt: extract: IndexError" in str(report.faults[0])


def test_a_folder_without_rights_is_reported_and_nothing_is_half_written(archive: Archive) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        (archive.content / "2021").write_text("a file where a folder is wanted", encoding="utf-8")
    else:
        archive.content.chmod(0o555)
    [fault] = archive.imported().faults
    assert fault.stage == "write"
    assert not list(archive.content.rglob("*.new"))


def test_the_summary_counts_and_lists_what_needs_a_person(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    archive.write(facts='publication = "The Small Courier"\n')
    assert main(["--content", str(archive.content), "import", "--processes", "1"]) == 0
    said = capsys.readouterr().out
    assert "Imported articles: 1 new, 0 changed; files: 0 as they were, 0 left out, 0 failed." in said
    assert "letter.txt: no date was found, so it stays a draft; write date = in its sidecar" in said


def test_a_folder_of_captures_that_cannot_be_opened_is_named_and_the_rest_imported(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = archive.capture.parent / "locked"
    locked.mkdir()
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != locked and may(path, mode))
    report = archive.imported()
    assert ["the folder cannot be opened" in str(fault) for fault in report.faults] == [True]
    assert report.count("new") == 1
