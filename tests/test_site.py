"""Real Pelican, our theme, the small site in fixtures/site: what is written, and what never is."""

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

from plugins import front_matter
from plugins.metadata import printable
from tests.conftest import ROOT, SITE, Corpora, Files, files, pelican

ATOM = "{http://www.w3.org/2005/Atom}"
SCRIPTS = 'script:not([type="application/ld+json"], [src*="/theme/js/"])'
SCRIPTED = ("authors/index.html", "lookup/index.html", "search/index.html", "tags/index.html")
CITATION = re.compile(
    r"data:application/(x-bibtex|x-research-info-systems|vnd\.citationstyles\.csl\+json);charset=utf-8,"
)
ADDRESSES = ["", "https://x.example/archive", "https://x.example"]


@pytest.fixture
def site(fixture_site: Callable[[str], Files]) -> Files:
    return fixture_site("")


WANTED = """
    index.html archives/index.html 404.html about/index.html sitemap.xml robots.txt
    tags/index.html tags/ports/index.html tags/transport/index.html
    columns/index.html columns/high-water/index.html columns/marees/index.html
    authors/index.html authors/ada-moreau/index.html authors/ben-osei/index.html authors/elodie-brun/index.html
    authors/smyr-wkwnjw/index.html
    publications/index.html publications/the-tidewater-gazette/index.html publications/hai-chao-bao/index.html
    2023/index.html 2023/11/index.html 2023/11/08/index.html 2023/11/08/maqaid/index.html
    2024/index.html 2024/05/index.html 2024/05/14/index.html 2024/05/14/on-the-same-day/index.html
    2024/06/index.html 2024/06/02/index.html 2024/06/02/le-pont/index.html 2024/06/02/without-anything/index.html
    2025/index.html 2025/01/index.html 2025/01/09/index.html 2025/01/09/zhangben/index.html
    2025/01/10/a-hidden-piece/index.html
    2024/05/14/the-harbour-account/index.html 2024/05/14/the-harbour-account/quay.png
    feeds/all.atom.xml feeds/tags/ports.atom.xml feeds/columns/high-water.atom.xml feeds/authors/ben-osei.atom.xml
    2024/05/13/harbour-account/index.html opinion/harbour.html
    """


def page(site: Files, path: str) -> BeautifulSoup:
    return BeautifulSoup(site[path], "html.parser")


# What is written ------------------------------------------------------------------------------------------------------


def test_everything_that_an_article_has_has_its_page(site: Files) -> None:
    assert [path for path in WANTED.split() if path not in site] == []


def test_nothing_is_written_that_no_article_has(site: Files) -> None:
    assert "2025/01/10/index.html" not in site  # the day of the hidden piece alone
    assert "tags/never-used/index.html" not in site
    assert [path for path in site if path.endswith("never-shown.png")] == []
    assert {path.rsplit(".")[-1] for path in site} <= {
        "html",
        "xml",
        "txt",
        "png",
        "css",
        "svg",
        "js",
        "md",
        "json",
        "jsonl",
        "csv",
        "webmanifest",
        "ico",
    }


def test_a_draft_is_in_no_file(site: Files) -> None:
    assert [path for path, data in site.items() if b"npublished" in data or "npublished" in path] == []
    assert [path for path in site if "draft" in path or "held-back" in path or "2024/06/03" in path] == []


def test_a_hidden_article_has_a_page_and_stands_in_no_list(site: Files) -> None:
    found = [
        path
        for path, data in site.items()
        if b"idden piece" in data or b"a-hidden-piece" in data or b"Onlyhidden" in data
    ]
    assert sorted(found) == ["2025/01/10/a-hidden-piece/index.html", "2025/01/10/a-hidden-piece/index.md"]


def test_drafts_are_shown_when_asked_for(tmp_path: Path) -> None:
    assert pelican(SITE, tmp_path, DRAFTS="1").returncode == 0
    site = files(tmp_path)
    assert {"drafts/an-undated-piece/index.html", "drafts/held-back/index.html"} <= set(site)
    assert "drafts/an-undated-piece/unpublished.png" in site
    assert [path for path, data in site.items() if b"Unpublished" in data and not path.startswith("drafts/")] == []


def test_an_article_shows_what_its_file_says(site: Files) -> None:
    shown = page(site, "2024/05/14/the-harbour-account/index.html")
    headline = shown.find("h1")
    assert headline is not None
    assert headline.get_text().replace("\u00a0", " ") == "“The harbour” account: 5 < 6 & <b>bold</b> claims"
    text = shown.get_text()
    assert text.count("The quay at dawn, with the “old” cranes.") == 1
    assert text.count("Photo: J. Pell/Gazette") == 1
    assert "“It isn’t much,” said the harbour master — and in the ’90s it wasn’t." in text
    assert "An earlier version gave “1994” for 1995." in text
    assert "Updated 20 May 2024" in text.replace("\u00a0", " ")
    picture = shown.find("img", src=re.compile("quay"))
    assert isinstance(picture, Tag)
    assert (picture["width"], picture["height"], picture["alt"]) == ("32", "20", "Three cranes over grey water")


