"""Which pieces a reader is led on to."""

from collections import Counter
from types import SimpleNamespace

import pytest

from plugins.similar import lead_on, nearest, outward, weigh, words

FERRY = "The ferry was late. A ferry needs a captain, and the captain needs a harbour: harbour, ferry, captain."
QUAY = "On the quay, harbour and ferry and captain. The captain waits for the ferry in the harbour."
TAX = "A tax on land is a tax on rent. The land lies still; the rent runs. Land, tax, rent."
RENT = "Who pays the rent pays the tax on land. Rent and land and tax."
SHIP_ZH = "渡船又晚点了。渡船的船长在港口等待渡船。"
QUAY_ZH = "港口没有渡船，船长在港口。渡船不来。"


def documents(*texts: str) -> list[Counter[str]]:
    return [Counter(words(text)) for text in texts]


def test_words_are_letters_and_pairs_of_characters_where_no_space_parts_them() -> None:
    assert list(words("The ’90s, a Müller-Straße; 渡船晚点")) == ["the", "müller", "straße", "渡船", "船晚", "晚点"]


def test_pieces_that_share_their_heavy_words_are_near_each_other() -> None:
    found = nearest(weigh(documents(FERRY, TAX, QUAY, RENT, SHIP_ZH, QUAY_ZH)), 1)
    assert found == [[2], [3], [0], [1], [5], [4]]


def test_a_shared_tag_brings_pieces_of_two_languages_together() -> None:
    counts = documents(FERRY, TAX, SHIP_ZH, "")
    assert 2 not in nearest(weigh(counts), 4)[0]
    counts[0]["#ferries"] = counts[2]["#ferries"] = 1
    assert [others[:1] for others in nearest(weigh(counts), 4)] == [[2], [0], [0], []]


def test_a_word_said_once_or_by_everyone_makes_nothing_similar() -> None:
    once = documents(*(f"unrelated {name} {name}" for name in ("alpha", "beta", "gamma", "delta", "epsilon")))
    assert nearest(weigh(once), 4) == [[]] * 5
    everyone = documents(*(f"everyone everyone {name} {name}" for name in ("alpha", "beta", "gamma", "delta", "zeta")))
    assert nearest(weigh(everyone), 4) == [[]] * 5


def test_equals_stand_in_the_order_of_the_list() -> None:
    assert nearest(weigh(documents(FERRY, FERRY, FERRY)), 1) == [[1], [0], [0]]


@pytest.mark.parametrize(("at", "near"), [(0, [1, 2, 3, 4]), (2, [3, 1, 4, 0]), (4, [3, 2, 1, 0])])
def test_others_of_a_list_come_from_the_nearest_outward(at: int, near: list[int]) -> None:
    assert list(outward(5, at)) == near


def test_a_piece_alone_has_no_others() -> None:
    assert list(outward(1, 0)) == []


def test_no_piece_is_offered_twice_on_a_page_and_hidden_ones_never() -> None:
    column, author, nobody = SimpleNamespace(name="Coasts"), SimpleNamespace(name="Ada"), SimpleNamespace(name="")
    texts = (FERRY, TAX, QUAY, RENT, FERRY, TAX, QUAY, "")
    pieces = [SimpleNamespace(title="", content=f"<p>{text}</p>", tags=[]) for text in texts]
    hidden = SimpleNamespace(title="", content=f"<p>{FERRY}</p>", tags=[])
    lead_on(
        SimpleNamespace(
            articles=pieces,
            hidden_articles=[hidden],
            drafts=[],
            categories=[(column, pieces[:6]), (nobody, pieces[6:])],
            authors=[(author, pieces)],
        )
    )
    for piece in pieces:
        shown = [id(each) for each in (*piece.similar, *piece.of_column, *piece.by_authors)]
        assert len(shown) == len(set(shown))
        assert id(piece) not in shown
        assert id(hidden) not in shown
    assert [len(piece.similar) for piece in pieces] == [3, 2, 3, 2, 3, 2, 3, 0]
    assert pieces[-1].of_column == []
    assert (hidden.similar, hidden.of_column, hidden.by_authors) == ([], [], [])
