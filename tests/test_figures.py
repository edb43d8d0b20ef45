"""The figure block, from Markdown to what a page shows."""

import struct
import zlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from plugins import front_matter
from plugins.pictures import PictureError, PictureFolder, size
from plugins.rendering import Body, Renderer

FIGURE = """/// figure
    src: quay.png
    alt: Three cranes & a "gull"
    credit: Photo: J. Pell/Gazette
The quay, [seen](https://x.example/) at *dawn*.
///"""


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def pictures(tmp_path: Path) -> PictureFolder:
    folder = tmp_path / "content" / "2024" / "05" / "slug"
    folder.mkdir(parents=True)
    (folder / "quay.png").write_bytes(png(32, 20))
    (tmp_path / "outside.png").write_bytes(png(1, 1))
    (folder.parent / "beside.png").write_bytes(png(1, 1))
    return PictureFolder(folder, "/archive/2024/05/14/slug/")


def render(markdown: str, pictures: PictureFolder, warnings: list[str] | None = None) -> Body:
    heard = [] if warnings is None else warnings
    return Renderer(site="/archive", typeset=False).body(markdown, "en", pictures, heard.append)


def figure(body: Body) -> Tag:
    found = BeautifulSoup(body.html, "html.parser").find_all("figure")
    assert len(found) == 1
    assert isinstance(found[0], Tag)
    return found[0]


def test_a_figure_has_its_picture_caption_and_credit_apart(pictures: PictureFolder) -> None:
    body = render(FIGURE, pictures)
    assert body.html == (
        '<figure class="figure">'
        '<img src="/archive/2024/05/14/slug/quay.png" alt="Three cranes &amp; a &quot;gull&quot;" '
        'width="32" height="20" fetchpriority="high" decoding="async"><figcaption>'
        '<span class="caption">The quay, <a href="https://x.example/">seen</a> at <em>dawn</em>.</span> '
        '<span class="credit">Photo: J. Pell/Gazette</span></figcaption>\n</figure>'
    )
    assert (body.figures, body.lead_picture) == (1, "/archive/2024/05/14/slug/quay.png")
    assert list(pictures.files) == ["quay.png"]


def test_a_figure_without_picture_keeps_its_caption_once(pictures: PictureFolder) -> None:
    shown = figure(render("/// figure\n    credit: AP\nDelegates.\n///", pictures))
    assert shown["class"] == ["figure", "figure-unpictured"]
    assert shown.get_text().split() == ["Delegates.", "AP"]


def test_a_picture_that_is_missing_is_named_and_its_caption_stays(pictures: PictureFolder) -> None:
    heard: list[str] = []
    shown = figure(render("/// figure\n    src: gone.png\nDelegates.\n///", pictures, heard))
    assert shown["class"] == ["figure", "figure-unpictured"]
    assert heard == ["picture 'gone.png' is not in slug/; put it there, or correct `src`"]


def test_a_figure_stands_between_its_paragraphs(pictures: PictureFolder) -> None:
    for text in (f"Before.\n\n{FIGURE}\n\nAfter.", f"Before.\n{FIGURE}\nAfter."):
        html = BeautifulSoup(render(text, pictures).html, "html.parser")
        assert [tag.name for tag in html.find_all(recursive=False)] == ["p", "figure", "p"]


def test_a_caption_of_several_paragraphs_is_one_line(pictures: PictureFolder) -> None:
    shown = figure(render("/// figure\nOne.\n\nTwo.\n///", pictures))
    assert shown.get_text().split() == ["One.", "Two."]


def test_two_figures_in_a_row_are_two(pictures: PictureFolder) -> None:
    assert render("/// figure\nOne.\n///\n\n/// figure\nTwo.\n///\n", pictures).figures == 2