def test_a_version_is_shown_with_its_difference_word_by_word_and_none_of_it_is_markup(site: Files) -> None:
    shown = page(site, "2024/05/14/the-harbour-account/index.html")
    versions = shown.find("section", class_="versions")
    assert isinstance(versions, Tag)
    assert versions.find("a", href="https://courier.example/reprints/harbour") is not None
    assert [each.get_text() for each in versions.find_all("del")] == ["taken out: the harbour master"]
    added = [" ".join(each.get_text().split()) for each in versions.find_all("ins")]
    assert added == ["put in: <b>the mayor</b>", 'put in: =HYPERLINK("https://x.example")']
    assert shown.find("b") is None
    assert page(site, "2024/05/14/on-the-same-day/index.html").find("section", class_="versions") is None


def test_aliases_lead_to_the_article(site: Files) -> None:
    for path in ("2024/05/13/harbour-account/index.html", "opinion/harbour.html"):
        assert page(site, path).find("a", href="/2024/05/14/the-harbour-account/") is not None


def test_other_languages_have_the_same_addresses_and_their_own_typography(site: Files) -> None:
    assert "«\u00a0oui\u00a0», et c’est tout." in page(site, "2024/06/02/le-pont/index.html").get_text()
    assert "«نعم»" in page(site, "2023/11/08/maqaid/index.html").get_text()
    assert "她说“要等”。" in page(site, "2025/01/09/zhangben/index.html").get_text()
    assert page(site, "2023/11/08/maqaid/index.html").find(dir="rtl") is not None


def test_feeds_hold_the_full_text_with_absolute_links(fixture_site: Callable[[str], Files]) -> None:
    site = fixture_site("https://x.example/archive")
    root = etree.fromstring(site["feeds/all.atom.xml"])
    entries = {entry.findtext(f"{ATOM}id"): entry for entry in root.iter(f"{ATOM}entry")}
    assert len(entries) == 6
    entry = entries["https://x.example/archive/2024/05/14/the-harbour-account/"]
    assert entry.findtext(f"{ATOM}title") == '"The harbour" account: 5 < 6 & <b>bold</b> claims'
    assert entry.findtext(f"{ATOM}updated") == "2024-05-20T09:00:00+00:00"
    content = BeautifulSoup(entry.findtext(f"{ATOM}content") or "", "html.parser")
    assert content.find("img", src="https://x.example/archive/2024/05/14/the-harbour-account/quay.png") is not None
    assert content.find("a", href="https://x.example/archive/archives/") is not None


def test_the_sitemap_names_every_listed_page_once(fixture_site: Callable[[str], Files]) -> None:
    site = fixture_site("https://x.example/archive")
    named = re.findall("<loc>(.*?)</loc>", site["sitemap.xml"].decode())
    assert len(named) == len(set(named))
    pages = {
        f"https://x.example/archive/{path.removesuffix('index.html')}" for path in site if path.endswith("/index.html")
    }
    redirects = {"https://x.example/archive/2024/05/13/harbour-account/"}
    hidden = {"https://x.example/archive/2025/01/10/a-hidden-piece/"}
    assert {unquote(address) for address in named} == pages - redirects - hidden | {"https://x.example/archive/"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_internal_link_leads_to_a_file(address: str, fixture_site: Callable[[str], Files]) -> None:
    site = fixture_site(address)
    base = address or "https://here.example"
    broken = []
    for path in (path for path in site if path.endswith(".html")):
        soup = page(site, path)
        links = [tag[name] for name in ("href", "src") for tag in soup.find_all(attrs={name: True})]
        for link in links:
            target = urlsplit(urljoin(f"{base}/{path}", str(link)))
            if target.netloc != urlsplit(base).netloc or target.scheme not in ("http", "https"):
                continue
            inside = unquote(target.path).removeprefix(urlsplit(base).path)
            file = inside.removeprefix("/") + ("index.html" if inside.endswith("/") else "")
            if not target.path.startswith(urlsplit(base).path + "/") or file not in site:
                broken.append((path, link))
    assert broken == []


# The same again, faults, and scale ------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes(site: Files, tmp_path: Path) -> None:
    shutil.copytree(SITE, tmp_path / "elsewhere")
    environ = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}
    assert pelican(tmp_path / "elsewhere", tmp_path / "output", **environ).returncode == 0
    again = files(tmp_path / "output")
    assert set(again) == set(site)
    assert [path for path in site if site[path] != again[path]] == []


