import re

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from segno.encoder import mask_scores

from faktura.formats.pdf.qr_code import draw_qr_code

FINDER_LIKE = re.compile(rb"(?=\x01\x00\x01\x01\x01\x00\x01)")


def drawn(payload):
    """The modules of a drawing, row by row."""
    drawing = draw_qr_code(payload)
    found = re.search(r'width="(\d+)"', drawing)
    assert found is not None
    side = int(found[1])
    rows = [bytearray(side) for _ in range(side)]
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", drawing):
        for column in range(int(x), int(x) + int(length)):
            rows[int(y)][column] = 1
    return tuple(rows)


def symbols(payload):
    """The payload's symbol with each of the eight masks, as the encoder makes it."""
    return [
        segno.make_qr(payload, error="m", boost_error=False, mask=mask, encoding="utf-8").matrix for mask in range(8)
    ]


def penalty(rows):
    """ISO/IEC 18004:2015, table 11. The encoder's own count of finder-like patterns leaves out overlapping ones."""
    runs, blocks, _, share = mask_scores(rows, len(rows), len(rows))
    patterns = 0
    for line in (*map(bytes, rows), *map(bytes, zip(*rows, strict=True))):
        padded = bytes(4) + line + bytes(4)
        for found in FINDER_LIKE.finditer(padded):
            start = found.start()
            patterns += padded[max(0, start - 4) : start] == bytes(4) or padded[start + 7 : start + 11] == bytes(4)
    return runs + blocks + 40 * patterns + share


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_the_symbol_is_the_encoders_with_the_mask_that_is_read_best(payload):
    candidates = symbols(payload)
    assert drawn(payload) == min(candidates, key=penalty)


@pytest.mark.parametrize("payload", ["BCD\n002", "7" * 200, "B" * 331, "Müller & Söhne\n" * 12])
def test_payloads_of_every_size_are_drawn(payload):
    assert drawn(payload) in symbols(payload)
    assert draw_qr_code(payload) == draw_qr_code(payload)
