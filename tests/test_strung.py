"""Pages that string whole pieces together: an article each where that is certain, and one article of all else."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.commands import evaluating
from plugins.importer import pipeline, readers
from plugins.importer.model import Article, Document, Embed, Facts, Fate, Web, visible
from plugins.importer.web import strung
from tests.test_formats import Archive
from tests.test_html import KNOWN, PROSE

ADDRESS = "https://lantern.example/opinion/the-ferry-is-late/"
TITLES = ("The ferry is late again", "A bridge that nobody asked for", "What the pilots know")
AUTHORS = ("Ada Moreau", "Imre Vass", "Lena Brandt")
DAYS = ("5 May 2021", "4 May 2021", "3 May 2021")
HEAD = (
    f'<title>{TITLES[0]} | The Lantern Post</title><meta property="og:title" content="{TITLES[0]}">'
    '<meta property="og:site_name" content="The Lantern Post"><meta name="author" content="Ada Moreau">'
    '<meta property="article:published_time" content="2021-05-05T09:00:00Z">'
    '<meta property="article:tag" content="Ferries">'
)
FRONT = '<title>Harbour notes</title><meta property="og:site_name" content="Harbour notes">'


def text(subject: str, sentences: int = 10) -> str:
    """Paragraphs of about 16 words each, of no other piece."""
    said = f"Of {subject.lower()} one might say {{}} things, and each would be true on a day with wind."
    return "".join(f"<p>{said.format(number)}</p>" for number in range(sentences))


def piece(number: int, link: str = "", sentences: int = 10, attributes: str = "") -> str:
    """A piece as a page strings it: a picture, a heading, who and when, a text."""
    title = f'<a href="{link}">{TITLES[number]}</a>' if link else TITLES[number]
    return (
        f'<article class="entry" {attributes}><figure><img src="/{number}.jpg" width="800">'
        f"<figcaption>The harbour on day {number}, seen from the quay</figcaption></figure>"
        f'<header class="top"><h2>{title}</h2><p class="byline">By {AUTHORS[number]}</p>'
        f'<p class="date">{DAYS[number]}</p></header>'
        f'<div class="text">{text(TITLES[number], sentences)}</div></article>'
    )


def page(folder: Path, body: str, head: str = HEAD, url: str = ADDRESS) -> list[Article]:
    """The articles of a page written here."""
    path = folder / "page.html"
    path.write_text(f"<html lang=en><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return list(pipeline.articles_of(path, KNOWN, Facts(url=url)))


MENU = '<nav><a href="/">The Lantern Post</a><a href="/opinion/">Opinion</a></nav>'
SCROLL = MENU + "<main>" + "".join(piece(number) for number in range(3)) + "</main>"


# Taken apart ----------------------------------------------------------------------------------------------------------


def test_a_page_of_endless_scrolling_gives_an_article_for_each_of_its_pieces(tmp_path: Path) -> None:
    made = page(tmp_path, SCROLL)
    assert [each.document.id for each in made] == ["page", "page#2", "page#3"]
    assert [each.title for each in made] == [*TITLES]
    assert [str(each.date) for each in made] == ["2021-05-05", "2021-05-04", "2021-05-03"]
    assert [each.authors for each in made] == [(name,) for name in AUTHORS]
    assert [each.publication for each in made] == ["The Lantern Post"] * 3
    assert [len(each.body) for each in made] == [10, 10, 10]
    for number, article in enumerate(made):
        assert TITLES[number].lower() in article.text
        [figure] = article.figures
        assert (figure.caption, figure.src.rpartition("/")[2]) == (
            f"The harbour on day {number}, seen from the quay",
            f"{number}.jpg",
        )
    assert not any(each.doubts for each in made)


def test_pieces_whose_authors_and_days_stand_above_their_titles_are_told_apart(tmp_path: Path) -> None:
    def minute(author: str, title: str) -> str:
        header = (
            f'<header><h2 class="byline"><a href="/authors/x">{author}</a></h2><p class="date">an hour ago</p></header>'
        )
        text = "".join(f"<p>{title}: {line}</p>" for line in [*PROSE, *PROSE])
        return f'<article>{header}<div class="minute"><h1>{title}</h1><div class="text">{text}</div></div></article>'

    names = ("Ada Moreau", "Imre Vass", "Ilse Marrant")
    titles = ("Nobody waits for the ferry", "The quay is for sale again", "A bridge that leads nowhere")
    (tmp_path / "page.html").write_text(
        f"<html><head><title>{titles[0]}</title></head><body>{''.join(map(minute, names, titles))}</body></html>"
    )
    found = list(pipeline.articles_of(tmp_path / "page.html", KNOWN))
    assert [(each.title, each.authors) for each in found] == [
        (title, (name,)) for title, name in zip(titles, names, strict=True)
    ]


def test_the_first_article_accounts_for_the_whole_page_and_each_other_for_its_own_blocks(tmp_path: Path) -> None:
    first, *others = page(tmp_path, SCROLL)
    [whole] = readers.read(tmp_path / "page.html")
    assert visible(part.text for part in first.parts) == visible(block.text for block in whole.blocks)
    assert [part.block for part in first.parts] == sorted(part.block for part in first.parts)
    theirs = visible(part.text for part in first.parts if part.rule == strung.OTHERS)
    assert theirs == visible(part.text for each in others for part in each.parts)
    assert all(part.fate is Fate.DROPPED for part in first.parts if part.rule == strung.OTHERS)


def test_the_piece_that_the_title_tells_comes_first_wherever_it_stands(tmp_path: Path) -> None:
    head = HEAD.replace(TITLES[0], TITLES[1])
    made = page(tmp_path, SCROLL, head)
    assert [each.title for each in made] == [TITLES[1], TITLES[0], TITLES[2]]
    assert [part.block for part in made[0].parts if part.fate is Fate.TITLE] == [
        index for index, block in enumerate(made[0].document.blocks) if block.text == TITLES[1]
    ]
    told = page(tmp_path, SCROLL, "<title>The Lantern Post</title>", "https://lantern.example/what-the-pilots-know/")
    assert told[0].title == TITLES[2]


def test_the_front_page_of_a_blog_gives_its_posts_each_with_its_own_address(tmp_path: Path) -> None:
    posts = "".join(piece(number, f"/2021/05/post-{number}/") for number in range(3))
    top = '<header><h1><a href="/">Harbour notes</a></h1></header>'
    made = page(tmp_path, top + posts, FRONT, "")
    assert len(made) == 1, "without an address of its own, no page is known to be another"
    made = page(tmp_path, top + posts, FRONT, "https://notes.example/")
    assert [each.title for each in made] == [*TITLES]
    assert [each.authors for each in made] == [(name,) for name in AUTHORS]
    assert [each.document.facts.url for each in made[1:]] == [
        "https://notes.example/2021/05/post-1/",
        "https://notes.example/2021/05/post-2/",
    ]


@pytest.mark.parametrize(
    ("attributes", "link", "address"),
    [
        pytest.param("", "/opinion/a-bridge/", "https://lantern.example/opinion/a-bridge/", id="link"),
        pytest.param('data-url="/opinion/a-bridge/"', "", "https://lantern.example/opinion/a-bridge/", id="data-url"),
        pytest.param('itemid="https://www.lantern.example/a"', "", "https://www.lantern.example/a", id="itemid"),
        pytest.param("", "https://elsewhere.example/a-bridge/", "", id="another host"),
        pytest.param("", "#top", "", id="the page itself"),
        pytest.param(f'data-href="{ADDRESS}"', "", "", id="the page itself, in full"),
    ],
)
def test_a_piece_has_the_address_that_leads_to_another_page_of_its_host(
    attributes: str, link: str, address: str, tmp_path: Path
) -> None:
    _, other = page(tmp_path, piece(0) + piece(1, link, attributes=attributes))
    assert other.document.facts.url == address
    assert other.document.member == (address or "a-bridge-that-nobody-asked-for")


def test_a_bookmark_below_the_heading_is_the_address_and_one_that_pieces_share_is_none(tmp_path: Path) -> None:
    marked = piece(1).replace(DAYS[1], f'<a rel="bookmark" href="/opinion/a-bridge/">{DAYS[1]}</a>')
    assert page(tmp_path, piece(0) + marked)[1].document.facts.url == "https://lantern.example/opinion/a-bridge/"
    shared = f'<main data-url="/more?from=1">{piece(0)}{piece(1)}</main>'
    assert page(tmp_path, shared)[1].document.facts.url == ""


def test_pictures_frames_and_votes_of_a_stretch_go_by_the_numbers_that_they_have_there(tmp_path: Path) -> None:
    page(tmp_path, SCROLL)
    [whole] = readers.read(tmp_path / "page.html")
    second = next(index for index, block in enumerate(whole.blocks) if block.text == TITLES[1])
    web = replace(
        whole.web or Web(),
        votes=(frozenset({1, second, second + 1}), frozenset({1})),
        embeds=(Embed("https://a.example/", "A", "", 1), Embed("https://b.example/", "B", "", second + 1)),
    )
    own = range(second - 1, second + 3)
    part: Document = strung.cut(replace(whole, web=web), own)
    found = part.web or Web()
    assert [block.text for block in part.blocks] == [whole.blocks[index].text for index in own]
    assert [shot.sources for shot in found.shots] == [("/1.jpg",)]
    assert [part.blocks[0].setting and part.blocks[0].setting.picture] == [0]
    assert found.votes == (frozenset({1, 2}),)
    assert [(each.platform, each.at) for each in found.embeds] == [("B", 2)]


# Left whole -----------------------------------------------------------------------------------------------------------

_PIECE = f'<main><h1>{TITLES[0]}</h1><p class="byline">By Ada Moreau</p><div>{text(TITLES[0], 14)}</div></main>'


def _row(tag: str, name: str, titles: tuple[str, ...], sentences: int = 10, link: str = "") -> str:
    """Elements of one make, each with a heading, who and when, and a text."""
    return "".join(
        f'<div class="{name}"><{tag}>{f"<a href={link}{number}>{title}</a>" if link else title}</{tag}>'
        f'<p class="byline">By Imre Vass</p><p class="date">{DAYS[number]}</p>{text(title, sentences)}</div>'
        for number, title in enumerate(titles)
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(piece(0) + piece(1, "/a/", 2) + piece(2, "/b/", 2), id="teasers"),
        pytest.param(_PIECE + f'<div class="comments">{_row("h2", "one", TITLES)}</div>', id="comments"),
        pytest.param(_PIECE + _row("h4", "one", ("Ada Moreau", "Imre Vass", "Lena Brandt")), id="comments by name"),
        pytest.param(_row("h2", "post", (TITLES[0], f"Re: {TITLES[0]}", f"Re: Re: {TITLES[0]}")), id="a thread"),
        pytest.param(_row("h2", "post", (TITLES[0], TITLES[0], TITLES[0])), id="a thread of one title"),
        pytest.param(_row("h2", "post", TITLES, 3), id="a thread of short posts"),
        pytest.param(
            f"<main><h1>{TITLES[0]}</h1>"
            + "".join(f"<section class=item><h2>{title}</h2>{text(title)}</section>" for title in TITLES[1:])
            + "</main>",
            id="a list of things",
        ),
        pytest.param(f"<h1>{TITLES[0]}</h1>" + _row("h2", "item", TITLES[1:], link="/n/"), id="a newsletter"),
        pytest.param(
            f'<div class="elementor-section"><h2>{TITLES[0]}</h2>{text(TITLES[0])}</div>'
            f'<div class="elementor-section"><h2>{TITLES[1]}</h2>{text(TITLES[1])}</div>',
            id="the sections of a page",
        ),
    ],
)
def test_what_stands_in_a_row_and_is_no_piece_stays_part_of_one_article(body: str, tmp_path: Path) -> None:
    [article] = page(tmp_path, body)
    assert (article.document.id, article.document.member) == ("page", "")
    assert article.title == TITLES[0]


# On the way to files --------------------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "content")
    made.captures.mkdir(parents=True)
    return made


def _write(archive: Archive, body: str = SCROLL) -> Path:
    path = archive.captures / "page.html"
    path.write_text(f"<html lang=en><head>{HEAD}</head><body>{body}</body></html>", encoding="utf-8")
    return path


def test_the_pieces_of_a_page_are_imported_once_and_one_that_is_deleted_stays_away(archive: Archive) -> None:
    path = _write(archive)
    assert archive.imported().count("new") == 3
    assert not archive.imported().imported
    for slug in ("the-ferry-is-late-again", "what-the-pilots-know"):
        archive.articles[slug].unlink()
    _write(archive, SCROLL + "<p>One more line.</p>")
    report = archive.imported()
    assert sorted(name for name, _ in report.left_out) == [
        f"{path.name}#the-ferry-is-late-again",
        f"{path.name}#what-the-pilots-know",
    ]
    assert set(archive.articles) == {"a-bridge-that-nobody-asked-for"}


def test_an_article_of_a_page_is_that_of_its_first_piece_once_it_is_known_to_hold_several(
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _write(archive)
    with monkeypatch.context() as patch:
        patch.setattr(strung, "apart", lambda page: iter([page]))
        archive.imported()
    [before] = archive.articles.values()
    (archive.captures / "page.toml").write_text('publication = "The Lantern Post"\n', encoding="utf-8")
    report = archive.imported()
    assert (report.count("new"), report.faults, report.left_out) == (2, [], [])
    assert before in archive.articles.values()


def test_a_sidecar_tells_of_the_first_piece_and_a_row_of_the_table_of_any(archive: Archive) -> None:
    path = _write(archive)
    path.with_suffix(".toml").write_text('title = "Late"\npublication = "Post"\ndate = 2020-01-01\n', encoding="utf-8")
    (archive.captures / "captures.csv").write_text(
        "file,title,skip\n"
        f"{path.name}#a-bridge-that-nobody-asked-for,A bridge,\n"
        f"{path.name}#what-the-pilots-know,,yes\n",
        encoding="utf-8",
    )
    made = list(pipeline.articles_of(path, KNOWN))
    assert [(each.title, each.publication, str(each.date)) for each in made] == [
        ("Late", "Post", "2020-01-01"),
        ("A bridge", "Post", "2021-05-04"),
    ]
    assert dict(made[0].evidence)["date"] == "sidecar"


def test_a_page_in_an_archive_names_its_pieces_below_its_own_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as packed:
        packed.writestr("a.html", f"<html><head>{HEAD}</head><body>{SCROLL}</body></html>")
        packed.writestr("b.html", f"<html><body><h1>{TITLES[2]} no more</h1>{text('the end')}</body></html>")
    made = list(pipeline.articles_of(tmp_path / "pages.zip", KNOWN))
    assert [(each.document.id, each.document.member) for each in made] == [
        ("pages", "a.html#the-ferry-is-late-again"),
        ("pages#2", "a.html#a-bridge-that-nobody-asked-for"),
        ("pages#3", "a.html#what-the-pilots-know"),
        ("pages#4", "b.html"),
    ]


def test_a_page_is_scored_with_the_figures_of_all_its_pieces(tmp_path: Path) -> None:
    made = page(tmp_path, SCROLL)
    [record] = evaluating.records_of(made)
    assert (record["id"], record["title"], len(record["figures"])) == ("page", TITLES[0], 3)
    assert [each["id"] for each in evaluating.records_of(page(tmp_path, piece(0)))] == ["page"]
