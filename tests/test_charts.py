"""Charts are read: by eye, by ear, on a narrow screen, and from right to left."""

import xml.etree.ElementTree as etree

from plugins.charts import Bar, columns


def bars(*counts: int, address: str = "") -> list[Bar]:
    return [
        Bar(str(year), count, f"{year}: {count} pieces", str(count), address and f"{address}{year}/")
        for year, count in enumerate(counts, start=2020)
    ]


def test_a_chart_without_links_says_all_its_figures() -> None:
    svg = etree.fromstring(columns(bars(3, 0, 12), name="Pieces by year"))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "Pieces by year: 2020: 3 pieces; 2021: 0 pieces; 2022: 12 pieces"
    assert [text.text for text in svg.iter("text")] == ["2020", "3", "2021", "2022", "12"]


def test_each_column_of_a_linked_chart_says_its_own() -> None:
    svg = etree.fromstring(columns(bars(3, 12, address="/"), name="Pieces by year"))
    assert (svg.get("role"), svg.get("aria-label")) == ("group", "Pieces by year")
    assert [(a.get("href"), a.get("aria-label")) for a in svg.iter("a")] == [
        ("/2020/", "2020: 3 pieces"),
        ("/2021/", "2021: 12 pieces"),
    ]


def test_the_longest_bar_fills_the_height_and_the_least_is_seen() -> None:
    svg = etree.fromstring(columns(bars(1, 0, 1000), name="n", height=100))
    assert [rect.get("height") for rect in svg.iter("rect")] == ["2", "100"]


def test_time_runs_from_right_to_left_where_reading_does() -> None:
    svg = etree.fromstring(columns(bars(1, 1), name="n", mirrored=True))
    first, second = (float(rect.get("x", "").rstrip("%")) for rect in svg.iter("rect"))
    assert first > second


def test_labels_that_would_meet_on_a_phone_are_left_out() -> None:
    svg = etree.fromstring(columns(bars(*[10] * 40), name="n"))
    labels = [text.text for text in svg.iter("text")]
    assert labels == ["2020", "2025", "2030", "2035", "2040", "2045", "2050", "2055"]


def test_names_are_escaped() -> None:
    svg = columns([Bar("<b>", 1, "<b>: 1", "1", '/"x/')], name='a "b"')
    assert "<b>" not in svg
    assert etree.fromstring(svg).get("aria-label") == 'a "b"'


def test_nothing_to_draw_is_nothing() -> None:
    assert columns([], name="n") == ""
