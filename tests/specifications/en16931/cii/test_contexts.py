"""Patterns on paths, and walking over a document by its paths."""

import pytest

from checks.case_files import base
from faktura.checks import Breaches
from faktura.source import CII, Unreadable, document, parse
from faktura.specifications.en16931.cii.contexts import matches, steps_of, walk


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/rsm:ExchangedDocument/ram:ID", "/rsm:ExchangedDocument/ram:ID", True),
        ("/rsm:ExchangedDocument/ram:ID", "/ram:Other/rsm:ExchangedDocument/ram:ID", False),
        ("/ram:ID", "/rsm:ExchangedDocument/ram:ID", False),
        ("//ram:ID", "/rsm:ExchangedDocument/ram:ID", True),
        ("//ram:ID", "/rsm:ExchangedDocument/ram:LineID", False),
        ("//rsm:ExchangedDocument/ram:ID", "/ram:ID", False),
        ("//ram:*ID", "/rsm:ExchangedDocument/ram:LineID", True),
        ("//ram:*ID", "/rsm:ExchangedDocument/udt:ID", False),
        ("//*Parameter/ram:Value", "/rsm:Parameter/ram:Value", True),
        ("//ram:ID -ram:SpecifiedTaxRegistration", "/ram:SpecifiedTaxRegistration/ram:X/ram:ID", False),
        ("//ram:ID -ram:SpecifiedTaxRegistration", "/ram:SellerTradeParty/ram:ID", True),
        ("//ram:*Amount ^//ram:TaxTotalAmount", "/ram:TaxTotalAmount", False),
        ("//ram:*Amount ^//ram:TaxTotalAmount", "/ram:BasisAmount", True),
        ("//{urn:a/b}ID", "/ram:X/ram:ID", False),
    ],
)
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, steps_of(path)) is fits


def test_a_foreign_namespace_may_hold_slashes() -> None:
    assert steps_of("/ram:A/{http://example.com/x}B/ram:C") == ("ram:A", "{http://example.com/x}B", "ram:C")


def test_every_check_runs_although_one_can_not_go_on() -> None:
    seen = []

    def stops(nodes, written, found):
        raise Unreadable("no number", nodes[0])

    def sees(nodes, written, found):
        seen.extend(leaf.text for leaf in nodes)

    test = walk(
        (
            ("//ram:TypeCode", stops),
            ("/rsm:ExchangedDocument/ram:TypeCode", sees),
            ("//ram:AssociatedDocumentLineDocument/ram:LineID", sees),
        )
    )
    with pytest.raises(Unreadable, match="no number"):
        test(document(parse(base("cii-invoice")), CII), Breaches())
    assert seen == ["380", "1", "2", "3", "4"]
