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
    copies = copies_of(original, tmp_path / "cache")
    assert [copy.width for copy in copies] == [480, 800, 1000]
    for copy in copies:
        with Image.open(copy.file) as made:
            assert (made.format, made.size) == ("WEBP", (copy.width, round(copy.width * 0.75)))
        assert copy.file.stat().st_size < original.stat().st_size


def test_a_copy_is_made_once_and_again_only_for_another_picture(tmp_path: Path) -> None:
    original, cache = picture(tmp_path / "a.jpg", (600, 400)), tmp_path / "cache"
    first = {copy.file: copy.file.stat().st_mtime_ns for copy in copies_of(original, cache)}
    again = {copy.file: copy.file.stat().st_mtime_ns for copy in copies_of(original, cache)}
    assert again == first != {}
    assert not set(first) & {copy.file for copy in copies_of(picture(original, (600, 400)), cache)}


def test_a_picture_on_its_side_is_set_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    original = picture(tmp_path / "a.jpg", (900, 600), exif=exif)
    with Image.open(copies_of(original, tmp_path / "cache")[0].file) as made:
        assert made.size == (480, 720)


def test_what_moves_or_cannot_be_read_has_no_copies(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (600, 400), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:])
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    assert copies_of(tmp_path / "a.webp", tmp_path / "cache") == ()
    assert copies_of(tmp_path / "b.png", tmp_path / "cache") == ()


def test_a_figure_offers_its_sizes_and_never_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_sizes, "CACHE", tmp_path / "cache")
    (tmp_path / "slug").mkdir()
    picture(tmp_path / "slug" / "a quay.png", (1000, 750))
    folder = PictureFolder(tmp_path / "slug", "https://x.example/archive/2024/05/14/slug/")
    renderer = Renderer(site="https://x.example/archive", typeset=True)
    body = renderer.body("/// figure\n    src: a quay.png\n    alt: A quay\nThe quay.\n///", "en", folder, print)
    page = BeautifulSoup(body.html, "html.parser")
    source, shown = page.select_one("figure > picture > source"), page.select_one("figure > picture > img")
    assert source is not None and shown is not None
    assert (shown["width"], shown["height"], shown["alt"]) == ("1000", "750", "A quay")
    at = "https://x.example/archive/2024/05/14/slug/a%20quay.png"
    assert source["srcset"] == f"{at}.480.webp 480w, {at}.800.webp 800w, {at}.1000.webp 1000w"
    assert (body.lead_picture, body.lead_srcset) == (at, source["srcset"])
    assert sorted(folder.files) == ["a quay.png", "a quay.png.1000.webp", "a quay.png.480.webp", "a quay.png.800.webp"]


def test_an_article_cannot_name_sizes_of_its_own(tmp_path: Path) -> None:
    renderer = Renderer(site="", typeset=True)
    markdown = '<picture><source srcset="https://evil.example/x.png 1w" type="image/webp"><i>x</i></picture>'
    body = renderer.body(markdown, "en", PictureFolder(tmp_path, "/"), print)
    assert "evil" not in body.html and "<source" not in body.html
