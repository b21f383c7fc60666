"""The bytes behind a stream (ISO 32000-1, 7.4), unpacked no further than a budget allows."""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from faktura.formats.facturx.pdf_objects import Damaged, TooLarge

UNPACKED_BYTES_MAX = 64_000_000
"""How many bytes all streams of one file together may unpack to."""
PREDICTED_BYTES_MAX = 8_000_000
"""Likewise for streams behind a predictor: tables of objects, which are small; undoing one costs time."""
FILTERS_MAX = 4

_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]")


class Budget:
    """Counts what a file unpacks to."""

    def __init__(self) -> None:
        self.left = UNPACKED_BYTES_MAX

    def spend(self, count: int) -> None:
        """Take bytes out of the budget.

        Raises:
            TooLarge: it is used up.
        """
        self.left -= count
        if self.left < 0:
            raise TooLarge(
                f"The PDF unpacks to more than {UNPACKED_BYTES_MAX} bytes; send the invoice without its large parts."
            )


def _inflate(data: bytes, parameters: Mapping[str, Any], budget: Budget) -> bytes:
    inflater = zlib.decompressobj()
    try:
        # One byte more than allowed shows a bomb without unpacking it.
        unpacked = inflater.decompress(data, max(budget.left, 0) + 1)
    except zlib.error:
        raise Damaged("a compressed stream is damaged") from None
    budget.spend(len(unpacked))
    # One without its check sum is taken as it is: what is cut off shows where it is read.
    return _undo_predictor(unpacked, parameters)


def _undo_predictor(data: bytes, parameters: Mapping[str, Any]) -> bytes:
    predictor = parameters.get("Predictor", 1)
    if predictor == 1:
        return data
    colours, bits, columns = (parameters.get(name, value) for name, value in _PREDICTED_DEFAULTS)
    if not all(isinstance(number, int) and 0 < number < 1_000_000 for number in (colours, bits, columns)):
        raise Damaged("a stream's predictor has no sense")
    if not isinstance(predictor, int) or not 10 <= predictor <= 15:
        raise Damaged("a stream has a predictor that is not read")
    if len(data) > PREDICTED_BYTES_MAX:
        raise TooLarge(f"A table of the PDF has more than {PREDICTED_BYTES_MAX} bytes; it is not read.")
    return _undo_png(data, max(1, colours * bits // 8), (colours * bits * columns + 7) // 8)


_PREDICTED_DEFAULTS = (("Colors", 1), ("BitsPerComponent", 8), ("Columns", 1))


def _undo_png(data: bytes, step: int, width: int) -> bytes:
    """Rows of a PNG (ISO/IEC 15948, 9.2): each begins with the number of its filter."""
    rows, above = [], bytes(width)
    for at in range(0, len(data), width + 1):
        kind, row = data[at], bytearray(data[at + 1 : at + 1 + width].ljust(width, b"\x00"))
        if kind == 2:
            row = bytearray((one + other) & 255 for one, other in zip(row, above, strict=True))
        elif kind in (1, 3, 4):
            for place in range(width):
                left = row[place - step] if place >= step else 0
                corner = above[place - step] if place >= step else 0
                row[place] = (row[place] + _predicted(kind, left, above[place], corner)) & 255
        elif kind:
            raise Damaged("a stream's predictor has no sense")
        above = bytes(row)
        rows.append(above)
    return b"".join(rows)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 3:
        return (left + up) // 2
    guess = left + up - corner
    by_left, by_up, by_corner = abs(guess - left), abs(guess - up), abs(guess - corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner


def _from_hex(data: bytes, _parameters: Mapping[str, Any], budget: Budget) -> bytes:
    digits = _NOT_HEX.sub(b"", data.partition(b">")[0])
    budget.spend(len(digits) // 2)
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _from_base85(data: bytes, _parameters: Mapping[str, Any], budget: Budget) -> bytes:
    text = data.strip(b"\x00\t\n\f\r ").removeprefix(b"<~").partition(b"~>")[0]
    budget.spend(len(text) * 4)  # a single "z" stands for four bytes
    try:
        return base64.a85decode(text, ignorechars=b"\x00\t\n\f\r ")
    except ValueError:
        raise Damaged("a stream in base 85 is damaged") from None


_FILTERS: dict[str, Callable[[bytes, Mapping[str, Any], Budget], bytes]] = {
    "FlateDecode": _inflate,
    "Fl": _inflate,
    "ASCIIHexDecode": _from_hex,
    "AHx": _from_hex,
    "ASCII85Decode": _from_base85,
    "A85": _from_base85,
}


def unpack(data: bytes, filters: Sequence[tuple[str, Mapping[str, Any]]], budget: Budget) -> bytes:
    """The bytes after each filter (name, parameters) in turn.

    Raises:
        Damaged: the bytes don't fit their filters, or a filter is none of those that embedded files use.
        TooLarge: beyond the budget.
    """
    if len(filters) > FILTERS_MAX:
        raise Damaged(f"a stream is packed more than {FILTERS_MAX} times")
    for name, parameters in filters:
        if name not in _FILTERS:
            raise Damaged(f"a stream is packed with {name[:40]}, which is not read")
        data = _FILTERS[name](data, parameters, budget)
    return data
