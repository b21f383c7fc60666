"""The exact bytes of one invoice and one credit note: a change here changes every document that is written."""

import os
from pathlib import Path

import pytest

from faktura.formats.cii import write
from faktura.sockets import RenderOptions
from formats import samples

FOLDER = Path(__file__).parent / "golden"


@pytest.mark.parametrize(("name", "invoice"), [("invoice", samples.INVOICE), ("credit_note", samples.CREDIT_NOTE)])
def test_the_bytes_are_the_golden_ones(name, invoice):
    path = FOLDER / f"{name}.xml"
    content = write(invoice, RenderOptions()).content
    if os.environ.get("RENEW_GOLDEN"):
        path.write_bytes(content)
    assert content == path.read_bytes(), f"meant? then renew {path.name} with RENEW_GOLDEN=1 and read the difference"
