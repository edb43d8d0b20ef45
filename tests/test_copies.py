"""The same piece from several captures: one article, its captures listed; what is only like it stays apart."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins import front_matter
from plugins.importer import copies, likeness, markdown, pipeline, versions
from plugins.importer.__main__ import main
from plugins.versions import difference

CAPTURES = Path(__file__).parent / "fixtures" / "copies"
CLOCK = ("clock.html", "clock.txt", "clock-amp.html", "courier-reprint.html")
"""One piece: the page, its text as copied off the page, its AMP page, and another paper's reprint of it."""
LATER = "clock-later.html"
"""The page as it stood later, one paragraph changed."""


class Archive:
    """A content folder that captures are put into."""

    def __init__(self, content: Path) -> None:
        self.content = content
        (content / "captures").mkdir(parents=True)

    def take(self, *names: str) -> pipeline.Report:
        """Put captures in, with what lies beside them, and import what is new."""
        for name in names:
            for path in (CAPTURES / name, CAPTURES / f"{name}.toml", (CAPTURES / name).with_suffix(".toml")):
                if path.is_file():
                    shutil.copy(path, self.content / "captures" / path.name)
        report = pipeline.import_captures(self.content)
        assert report.faults == []
        return report

    def say(self, name: str, text: str) -> None:
        """Write a sidecar."""
        (self.content / "captures" / f"{name}.toml").write_text(text, encoding="utf-8")

    @property
    def articles(self) -> dict[str, str]:
        """The text of each article's file, by its slug."""
        paths = (path for path in self.content.rglob("*.md") if "captures" not in path.parts)
        return {path.stem: path.read_text(encoding="utf-8") for path in paths}

    def fields(self) -> front_matter.Fields:
        """The front matter of the only article."""
        [text] = self.articles.values()
        return front_matter.read(text)[0]

    def listed(self) -> dict[str, object]:
        """The captures of the only article, each with the places where it differs."""
        return {each["file"]: each.get("differs", []) for each in self.fields()["source"]["captures"]}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path / "content")


def test_a_page_its_text_its_amp_page_and_a_reprint_are_one_article_with_four_captures(archive: Archive) -> None:
    assert archive.take(*CLOCK).count("new") == 1
    assert archive.listed() == {name: [] for name in ("clock-amp.html", "clock.html", "clock.txt", CLOCK[3])}
    before = archive.articles
    assert len(pipeline.import_captures(archive.content).unchanged) == 4
    (archive.content / "captures" / "ledger.jsonl").unlink()
    again = pipeline.import_captures(archive.content)
    assert (again.count("same"), len(again.imported)) == (4, 4)
    assert archive.articles == before


def test_what_is_like_a_piece_and_another_stays_an_article_of_its_own(archive: Archive) -> None:
    """A second part, an answer that quotes at length, two weeks of one column, two days at one address."""
    others = ["sequel.html", "answer.html", "tides-first.txt", "tides-next.txt"]
    others += ["briefing-monday.html", "briefing-tuesday.html"]
    assert archive.take(CLOCK[0], *others).count("new") == 7
    assert len(archive.articles) == 7


@pytest.mark.parametrize("day", ["date = 2024-03-04\n", ""])
def test_two_pieces_in_one_form_on_one_day_or_without_any_are_two_articles(archive: Archive, day: str) -> None:
    hall = "\n\n".join(
        f"The hall {does} before the service, and those who come late are asked to stand by the {where} door."
        for does, where in zip(["opens", "is heated", "is shut", "is swept"] * 3, map(str, range(12)), strict=True)
    )
    for name, title, life in (
        ("stone", "A farewell to Bob Stone", "He kept the lighthouse for forty winters, and never once let it go out."),
        (
            "hill",
            "Jane Hill, teacher, is mourned",
            "She taught three generations of our town to read and to sing aloud.",
        ),
    ):
        (archive.content / "captures" / f"{name}.txt").write_text(f"{title}\n\n{life}\n\n{hall}\n", encoding="utf-8")
        archive.say(name, f'title = "{title}"\n{day}')
    assert archive.take().count("new") == 2


@pytest.mark.parametrize("order", [("clock.txt", "clock.html", LATER), (LATER, "clock.txt"), ("clock.html", LATER)])
def test_a_web_page_leads_and_a_changed_paragraph_is_a_version_whatever_came_first(
    archive: Archive, order: Sequence[str], tmp_path: Path
) -> None:
    for name in order:
        archive.take(name)
    at_once = Archive(tmp_path / "at-once")
    at_once.take(*order)
    listed = archive.listed()
    assert next(iter(listed)).endswith(".html")
    [(first, place)] = [(name, places[0]) for name, places in listed.items() if isinstance(places, list) and places]
    assert place["at"] == "5"
    assert ("four kilograms" in place["out"][0]) == (first == LATER)
    assert set(at_once.listed()) == set(listed)


