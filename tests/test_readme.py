"""Every command that the README shows is run, in its order, in a scratch copy of the project."""

import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.conftest import CAPTURE, ROOT, Project, typed
from tests.serving import serving

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line for language, block in BLOCKS if language == "sh" for line in block.splitlines()]
PROVEN_ELSEWHERE = ["python3 tasks.py test"]
"""A test cannot run all tests; `.ci/run` does, in a fresh clone."""

ANSWERS = {"start": "\n\n\n\n\ny\n", "publish": "y\n"}
"""What a person types, command by command."""


def test_the_readme_begins_with_the_two_commands() -> None:
    assert COMMANDS[:2] == ["python3 tasks.py build", "python3 tasks.py test"]
    assert all(language in ("sh", "toml") for language, _ in BLOCKS), "a block in another language is not run"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminal to answer questions through")
def test_every_command_of_the_readme_does_what_it_says(sample: Project, tmp_path: Path) -> None:
    with_remote(sample.as_shipped(), tmp_path / "remote.git")
    for command in COMMANDS:
        program, script, *arguments = shlex.split(command)
        assert (program, script) == ("python3", "tasks.py"), command
        if command in PROVEN_ELSEWHERE:
            continue
        if arguments[0] == "serve":
            with serving(sample, arguments):
                pass
        else:
            code, output = typed(sample, arguments, ANSWERS.get(arguments[0], ""))
            assert code == 0, f"{command}\n{output}"


def test_every_picture_of_the_readme_is_there_described_and_light() -> None:
    pictures = re.findall(r'<img\s+src="(docs/[^"]+)" [^>]*alt="[^"]+">', README)
    assert len(pictures) == README.count("<img") > 2
    assert all((ROOT / picture).stat().st_size < 150_000 for picture in pictures)


def test_the_table_of_commands_is_whole(project: Project) -> None:
    listed = set(re.findall(r"^  ([a-z-]+) ", project.inv("--list").stdout, re.MULTILINE))
    assert set(re.findall(r"^\| `([a-z-]+)", README, re.MULTILINE)) == listed


def test_a_capture_dropped_in_as_the_readme_says_becomes_an_article(project: Project) -> None:
    sidecar, pictures = (block for language, block in BLOCKS if language == "toml")
    project.write("content/captures/x.txt", CAPTURE.replace("\n\n", "\n\nThe ferry at the quay. /AP\n\n", 1))
    project.write("content/captures/x.toml", f"{sidecar}\n{pictures}")
    (project.root / "content/captures/ferry.jpg").write_bytes(b"\xff\xd8\xff\xd9")

    built = project.inv("build")

    assert built.returncode == 0, built.stdout
    title = tomllib.loads(sidecar)["title"]
    pages = [path for path in project.files("output") if re.fullmatch("2025/03/19/[^/]+/index.html", path)]
    texts = [(project.root / "output" / page).read_text(encoding="utf-8") for page in pages]
    assert any(title in text and 'alt="A ferry at a quay"' in text for text in texts), built.stdout


def test_a_table_of_captures_does_what_a_sidecar_does(project: Project) -> None:
    project.write("content/captures/x.txt", CAPTURE)
    row = 'x.txt,2025-03-19,late-again,"Ada Moreau; Ben Ito"'
    project.write("content/captures/captures.csv", f"file,date,slug,authors\n{row}\n")
    assert project.inv("build").returncode == 0
    page = (project.root / "output/2025/03/19/late-again/index.html").read_text(encoding="utf-8")
    assert "Ada Moreau" in page and "Ben Ito" in page


def test_a_picture_is_added_to_an_article_as_the_readme_says(project: Project) -> None:
    figure = re.search(r"^    /// figure\n.*?^    ///$", README, re.DOTALL | re.MULTILINE)
    assert figure is not None
    article = project.root / "content/2024/05/a-harbour-reopens.md"
    block = figure[0].replace("\n    ", "\n").strip()
    article.write_text(f"{article.read_text(encoding='utf-8')}\n{block}\n", encoding="utf-8")
    project.write("content/2024/05/a-harbour-reopens/ferry.jpg", "")
    assert project.inv("build").returncode == 0
    page = (project.root / "output/2024/05/02/a-harbour-reopens/index.html").read_text(encoding="utf-8")
    assert 'alt="A ferry at a quay"' in page and "The ferry, late again." in page


def test_a_deleted_article_stays_away_until_its_capture_is_named(project: Project) -> None:
    capture = project.write("content/captures/x.txt", CAPTURE)
    project.write("content/captures/x.toml", 'date = 2025-03-19\nslug = "late-again"\n')
    project.inv("import", "content/captures")
    article = project.root / "content/2025/03/late-again.md"
    article.unlink()

    project.inv("import", "content/captures")
    assert not article.exists()

    back = project.inv("import", str(capture))
    assert article.exists(), back.stdout
    article.unlink()
    (project.root / "content/captures/ledger.jsonl").write_text("", encoding="utf-8")
    project.inv("build")
    assert article.exists()


def with_remote(project: Project, remote: Path) -> None:
    """Make the project a repository with a remote, as one that was cloned is."""
    remote.mkdir()
    for folder, command in [
        (remote, "init --bare --quiet"),
        (project.root, "init --quiet"),
        (project.root, f"remote add origin {shlex.quote(str(remote))}"),
    ]:
        subprocess.run(["git", "-c", "init.defaultBranch=main", *shlex.split(command)], cwd=folder, check=True)
