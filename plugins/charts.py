"""Charts as inline SVG, drawn when the site is built: no script, and no colour of their own (theme/static/css).

A chart is laid out in per cent of the width it is given, so that its letters keep their size on every screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

_CHARACTERS = 36
"""So many digits, and the room between them, stand side by side on a narrow phone."""
_GAP = 0.22
_WIDEST = 6
"""A column is no wider than this, in rem, so that two years do not look like two walls."""
_ROOM_ABOVE, _ROOM_BELOW = 18, 22

_RECT = Markup('<rect class="{}" x="{:.2f}%" y="{}" width="{:.2f}%" height="{}"/>')
_TEXT = Markup('<text class="{}" x="{:.2f}%" y="{}">{}</text>')


@dataclass(frozen=True)
class Bar:
    """One column of a chart. `says` is the whole of it in words; a column with an `address` is a link."""

    label: str
    count: int
    says: str
    shown: str
    """The count as it is written."""
    address: str = ""


def columns(bars: Sequence[Bar], *, name: str, height: int = 160, mirrored: bool = False) -> Markup:
    """Upright bars side by side, in reading order; `height` is in pixels, `name` says what is counted.

    Charts of links are read out link by link, others as one picture with all their figures in its name.
    """
    if not bars:
        return Markup("")
    linked = any(bar.address for bar in bars)
    labelled, counted = _step(bar.label for bar in bars), _step(bar.shown for bar in bars)
    most = max(bar.count for bar in bars)
    drawn = Markup("").join(
        _column(bar, _place(at, len(bars), mirrored), height, most, labelled=at % labelled == 0, counted=counted == 1)
        for at, bar in enumerate(bars)
    )
    said = name if linked else f"{name}: {'; '.join(bar.says for bar in bars)}"
    return Markup(
        '<svg class="columns" width="100%" height="{height}" style="max-inline-size: {widest}rem" role="{role}"'
        ' aria-label="{said}">{drawn}'
        '<line class="base" x1="0" x2="100%" y1="{floor}" y2="{floor}"/></svg>'
    ).format(
        height=height + _ROOM_ABOVE + _ROOM_BELOW,
        widest=_WIDEST * len(bars),
        role="group" if linked else "img",
        said=said,
        drawn=drawn,
        floor=height + _ROOM_ABOVE,
    )


def _step(texts: Iterable[str]) -> int:
    """1 where all texts fit beside each other, 2 where every second one does, and so on."""
    lengths = [len(text) for text in texts]
    return -(-len(lengths) * max(lengths) // _CHARACTERS)


def _place(at: int, among: int, mirrored: bool) -> tuple[float, float]:
    """Left edge and width of a column, in per cent."""
    width = 100 / among
    left = 100 - (at + 1) * width if mirrored else at * width
    return left + width * _GAP / 2, width * (1 - _GAP)


def _column(bar: Bar, place: tuple[float, float], height: int, most: int, *, labelled: bool, counted: bool) -> Markup:
    left, width = place
    tall = max(2, round(height * bar.count / most)) if bar.count else 0
    top, middle = _ROOM_ABOVE + height - tall, left + width / 2
    parts = []
    if bar.address:
        parts.append(_RECT.format("reach", left, 0, width, height + _ROOM_ABOVE + _ROOM_BELOW))
    if tall:
        parts.append(_RECT.format("bar", left, top, width, tall))
    if labelled:
        kind = "label" if bar.count else "label none"
        parts.append(_TEXT.format(kind, middle, height + _ROOM_ABOVE + _ROOM_BELOW - 5, bar.label))
    drawn = Markup("").join(parts)
    if bar.address:  # what is seen of a link is part of its name (WCAG 2.5.3): the label is, the bare count is not
        drawn = Markup('<a href="{}" aria-label="{}">{}</a>').format(bar.address, bar.says, drawn)
    return drawn + _TEXT.format("figure", middle, top - 5, bar.shown) if counted and bar.count else drawn