def test_no_path_of_the_machine_is_written(site: Files) -> None:
    assert [path for path, data in site.items() if str(ROOT).encode() in data] == []


FAULTY: dict[str, tuple[str | bytes, str]] = {
    "2024/05/bad-yaml.md": ("---\ntitle: [\n---\n\nx\n", "YAML: "),
    "2024/05/no-fields.md": ("Only text.\n", "no front matter; put the fields"),
    "2024/05/bad-date.md": (
        "---\ntitle: T\ndate: soon\n---\n\nx\n",
        "date: 'soon' is no date; write a day",
    ),
    "2024/05/no-date.md": ("---\ntitle: T\n---\n\nx\n", "date: is missing; add a line"),
    "2024/05/no-title.md": ("---\ndate: 2024-05-01\n---\n\nx\n", "title: is missing; add a line"),
    "2024/05/latin-1.md": (b"---\ntitle: caf\xe9\n---\n\nx\n", "is not UTF-8 (byte 14); save it as UTF-8"),
    "2024/05/twice.md": (
        "---\ntitle: Twice\ndate: 2024-05-14\nslug: the-harbour-account\n---\n\nx\n",
        "has the address of 2024/05/the-harbour-account.md (/2024/05/14/the-harbour-account/)",
    ),
    "2024/05/alias.md": (
        "---\ntitle: Alias\ndate: 2024-05-01\naliases: [/tags/, /../x/]\n---\n\nx\n",
        "alias '/tags/' is the address of another page; remove it",
    ),
    "pages/tags.md": ("---\ntitle: T\n---\n\nx\n", "slug: /tags/ is an address of the archive itself; choose another"),
    "pages/other.md": ("---\ntitle: T\nslug: about\n---\n\nx\n", "has the address of pages/about.md (/about/)"),
}


def test_one_bad_file_is_named_and_left_out_and_the_rest_is_built(site: Files, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SITE, content)
    for name, (text, _) in FAULTY.items():
        (content / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    result = pelican(content, tmp_path / "output")
    assert result.returncode == 0
    for name, (_, message) in FAULTY.items():
        assert f"{name}: {message}" in result.stdout
    added = set(files(tmp_path / "output")) - set(site)
    assert added == {"2024/05/01/index.html", "2024/05/01/alias/index.html", "2024/05/01/alias/index.md"}


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></textarea></style><svg onload=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "{slug}{0}%s",
    "]]>--><!--",
    "../../secret.png",
    "{static}/../secret.png",
)


def write_hostile(content: Path, vectors: Iterable[str]) -> None:
    """An archive with articles in which every field is hostile, and a secret that none may reach."""
    (content / "2024" / "05").mkdir(parents=True)
    (content / "secret.png").write_bytes(b"secret")
    for number, text in enumerate(vectors):
        source = {"publication": text, "url": text, "retrieved_by": text, "importer": text, "fates": {text: "3"}}
        fields: dict[str, object] = {
            "title": text,
            "date": "2024-05-14",
            "slug": f"a-{number}",
            **dict.fromkeys(("column", "editors_note", "rights", "canonical"), text),
            **{name: [text] for name in ("authors", "tags", "aliases")},
            "corrections": [{"date": "2024-05-14", "text": text}],
            "source": {**source, "captures": [{"file": text, "sha256": text}]},
        }
        figure = "/// figure\n    src: {0}\n    alt: {0}\n    credit: {0}\n{0}\n///".format(" ".join(text.split()))
        body = f"{text}\n\n{figure}\n\n![{text}](<{text}>) [x](<{text}>)\n"
        (content / "2024" / "05" / f"a-{number}.md").write_text(front_matter.write(fields, body), encoding="utf-8")
    name, tagline, description = map(json.dumps, (HOSTILE[0], HOSTILE[3], HOSTILE[1]))
    archive = f"name = {name}\ntagline = {tagline}\ndescription = {description}\n"
    said = f"[[columns]]\nname = {name}\ndescription = {description}\n"
    (content / "archive.toml").write_text(archive + said + said.replace("columns", "publications"), encoding="utf-8")


def test_hostile_fields_run_nothing_break_nothing_and_reach_nothing(tmp_path: Path) -> None:
    write_hostile(tmp_path / "content", HOSTILE)
    result = pelican(tmp_path / "content", tmp_path / "output")
    assert result.returncode == 0, result.stdout
    site = files(tmp_path / "output")
    assert len([path for path in site if re.fullmatch("2024/05/14/a-.*/index.html", path)]) == len(HOSTILE)
    assert [path for path, data in site.items() if data == b"secret"] == []
    own_scripts = len(page(site, "404.html").select(SCRIPTS))
    for path in (path for path in site if path.endswith(".html")):
        soup = page(site, path)
        assert len(soup.select(SCRIPTS)) == own_scripts
        assert soup.find_all(["iframe", "base", "object", "textarea"]) == []
        for tag in soup.find_all(True):
            assert [name for name in tag.attrs if name.startswith("on")] == []
            addresses = [str(tag.get(name, "")) for name in ("href", "src")]
            risky = [each for each in addresses if re.match(r"\s*(javascript|data|vbscript):", each, re.IGNORECASE)]
            assert all("download" in tag.attrs and CITATION.match(each) for each in risky)
    for path in (path for path in site if path.endswith(".xml")):
        etree.fromstring(site[path])


