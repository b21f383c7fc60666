"""Changed messages are refused with an error of ebMS, or say what the original said. `FAKTURA_FUZZ` sets how many."""

import os
import time

from .fuzzing import fuzz, fuzz_headers, fuzz_trees, fuzz_what_a_peer_signs

NUMBER = int(os.environ.get("FAKTURA_FUZZ", "500"))


def test_changed_messages() -> None:
    started = time.monotonic()
    taken, _, codes = fuzz(NUMBER, seed=4)
    assert taken < NUMBER / 3
    assert len(codes) >= 5
    assert time.monotonic() - started < 30 + NUMBER / 20


def test_changed_content_types() -> None:
    fuzz_headers(max(200, NUMBER // 10), seed=4)


def test_what_a_peer_signs() -> None:
    assert len(fuzz_what_a_peer_signs(NUMBER, seed=4)) >= 5


def test_rearranged_envelopes() -> None:
    taken, codes = fuzz_trees(NUMBER, seed=4)
    assert taken < NUMBER / 4
    assert {"EBMS:0009", "EBMS:0101", "EBMS:0103"} <= set(codes)
