"""The way out: what is published is whole, valid, without drafts, and works where it is served."""

import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest

from plugins.commands import publishing
from plugins.commands.checks import Page, Site, read_articles, site_faults
from plugins.commands.publishing import Size
from tests.conftest import ROOT, Project, Sites
from tests.serving import served

SECRET = "unannounced ferry"


# The sample, as built -------------------------------------------------------------------------------------------------


def test_every_internal_link_of_the_sample_leads_somewhere_at_the_root(built_site: Sites) -> None:
    assert [str(fault) for fault in site_faults(Site(built_site.root), ROOT / "content")] == []


def test_every_internal_link_of_the_sample_leads_somewhere_under_a_path(built_site: Sites) -> None:
    assert [str(fault) for fault in site_faults(Site(built_site.sub, built_site.sub_address), ROOT / "content")] == []


def test_every_page_of_the_sample_is_valid_html(built_site: Sites, vnu: Callable[[Path], list[str]]) -> None:
    assert vnu(built_site.sub) == []


def test_no_draft_of_the_sample_is_in_any_file(built_site: Sites) -> None:
    drafts = [article for article in read_articles(ROOT / "content")[0] if article.is_draft]
    for folder in (built_site.root, built_site.sub):
        assert not (folder / "drafts").exists()
        for path in filter(Path.is_file, folder.rglob("*")):
            assert not any(article.metadata.slug.encode() in path.read_bytes() for article in drafts), path


def test_nothing_built_tells_of_the_machine_that_built_it(built_site: Sites) -> None:
    for path in filter(Path.is_file, built_site.root.rglob("*")):
        assert str(ROOT).encode() not in path.read_bytes(), path


# Against a git remote on disk -----------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, as somebody."""
    somebody = {f"GIT_{who}_{what}": "someone" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **somebody}, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


@pytest.fixture
def remote(project: Project, tmp_path: Path) -> Path:
    """A bare repository, the project's `origin`."""
    if shutil.which("git") is None:
        pytest.skip("no git")
    bare = tmp_path / "remote.git"
    bare.mkdir()
    git(bare, "init", "--bare", "--quiet")
    git(project.root, "init", "--quiet")
    git(project.root, "add", ".")
    git(project.root, "commit", "--quiet", "--message", "An archive")
    git(project.root, "remote", "add", "origin", str(bare))
    return bare


def published(remote: Path, folder: Path) -> Path:
    """The `gh-pages` branch of a remote, checked out."""
    git(folder.parent, "clone", "--quiet", "--branch", "gh-pages", str(remote), str(folder))
    return folder


def test_publish_pushes_one_commit_without_drafts(project: Project, remote: Path, tmp_path: Path) -> None:
    done = project.inv("publish", "--address", "https://x.example/archive", "--yes")
    assert done.returncode == 0, done.stdout

    site = published(remote, tmp_path / "site")

    assert (site / ".nojekyll").exists()
    assert (site / "2024/05/02/a-harbour-reopens/index.html").exists()
    assert not (site / "CNAME").exists()
    assert "https://x.example/archive/" in (site / "index.html").read_text(encoding="utf-8")
    for path in filter(Path.is_file, site.rglob("*.*ml")):
        assert SECRET not in path.read_text(encoding="utf-8")


def test_publishing_again_leaves_one_commit_with_what_is_new(project: Project, remote: Path, tmp_path: Path) -> None:
    project.inv("publish", "--address", "https://x.example", "--yes")
    (project.root / "content/2024/06/the-price-of-oranges.md").unlink()

    again = project.inv("publish", "--address", "https://x.example")

    assert again.returncode == 0, again.stdout
    assert "becomes public" not in again.stdout
    assert git(remote, "rev-list", "--count", "gh-pages") == "1"
    assert not (published(remote, tmp_path / "site") / "2024/06/11").exists()


