"""Containers: each gives the articles that lie in it, says what it had to leave out, and lets nothing out of itself."""

import gzip
import io
import json
import re
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import html as lxml_html
from playwright.sync_api import Browser
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from plugins import front_matter
from plugins.importer import accounts, containers, entries, pipeline, readers, webarchive
from plugins.importer.__main__ import main
from plugins.importer.errors import CaptureError
from plugins.importer.knowledge import Knowledge
from plugins.importer.model import Article, Document, Facts, over

from .conftest import Corpora
from .serving import served

FIXTURES = Path(__file__).parent / "fixtures" / "formats"
PAGE = FIXTURES / "the-lock-keepers-ledger.html"
EXPORT = FIXTURES / "courier-export.xml"
ADDRESS = "http://lantern-post.example/opinion/2024/06/18/the-lock-keepers-ledger.html"
PICTURE = "http://lantern-post.example/pictures/lock-gate.png"
MOMENT = "2024-06-19T08:00:00Z"
GATE = (FIXTURES / "lock-gate.png").read_bytes()
"""The page's picture."""


def articles(path: Path) -> tuple[list[Article], str]:
    """The articles of a capture, and what was said of what is not among them."""
    made = []
    try:
        for article in pipeline.articles_of(path, Knowledge()):
            made.append(article)
    except CaptureError as fault:
        return made, str(fault)
    return made, ""


def documents(path: Path) -> tuple[list[Document], str]:
    """The documents of a capture, and what was said of what is not among them."""
    read = []
    try:
        for document in readers.read(path):
            read.append(document)
    except CaptureError as fault:
        return read, str(fault)
    return read, ""


def told(article: Article) -> dict[str, object]:
    """What a reader of an article would see of it."""
    return {
        "title": article.title,
        "authors": article.authors,
        "date": article.date,
        "text": article.text,
        "figures": [(each.caption, each.credit, each.src, each.at) for each in article.figures],
    }


@pytest.fixture(scope="module")
def page() -> Article:
    """The article of the page itself."""
    document = next(readers.read(PAGE))
    path = PAGE
    [article] = pipeline.articles_of(path, Knowledge(), Facts(url=ADDRESS))
    assert document.blocks
    return article


# Pages as they are saved ----------------------------------------------------------------------------------------------


def _source() -> str:
    return PAGE.read_text(encoding="utf-8")


def _article_alone() -> str:
    return _source()[_source().index("<article>") : _source().index("</article>") + len("</article>")]


def _print_view() -> str:
    """As print views are: without menus, marks or metadata, in a table, with a line of their own."""
    bare = re.sub(r' class="[^"]*"|</?article>|</?header>', "", _article_alone())
    return f"""<html><head><title>Print - The Lantern Post</title></head><body onload="window.print()"><table><tr><td>
      <p>Printed from lantern-post.example</p>{bare}<p><a href="{ADDRESS}">Back to the page</a></p></td></tr></table>"""


def _amp() -> str:
    """As AMP pages are: its own elements for pictures, share buttons and advertisements, JSON-LD as on the page."""
    page = _source().replace("<html ", "<html amp ").replace("<img ", '<amp-img layout="responsive" ')
    extra = '<amp-social-share type="email"></amp-social-share><amp-ad type="x"><p>Buy a boat today</p></amp-ad>'
    return page.replace("</figure>", f"</figure>{extra}", 1)


SAVED: dict[str, Callable[[], str]] = {
    "fragment": _article_alone,
    "print": _print_view,
    "amp": _amp,
}


