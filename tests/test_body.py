"""Which blocks of a web page are its piece: where it begins and ends, what stands in it and beside it."""

import json
from pathlib import Path

import pytest

from plugins.importer import explain
from plugins.importer.model import Article, Fate
from tests.test_html import PIECE, PROSE, page

LONG = [f"{text} It goes on with a second sentence, so that nobody takes it for a caption." for text in PROSE]
TITLE = "<h1>A title of some words</h1>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def texts(article: Article) -> list[str]:
    return [each.text for each in article.body]


# Names of elements ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        'class="field field--label-hidden"',
        'class="relative overflow-hidden"',
        'class="print:hidden"',
        'class="hidden-xs"',
        'class="elementor-widget elementor-widget-text-editor"',
        'class="post-12 post type-post hentry tag-subscribe category-kommentar"',
        'class="tagStyle_mxz06e"',
        'class="sc-u59m2i-0 gCzAdV"',
        'class="teaser-content"',
        'class="subscriber-preview"',
    ],
)
def test_a_name_that_says_nothing_of_a_text_does_not_take_it_away(name: str, tmp_path: Path) -> None:
    wrapped = f"{TITLE}<div>{paragraphs(*LONG[:3])}</div><div {name}>{paragraphs(LONG[3])}</div>"
    assert texts(page(tmp_path, wrapped)) == LONG


def test_a_heading_is_not_told_by_the_words_of_its_id(tmp_path: Path) -> None:
    heading = '<h2 id="nav_the_newsletter_in_the_subscription">Ink in the subscription</h2>'
    assert "Ink in the subscription" in texts(
        page(tmp_path, TITLE + paragraphs(*LONG[:2]) + heading + paragraphs(*LONG[2:]))
    )


@pytest.mark.parametrize("name", ["paywall", "toc-section", "js-hidden hidden"])
def test_a_name_that_each_paragraph_of_a_piece_bears_takes_none_away(name: str, tmp_path: Path) -> None:
    each = "".join(f'<div class="{name}"><p>{text}</p></div>' for text in LONG)
    assert texts(page(tmp_path, f"{TITLE}<article>{each}</article>")) == LONG


@pytest.mark.parametrize("name", ["paywall", "premium-subscriber subscriber-only"])
def test_a_name_that_most_paragraphs_of_a_piece_bear_takes_none_away_beside_long_comments(
    name: str, tmp_path: Path
) -> None:
    comments = "".join(f'<div class="comment"><p>{text} {text}</p></div>' for text in PROSE * 4)
    rest = "".join(f'<p class="{name}">{text}</p>' for text in LONG[1:])
    body = f"<article>{TITLE}<div>{paragraphs(LONG[0])}{rest}</div></article><section>{comments}</section>"
    assert texts(page(tmp_path, body)) == LONG


def test_two_elements_with_names_of_their_own_are_two_words(tmp_path: Path) -> None:
    line = '<p><span class="by">By Ada Moreau</span><span class="day">12 May 2021</span></p>'
    article = page(tmp_path, PIECE.replace("</h1>", f"</h1>{line}"))
    assert (article.authors, str(article.date)) == (("Ada Moreau",), "2021-05-12")
    capital = '<p><span class="dropcap">T</span><span class="lead">he harbour was never closed, as all know.</span></p>'
    assert texts(page(tmp_path, PIECE + capital))[-1].startswith("The harbour")


def test_what_known_extractors_agree_on_is_the_piece_though_comments_are_longer(tmp_path: Path) -> None:
    comments = "".join(f'<li class="comment"><p>{text} {text} {text}</p></li>' for text in LONG * 3)
    piece = f'<article class="has-paywall steady-paywall">{TITLE}{paragraphs(*LONG)}</article>'
    assert texts(page(tmp_path, f'{piece}<ol class="comments">{comments}</ol>')) == LONG


# Where a piece begins and ends ----------------------------------------------------------------------------------------


