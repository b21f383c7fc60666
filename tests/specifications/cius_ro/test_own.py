"""CIUS-RO's rules on the model: counties, sectors of Bucharest, the currency of VAT, types, numbers."""

from dataclasses import replace

import pytest

from conformance.invoices import INVOICES
from faktura.checks import check
from faktura.model import Invoice
from faktura.specifications.cius_ro.own import OWN_RULES

BASE = INVOICES["domestic, two rates"]


def fired(invoice: Invoice) -> set[str]:
    return {finding.rule for finding in check(invoice, OWN_RULES)}


def romanian(**address: str) -> Invoice:
    """The base between two parties in Cluj, with changes of the seller's address, in lei."""
    own = {"line1": "Strada Mare 1", "city": "Cluj-Napoca", "country": "RO", "subdivision": "RO-CJ"}
    assert BASE.seller is not None
    assert BASE.seller.address is not None
    assert BASE.buyer is not None
    at_home = replace(BASE.seller.address, **own)
    return replace(
        BASE,
        currency="RON",
        seller=replace(BASE.seller, address=replace(at_home, **address)),
        buyer=replace(BASE.buyer, address=at_home),
    )


def test_a_romanian_invoice_has_no_finding() -> None:
    assert fired(romanian()) == set()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"subdivision": "CJ"}, {"BR-RO-110"}),
        ({"subdivision": "CJ", "country": "MD"}, set()),
        ({"subdivision": "RO-B"}, {"BR-RO-100"}),
        ({"subdivision": "RO-B", "city": "SECTOR3"}, set()),
        ({"line1": " "}, {"BR-RO-081"}),
        ({"city": ""}, {"BR-RO-091"}),
    ],
)
def test_the_address_of_the_seller(address: dict[str, str], expected: set[str]) -> None:
    assert fired(romanian(**address)) == expected


def test_vat_is_in_lei() -> None:
    assert fired(replace(romanian(), currency="EUR")) == {"BR-RO-030"}
    assert fired(replace(romanian(), currency="EUR", vat_currency="RON")) == set()


@pytest.mark.parametrize(
    ("code", "expected"),
    [("751", set()), ("326", {"BR-RO-020_1"}), ("381", set()), ("396", {"BR-RO-020_2"})],
)
def test_the_type(code: str, expected: set[str]) -> None:
    assert fired(replace(romanian(), type_code=code)) == expected


def test_the_number_has_a_digit() -> None:
    assert fired(replace(romanian(), number="F")) == {"BR-RO-010"}