@pytest.mark.parametrize("kind", SAVED)
def test_a_page_is_the_same_however_it_is_saved(kind: str, page: Article, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(SAVED[kind](), encoding="utf-8")
    path.with_suffix(".toml").write_text(_sidecar(), encoding="utf-8")
    [article], fault = articles(path)
    assert not fault
    assert told(article) == told(page)
    assert article.document.facts.url == ADDRESS


def _told_without_pictures(article: Article) -> dict[str, object]:
    """As `told`, for a format whose pictures have no address of their own any more."""
    return told(article) | {"figures": [(each.caption, each.credit, each.at) for each in article.figures]}


SAVED_BY = {"chromium": ADDRESS, "firefox": ""}
"""A browser that saved the page complete, and the address that it wrote into it; Firefox writes none."""


def _saved_by(browser: str) -> Path:
    [path] = (FIXTURES / f"saved-by-{browser}").glob("*.html")
    return path


@pytest.mark.parametrize("browser", SAVED_BY)
def test_a_page_that_a_browser_saved_complete_is_the_page(browser: str, page: Article) -> None:
    """But for its picture's address, which stands nowhere in it: its file lies in the folder beside."""
    [article], fault = articles(_saved_by(browser))
    assert not fault
    assert _told_without_pictures(article) == _told_without_pictures(page)
    assert article.document.facts.url == SAVED_BY[browser]
    assert article.addresses == page.addresses


@pytest.mark.parametrize("browser", SAVED_BY)
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_picture_in_the_folder_beside_a_saved_page_is_laid_beside_the_article(
    browser: str, is_packed: bool, archive: "Archive"
) -> None:
    saved = _saved_by(browser).parent
    if is_packed:
        shutil.make_archive(str(archive.captures / "saved"), "zip", saved)
    else:
        shutil.copytree(saved, archive.captures / "saved")
    assert not archive.imported().faults
    [file] = archive.articles[SLUG].with_suffix("").iterdir()
    assert file.read_bytes() == GATE


def test_a_page_of_singlefile_keeps_its_pictures_address_and_day(page: Article, archive: "Archive") -> None:
    """But for its picture's address, in whose place the picture itself stands."""
    shutil.copy(FIXTURES / "singlefile.html", archive.captures)
    [article], fault = articles(archive.captures / "singlefile.html")
    assert not fault
    assert _told_without_pictures(article) == _told_without_pictures(page)
    facts = article.document.facts
    assert (facts.url, facts.captured) == (ADDRESS, "2026-11-28T22:07:38+01:00")
    archive.imported()
    [file] = archive.articles[SLUG].with_suffix("").iterdir()
    assert file.read_bytes() == GATE
    assert "base64" not in archive.articles[SLUG].read_text(encoding="utf-8")


# Made by the formats' own tools ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What a server answers, as a web archive keeps it."""

    url: str
    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()


ANSWERS = (
    Answer("http://lantern-post.example/old", b"", status="301 Moved Permanently", headers=(("Location", ADDRESS),)),
    Answer(ADDRESS, PAGE.read_bytes()),
    Answer(PICTURE, GATE, "image/png"),
    Answer("http://lantern-post.example/frame.html", b"<html><body>Sign in</body></html>"),
    Answer("http://lantern-post.example/gone", b"<html><body><p>Not found</p></body></html>", status="404 Not Found"),
)


def warc(path: Path, answers: tuple[Answer, ...] = ANSWERS, *, is_packed: bool = True, revisit: bool = True) -> Path:
    """Written by warcio, with a revisit of the page at the end."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=is_packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        for answer in answers:
            head = StatusAndHeaders(
                answer.status, [("Content-Type", answer.kind), *answer.headers], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                answer.url,
                "response",
                payload=io.BytesIO(answer.body),
                length=len(answer.body),
                http_headers=head,
                warc_headers_dict={"WARC-Date": MOMENT},
            )
            writer.write_record(record)
        if revisit:
            digest = "sha1:G7HRM7BGOKSKMSXZAHMUQTTV53QOFSMK"
            record = writer.create_revisit_record(ADDRESS, digest, ADDRESS, MOMENT)
            writer.write_record(record)
            record.raw_stream.close()
    return path


def kept(name: str, path: Path) -> Path:
    """A copy of a file that another tool made of the same page; README.md beside it says which."""
    return Path(shutil.copyfile(FIXTURES / name, path))


def arc_by_record(path: Path) -> Path:
    """Compressed record by record, as crawlers do."""
    data = (FIXTURES / "crawl-2.arc").read_bytes()
    starts = [0, *sorted(_boundaries(FIXTURES / "crawl-2.arc")), len(data)]
    path.write_bytes(b"".join(gzip.compress(data[start:end]) for start, end in pairwise(starts)))
    return path


def warc_by_wget(path: Path) -> Path:
    """As it lies in the WACZ."""
    with zipfile.ZipFile(FIXTURES / "crawl.wacz") as packed:
        path.write_bytes(packed.read("archive/crawl.warc.gz"))
    return path


def _sidecar() -> str:
    return f'url = "{ADDRESS}"\ncaptured = "{MOMENT}"\n'


def packed_folder(path: Path) -> Path:
    """A zip of a folder with a sidecar beside the page, among what a Mac adds."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(PAGE, "saved/page.html")
        packed.writestr("saved/page.toml", _sidecar())
        packed.writestr("__MACOSX/saved/._page.html", "\0\5\26\7")
        packed.writestr("saved/.DS_Store", "\0")
    return path


def packed_table(path: Path) -> Path:
    """A tar of a folder with one table for all its captures."""
    table = f"file,url,captured\npage.html,{ADDRESS},{MOMENT}\n".encode()
    with tarfile.open(path, "w:gz") as packed:
        packed.add(PAGE, "saved/page.html")
        member = tarfile.TarInfo("saved/captures.csv")
        member.size = len(table)
        packed.addfile(member, io.BytesIO(table))
    return path


def _content(is_illustrated: bool = True) -> str:
    """The page's article without what a feed has fields for."""
    article = lxml_html.fromstring(PAGE.read_text(encoding="utf-8")).cssselect("article")[0]
    assert isinstance(article, lxml_html.HtmlElement)
    for element in article.cssselect("h1, .byline, time" if is_illustrated else "h1, .byline, time, figure"):
        assert isinstance(element, lxml_html.HtmlElement)
        element.drop_tree()
    article.make_links_absolute(ADDRESS)
    return str(lxml_html.tostring(article, encoding="unicode"))


def _begun_feed(text: str, kind: str) -> tuple[FeedGenerator, FeedEntry]:
    """A feed of feedgen's with one entry, its text of a kind that feedgen knows."""
    made = FeedGenerator()
    made.load_extension("dc")
    made.id("http://lantern-post.example/")
    made.title("The Lantern Post")
    made.link(href="http://lantern-post.example/")
    made.description("Opinion")
    made.language("en-GB")
    entry = made.add_entry()
    entry.id(ADDRESS)
    entry.title("The lock-keeper’s ledger is an argument")
    entry.link(href=ADDRESS)
    entry.content(text, type=kind)
    return made, entry


def feed(path: Path) -> Path:
    """Written by feedgen, as Atom or RSS by its suffix."""
    made, entry = _begun_feed(_content(), "CDATA" if path.suffix == ".rss" else "html")
    entry.published("2024-06-18T06:30:00+01:00")
    entry.updated("2024-06-20T06:30:00+01:00")
    entry.author(name="Ines Calder", email="ines@lantern-post.example")
    entry.category(term="canals", label="Canals")
    if path.suffix == ".rss":
        entry.dc.dc_creator("Ines Calder")
        made.rss_file(str(path))
    else:
        made.atom_file(str(path))
    return path


MAKERS: dict[str, Callable[[Path], Path]] = {
    "crawl.warc": partial(warc, is_packed=False),
    "crawl.warc.gz": warc,
    "wget.warc.gz": warc_by_wget,
    "crawl-1.arc": partial(kept, "crawl-1.arc"),
    "crawl-2.arc": partial(kept, "crawl-2.arc"),
    "crawl.arc.gz": arc_by_record,
    "crawl.wacz": partial(kept, "crawl.wacz"),
    "saved.zip": packed_folder,
    "saved.tar.gz": packed_table,
    "feed.rss": feed,
    "feed.atom": feed,
    "feed.json": partial(kept, "feed.json"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_container_gives_the_article_of_its_page_and_no_other(name: str, page: Article, tmp_path: Path) -> None:
    """The redirect, the frame without a piece, the page that was not found and the revisit give none."""
    made, fault = articles(MAKERS[name](tmp_path / name))
    assert not fault
    assert [told(article) for article in made] == [told(page)]
    assert made[0].document.facts.url == ADDRESS


@pytest.mark.parametrize("name", MAKERS)
def test_the_format_is_told_by_content_and_not_by_suffix(name: str, tmp_path: Path) -> None:
    plain = MAKERS[name](tmp_path / name).rename(tmp_path / "capture.bin")
    assert len(articles(plain)[0]) == 1
    recognised = [reader for reader in readers._all() if reader.recognises(plain, plain.read_bytes()[: readers.HEAD])]
    assert len(recognised) == 1


@pytest.fixture(scope="module")
def saved_by_a_browser(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The page as Chromium saves it in one file, served from this machine."""
    root = tmp_path_factory.mktemp("served")
    (root / "pictures").mkdir()
    (root / "pictures" / "lock-gate.png").write_bytes(GATE)
    folder = root / "opinion" / "2024" / "06" / "18"
    folder.mkdir(parents=True)
    shutil.copy(PAGE, folder)
    with served(root) as address:
        tab = browser.new_page()
        tab.goto(f"{address}/opinion/2024/06/18/{PAGE.name}")
        snapshot = tab.context.new_cdp_session(tab).send("Page.captureSnapshot", {"format": "mhtml"})
        tab.close()
    path = root / "saved.mhtml"
    path.write_bytes(snapshot["data"].encode())
    yield path


def test_a_page_that_chromium_saved_is_the_page(saved_by_a_browser: Path, page: Article) -> None:
    made, fault = articles(saved_by_a_browser)
    assert not fault
    [article] = made
    assert (article.title, article.authors, article.date, article.text) == (
        page.title,
        page.authors,
        page.date,
        page.text,
    )
    assert [(each.caption, each.credit) for each in article.figures] == [
        (each.caption, each.credit) for each in page.figures
    ]
    assert article.document.facts.url.endswith(f"/opinion/2024/06/18/{PAGE.name}")
    assert article.document.facts.captured.endswith("Z")


def test_a_page_that_chromium_saved_is_said_to_be_cut_wherever_it_is_cut(
    saved_by_a_browser: Path, tmp_path: Path
) -> None:
    data = saved_by_a_browser.read_bytes()
    for share in (40, 60, 80, 95):
        cut = tmp_path / "cut.mhtml"
        cut.write_bytes(data[: len(data) * share // 100])
        assert "cut" in documents(cut)[1]


def test_a_page_that_did_not_come_whole_stays_a_draft(saved_by_a_browser: Path, tmp_path: Path) -> None:
    data = saved_by_a_browser.read_bytes()
    path = tmp_path / "page.mhtml"
    for mark, status in ((b"There is a larger point", "draft"), (b"Content-Type: image/png", "")):
        path.write_bytes(data[: data.index(mark) + 400])
        [document], fault = documents(path)
        assert "cut" in fault
        assert document.facts.status == status


def test_parts_in_parts_without_end_are_refused(tmp_path: Path) -> None:
    parts = (f'Content-Type: multipart/related; boundary="b{depth}"\n\n--b{depth}\n' for depth in range(3000))
    path = tmp_path / "page.mhtml"
    path.write_text("MIME-Version: 1.0\n" + "".join(parts), encoding="utf-8")
    assert "its parts are nested too deep, take it out" in documents(path)[1]


# Pictures -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Archive:
    """A content folder with captures in it."""

    content: Path

    @property
    def captures(self) -> Path:
        return self.content / "captures"

    def imported(self) -> pipeline.Report:
        return pipeline.import_captures(self.content)

    @property
    def articles(self) -> dict[str, Path]:
        """Slug -> file."""
        found = (path for path in self.content.rglob("*.md") if "captures" not in path.parts)
        return {path.stem: path for path in sorted(found)}

    def fields(self, slug: str) -> front_matter.Fields:
        return front_matter.read(self.articles[slug].read_text(encoding="utf-8"))[0]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "content")
    made.captures.mkdir(parents=True)
    return made


SLUG = "the-lock-keepers-ledger-is-an-argument"


@pytest.mark.parametrize("name", [name for name in MAKERS if name.startswith(("crawl", "wget"))])
def test_a_picture_of_the_same_file_is_laid_beside_the_article(name: str, archive: Archive) -> None:
    MAKERS[name](archive.captures / name)
    assert not archive.imported().faults
    article = archive.articles[SLUG]
    assert (article.with_suffix("") / "lock-gate.png").read_bytes() == GATE
    assert "src: lock-gate.png" in article.read_text(encoding="utf-8")


def test_a_picture_that_chromium_saved_is_laid_beside_the_article(saved_by_a_browser: Path, archive: Archive) -> None:
    shutil.copy(saved_by_a_browser, archive.captures)
    assert not archive.imported().faults
    [picture] = archive.articles[SLUG].with_suffix("").iterdir()
    assert picture.read_bytes() == GATE


def test_of_a_pictures_sizes_the_one_that_was_captured_is_taken(archive: Archive) -> None:
    sizes = b'srcset="/pictures/lock-gate-large.png 1600w, /pictures/lock-gate.png 640w" src="/pictures/lock-gate.png"'
    page = Answer(ADDRESS, PAGE.read_bytes().replace(b'src="/pictures/lock-gate.png"', sizes))
    warc(archive.captures / "crawl.warc", (page, ANSWERS[2]))
    assert not archive.imported().faults
    assert (archive.articles[SLUG].with_suffix("") / "lock-gate.png").read_bytes() == GATE


# Web archives ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_web_archive_is_said_to_be_cut_wherever_it_is_cut(is_packed: bool, tmp_path: Path) -> None:
    data = warc(tmp_path / "whole.warc", is_packed=is_packed).read_bytes()
    boundaries = _boundaries(tmp_path / "whole.warc")
    cut = tmp_path / "cut.warc"
    for end in range(1, len(data), 97):
        cut.write_bytes(data[:end])
        made, fault = documents(cut)
        assert fault or end in boundaries, f"cut at byte {end} of {len(data)}, and nothing was said"
        assert len(made) <= 2


def _boundaries(path: Path) -> set[int]:
    with path.open("rb") as raw:
        records = webarchive.records(raw, path.stat().st_size, lambda *_: False)
        return {record.offset for record in records if isinstance(record, webarchive.Record)}


def test_a_page_with_a_bit_changed_is_never_read(tmp_path: Path) -> None:
    """By its digest where the archive is not compressed, by the compression's own where it is."""
    for is_packed in (False, True):
        data = warc(tmp_path / "whole.warc", ANSWERS[1:2], is_packed=is_packed, revisit=False).read_bytes()
        begin = data.find(b"<!DOCTYPE") if not is_packed else len(data) // 2
        changed = tmp_path / "changed.warc"
        for at in range(begin, len(data) - 40, 101):
            changed.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
            made, fault = documents(changed)
            assert not made and fault


def test_bodies_come_out_of_chunks_and_compression(page: Article, tmp_path: Path) -> None:
    body = PAGE.read_bytes()
    half = len(body) // 2
    packed = gzip.compress(body)
    chunks = b"".join(f"{len(part):x};x=1\r\n".encode() + part + b"\r\n" for part in (packed[:900], packed[900:], b""))
    encodings = {
        "gzip": (packed, (("Content-Encoding", "gzip"),)),
        "deflate": (zlib.compress(body), (("Content-Encoding", "deflate"),)),
        "chunked": (
            f"{half:X}\r\n".encode()
            + body[:half]
            + f"\r\n{len(body) - half:x}\r\n".encode()
            + body[half:]
            + b"\r\n0\r\n\r\n",
            (("Transfer-Encoding", "chunked"),),
        ),
        "both": (chunks, (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))),
        "br": (brotli.compress(body), (("Content-Encoding", "br"),)),
        "undone": (body, (("Content-Encoding", "br"),)),
    }
    for name, (wrapped, headers) in encodings.items():
        made, fault = articles(warc(tmp_path / f"{name}.warc", (Answer(ADDRESS, wrapped, headers=headers),)))
        assert (name, fault) == (name, "")
        assert [told(article) for article in made] == [told(page)]


def test_a_page_is_read_in_the_encoding_that_its_server_named(page: Article, tmp_path: Path) -> None:
    bare = PAGE.read_text(encoding="utf-8").replace('<meta charset="utf-8">', "")
    for encoding in ("windows-1252", "utf-16le"):
        answer = Answer(ADDRESS, bare.encode(encoding), f"text/html; charset={encoding}")
        [article] = articles(warc(tmp_path / "crawl.warc", (answer,)))[0]
        assert told(article) == told(page)


def test_a_page_that_unpacks_without_end_is_left_out_by_name(tmp_path: Path) -> None:
    swollen = bytes(64 << 20)
    for coding, packed in (("gzip", gzip.compress(swollen)), ("br", brotli.compress(swollen, quality=1))):
        bomb = Answer("http://bomb.example/", packed, headers=(("Content-Encoding", coding),))
        made, fault = articles(warc(tmp_path / "bomb.warc", (bomb, *ANSWERS)))
        assert len(made) == 1
        assert "left out http://bomb.example/: it unpacks to more than 16 MiB" in fault


def test_a_page_that_was_captured_twice_is_read_twice_only_where_it_differs(tmp_path: Path) -> None:
    again = Answer(ADDRESS, PAGE.read_bytes().replace(b"ninety-one years", b"ninety-two years"))
    made, _ = documents(warc(tmp_path / "twice.warc", (ANSWERS[1], ANSWERS[1], again)))
    assert [document.member for document in made] == [ADDRESS, f"{ADDRESS} {MOMENT}"]


# Feeds ----------------------------------------------------------------------------------------------------------------

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Small Courier</title>{items}</channel></rss>"""


def test_a_picture_of_media_rss_has_its_caption_and_credit(tmp_path: Path) -> None:
    item = f"""<item><title>T</title><link>{ADDRESS}</link><media:content url="{PICTURE}" medium="image">
      <media:description>A gate, half open.</media:description><media:credit>Lena Orrin</media:credit></media:content>
      <media:content url="http://lantern-post.example/film.mp4" medium="video"/>
      <media:group><media:content url="{PICTURE}?small" type="image/png" width="300"/>
      <media:content url="{PICTURE}?large" type="image/png" width="1600"/><media:text>The other gate.</media:text>
      <media:credit role="author">Lena Orrin</media:credit><media:credit role="owner">AP</media:credit></media:group>
      <content:encoded><![CDATA[{_content(is_illustrated=False)}]]></content:encoded></item>"""
    path = tmp_path / "feed.xml"
    path.write_text(RSS.format(items=item), encoding="utf-8")
    [article] = articles(path)[0]
    assert [(each.src, each.caption, each.credit) for each in article.figures] == [
        (PICTURE, "A gate, half open.", "Lena Orrin"),
        (f"{PICTURE}?large", "The other gate.", "Lena Orrin, AP"),
    ]


@pytest.mark.parametrize("suffix", ["rss", "atom", "json"])
def test_a_picture_that_an_entry_encloses_stands_above_its_text_and_no_sound_does(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"feed.{suffix}"
    sound, text = "http://lantern-post.example/read-aloud.mp3", _content(is_illustrated=False)
    if suffix == "json":
        files = [{"url": sound, "mime_type": "audio/mpeg"}, {"url": PICTURE, "mime_type": "image/png"}]
        entry = {"id": ADDRESS, "url": ADDRESS, "title": "T", "content_html": text, "attachments": files}
        path.write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [entry]}), encoding="utf-8")
    elif suffix == "rss":
        made, item = _begun_feed(text, "CDATA")
        item.enclosure(PICTURE, "0", "image/png")
        made.rss_file(str(path))
    else:
        made, _ = _begun_feed(text, "html")
        kinds = ((sound, "audio/mpeg"), (PICTURE, "image/png"))
        links = "".join(f'<link rel="enclosure" type="{kind}" href="{address}"/>' for address, kind in kinds)
        written = made.atom_str().decode().replace("</entry>", f"{links}</entry>")  # feedgen forgets what a link is
        path.write_text(written, encoding="utf-8")
    [article], fault = articles(path)
    assert not fault
    assert [(each.src, each.at) for each in article.figures] == [(PICTURE, 0)]


def test_an_entry_with_a_summary_alone_stays_a_draft_and_says_so(tmp_path: Path) -> None:
    item = f"<item><title>T</title><link>{ADDRESS}</link><description>The first sentence. [...]</description></item>"
    path = tmp_path / "feed.xml"
    path.write_text(RSS.format(items=item), encoding="utf-8")
    [document] = documents(path)[0]
    assert document.facts.status == "draft"
    assert any("summary" in doubt for doubt in document.doubts)


def test_a_feed_that_is_not_well_formed_is_read_as_it_was_meant(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>A&B&nbsp;<b>C</title><guid isPermaLink='false'>{number}</guid>"
        f"<content:encoded><![CDATA[<p>x & y &amp; z \x0b{number}</p>]]></content:encoded></item>"
        for number in range(3)
    )
    path = tmp_path / "feed.xml"
    path.write_bytes(RSS.format(items=items).encode("utf-8"))
    made, fault = documents(path)
    assert not fault
    assert [document.facts.title for document in made] == ["A&B C"] * 3
    assert [document.blocks[-1].text for document in made] == [f"x & y & z \ufffd{number}" for number in range(3)]


def test_a_prefix_that_a_feed_forgot_to_declare_is_taken_for_what_it_is_elsewhere(tmp_path: Path) -> None:
    item = f"""<item><title>T</title><link>{ADDRESS}</link><dc:creator>Ines Calder</dc:creator><odd:thing/>
      <content:encoded><![CDATA[{_content()}]]></content:encoded></item>"""
    path = tmp_path / "feed.rss"
    path.write_text(f"<rss version='2.0'><channel>{item}</channel></rss>", encoding="utf-8")
    [article] = articles(path)[0]
    assert article.authors == ("Ines Calder",)
    assert len(article.body) > 8


@pytest.mark.parametrize("step", [7, 64, 65536])
def test_a_feed_is_the_same_in_whatever_steps_it_is_read(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.importer.xmlitems._STEP", step)
    whole, fault = documents(EXPORT)
    assert not fault
    assert whole[0].facts.title == "The harbour wall is not a metaphor"
    assert len(whole) == 9


def test_a_feed_is_said_to_be_cut_and_its_last_entry_left_out(tmp_path: Path) -> None:
    items = "".join(f"<item><title>T{number}</title><guid>g{number}</guid></item>" for number in range(4))
    data = RSS.format(items=items)
    path = tmp_path / "feed.xml"
    path.write_text(data[: data.index("<guid>g3")], encoding="utf-8")
    made, fault = documents(path)
    assert [document.facts.title for document in made] == ["T0", "T1", "T2"]
    assert "the file is cut" in fault


# WordPress's export ---------------------------------------------------------------------------------------------------


def test_a_post_has_its_author_column_tags_day_captions_and_gallery() -> None:
    article = articles(EXPORT)[0][0]
    assert (article.title, article.authors, article.column) == (
        "The harbour wall is not a metaphor",
        ("Ada Moreau",),
        "From the Quay",
    )
    assert article.date is not None and article.date.isoformat() == "2024-05-15"
    assert (article.date_from, article.publication, article.status) == ("container", "The Small Courier", "published")
    assert article.tags[:2] == ("budget", "sea walls")
    assert article.text.startswith("The wall at the end of our street")
    assert article.text.endswith("finds the wall still standing where it was put.")
    assert "[" not in article.text
    folder = "http://courier.example/wp-content/uploads"
    assert [(each.src, each.caption, each.alt) for each in article.figures] == [
        (f"{folder}/wall.jpg", "The wall at low tide, seen from the slip.", "A sea wall at low tide"),
        (f"{folder}/mortar.jpg", "A bucket of mortar, the property of the parish.", "A bucket on a stone step"),
        (f"{folder}/trail.jpg", "The end of the walking trail, which is also the end of the wall.", ""),
    ]


def test_the_blocks_of_the_block_editor_are_read_as_they_show() -> None:
    article = _post("what-the-slip-is-for")
    folder = "http://courier.example/wp-content/uploads"
    assert [(each.src, each.caption, each.at) for each in article.figures] == [
        (f"{folder}/wall.jpg", "", 0),
        (f"{folder}/low-tide.jpg", "Low tide, with the weed that holds the stones.", 1),
        (f"{folder}/high-tide.jpg", "High tide, and nothing to be seen of it. The slip on one day in May.", 1),
    ]
    assert [(each.kind, each.text) for each in article.body][2] == ("quote", FILM)


FILM = "https://video.example/tide"


def _post(slug: str) -> Article:
    return next(each for each in articles(EXPORT)[0] if each.document.facts.url.endswith(f"/{slug}/"))


def test_a_post_is_the_page_that_its_text_came_from(page: Article) -> None:
    """But for its picture, which WordPress keeps under an address of its own."""
    assert _told_without_pictures(_post("the-lock-keepers-ledger")) == _told_without_pictures(page)


@pytest.mark.parametrize("shown", sorted((FIXTURES / "courier").iterdir()), ids=lambda path: path.stem)
def test_a_post_is_the_page_that_wordpress_makes_of_it(shown: Path) -> None:
    """But for what WordPress does on the way: quotes are curled, a gallery is small, a film's address is no text."""
    [article], fault = articles(shown)
    assert not fault
    post = _post(shown.stem)
    assert told(article) | {
        "text": article.text.replace("“", '"').replace("”", '"'),
        "figures": [(each.caption, each.credit, each.src.replace("-150x150", ""), each.at) for each in article.figures],
    } == told(post) | {"text": post.text.replace(f"{FILM}\n\n", "")}


def test_what_wordpress_holds_back_stays_a_draft_whatever_lies_beside_the_export(archive: Archive) -> None:
    shutil.copy(EXPORT, archive.captures / "courier.xml")
    (archive.captures / "courier.toml").write_text('status = "published"\nlanguage = "en"\n', encoding="utf-8")
    assert not archive.imported().faults
    by_status: dict[str, set[str]] = {}
    for slug in archive.articles:
        by_status.setdefault(str(archive.fields(slug)["status"]), set()).add(slug)
    assert by_status == {
        "published": {"the-harbour-wall-is-not-a-metaphor", SLUG, "what-the-slip-is-for"},
        "draft": {
            "a-draft-about-eels",
            "a-private-letter",
            "a-letter-for-next-year",
            "behind-a-password",
            "thrown-away",
            "about",
        },
    }
    assert all(archive.articles[slug].parent.name == "drafts" for slug in by_status["draft"])


# Archives of captures -------------------------------------------------------------------------------------------------


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt", "%2e%2e/evil.txt"]
)
def test_a_member_that_leaves_its_folder_is_refused_by_name_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"page.html": PAGE.read_bytes(), name: b"evil"})
    made, fault = articles(path)
    assert len(made) == 1
    assert f"left out {name}: it leaves its folder" in fault
    assert not list(tmp_path.rglob("*evil*"))