def test_publish_says_how_an_address_that_was_given_is_kept(project: Project, remote: Path) -> None:
    told = 'To keep this address for the next time, write address = "https://x.example" into content/archive.toml.'
    assert told in project.inv("publish", "--address", "https://x.example/", "--no-push").stdout
    settings = project.root / "content/archive.toml"
    settings.write_text(f'address = "https://x.example/"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    for given in ([], ["--address", "https://x.example"]):
        done = project.inv("publish", *given, "--no-push")
        assert "Ready for https://x.example/" in done.stdout
        assert "To keep" not in done.stdout


def test_publish_leaves_the_working_copy_as_it_is(project: Project, remote: Path) -> None:
    before = git(project.root, "rev-parse", "HEAD")
    project.inv("publish", "--address", "https://x.example", "--yes")
    assert git(project.root, "rev-parse", "HEAD") == before
    assert git(project.root, "status", "--porcelain") == ""


def test_a_domain_of_ones_own_is_published_as_cname(project: Project, remote: Path, tmp_path: Path) -> None:
    settings = project.root / "content/archive.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'cname = "archive.x.example"\n', encoding="utf-8")
    done = project.inv("publish", "--yes")
    assert done.returncode == 0, done.stdout
    site = published(remote, tmp_path / "site")
    assert (site / "CNAME").read_text(encoding="utf-8").strip() == "archive.x.example"
    assert "https://archive.x.example/" in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_the_first_push_shows_what_becomes_public_and_needs_a_yes(project: Project, remote: Path) -> None:
    refused = project.inv("publish", "--address", "https://x.example")
    assert refused.returncode == 1
    assert "It becomes public" in refused.stdout
    assert re.search(r"articles: +2, with their pictures; drafts are left out", refused.stdout)
    assert "captures:  not published" in refused.stdout
    assert git(remote, "branch", "--list") == ""


def test_publish_refuses_a_site_with_a_fault(project: Project, remote: Path) -> None:
    article = project.root / "content/2024/05/a-harbour-reopens.md"
    article.write_text(article.read_text(encoding="utf-8") + "\n[Gone](/no/such/page/)\n", encoding="utf-8")
    refused = project.inv("publish", "--address", "https://x.example", "--yes")
    assert refused.returncode == 1
    assert "/no/such/page/" in refused.stdout
    assert "nothing was published" in refused.stdout
    assert git(remote, "branch", "--list") == ""


def test_publish_says_so_when_the_remote_takes_nothing(project: Project, remote: Path) -> None:
    shutil.rmtree(remote)
    refused = project.inv("publish", "--address", "https://x.example", "--yes")
    assert refused.returncode == 1
    assert "set the remote up" in refused.stdout
    assert "Traceback" not in refused.stdout


def test_publish_asks_for_an_address_when_nothing_tells_it(project: Project, remote: Path) -> None:
    refused = project.inv("publish", "--yes")
    assert refused.returncode == 1
    assert "set `address` in content/archive.toml or give --address URL" in refused.stdout


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("git@github.com:Someone/archive.git", "https://someone.github.io/archive"),
        ("https://github.com/someone/archive", "https://someone.github.io/archive"),
        ("https://github.com/Someone/someone.github.io.git", "https://someone.github.io"),
        ("https://git.example/someone/archive.git", ""),
    ],
)
def test_the_address_is_derived_from_the_remote_on_github(
    url: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_git", lambda *arguments: url)
    assert publishing.github_address("origin") == address


# Size -----------------------------------------------------------------------------------------------------------------


def test_a_site_over_what_pages_takes_is_refused_with_its_largest_parts(tmp_path: Path) -> None:
    for name, size in {"2024/a.jpg": 700_000_000, "2025/b.jpg": 350_000_000}.items():
        (tmp_path / name).parent.mkdir()
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    site, picture = Size.of(tmp_path, articles=10).faults()
    assert "1,050.0 MB, over the 1,000.0 MB of GitHub Pages" in site.what
    assert "2024 700.0 MB, 2025 350.0 MB" in site.next_move
    assert picture.path == "2024/a.jpg"


def test_the_forecast_says_how_many_more_articles_fit() -> None:
    size = Size(total=10_000_000, parts=[("2024", 10_000_000)], largest_file=("2024/a.jpg", 1), articles=100)
    assert size.forecast() == "room for some 9,900 more articles like these 100"


# Served ---------------------------------------------------------------------------------------------------------------


def followed(start: str) -> tuple[set[str], list[str]]:
    """Every address below `start` that its pages lead to, and those that did not answer with 200."""
    waiting, seen, broken = [start], {start}, []
    while waiting:
        address = waiting.pop()
        try:
            with urllib.request.urlopen(address) as answer:
                if answer.url != address:
                    broken.append(f"{address} moved to {answer.url}")
                html = answer.read().decode() if "html" in answer.headers["content-type"] else ""
        except urllib.error.HTTPError as error:
            broken.append(f"{address} {error.code}")
            continue
        for link in Page.read(html).links:
            target = urljoin(address, link).partition("#")[0]
            if target.startswith(start.rstrip("/")) and target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen, broken


@pytest.mark.parametrize("path", ["", "/archive"])
def test_every_link_of_the_published_site_answers_where_it_is_served(
    project: Project, remote: Path, tmp_path: Path, path: str
) -> None:
    top = tmp_path / "served"
    top.mkdir()
    with served(top) as host:
        done = project.inv("publish", "--address", f"{host}{path}", "--yes")
        assert done.returncode == 0, done.stdout
        site = published(remote, tmp_path / "site")
        shutil.copytree(site, top / path.strip("/"), dirs_exist_ok=True)
        seen, broken = followed(f"{host}{path}/")
    assert broken == []
    assert f"{host}{path}/2024/05/02/a-harbour-reopens/" in seen
    assert f"{host}{path}/tags/trade/" in seen
    assert len(seen) > 15