def test_a_piece_goes_on_behind_an_advertisement_in_an_element_of_the_same_make(tmp_path: Path) -> None:
    chunk = '<div class="grid"><div class="chunk body">{}</div></div>'
    advert = '<div class="full-bleed-ad"><span>Advertisement</span></div>'
    for parts in ((LONG[:3], LONG[3:]), (LONG[:2], LONG[2:])):
        body = TITLE + advert.join(chunk.format(paragraphs(*part)) for part in parts)
        assert texts(page(tmp_path, f"<article>{body}</article>")) == LONG


def test_a_heading_and_a_list_right_above_the_first_paragraph_in_its_element_are_the_pieces(tmp_path: Path) -> None:
    body = f"{TITLE}<div class=story><h2>How it began</h2><ul><li>With a boat.</li></ul>{paragraphs(*LONG)}</div>"
    assert texts(page(tmp_path, body))[:2] == ["How it began", "With a boat."]


def test_a_heading_that_is_a_link_or_has_a_figure_below_it_heads_what_follows(tmp_path: Path) -> None:
    linked = f'<h2><a href="/quay">The quay</a></h2>{paragraphs(LONG[2])}'
    figure = (
        f'<h2>The boat</h2><figure><img src="/b.jpg"><figcaption>A boat.</figcaption></figure>{paragraphs(LONG[3])}'
    )
    found = texts(page(tmp_path, TITLE + paragraphs(*LONG[:2]) + linked + figure))
    assert found == [*LONG[:2], "The quay", LONG[2], "The boat", LONG[3]]


def test_a_linked_heading_in_an_element_of_its_own_is_another_pieces_but_for_one_of_a_row(tmp_path: Path) -> None:
    card = '<div class="card"><h3><a href="/other/">Another piece of ours, with a title</a></h3></div>'
    alone = TITLE + paragraphs(*LONG[:2]) + card + paragraphs(*LONG[2:])
    assert texts(page(tmp_path, alone)) == LONG
    row = "".join(f'<div class="s"><h2><a href="/p/{n}">Harbour {n}</a></h2></div><p>{LONG[n]}</p>' for n in range(4))
    assert "Harbour 2" in texts(page(tmp_path, TITLE + row))


def test_a_heading_that_its_text_repeats_stays_where_others_of_its_kind_stand(tmp_path: Path) -> None:
    said = f"{LONG[1]} “Nobody waits for the ferry here any more”, she says."
    quoted = "<h2>“Nobody waits for the ferry here any more”</h2>"
    between = f"<h2>Ink and water</h2>{paragraphs(LONG[2])}"
    assert quoted[4:-5] in texts(page(tmp_path, TITLE + paragraphs(LONG[0]) + quoted + paragraphs(said) + between))
    assert quoted[4:-5] not in texts(page(tmp_path, TITLE + paragraphs(LONG[0]) + quoted + paragraphs(said, LONG[2])))


def test_paragraphs_above_a_box_in_a_texts_own_element_are_the_pieces(tmp_path: Path) -> None:
    box = '<section class="related"><h3>More</h3><p><a href="/a">A torward who writes poems</a></p></section>'
    own = "".join(
        f'<div class="RichText article-body v{n}">{paragraphs(*each)}</div>'
        for n, each in ((1, LONG[:1]), (2, LONG[1:]))
    )
    first, rest = own.split("</div>", 1)
    assert texts(page(tmp_path, f"<article>{TITLE}<section>{first}</div>{box}{rest}</section></article>")) == LONG


def test_linked_headings_below_the_text_are_cards_and_none_of_its_entries(tmp_path: Path) -> None:
    cards = "".join(
        f'<article><h3><a href="/p/{n}">Another piece, the {n}th of them</a></h3><div><p>A short line on what it says, '
        "and why it is to be read.</p></div></article>"
        for n in range(5)
    )
    assert not any("Another piece" in text for text in texts(page(tmp_path, TITLE + paragraphs(*LONG) + cards)))


def test_a_piece_ends_above_the_heading_of_its_comments(tmp_path: Path) -> None:
    said = "I was at that meeting too, and I remember that it did not go the way that you describe it here at all."
    comments = f"<h2>Comments</h2><p>{said}</p><p>Posted by: Karen Fitch at May 9, 2005 17:44 AM</p>" * 2
    article = page(tmp_path, f"<div>{TITLE}{paragraphs(*LONG)}{comments}</div>")
    assert (texts(article), article.authors) == (LONG, ())