def test_an_archive_in_an_archive_and_a_member_that_swells_are_refused_by_name(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"page.html": PAGE.read_bytes()}).read_bytes()
    members = {"inner.zip": inner, "swollen.html": bytes(40 << 20), "page.html": PAGE.read_bytes()}
    made, fault = articles(zipped(tmp_path / "outer.zip", members))
    assert len(made) == 1
    assert "inner.zip: it is an archive in an archive" in fault
    assert "swollen.html: it unpacks to" in fault


def test_an_archive_that_holds_no_capture_is_a_fault_and_so_is_a_row_for_a_file_that_is_not_there(
    tmp_path: Path,
) -> None:
    letter = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document><p>Dear Sir</p></document>"}
    made, fault = articles(zipped(tmp_path / "letter.docx", letter))
    assert not made
    assert "letter.docx: read: nothing in it is a capture" in fault

    rows = {
        "captures.csv": b"file,date\nfolder/page.html,2019-01-01\n",
        "folder/captures.csv": b"file,date\npage.html,2020-01-01\n",
    }
    made, fault = articles(zipped(tmp_path / "a.zip", {"folder/page.html": PAGE.read_bytes(), **rows}))
    assert [str(article.date) for article in made] == ["2020-01-01"]
    assert "left out captures.csv: no file 'folder/page.html' lies beside it" in fault