def test_hostile_corpora_run_nothing_in_a_browser(corpora: Corpora, browser: Browser, tmp_path: Path) -> None:
    sets = ("xss_mdown", "xss_dompurify", "xss_owasp", "xss_bleach")
    lines = [line for name in sets for line in (corpora.vectors / f"{name}.jsonl").read_text("utf-8").splitlines()]
    vectors = [str(json.loads(line).get("vector", "")) for line in lines]
    write_hostile(tmp_path / "content", [])
    for number, start in enumerate(range(0, len(vectors), 25)):
        some = vectors[start : start + 25]
        fields = {
            "title": f"T{number}",
            "date": "2024-05-14",
            "corrections": [{"date": "2024-05-14", "text": printable(each)} for each in some],
        }
        text = front_matter.write(fields, "\n\n".join(some))
        (tmp_path / "content" / "2024" / "05" / f"a-{number}.md").write_text(text, encoding="utf-8")
    assert pelican(tmp_path / "content", tmp_path / "output").returncode == 0
    report = tmp_path / "report.json"
    tool = [sys.executable, str(corpora.tools / "xss_browser.py"), str(tmp_path / "output"), "-o", str(report)]
    subprocess.run([*tool, "-j", "2", "--settle", "40"], check=False, stdout=subprocess.DEVNULL)
    pages = json.loads(report.read_text("utf-8"))["pages"]
    assert len(pages) > len(vectors) / 25
    assert [each for each in pages if each["load"] or each["interact"] or each["error"]] == []
    assert {
        each["page"]: rest
        for each in pages
        if (rest := [seen for seen in each["armed"] if not ours(seen, each["page"])])
    } == {}


def ours(seen: str, page: str) -> bool:
    """Whether what could run is the theme's: a citation to download, or the script of a page that has one."""
    if re.match(r"\d{4}/\d\d/\d\d/", page):
        return seen == "data a@href"
    own = ("script", "tag form")
    return page in SCRIPTED and (
        seen in own or re.fullmatch(r"csp script-src-elem http://[^/]+/theme/js/.*", seen) is not None
    )


def test_settings_that_cannot_be_used_stop_the_build(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text('name = "x"\ncolour = "red"\n')
    result = pelican(tmp_path, tmp_path / "output")
    assert result.returncode == 1
    assert result.stdout.startswith("archive.toml: colour: no such setting; allowed are name,")


def test_a_plugin_that_did_not_load_stops_the_build(tmp_path: Path) -> None:
    for plugins in ('["plugins.reader", "plugins.gone"]', '["plugins.reader", "plugins.slugs"]'):
        result = pelican(SITE, tmp_path / "output", "-e", f"PLUGINS={plugins}")
        assert result.returncode == 1
        assert "did not load; see the error above" in result.stdout
        assert not (tmp_path / "output").exists()


def test_an_empty_archive_builds(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text('name = "x"\n')
    result = pelican(tmp_path, tmp_path / "output")
    assert result.returncode == 0, result.stdout
    assert "index.html" in files(tmp_path / "output")


def test_long_lists_go_on_at_page_2(tmp_path: Path) -> None:
    (tmp_path / "2024" / "05").mkdir(parents=True)
    (tmp_path / "archive.toml").write_text('name = "x"\n')
    shared = "date: 2024-05-01\nauthors: [A]\ncolumn: C\ntags: [Part 1]\nsource: {publication: P}"
    for number in range(61):
        front = f"title: Piece {number}\n{shared}"
        (tmp_path / "2024" / "05" / f"piece-{number}.md").write_text(f"---\n{front}\n---\n\nx\n")
    (tmp_path / "2024" / "05" / "other.md").write_text("---\ntitle: O\ndate: 2024-05-01\ntags: [Part 12]\n---\n\nx\n")
    assert pelican(tmp_path, tmp_path / "output").returncode == 0
    site = files(tmp_path / "output")
    for path in ("tags/part-1", "columns/c", "authors/a", "publications/p", "2024", "2024/05", "2024/05/01"):
        assert f"{path}/page/3/index.html" in site
        assert f"{path}/page/4/index.html" not in site
    assert "tags/part-12/index.html" in site