def test_the_last_paragraph_in_a_texts_own_element_of_another_make_is_the_pieces(tmp_path: Path) -> None:
    rest = f'</div></div><div><div><div class="article-text no-review">{paragraphs(LONG[3])}</div></div></div>'
    first = f'<div><div><div class="article-text">{paragraphs(*LONG[:3])}'
    assert texts(page(tmp_path, f"{TITLE}<article>{first}</div>{rest}</article>")) == LONG


def test_what_a_page_calls_a_heading_by_its_role_is_one(tmp_path: Path) -> None:
    heading = '<div role="heading" aria-level="3">A history of firsts</div>'
    article = page(tmp_path, TITLE + paragraphs(*LONG[:2]) + heading + paragraphs(*LONG[2:]))
    assert [each.text for each in article.body if each.kind == "heading"] == ["A history of firsts"]


def test_a_heading_of_several_sentences_is_a_paragraph(tmp_path: Path) -> None:
    body = f"{TITLE}<div><h3>{LONG[0]}</h3>{paragraphs(*LONG[1:])}</div>"
    first = page(tmp_path, body).body[0]
    assert (first.kind, first.text) == ("paragraph", LONG[0])


def test_a_quote_that_stands_in_a_figure_of_its_own_is_the_pieces(tmp_path: Path) -> None:
    quote = (
        "<figure><blockquote><p>Nobody has ever asked the pilots, said the harbour master.</p></blockquote></figure>"
    )
    found = texts(page(tmp_path, TITLE + paragraphs(*LONG[:2]) + quote + paragraphs(*LONG[2:])))
    assert found[2] == "Nobody has ever asked the pilots, said the harbour master."


def test_who_said_a_pull_quote_goes_with_it(tmp_path: Path) -> None:
    quote = f"<blockquote><p>{PROSE[0]}</p><cite>Ada Moreau</cite></blockquote>"
    assert texts(page(tmp_path, TITLE + paragraphs(*LONG[:2]) + quote + paragraphs(*LONG[2:]))) == LONG


def test_all_cells_of_a_table_have_one_fate(tmp_path: Path) -> None:
    rows = (
        "".join(f"<tr><td>{cell}</td><td>{LONG[0]}</td></tr>" for cell in ("one", "two"))
        + "<tr><td>20 s</td><td>50 m</td></tr>"
    )
    found = texts(page(tmp_path, f"{PIECE}<table>{rows}</table>"))
    assert found[-2:] == ["20 s", "50 m"]


def test_of_pieces_too_short_to_be_taken_apart_the_one_below_the_title_of_the_page_is_read(tmp_path: Path) -> None:
    def piece(title: str, texts: list[str]) -> str:
        meta = '<p class="byline">By Ada Moreau</p><p class="date">3 May 2021</p>'
        return f'<div class="scroll"><div class="entry"><h2>{title}</h2>{meta}{paragraphs(*texts)}</div></div>'

    other = [f"Of the other harbour: {text} {text}" for text in LONG * 2]
    head = '<meta property="og:title" content="The ferry is late again today">'
    article = page(
        tmp_path,
        piece("The ferry is late again today", LONG[:3]) + piece("Another harbour, another piece", other),
        head,
    )
    assert article.title == "The ferry is late again today"
    assert texts(article)[:3] == LONG[:3]
    assert any("more pieces (1)" in doubt for doubt in article.doubts)


_BIOGRAPHY = "Ada Moreau is a pilot on the ferry and writes of what she sees from there."


@pytest.mark.parametrize(
    ("wrap", "expected"), [("<section>{}</section>", LONG), ("{}", [*LONG, "The harbour speaks."])]
)
def test_a_piece_ends_at_the_note_about_its_author_but_for_what_stands_among_its_paragraphs(
    wrap: str, expected: list[str], tmp_path: Path
) -> None:
    head = '<meta name="author" content="Ada Moreau">'
    below = wrap.format(
        "<h2>Insights</h2><p>The harbour speaks.</p>" if "section" in wrap else "<p>The harbour speaks.</p>"
    )
    body = f"<article>{TITLE}<div>{paragraphs(*LONG, _BIOGRAPHY)}{below}</div></article>"
    article = page(tmp_path, body, head)
    assert (article.author_note, texts(article)) == (_BIOGRAPHY, expected)