def test_two_members_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("a.txt", "One letter about the harbour.")
        packed.writestr("A.txt", "Another letter about the harbour.")
        packed.writestr("a.txt", "A third letter about the harbour.")
    made, fault = documents(path)
    assert not fault
    assert sorted(document.blocks[0].text.split()[0] for document in made) == ["A", "Another", "One"]
    assert len({document.member for document in made}) == 3


def test_a_damaged_archive_is_one_fault_and_the_other_captures_are_imported(archive: Archive) -> None:
    whole = packed_folder(archive.captures / "whole.zip")
    (archive.captures / "cut.zip").write_bytes(whole.read_bytes()[:-40])
    report = archive.imported()
    assert list(archive.articles) == [SLUG]
    assert [fault.path.name for fault in report.faults] == ["cut.zip"]


def test_what_is_called_an_archive_and_is_none_is_told_as_damaged(archive: Archive) -> None:
    names = ["a.zip", "b.tar", "c.tar.gz", "d.tgz", "e.warc.gz"]
    for name in names:
        (archive.captures / name).write_bytes(bytes(range(256)) + name.encode())
    told = "read: the archive is damaged, copy it again or take it out"
    report = archive.imported()
    assert [str(fault) for fault in report.faults] == [f"{archive.captures / name}: {told}" for name in names]
    assert report.left_out == []


