"""The checks find each fault that they are there for, and none in an archive that has none."""

from pathlib import Path

import pytest

from plugins.commands.checks import Site, content_faults, site_faults
from tests.conftest import SMALL_ARCHIVE

ARTICLE = SMALL_ARCHIVE["2024/05/a-harbour-reopens.md"]
PAGE = '<!doctype html><html lang="en"><title>Page</title><body id="all">{}</body></html>'


def archive(folder: Path, **changed: str) -> Path:
    """A small archive without fault, some of its files changed (`__` stands for `/`)."""
    for name, text in {**SMALL_ARCHIVE, **{key.replace("__", "/"): text for key, text in changed.items()}}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def site(folder: Path, files: dict[str, str], address: str = "") -> Site:
    """A made-up site of a few files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Site(folder, address)


def lines(faults: object) -> str:
    """Faults as a person reads them."""
    assert isinstance(faults, list)
    return "\n".join(map(str, faults))


def test_an_archive_without_fault_has_none(tmp_path: Path) -> None:
    assert content_faults(archive(tmp_path)) == []


def test_what_looks_like_a_relative_link_and_is_none_is_no_fault(tmp_path: Path) -> None:
    text = "[a](/tags/), [b](#b), [c](HTTPS://x.example/), [d](mailto:a@x.example).[^1]\n\n    [code](gone/)\n\n"
    text += "So \\[it\\](is) written, ![A gull](gull.jpg).\n\n[^1]: Here.\n"
    content = archive(tmp_path, **{"2024__05__a.md": ARTICLE.replace("2024-05-02", "2024-05-03") + f"\n{text}"})
    (content / "2024/05/gull.jpg").write_bytes(b"")
    assert content_faults(content) == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "archive.toml",
            'name = "A"\n[words]\nColums = "Series"\n',
            "content/archive.toml: words: 'Colums' is no word of the pages: near ones are 'Columns'",
        ),
        (
            "tags.yaml",
            "Trade: [\n",
            "content/tags.yaml: YAML: while parsing a flow node did not find expected node content at line 2",
        ),
        (
            "2024/05/a.md",
            "no fence",
            "content/2024/05/a.md: no front matter, put the fields between two lines of `---`",
        ),
        ("2024/05/a.md", ARTICLE.replace("title: A harbour reopens\n", ""), "content/2024/05/a.md: title: is missing"),
        ("2024/05/a.md", ARTICLE.replace("2024-05-02", "2 May"), "date: '2 May' is no date"),
        ("2024/05/a.md", ARTICLE.replace("date: 2024-05-02\n", ""), "no date, so it is in no list"),
        ("2024/05/a.md", ARTICLE.replace("column:", "colum:"), "unknown field 'colum'"),
        ("2024/05/a.md", ARTICLE.replace("column: Coasts", "status: secret"), "status: 'secret' is not known"),
        (
            "2024/05/a.md",
            ARTICLE,
            "has the address /2024/05/02/a-harbour-reopens/ of content/2024/05/a-harbour-reopens.md",
        ),
        (
            "2024/06/b.md",
            ARTICLE.replace("slug: a-harbour-reopens", "aliases: [/2024/05/02/a-harbour-reopens/]"),
            "alias",
        ),
        ("authors.yaml", "Ada: {variant: [A.]}\n", "content/authors.yaml: Ada: variant: no such key"),
        ("2024/05/a.md", ARTICLE + "\n/// figure\n    src: gone.jpg\nA gull.\n///\n", "picture gone.jpg is missing"),
        ("2024/05/a.md", ARTICLE + "\n![A gull](gone.jpg)\n", "picture gone.jpg is missing"),
        (
            "2024/05/a.md",
            ARTICLE + "\n[Here](gone/)\n",
            "content/2024/05/a.md: link 'gone/' leads nowhere, write a full",
        ),
        ("2024/05/a.md", ARTICLE + "\n[Here][1].\n\n[1]: ../gone.md\n", "link '../gone.md' leads nowhere"),
        ("2024/05/a.md", ARTICLE + '\n<a href="gone.html">Here</a>.\n', "link 'gone.html' leads nowhere"),
        (
            "pages/about.md",
            SMALL_ARCHIVE["pages/about.md"] + "\n[Here](tags/)\n",
            "content/pages/about.md: link 'tags/'",
        ),
        ("tags.yaml", "Trade: {broader: [Money]}\n", "the broader tag 'Money', which is not there"),
        ("tags.yaml", "Trade: {broader: [Money]}\nMoney: {broader: [Trade]}\n", "'Money' is broader than itself"),
        ("tags.yaml", "Trade: {names: [deals]}\nMoney: {names: [Deals]}\n", "'Deals' is a name of both"),
        ("tags.yaml", "Trade: [\n", "content/tags.yaml: "),
        ("archive.toml", 'nam = "x"\n', "content/archive.toml: nam: no such setting"),
    ],
)
def test_a_fault_in_the_content_is_told_with_its_place(tmp_path: Path, name: str, text: str, told: str) -> None:
    assert told in lines(content_faults(archive(tmp_path, **{name.replace("/", "__"): text})))


def test_a_site_without_fault_has_none(tmp_path: Path) -> None:
    links = (
        '<a href="/archive/a/">a</a><a href="#all">top</a><a href="https://elsewhere.example/x">x</a><img src="p.png">'
    )
    files = {
        "index.html": PAGE.format(links),
        "a/index.html": PAGE.format('<a href="https://x.example/archive/#all">home</a>'),
        "p.png": "",
        "site.css": "body { background: url('p.png') }",
        "feed.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://x.example/archive/a/"/></feed>',
    }
    assert site_faults(site(tmp_path, files, "https://x.example/archive")) == []


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ('<a href="/archive/b/">b</a>', "the link /archive/b/ leads nowhere"),
        ('<a href="/archive/a">a</a>', "the link /archive/a lacks its last slash"),
        ('<a href="/a/">a</a>', "the link /a/ leads out of the site"),
        ('<a href="/archive/a/#nowhere">a</a>', "leads to no place on its page"),
        ('<img src="gone.png" srcset="gone-2.png 2x" alt="">', "the link gone.png leads nowhere"),
        ('<img src="p.png" srcset="gone-2.png 2x" alt="">', "the link gone-2.png leads nowhere"),
        ('<meta http-equiv="refresh" content="0; url=/archive/b/">', "the link /archive/b/ leads nowhere"),
        ('<meta property="og:image" content="https://x.example/archive/b.png">', "leads nowhere"),
        ('<a href="https://[bad">b</a>', "is no address"),
    ],
)
def test_a_broken_link_is_told_with_its_page(tmp_path: Path, markup: str, told: str) -> None:
    files = {"index.html": PAGE.format(markup), "a/index.html": PAGE.format(""), "p.png": ""}
    found = lines(site_faults(site(tmp_path, files, "https://x.example/archive")))
    assert found.startswith("index.html: ")
    assert told in found


def test_a_broken_link_of_a_style_sheet_or_feed_is_told(tmp_path: Path) -> None:
    entry = '<content type="html">&lt;a href="/gone/"&gt;x&lt;/a&gt;</content>'
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'
    files = {"site.css": "@import 'gone.css';", "feed.xml": feed, "bad.xml": "<feed>"}
    found = lines(site_faults(site(tmp_path, files)))
    assert "site.css: the link gone.css leads nowhere" in found
    assert "feed.xml: the link /gone/ leads nowhere" in found
    assert "bad.xml: not XML" in found


def test_a_link_that_is_broken_on_every_page_is_told_once(tmp_path: Path) -> None:
    pages = {f"{name}/index.html": PAGE.format('<a href="/gone/">x</a>') for name in "abc"}
    (fault,) = site_faults(site(tmp_path, pages))
    assert "(and on 2 more)" in fault.what


def test_the_page_of_a_draft_is_told_and_no_other_page_of_its_name(tmp_path: Path) -> None:
    draft = "---\ntitle: Ada\nstatus: draft\nslug: {}\n---\n\nShort.\n"
    drafts = {"drafts__ada.md": draft.format("ada-moreau"), "drafts__b.md": draft.format("a-harbour-reopens")}
    content = archive(tmp_path / "content", **drafts)
    innocent = ["authors/ada-moreau", "tags/ada-moreau", "2024/05/02/a-harbour-reopens"]
    told = ["2024/05/02/ada-moreau", "2024/05/03/a-harbour-reopens", "drafts/ada-moreau"]
    files = {f"{folder}/index.html": PAGE.format("") for folder in [*innocent, *told]}
    faults = site_faults(site(tmp_path / "site", files), content)
    assert [fault.path for fault in faults] == [f"{folder}/index.html" for folder in told]


def test_a_draft_in_any_file_of_the_site_is_told(tmp_path: Path) -> None:
    content = archive(tmp_path / "content")
    index = '{"text": "Nobody outside this house has read the sentence about the unannounced ferry."}'
    files = {"index.html": PAGE.format(""), "search/index.json": index}
    found = lines(site_faults(site(tmp_path / "site", files), content))
    assert found == "search/index.json: holds the draft content/drafts/held-back.md, build it again with publishconf.py"
