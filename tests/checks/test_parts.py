"""Taking parts out of a document, with their pointers."""

import pytest

from faktura.checks import DOCUMENT, along
from faktura.model import Invoice
from faktura.model.json import from_plain

INVOICE = from_plain(
    {
        "seller": {"name": "A", "identifiers": [{"value": "1"}, {"value": "2"}]},
        "buyer": {"name": "B", "address": {"country": "DE"}},
        "lines": [
            {"id": "1", "allowances": [{"amount": "1"}, {"amount": "2"}]},
            {"id": "2"},
            {"id": "3", "allowances": [{"amount": "3"}], "vat": {"category": "S"}},
        ],
    }
)


@pytest.mark.parametrize(
    ("paths", "pointers"),
    [
        (["lines"], ["/lines/0", "/lines/1", "/lines/2"]),
        (["lines/allowances"], ["/lines/0/allowances/0", "/lines/0/allowances/1", "/lines/2/allowances/0"]),
        (["lines/vat"], ["/lines/2/vat"]),
        (["seller"], ["/seller"]),
        (["seller/identifiers"], ["/seller/identifiers/0", "/seller/identifiers/1"]),
        (["buyer/address"], ["/buyer/address"]),
        (["seller/address"], []),
        (["payee/identifier"], []),
        (["charges"], []),
        (["lines/charges"], []),
        (["buyer/address", "seller/address", "seller/identifiers"],
         ["/buyer/address", "/seller/identifiers/0", "/seller/identifiers/1"]),
    ],
)  # fmt: skip
def test_every_part_has_its_pointer(paths: list[str], pointers: list[str]) -> None:
    parts = along(*paths)
    assert list(parts.pointers(INVOICE)) == pointers
    selected = list(parts.select(INVOICE))
    assert len(selected) == len(pointers)
    for pointer, part in zip(pointers, selected, strict=True):
        assert part is follow(INVOICE, pointer)


def follow(part: object, pointer: str) -> object:
    for step in pointer.strip("/").split("/"):
        part = part[int(step)] if isinstance(part, tuple) else getattr(part, step)
    return part


def test_the_document_is_a_part_of_its_own() -> None:
    assert list(DOCUMENT.select(INVOICE)) == [INVOICE]
    assert list(DOCUMENT.pointers(INVOICE)) == [""]


@pytest.mark.parametrize("path", ["line", "lines/amount", "number", "lines/name/x", "", "lines/"])
def test_a_path_that_leads_to_no_part_is_refused(path: str) -> None:
    with pytest.raises(LookupError, match="is not a field that holds any"):
        along(path)


def test_the_same_path_gives_the_same_parts_so_that_rules_share_a_walk() -> None:
    assert along("lines") is along("lines")


def test_an_empty_invoice_has_no_parts() -> None:
    assert list(along("lines/allowances").select(Invoice())) == []
    assert list(along("seller/address").select(Invoice())) == []