# What stands beside it ------------------------------------------------------------------------------------------------


def test_a_list_of_links_goes_as_a_whole_with_the_line_that_names_it(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/{n}">{text}</a></li>' for n, text in enumerate(("Short one", LONG[3], "Another")))
    body = TITLE + paragraphs(*LONG[:2]) + f"<p><b>More harbours</b></p><ul>{links}</ul>" + paragraphs(*LONG[2:])
    assert texts(page(tmp_path, body)) == LONG


def test_a_list_of_links_that_a_sentence_announces_is_kept(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/{n}">The {n} report on the harbour</a></li>' for n in ("first", "second"))
    announced = "<p>What I have read for this column, and what it rests on, stands in these reports:</p>"
    body = TITLE + paragraphs(*LONG[:2]) + announced + f"<ul>{links}</ul>" + paragraphs(*LONG[2:])
    assert "The second report on the harbour" in texts(page(tmp_path, body))


def test_a_box_that_asks_for_an_address_goes_as_a_whole(tmp_path: Path) -> None:
    box = (
        "<div class=x1><h3>The harbour in the morning</h3><p>Every day at six, what the pilots say to each other.</p>"
        "<form><input type=email><button>Yes</button></form><p>I agree that the harbour may write to me.</p></div>"
    )
    article = page(tmp_path, TITLE + f"<div class=story>{paragraphs(*LONG[:2])}{box}{paragraphs(*LONG[2:])}</div>")
    assert texts(article) == LONG


def test_a_page_whose_piece_stands_in_one_form_keeps_it(tmp_path: Path) -> None:
    assert texts(page(tmp_path, f"<form><div><input type=text>{TITLE}{paragraphs(*LONG)}</div></form>")) == LONG


def test_a_copy_of_the_piece_that_is_not_shown_is_none_of_it(tmp_path: Path) -> None:
    copy = f'<div style="display:none">{paragraphs(*LONG)}</div>'
    assert texts(page(tmp_path, f"{TITLE}<div>{paragraphs(*LONG)}</div>{copy}")) == LONG


# Standfirst -----------------------------------------------------------------------------------------------------------

_SAID = "The ferry comes late since there are two pilots for three boats, and nobody counts the hours."


@pytest.mark.parametrize(
    ("line", "head"),
    [
        (f'<div class="entry-teaser"><p>{_SAID}</p></div>', ""),
        (f"<div><div class=x><p>{_SAID}</p></div></div>", f'<meta property="og:description" content="{_SAID}">'),
        (f'<div class="share-bar"><p>Share</p><p>0</p><p>0</p><p>7</p></div><h2>{_SAID}</h2>', ""),
    ],
    ids=["a teaser without links", "a description says the same", "behind a share bar"],
)
def test_the_sentence_between_title_and_piece_is_the_standfirst(line: str, head: str, tmp_path: Path) -> None:
    body = f"<header>{TITLE}{line}</header><div class=story>{paragraphs(*LONG)}</div>"
    article = page(tmp_path, body, head)
    assert (article.standfirst, texts(article)) == (_SAID, LONG)


@pytest.mark.parametrize(
    "line",
    [
        '<div class="author-info"><h4>Companion of change and expert for new work and new ways of learning</h4></div>',
        f'<div class="related-item"><h3><a href="/x">{_SAID}</a></h3></div>',
        '<div class="teaser"><p><a href="/x">Another piece about another harbour, and not this one</a></p></div>',
    ],
)
def test_what_is_of_something_else_is_no_standfirst(line: str, tmp_path: Path) -> None:
    assert page(tmp_path, f"{TITLE}{line}<div class=story>{paragraphs(*LONG)}</div>").standfirst == ""


# Texts that a page does not show --------------------------------------------------------------------------------------

_WHOLE = " ".join(LONG * 2)


def _article_body(text: str) -> str:
    data = {"@type": "NewsArticle", "headline": "A title of some words", "articleBody": text}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("body", "head", "source"),
    [
        (f"{TITLE}<p>{PROSE[0]}</p>", _article_body(f"{_WHOLE}\n\n{LONG[0]}"), "JSON-LD articleBody"),
        (f"{TITLE}<div><noscript><p>{_WHOLE}</p><p>{LONG[0]}</p></noscript></div>", "", "<noscript>"),
    ],
)
def test_a_text_that_the_page_only_holds_is_read_and_a_person_told(
    body: str, head: str, source: str, tmp_path: Path
) -> None:
    article = page(tmp_path, body, head)
    assert texts(article) == [_WHOLE, LONG[0]]
    assert any(source in doubt for doubt in article.doubts)
    assert f"body: {source}" in [str(each) for each in explain.fields_of(article)]
    assert all(part.fate is not Fate.BODY or part.text in PROSE for part in article.parts)


@pytest.mark.parametrize(
    "text", [f"{_WHOLE} ...", _WHOLE, PROSE[0]], ids=["a stub", "no longer than the page", "short"]
)
def test_a_text_in_metadata_that_is_no_better_than_the_page_is_passed_over(text: str, tmp_path: Path) -> None:
    body = TITLE + paragraphs(*LONG) if not text.endswith("...") else f"{TITLE}<p>{PROSE[0]}</p>"
    assert len(page(tmp_path, body, _article_body(text)).body) == (1 if text.endswith("...") else 4)


def test_a_page_that_shows_nothing_and_holds_its_text_is_an_article(tmp_path: Path) -> None:
    article = page(tmp_path, '<div id="root"></div>', _article_body(f"{_WHOLE}\n{LONG[0]}"))
    assert (article.title, texts(article), article.parts) == ("A title of some words", [_WHOLE, LONG[0]], ())


def test_a_text_in_metadata_is_taken_for_no_other_piece_and_without_its_scripts(tmp_path: Path) -> None:
    other = {"@type": "Article", "headline": "Another piece altogether", "articleBody": _WHOLE}
    data = {"@graph": [{"@type": "Article", "headline": "A title of some words"}, other]}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert texts(page(tmp_path, TITLE + paragraphs(*PROSE[:2]), head)) == PROSE[:2]
    scripted = _article_body(f"<p>{_WHOLE}</p><script>alert(1)<\\/script><style>.a{{color:red}}</style>")
    assert texts(page(tmp_path, f"{TITLE}<p>{PROSE[0]}</p>", scripted)) == [_WHOLE]


def test_a_notice_for_readers_without_script_is_no_piece(tmp_path: Path) -> None:
    notice = "<p>You need JavaScript to read this site, and it is turned off in your browser.</p>" * 20
    body = f"{TITLE}{paragraphs(*PROSE[:2])}<noscript>{notice}</noscript>"
    assert texts(page(tmp_path, body)) == PROSE[:2]


@pytest.mark.parametrize("name", ["wp-block-media-text__content", "image-text"])
def test_a_text_that_stands_beside_a_picture_is_no_caption(name: str, tmp_path: Path) -> None:
    body = f'{TITLE}<div class="wp-block-media-text"><figure><img src="/a.jpg"></figure><div class="{name}">'
    assert texts(page(tmp_path, f"{body}{paragraphs(*LONG)}</div></div>")) == LONG


def test_what_became_of_an_author_is_the_piece_and_no_note_about_them(tmp_path: Path) -> None:
    last = "Ada Moreau was born in this house, and she will not leave it, whatever the council may say."
    article = page(tmp_path, TITLE + paragraphs(*LONG, last), '<meta name="author" content="Ada Moreau">')
    assert (article.author_note, texts(article)[-1]) == ("", last)


def test_a_page_with_more_links_than_are_voted_on_has_its_piece_all_the_same(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/{number}">A page</a></li>' for number in range(6300))
    assert texts(page(tmp_path, f"<nav><ul>{links}</ul></nav><article>{TITLE}{paragraphs(*LONG)}</article>")) == LONG