def test_a_member_of_no_known_format_is_named_once_and_is_no_fault(archive: Archive) -> None:
    saved = {f"page_files/{name}": b"x" for name in ("a.css", "lock-gate.png", "collect")}
    zipped(archive.captures / "a.zip", {"page.html": PAGE.read_bytes(), "notes.pdf": b"%PDF-1.4", **saved})
    report = archive.imported()
    assert (report.count("new"), report.faults) == (1, [])
    told = "notes.pdf: its format is not known; save what it says as text (.txt)"
    assert report.left_out == [("a.zip", told)]
    again = archive.imported()
    assert (again.unchanged, again.left_out) == ({"a.zip"}, [])
    accounts.keep(archive.content, archive.content.parent / "accounts")
    assert len(list((archive.content.parent / "accounts").glob("*.json"))) == 2  # the index, and that of the page


def test_a_file_of_no_known_format_among_captures_is_named_and_nothing_that_belongs_to_one(archive: Archive) -> None:
    shutil.copy(PAGE, archive.captures / "page.html")
    for name in ("page.toml", "captures.csv", "quay.png", "page_files/collect", "page.html.pictures/x", ".hidden"):
        (archive.captures / name).parent.mkdir(exist_ok=True)
        (archive.captures / name).write_bytes(b"")
    for _ in range(2):
        report = archive.imported()
        assert (report.left_out, report.faults) == ([], [])
    (archive.captures / "letter.odt").write_bytes(b"")
    assert archive.imported().left_out == [("letter.odt", "its format is not known; save what it says as text (.txt)")]


