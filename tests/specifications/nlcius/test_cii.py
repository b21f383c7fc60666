"""NLCIUS on CII: where the Dutch copy of the core's rules stops, and where it goes on."""

from pathlib import Path

import pytest

from checks.case_files import base, cases
from checks.edits import edit
from faktura.documents import check

(*_, CASE) = (case for case in cases(Path(__file__).parent / "cases") if case.base.startswith("cii"))


def fatal(*edits: str) -> set[str]:
    report = check(edit(base(CASE.base), (*CASE.prepare, *edits)), "nlcius")
    return {finding.rule for finding in report.findings if finding.severity == "fatal"}


def test_a_dutch_invoice_on_cii_is_valid() -> None:
    assert not fatal()


@pytest.mark.parametrize(
    "doubled",
    [
        "//ram:GrandTotalAmount",
        "//ram:RoundingAmount",
        "//ram:DuePayableAmount",
        "//ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        "//ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount",
    ],
)
def test_what_is_computed_with_stands_once(doubled: str) -> None:
    assert "element_repeated" in fatal(f"double {doubled}")


@pytest.mark.parametrize(
    "doubled",
    [
        "//ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
        "//ram:SellerTaxRepresentativeTradeParty/ram:Name",
        "//ram:ApplicableHeaderTradeAgreement/ram:AdditionalReferencedDocument[1]/ram:TypeCode",
    ],
)
def test_what_the_copy_only_looks_for_may_stand_twice(doubled: str) -> None:
    assert not fatal(f"double {doubled}")


def test_codes_are_read_as_numbers() -> None:
    assert fatal("set /*/rsm:ExchangedDocument/ram:TypeCode = 380.0") == {"BR-CL-01"}
    assert "value_unreadable" in fatal("set //ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode = cash")


def test_sellers_elsewhere_are_asked_little() -> None:
    elsewhere = "set //ram:SellerTradeParty/ram:PostalTradeAddress/ram:CountryID = BE"
    registration = "delete //ram:SellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID"
    assert fatal(registration) == {"BR-NL-1"}
    assert not fatal(registration, elsewhere)
    assert fatal("set /*/rsm:ExchangedDocument/ram:TypeCode = 326", elsewhere) == {"BR-NL-7"}


def test_an_empty_document_is_an_empty_element() -> None:
    report = check(edit(base(CASE.base), ("delete /*/*", 'set /* = ""')), "nlcius")
    assert "empty-element-check" in {finding.rule for finding in report.findings}
