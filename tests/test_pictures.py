"""Pictures in several sizes: smaller ones only, made once, and never by the hand of an article."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from plugins import picture_sizes
from plugins.picture_sizes import copies_of
from plugins.pictures import PictureFolder
from plugins.rendering import Renderer


def picture(path: Path, size: tuple[int, int], **options: object) -> Path:
    """A picture with enough in it that every size is worth its bytes."""
    noise = Image.frombytes("RGB", (200, 150), os.urandom(200 * 150 * 3)).resize(size, Image.Resampling.BICUBIC)
    stream = BytesIO()
    noise.save(stream, path.suffix[1:].replace("jpg", "jpeg"), **options)
    path.write_bytes(stream.getvalue())
    return path


def test_copies_are_no_wider_than_the_picture_and_no_larger(tmp_path: Path) -> None:
    original = picture(tmp_path / "a.png", (1000, 750))
    found = copies_of(original, tmp_path / "cache")
    assert list(found) == ["image/avif", "image/webp"]
    for kind, copies in found.items():
        assert [copy.width for copy in copies] == [480, 800, 1000]
        for copy in copies:
            with Image.open(copy.file) as made:
                assert (made.get_format_mimetype(), made.size) == (kind, (copy.width, round(copy.width * 0.75)))
        sizes = [copy.file.stat().st_size for copy in copies]
        assert sorted({*sizes, original.stat().st_size}) == [*sizes, original.stat().st_size]


def test_a_drawing_has_its_own_width_among_its_copies_or_none(tmp_path: Path) -> None:
    flat = Image.new("RGB", (900, 600), "white")
    flat.paste("red", (100, 100, 700, 500))
    flat.save(tmp_path / "a.png", optimize=True)
    assert [copies[-1].width for copies in copies_of(tmp_path / "a.png", tmp_path / "cache").values()] in (
        [900],
        [900, 900],
    )
    flat.save(tmp_path / "a.webp", lossless=True)
    assert copies_of(tmp_path / "a.webp", tmp_path / "cache") == {}


def test_a_copy_is_made_once_and_again_only_for_another_picture(tmp_path: Path) -> None:
    original, cache = picture(tmp_path / "a.jpg", (600, 400)), tmp_path / "cache"

    def made() -> dict[Path, int]:
        return {
            each.file: each.file.stat().st_mtime_ns for copies in copies_of(original, cache).values() for each in copies
        }

    first = made()
    assert made() == first != {}
    picture(original, (600, 400))
    assert not made().keys() & first.keys()


def test_a_picture_on_its_side_is_set_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    original = picture(tmp_path / "a.jpg", (900, 600), exif=exif)
    with Image.open(copies_of(original, tmp_path / "cache")["image/avif"][0].file) as made:
        assert made.size == (480, 720)


def test_what_moves_or_cannot_be_read_has_no_copies(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (600, 400), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:])
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    assert copies_of(tmp_path / "a.webp", tmp_path / "cache") == {}
    assert copies_of(tmp_path / "b.png", tmp_path / "cache") == {}


def test_a_figure_offers_its_sizes_and_never_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_sizes, "CACHE", tmp_path / "cache")
    (tmp_path / "slug").mkdir()
    picture(tmp_path / "slug" / "a quay.png", (1000, 750))
    folder = PictureFolder(tmp_path / "slug", "https://x.example/archive/2024/05/14/slug/")
    renderer = Renderer(site="https://x.example/archive", typeset=True)
    body = renderer.body("/// figure\n    src: a quay.png\n    alt: A quay\nThe quay.\n///", "en", folder, print)
    page = BeautifulSoup(body.html, "html.parser")
    sources, shown = page.select("figure > picture > source"), page.select_one("figure > picture > img")
    assert shown is not None
    assert (shown["width"], shown["height"], shown["alt"]) == ("1000", "750", "A quay")
    at = "https://x.example/archive/2024/05/14/slug/a%20quay.png"
    srcsets = [", ".join(f"{at}.{width}.{kind} {width}w" for width in (480, 800, 1000)) for kind in ("avif", "webp")]
    assert [(source["type"], source["srcset"]) for source in sources] == [
        ("image/avif", srcsets[0]),
        ("image/webp", srcsets[1]),
    ]
    assert body.lead_picture == at
    assert body.lead_sources == [("image/avif", srcsets[0]), ("image/webp", srcsets[1])]
    assert len(folder.files) == 7


def test_the_picture_above_the_fold_is_fetched_at_once_and_others_when_they_are_near(tmp_path: Path) -> None:
    (tmp_path / "slug").mkdir()
    picture(tmp_path / "slug" / "a.png", (100, 75))
    figure = "/// figure\n    src: a.png\n    alt: A\nThe quay.\n///"

    def loading(markdown: str) -> list[tuple[object, object]]:
        html = Renderer(site="", typeset=True).body(markdown, "en", PictureFolder(tmp_path / "slug", "/"), print).html
        return [
            (image.get("loading"), image.get("fetchpriority")) for image in BeautifulSoup(html, "html.parser")("img")
        ]

    assert loading(f"Short.\n\n{figure}\n\n{figure}") == [(None, "high"), ("lazy", None)]
    assert loading(f"{'Long. ' * 100}\n\n{figure}") == [("lazy", None)]


def test_an_article_cannot_name_sizes_of_its_own(tmp_path: Path) -> None:
    renderer = Renderer(site="", typeset=True)
    markdown = '<picture><source srcset="https://evil.example/x.png 1w" type="image/webp"><i>x</i></picture>'
    body = renderer.body(markdown, "en", PictureFolder(tmp_path, "/"), print)
    assert "evil" not in body.html and "<source" not in body.html
