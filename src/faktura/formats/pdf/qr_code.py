"""QR codes as drawings: ISO/IEC 18004:2015.

The encoder would try all eight masks on the symbol module by module, which takes longer than setting the page. Here it
makes the symbol with one mask. The other seven differ from it by patterns that depend on the symbol's size only, and
the choice between them (7.8.3) is made with whole symbols as integers, a bit for each module.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import segno

# Light modules at both ends of each row, so that the end of one row never counts as joined to the next one.
_EDGE = 4
_MASKS = range(8)
_DIGITS = bytes.maketrans(b"\x00\x01", b"01")
_DARK_RUN = re.compile("1+")


class _Symbol(NamedTuple):
    """The modules row by row, and column by column; a dark one is 1."""

    rows: int
    columns: int


def _make(payload: str, mask: int, version: int | None = None) -> segno.QRCode:
    return segno.make_qr(payload, error="m", version=version, mask=mask, encoding="utf-8", boost_error=False)


def _to_bits(rows: Iterable[Iterable[int]]) -> int:
    edge = "0" * _EDGE
    return int("".join(f"{edge}{bytes(row).translate(_DIGITS).decode()}{edge}" for row in rows), 2)


def _symbol(code: segno.QRCode) -> _Symbol:
    return _Symbol(_to_bits(code.matrix), _to_bits(zip(*code.matrix, strict=True)))


@cache
def _differences(version: int) -> tuple[_Symbol, ...]:
    """For each mask: where a symbol of this version is not as with mask 0, whatever it says."""
    symbols = [_symbol(_make("0", mask, version)) for mask in _MASKS]
    return tuple(_Symbol(each.rows ^ symbols[0].rows, each.columns ^ symbols[0].columns) for each in symbols)


def penalty(side: int, rows: int, columns: int) -> int:
    """How badly a symbol of `side` modules is read (7.8.3.1, table 11): the sum of the four features' points."""
    stride = side + 2 * _EDGE
    inside = int(f"{'0' * _EDGE}{'1' * side}{'0' * _EDGE}" * side, 2)
    points = 0
    for dark in (rows, columns):
        # Runs of at least five alike: three points for five, and one for each more.
        alike = ~(dark ^ dark >> 1) & inside & inside >> 1
        fives = alike & alike >> 1 & alike >> 2 & alike >> 3
        points += fives.bit_count() + 2 * (fives & ~(fives << 1)).bit_count()
        # Dark, light, three dark, light, dark, as in a finder pattern, with four light before or behind.
        light = ~dark
        four_light = light & light >> 1 & light >> 2 & light >> 3
        found = dark & light >> 1 & dark >> 2 & dark >> 3 & dark >> 4 & light >> 5 & dark >> 6
        points += 40 * (found & (four_light >> 7 | four_light << 4)).bit_count()
    # Blocks of two by two alike.
    alike = ~(rows ^ rows >> 1) & inside & inside >> 1
    points += 3 * (alike & alike >> stride & ~(rows ^ rows >> stride)).bit_count()
    # How far from half of the modules are dark, in steps of five percent.
    return points + 10 * int(abs(100 * rows.bit_count() / side**2 - 50) / 5)


def _read_best(code: segno.QRCode) -> tuple[int, int]:
    """The side of a symbol made with mask 0, and its rows with the mask that is read best."""
    side = len(code.matrix)
    plain = _symbol(code)
    masked = [_Symbol(plain.rows ^ each.rows, plain.columns ^ each.columns) for each in _differences(int(code.version))]
    return side, min(masked, key=lambda symbol: penalty(side, symbol.rows, symbol.columns)).rows


def draw_qr_code(payload: str) -> str:
    """A payload as QR code in SVG: UTF-8, error correction M, the smallest version that it fits, without quiet zone."""
    side, rows = _read_best(_make(payload, 0))
    stride = side + 2 * _EDGE
    digits = f"{rows:0{stride * side}b}"
    path = "".join(
        f"M{run.start() - _EDGE} {y}.5h{run.end() - run.start()}"
        for y in range(side)
        for run in _DARK_RUN.finditer(digits[y * stride : (y + 1) * stride])
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}"><path stroke="#000" d="{path}"/></svg>'
    )