def test_a_member_that_is_the_same_page_as_a_capture_changes_nothing_of_its_article(archive: Archive) -> None:
    shutil.copy(PAGE, archive.captures / "page.html")
    facts = 'title = "The ledger"\ndate = 2020-01-02\npublication = "The Small Courier"\n'
    (archive.captures / "page.toml").write_text(facts, encoding="utf-8")
    archive.imported()
    before = {path: path.read_bytes() for path in archive.articles.values()}
    zipped(archive.captures / "a.zip", {"page.html": PAGE.read_bytes()})
    report = archive.imported()
    assert report.imported == []
    assert report.left_out == [("a.zip#page.html", "it is the same page as page.html; take one of the two away")]
    assert {path: path.read_bytes() for path in archive.articles.values()} == before


def test_a_dry_run_and_a_preview_leave_out_what_the_import_leaves_out(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(PAGE, archive.captures / "page.html")
    zipped(archive.captures / "z.zip", {"page.html": PAGE.read_bytes()})
    other = PAGE.read_bytes().replace(b"lock", b"loch")
    zipped(archive.captures / "a.zip", {"one.html": other, "two.html": other})
    planned = pipeline.import_captures(archive.content, dry_run=True)
    assert main(["--content", str(archive.content), "preview", str(archive.captures)]) == 0
    previewed = capsys.readouterr()
    done = archive.imported()
    told = [("a.zip#two.html", "a.zip#one.html"), ("z.zip#page.html", "page.html")]
    same = [(part, f"it is the same page as {twin}; take one of the two away") for part, twin in told]
    assert planned.left_out == done.left_out == same
    made = [each.capture for each in done.imported]
    assert [each.capture for each in planned.imported] == made
    assert [line.split()[1] for line in previewed.out.splitlines() if line.startswith("capture ")] == made
    assert previewed.err == "".join(f"left out {part}: {why}\n" for part, why in same)


def test_memory_does_not_grow_with_a_member(tmp_path: Path) -> None:
    """A web archive in a zip is laid on the disk and gone through record by record."""
    assert containers.MEMBER > containers.PAGE
    film = Answer("http://x.example/film", bytes(containers.PAGE + (1 << 20)), "video/mp4")
    path = warc(tmp_path / "film.warc", (film, ANSWERS[1]), is_packed=False)
    with path.open("rb") as raw:
        records = list(webarchive.records(raw, path.stat().st_size, lambda kind, _: kind == "response"))
    kept = [len(each.block) for each in records if isinstance(each, webarchive.Record)]
    assert max(kept) < 1 << 17
    assert len(articles(path)[0]) == 1


# Importing containers -------------------------------------------------------------------------------------------------


def entry(number: int, word: str = "harbour") -> str:
    sentences = " ".join(
        f"The {word} wall has stood there {count} years for certain."
        for count in range(100 * number, 100 * number + 20)
    )
    return (
        f"<item><title>Letter number {number} about the {word}</title><guid>tag:{number}</guid>"
        f"<pubDate>Tue, 0{number} Jan 2019 10:00:00 +0000</pubDate>"
        f"<content:encoded><![CDATA[<p>{sentences}</p><p>{sentences}</p>]]></content:encoded></item>"
    )


def test_importing_a_feed_again_changes_nothing_and_a_feed_that_grew_adds_what_is_new(archive: Archive) -> None:
    path = archive.captures / "feed.xml"
    path.write_text(RSS.format(items=entry(2) + entry(1)), encoding="utf-8")
    assert archive.imported().count("new") == 2
    before = {path: path.read_bytes() for path in archive.articles.values()}
    assert not archive.imported().imported
    path.write_text(RSS.format(items=entry(3) + entry(2) + entry(1)), encoding="utf-8")
    report = archive.imported()
    assert (report.count("new"), report.count("changed"), report.count("same")) == (1, 0, 2)
    assert all(path.read_bytes() == data for path, data in before.items())


def test_preview_and_import_name_a_part_of_a_file_alike(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    path = archive.captures / "feed.xml"
    path.write_text(RSS.format(items=entry(2) + entry(1)), encoding="utf-8")
    assert main(["--content", str(archive.content), "preview", str(path)]) == 0
    named = [line.split()[1] for line in capsys.readouterr().out.splitlines() if line.startswith("capture ")]
    assert named == [each.capture for each in archive.imported().imported] == ["feed.xml#tag:2", "feed.xml#tag:1"]


def test_the_summary_counts_articles_and_files_apart(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    path = archive.captures / "feed.xml"
    command = ["--content", str(archive.content), "import", "--processes", "1"]
    for items, told in (
        (entry(2) + entry(1), "articles: 2 new, 0 changed; files: 0 as they were"),
        (entry(2) + entry(1), "articles: 0 new, 0 changed; files: 1 as they were"),
        (entry(2) + entry(1) + "\n", "articles: 0 new, 0 changed; files: 1 as they were"),
        (entry(3) + entry(2) + entry(1), "articles: 1 new, 0 changed; files: 0 as they were"),
    ):
        path.write_text(RSS.format(items=items), encoding="utf-8")
        assert main(command) == 0
        assert f"Imported {told}, 0 left out, 0 failed." in capsys.readouterr().out


def test_an_article_of_a_container_that_a_person_deletes_stays_deleted(archive: Archive) -> None:
    path = archive.captures / "feed.xml"
    path.write_text(RSS.format(items=entry(2) + entry(1)), encoding="utf-8")
    archive.imported()
    archive.articles["letter-number-1-about-the-harbour"].unlink()
    path.write_text(RSS.format(items=entry(3) + entry(2) + entry(1)), encoding="utf-8")
    report = archive.imported()
    assert len(report.left_out) == 1
    assert set(archive.articles) == {f"letter-number-{number}-about-the-harbour" for number in (2, 3)}


def test_what_is_whole_of_a_cut_file_is_imported_and_the_rest_once_it_is_mended(archive: Archive) -> None:
    path = archive.captures / "feed.xml"
    whole = RSS.format(items=entry(1) + entry(2))
    path.write_text(whole[: whole.index("tag:2")], encoding="utf-8")
    for _ in range(2):
        report = archive.imported()
        assert [fault.reason for fault in report.faults] == ["the file is cut: it ends before its end"]
        assert len(archive.articles) == 1
    path.write_text(whole, encoding="utf-8")
    assert not archive.imported().faults
    assert len(archive.articles) == 2


def test_what_lies_beside_wins_field_by_field_and_lifts_no_bar() -> None:
    contained = Facts(url="http://a.example/", title="Theirs", authors=("A B",), status="draft")
    beside = Facts(title="Ours", status="published")
    assert over(beside, contained) == Facts(url="http://a.example/", title="Ours", authors=("A B",), status="draft")
    assert over(Facts(status="hidden"), contained).status == "hidden"
    assert over(beside, Facts(title="Theirs")).status == "published"


# Hostile files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["archives", "mhtml", "warc", "xmlfeeds"])
def test_hostile_files_do_what_is_expected_of_them(kind: str, corpora: Corpora, tmp_path: Path) -> None:
    folder = corpora.vectors / kind
    wrong = []
    for vector in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        made, fault = documents(folder / vector["file"])
        if not _is_as_expected(vector, made, fault):
            wrong.append((vector["file"], vector["expect"], len(made), fault))
    assert not wrong


@pytest.mark.parametrize(("name", "begin"), [("page.html", "<html>"), ("feed.xml", "<rss><channel>")])
def test_comments_before_a_file_begins_cost_no_time(name: str, begin: str, tmp_path: Path) -> None:
    """WordPress puts fifteen before an export. Each doubled the time that a file took, once."""
    path = tmp_path / name
    path.write_text("<!-- a line -->\n" * 200 + f"{begin}<p>Text</p>", encoding="utf-8")
    assert readers.recognise(path) is not None


ALL_RIGHT = "example-bad.warc.gz.bad"
"""Two records in one gzip member, which the standard only advises against: both are whole, with the right digests."""


def _is_as_expected(vector: dict[str, str], made: list[Document], fault: str) -> bool:
    expected = vector["expect"]
    if expected.startswith("read; in nothing"):
        return not fault and all(document.facts.status == "draft" for document in made)
    if expected == "refuse":
        return bool(fault) and not made
    if expected.startswith(("say that the file is cut", "read what is whole and say that the file is cut")):
        return "cut" in fault
    if expected.startswith(("refuse the member", "read what is right; refuse the record")):
        return "left out" in fault or (vector["file"] == ALL_RIGHT and len(made) == 1)
    if expected in ("read", "read, both members kept apart"):
        return not fault
    assert expected in ("read or refuse", "read within the limits, or refuse by the limit, by name"), expected
    return bool(made) or bool(fault)


@pytest.mark.parametrize("name", MAKERS)
def test_a_damaged_container_never_stops_a_run_and_a_cut_one_says_so(name: str, tmp_path: Path) -> None:
    data = MAKERS[name](tmp_path / name).read_bytes()
    changed = tmp_path / f"changed.{name.partition('.')[2]}"
    for part in range(1, 20):
        changed.write_bytes(data[: len(data) * part // 20])
        assert documents(changed)[1], f"cut at {part}/20"
    is_summed = name.endswith((".gz", ".zip", ".wacz"))
    whole = [document.blocks for document in documents(tmp_path / name)[0]]
    for part in range(1, 12):
        at = len(data) * part // 12
        changed.write_bytes(data[:at] + bytes([data[at] ^ 2]) + data[at + 1 :])
        made, fault = documents(changed)
        assert fault or not is_summed or [document.blocks for document in made] == whole, f"changed at {at}"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("Wed, 30 Nov -0001 00:00:00 +0000", None),
        ("0000-00-00 00:00:00", None),
        ("Wed, 30 Nov 2016 00:00:00 +0000", "2016-11-30"),
    ],
)
def test_the_empty_date_of_a_draft_is_no_day(moment: str, day: str | None) -> None:
    found = entries.day_of(moment)
    assert (found.isoformat() if found else None) == day
