"""Typography: a table of cases for each language, and what must never change."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.typography import headline, typeset
from tests import cases


@pytest.mark.parametrize("case", cases.read("typography"), ids=str)
def test_table(case: cases.Case) -> None:
    assert typeset(case.given, case.language).replace("&nbsp;", "[nbsp]") == case.expected


def test_the_last_two_words_of_a_headline_stay_together() -> None:
    assert headline("The bridge we paid for twice", "en") == "The bridge we paid for\u00a0twice"


def test_a_short_headline_and_one_without_spaces_stay() -> None:
    assert headline("Two words", "en") == "Two words"
    assert headline("城市 的 账本 谁 付", "zh") == "城市 的 账本 谁 付"


@given(st.text(st.sampled_from("ab 1.-'\"&;<é…\n\u00a0"), max_size=60), st.sampled_from(["en", "fr", "de", "ar", "zh"]))
def test_words_never_change(text: str, language: str) -> None:
    shown = html.unescape(typeset(html.escape(text, quote=False), language))
    assert re.sub(r"\W+", "", shown) == re.sub(r"\W+", "", text)


@given(st.text(st.sampled_from("ab .'\"-"), max_size=40))
def test_setting_twice_is_setting_once(text: str) -> None:
    once = typeset(html.escape(text, quote=False), "en")
    assert typeset(once, "en") == once
