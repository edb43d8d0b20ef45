"""Typography: a table of cases for each language, and what must never change."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.typography import headline, typeset

_RULES = Path(__file__).parent / "fixtures" / "rules" / "typography.md"
_CASE = re.compile(
    r"^(?P<name>[a-z]{2}[\w-]*: [^\n]+)\n\.\n(?P<text>.*?)\n\.\n(?P<set>.*?)\n\.$", re.MULTILINE | re.DOTALL
)
_CASES = [(match["name"], match["text"], match["set"]) for match in _CASE.finditer(_RULES.read_text(encoding="utf-8"))]


def test_every_case_of_the_table_is_read() -> None:
    assert len(_CASES) == _RULES.read_text(encoding="utf-8").count("\n.\n") // 3 > 25


@pytest.mark.parametrize(("name", "text", "expected"), _CASES, ids=[name for name, _, _ in _CASES])
def test_table(name: str, text: str, expected: str) -> None:
    assert typeset(text, name.split(":")[0]).replace("&nbsp;", "[nbsp]") == expected


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
