"""Elements and attributes that are not used: one document for each row of the tables."""

import pytest

from checks.case_files import base
from checks.edits import PREFIXES
from faktura.specifications.en16931.cii import BOOK
from faktura.specifications.en16931.cii.attributes import BARRED
from faktura.specifications.en16931.cii.unused import TABLE, Unused

from .documents import rules, rules_after

NAMED = {
    "ram:*ReferencedDocument": "ram:ContractReferencedDocument",
    "ram:*TradeTax": "ram:AppliedTradeTax",
    "*DocumentContextParameter": "ram:GuidelineSpecifiedDocumentContextParameter",
    "ram:*ID": "ram:BuyerAssignedID",
    "ram:*Amount": "ram:InsuranceValueAmount",
    "ram:*Quantity": "ram:PackageQuantity",
}


def holding(path: str, attribute: str = "") -> bytes:
    """An invoice with nothing but the elements on a path."""
    steps = [NAMED.get(step, step) for step in path.lstrip("/").split("/")]
    inside = f"<{steps[-1]}{attribute}/>"
    for step in reversed(steps[:-1]):
        inside = f"<{step}>{inside}</{step}>"
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
    return f"<rsm:CrossIndustryInvoice {spaces}>{inside}</rsm:CrossIndustryInvoice>".encode()


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.rule)
def test_what_is_not_used_is_found(row: Unused) -> None:
    assert row.rule in rules(holding(row.pattern))


@pytest.mark.parametrize(
    ("pattern", "rule", "name"), [(pattern, rule, name) for pattern, barred in BARRED for rule, name in barred]
)
def test_attributes_that_are_not_used_are_found(pattern: str, rule: str, name: str) -> None:
    path = pattern.split(maxsplit=1)[0]
    assert rule in rules(holding(path, f' {name}="x"'))
    assert rule not in rules(holding(path))


def test_identifiers_that_take_no_scheme_at_all_come_before_the_others() -> None:
    broken = rules_after('attribute //rsm:ExchangedDocument/ram:ID @schemeName = "x"')
    assert "CII-DT-001" in broken
    assert "CII-DT-101" not in broken


def test_the_total_of_vat_has_its_currency() -> None:
    assert "CII-DT-031" not in rules(holding("/ram:TaxTotalAmount", ' currencyID="EUR"'))


@pytest.mark.parametrize("name", ["cii-invoice", "cii-cross-border", "cii-islands", "cii-outside-scope"])
def test_bases_use_what_is_used(name: str) -> None:
    assert not rules(base(name))


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            "CII-SR-001",
            "EN 16931 does not use ram:SpecifiedTransactionID in rsm:ExchangedDocumentContext: take it out.",
        ),
        (
            "CII-SR-438",
            "EN 16931 does not use ram:ValuationBreakdownStatement in rsm:CrossIndustryInvoice: take it out.",
        ),
        ("CII-DT-016", "EN 16931 does not use ram:StatusCode in any ReferencedDocument: take it out."),
        ("CII-SR-04", "EN 16931 does not use ram:Value in any DocumentContextParameter: take it out."),
        ("CII-DT-101", "EN 16931 does not use the attribute schemeName on an identifier: take it out."),
    ],
)
def test_the_sentence_says_what_and_where(rule: str, sentence: str) -> None:
    assert BOOK.catalogue()[rule].message == sentence