def test_a_further_capture_fills_what_nobody_said_and_takes_nothing_from_a_person(archive: Archive) -> None:
    archive.take("clock.html")
    [path] = archive.content.rglob("*.md")
    path.write_text(path.read_text("utf-8").replace("authors: [Nela Ortwin]", "authors: [N. Ortwin]"), "utf-8")
    archive.take("clock.txt")
    fields = archive.fields()
    assert fields["authors"] == ["N. Ortwin"]
    assert fields["source"]["publication"] == "The Lantern Post"
    (archive.content / "captures" / "ledger.jsonl").unlink()
    assert pipeline.import_captures(archive.content).count("same") == 2


def test_what_a_person_says_beside_any_capture_holds_whichever_leads(archive: Archive) -> None:
    url = 'url = "https://www.lantern.example/clock"\n'
    archive.say("clock.txt", f'{url}title = "Two noons"\ndate = 2023-11-05\nstatus = "hidden"\nslug = "noons"\n')
    for name in ("clock.txt", "clock.html"):
        shutil.copy(CAPTURES / name, archive.content / "captures" / name)
    archive.say("clock.html", url)
    archive.take()
    fields = archive.fields()
    assert list(archive.listed()) == ["clock.html", "clock.txt"]
    assert (fields["title"], fields["date"], fields["status"]) == ("Two noons", "2023-11-05", "hidden")
    assert fields["slug"] == "noons"


def test_what_a_person_edits_is_no_difference_of_a_copy_and_what_a_capture_says_otherwise_is(archive: Archive) -> None:
    archive.take("clock.html", "clock.txt", LATER)
    [path] = archive.content.rglob("*.md")
    before = archive.listed()
    body = front_matter.read(path.read_text("utf-8"))[1]
    mended, taken_out, *rest = markdown.split(body)
    edited = markdown.join([f"{mended} Or so they say.", *rest, "And that is all that I, who keep this archive, add."])
    assert taken_out not in edited
    path.write_text(path.read_text("utf-8").replace(body.strip(), edited.strip()), encoding="utf-8")
    (archive.content / "captures" / "ledger.jsonl").unlink()
    archive.take()
    assert "Or so they say" in path.read_text("utf-8")
    assert archive.listed() == before


@pytest.mark.parametrize("name", ["clock.html", "courier-reprint.html"])
def test_what_a_person_edits_is_no_difference_of_the_capture_that_led_before(archive: Archive, name: str) -> None:
    archive.take("clock.txt")
    [path] = archive.content.rglob("*.md")
    mended = markdown.split(front_matter.read(path.read_text("utf-8"))[1])[0]
    path.write_text(path.read_text("utf-8").replace(mended, f"{mended} Or so they say."), encoding="utf-8")
    for file in (archive.content / "captures").glob("clock.txt*"):
        file.unlink()
    archive.take(name)
    assert archive.listed() == {name: [], "clock.txt": []}


def test_a_person_decides_what_a_copy_is(archive: Archive) -> None:
    archive.take("clock.html", LATER)
    lead, other = archive.listed()
    assert archive.listed()[other] != []
    archive.say(other, 'copy = "same"\n')
    archive.take()
    assert archive.listed() == {lead: [], other: []}
    archive.say(other, 'copy = "version"\n')
    archive.take()
    assert archive.listed()[other] != []
    archive.say(other, 'copy = "separate"\n')
    archive.take()
    captures = [front_matter.read(text)[0]["source"]["captures"] for text in archive.articles.values()]
    assert sorted([each["file"] for each in listed] for listed in captures) == sorted([[lead], [other]])


def test_a_clone_without_captures_knows_a_piece_by_its_file_alone(archive: Archive) -> None:
    archive.take("clock.html")
    shutil.rmtree(archive.content / "captures")
    (archive.content / "captures").mkdir()
    archive.take("courier-reprint.html")
    assert set(archive.listed()) == {"clock.html", "courier-reprint.html"}


def test_a_piece_that_a_person_wrote_here_takes_in_no_capture(archive: Archive) -> None:
    archive.take("clock.html")
    [path] = archive.content.rglob("*.md")
    fields, body = front_matter.read(path.read_text(encoding="utf-8"))
    source = {"url": "https://www.lantern.example/opinion/2023/11/04/the-clock-that-keeps-two-times/"}
    path.write_text(front_matter.write(fields | {"slug": "mine", "source": source}, body), encoding="utf-8")
    assert archive.take("clock.txt").count("new") == 1


