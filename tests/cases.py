"""Tables of cases: files of many small cases, each its name, then between dots what goes in and what comes out."""

import re
from dataclasses import dataclass
from pathlib import Path

_RULES = Path(__file__).parent / "fixtures" / "rules"
_CASE = re.compile(r"^(?P<name>[^\n]+)\n\.\n(?P<given>.*?)\n\.\n(?P<expected>.*?)\n\.$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One case: its name, which begins with a language, what goes in, and what comes out."""

    name: str
    given: str
    expected: str

    @property
    def language(self) -> str:
        """The language tag at the start of the name."""
        return self.name.split(":")[0]

    def __str__(self) -> str:
        return self.name


def read(leaf: str) -> list[Case]:
    """The cases of `fixtures/rules/<leaf>.md`, in order; fails for a case that is not closed, or two of one name."""
    text = (_RULES / f"{leaf}.md").read_text(encoding="utf-8")
    cases = [Case(**match.groupdict()) for match in _CASE.finditer(text)]
    dots = len(re.findall(r"^\.$", text, re.MULTILINE))
    assert dots == 3 * len(cases), f"{leaf}.md: {dots} dots make no {len(cases)} cases of three"
    assert len({case.name for case in cases}) == len(cases), f"{leaf}.md: two cases have one name"
    return cases


def lines(leaf: str) -> list[Case]:
    """The same, a case for each line that goes in."""
    return [
        Case(f"{case.name}: {line[:40]}", line, case.expected) for case in read(leaf) for line in case.given.split("\n")
    ]
