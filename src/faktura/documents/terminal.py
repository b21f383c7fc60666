"""A view as text for a terminal."""

import itertools
import re
import textwrap
import unicodedata

from faktura.documents.view import Facts, Grid, View

_NAMES_WIDTH = 19
_COLUMN_WIDTH_MAX = 44
# What a terminal would obey instead of showing it: control characters, and marks that turn the writing round.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def show_text(view: View, width: int = 100) -> str:
    """The whole view; lines are at most about `width` columns wide."""
    parts = [harmless(view.title), "=" * columns(harmless(view.title))]
    for section in view.sections:
        if section.title:
            parts += ["", harmless(section.title)]
        parts += _facts(section, width) if isinstance(section, Facts) else _grid(section, width)
    return "\n".join(line.rstrip() for line in parts) + "\n"


def harmless(text: str) -> str:
    """A text of somebody else, without what a terminal would obey."""
    return _UNSHOWN.sub("\ufffd", text.replace("\t", " "))


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _pad(text: str, width: int, *, right: bool = False) -> str:
    gap = " " * max(0, width - columns(text))
    return gap + text if right else text + gap


def _wrapped(text: str, width: int) -> list[str]:
    return [
        line
        for paragraph in harmless(text).splitlines() or [""]
        for line in textwrap.wrap(paragraph, max(20, width)) or [""]
    ]


def _facts(section: Facts, width: int) -> list[str]:
    lines = []
    for name, value in section.rows:
        first, *rest = _wrapped(value, width - _NAMES_WIDTH - 2)
        lines.append(f"  {_pad(harmless(name), _NAMES_WIDTH)}{first}" if name else f"  {first}")
        lines += [f"  {' ' * _NAMES_WIDTH if name else ''}{each}" for each in rest]
    return lines


def _grid(section: Grid, width: int) -> list[str]:
    rows = [tuple(harmless(" ".join(cell.split())) for cell in row) for row in section.rows]
    widths = [
        min(_COLUMN_WIDTH_MAX, max(columns(row[at]) for row in (section.head, *rows)))
        for at in range(len(section.head))
    ]

    def line(cells: tuple[str, ...]) -> str:
        padded = (
            _pad(cell, width_, right=at in section.numbers)
            for at, (cell, width_) in enumerate(zip(cells, widths, strict=True))
        )
        return "  " + "  ".join(padded)

    lines = [line(section.head), "  " + "  ".join("-" * each for each in widths)]
    for row, below in zip(rows, section.below, strict=True):
        # A text that is too long for its column goes on below it.
        pieces = [_wrapped(cell, widths[at]) if columns(cell) > widths[at] else [cell] for at, cell in enumerate(row)]
        lines += [line(level) for level in itertools.zip_longest(*pieces, fillvalue="")]
        indent = " " * (widths[0] + 6)
        lines += [indent + each for remark in below for each in _wrapped(remark, width - len(indent))]
    return lines