def test_a_capture_that_was_renamed_is_no_copy_of_another_one(archive: Archive) -> None:
    archive.take("clock.html", "clock.txt")
    captures = archive.content / "captures"
    (captures / "clock.html").rename(captures / "clock-renamed.html")
    assert archive.take().left_out == []
    assert list(archive.listed()) == ["clock-renamed.html", "clock.txt"]


def test_the_summary_says_that_a_copy_differs(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("clock.html", LATER):
        shutil.copy(CAPTURES / name, archive.content / "captures" / name)
    assert main(["--content", str(archive.content), "import", "--processes", "1"]) == 0
    assert "its text differs from" in capsys.readouterr().out


def test_a_capture_that_is_compared_again_in_one_run_is_counted_once(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.take("clock.html", "clock.txt")
    archive.say("clock.txt", 'slug = "two-noons"\n')
    assert main(["--content", str(archive.content), "import", "--processes", "1"]) == 0
    told = "Imported articles: 0 new, 1 changed; files: 1 as they were, 0 left out, 0 failed."
    assert told in capsys.readouterr().out


CHINESE = "港口的钟有两根分针，一根是黑的，一根是红的，游客都来拍照。".join(
    f"第{number}年它慢了十一分钟，谁也没有去修它。" for number in "一二三四五六七八九"
)
ARABIC = " ".join(
    f"ساعة الميناء رقم {number} تتأخر إحدى عشرة دقيقة ولا يصلحها أحد من أهل المدينة" for number in range(30)
)


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        (CHINESE, CHINESE.replace("，", "， ").replace("红", "白", 1)),
        (ARABIC, ARABIC.replace("ساعة", "سَاعَةُ").replace("دقيقة", "دقيـقة")),
        (ARABIC, ARABIC[: len(ARABIC) * 3 // 4]),
    ],
)
def test_texts_of_any_script_are_known_again(text: str, copy: str) -> None:
    sketches = likeness.Sketches()
    sketches.add(likeness.sketch(text), "it")
    assert list(sketches.near(likeness.sketch(copy))) == ["it"]
    assert likeness.compare(text, copy).part >= copies.HELD


def test_a_short_or_damaged_text_has_no_sketch() -> None:
    sketches = likeness.Sketches()
    for hostile in ("", "abc", "zz" * 16, likeness.sketch("Too short to be known by anything.")):
        sketches.add(hostile, "never")
    assert list(sketches.near(likeness.sketch(ARABIC))) == []


WHOLE = ["One says it.", "Two says more.", "Three ends it."]


@pytest.mark.parametrize(
    ("version", "found"),
    [
        (["One  says\u00a0it.", "Two says more. Three ends it."], []),
        (["One says it.", "Two says less.", "Three ends it."], [(1, ["Two says more."], ["Two says less."])]),
        (["One says it.", "Three ends it."], [(1, ["Two says more."], [])]),
        (["A menu", *WHOLE], []),
        ([*WHOLE, "Four was never there."], [(3, [], ["Four was never there."])]),
    ],
)
def test_a_version_differs_by_what_it_says(version: list[str], found: list[tuple[int, list[str], list[str]]]) -> None:
    told = versions.differences(WHOLE, version)
    assert [(each.at, list(each.out), list(each.into)) for each in told] == found


def test_quotes_and_dashes_are_no_difference_nor_is_what_was_read_as_something_else() -> None:
    assert versions.differences(["“It isn’t” — she said."], ['"It isn\'t" - she said.']) == []
    assert versions.differences(["A list:", "one thing;"], ["A list:", "• one thing;"]) == []
    assert difference(["“It isn’t” late."], ['"It isn\'t" early.'])[0].text == "“It isn’t” "
    assert versions.differences(["One.", "A note."], ["One."], beside_version="A note.") == []
    assert versions.differences(["One."], ["One.", "A caption."], beside="A caption.") == []
    assert versions.differences(["One."], ["One.", "Follow us."], has_ends=False) == []


def test_what_no_file_may_hold_is_shown_as_such_in_a_difference() -> None:
    [place] = versions.differences(["One."], ["One.\x00 Two.\ud800"])
    assert front_matter.render(place.as_field()) == "at: 0\nout: [One.]\nin: [One.\ufffd Two.\ufffd]\n"


def test_a_markdown_body_reads_back_as_its_text() -> None:
    figure = "/// figure\n    src: x.jpg\nCaption.\n///"
    body = f"A **b** [c](<https://x.example>) \\*d\\* &amp;amp;  \ne\n\n{figure}\n\n- item\n\n## H\n"
    assert markdown.texts(body) == ["A b c *d* &amp;\ne", "item", "H"]


def test_thousands_of_equal_paragraphs_are_compared() -> None:
    lines = ["The same line again."] * 20_000
    [place] = versions.differences(["First.", *lines], [*lines, "Last."])[:1]
    assert place.at == 0
