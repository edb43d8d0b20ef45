"""The fates of a page's blocks, as they are given."""

from collections.abc import Sequence

from .model import Fate, Part


class Sheet:
    """Fates as they are given: each block once, whole or cut into parts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._parts: dict[int, tuple[Part, ...]] = {}

    def give(self, index: int, fate: Fate, rule: str) -> None:
        """Give a whole block its fate."""
        self.cut(index, ((self._texts[index], fate),), rule)

    def cut(self, index: int, parts: Sequence[tuple[str, Fate]], rule: str) -> None:
        """Give the parts of a block their fates. Raises ValueError for a block that has one already."""
        if index in self._parts:
            raise ValueError(f"block {index} has its fate already")
        self._parts[index] = tuple(Part(text, fate, rule, index) for text, fate in parts if text.strip())

    def __contains__(self, index: int) -> bool:
        return index in self._parts

    def parts(self) -> tuple[Part, ...]:
        """All parts in the order of the page; every block must have its fate."""
        return tuple(part for index in range(len(self._texts)) for part in self._parts[index])