@pytest.mark.parametrize(
    "credit", ["Photo: A/B: C", "yes", "2024-01-01", "'quoted'", '"Quoted"', "1.10", "A & B <b>", "[AP]"]
)
def test_an_option_is_the_text_that_stands_there(credit: str, pictures: PictureFolder) -> None:
    shown = figure(render(f"/// figure\n    credit: {credit}\nCaption.\n///", pictures)).find(class_="credit")
    assert shown is not None
    assert shown.get_text() in (credit, credit.strip("\"'"))


@pytest.mark.parametrize("alt", ["Two flags: " * 30, "src: 'x' " * 30, '# 5 < 6 & \\ "q" [x] {y} | - ' * 9, "旗" * 200])
def test_an_option_that_yaml_folds_over_lines_is_read_back(alt: str, pictures: PictureFolder) -> None:
    options = front_matter.render({"src": "quay.png"}) + front_matter.render({"alt": alt.strip()})
    indented = "".join(f"    {line}\n" for line in options.splitlines())
    picture = figure(render(f"/// figure\n{indented}Caption.\n///", pictures)).find("img")
    assert isinstance(picture, Tag)
    assert picture["alt"] == alt.strip()


def test_an_entity_in_an_option_is_text(pictures: PictureFolder) -> None:
    assert "&amp;lt;b&amp;gt;" in render("/// figure\n    credit: '&lt;b&gt;'\nCaption.\n///", pictures).html


def test_a_figure_that_never_ends_swallows_nothing(pictures: PictureFolder) -> None:
    body = render("/// figure\n    credit: AP\nCaption.\n\nA paragraph.", pictures)
    assert "A paragraph." in body.html
    assert body.figures == 0


@pytest.mark.parametrize(
    "src",
    [
        "../beside.png",
        "../../../../outside.png",
        "%2e%2e/beside.png",
        "..%2fbeside.png",
        "..\\beside.png",
        "/etc/passwd",
        "/2024/05/14/slug/quay.png",
        "file:///etc/passwd",
        "//evil.example/x.png",
        "{static}/../../outside.png",
        "{attach}quay.png",
        "|static|/quay.png",
        "javascript:alert(1)",
        "data:text/html,x",
        "data:image/svg+xml,x",
        "quay.svg",
        "x" * 300 + ".png",
    ],
)
def test_nothing_outside_the_folder_of_the_article_is_reached(src: str, pictures: PictureFolder) -> None:
    (pictures.folder / "quay.svg").write_text("<svg/>")
    with pytest.raises(PictureError):
        pictures.find(src)
    body = render(f'/// figure\n    src: "{src}"\nCaption.\n///\n\n![x](<{src}>) <img src="{src}">', pictures)
    assert "<img" not in body.html
    assert pictures.files == {}


def test_a_link_out_of_the_folder_is_not_followed(pictures: PictureFolder) -> None:
    try:
        (pictures.folder / "link.png").symlink_to(pictures.folder.parent / "beside.png")
    except OSError:
        pytest.skip("this system allows no symbolic links")
    with pytest.raises(PictureError):
        pictures.find("link.png")


def test_a_picture_of_another_host_stays_linked(pictures: PictureFolder) -> None:
    body = render("/// figure\n    src: https://x.example/a.jpg\n    alt: A\nCaption.\n///", pictures)
    assert body.lead_picture == "https://x.example/a.jpg"


SIZES = {
    "png": (png(7, 9), (7, 9)),
    "gif": (b"GIF89a\x07\0\x09\0", (7, 9)),
    "jpg": (b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xc0\0\x11\x08\0\x09\0\x07\x03", (7, 9)),
    "webp": (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x06\0\0\x08\0\0", (7, 9)),
    "cut": (png(7, 9)[:18], None),
    "text": (b"not a picture", None),
    "empty": (b"", None),
}


@pytest.mark.parametrize("kind", SIZES)
def test_sizes_are_read_from_the_head_of_the_file(kind: str, tmp_path: Path) -> None:
    data, expected = SIZES[kind]
    (tmp_path / "picture").write_bytes(data)
    assert size(tmp_path / "picture") == expected
