"""What the registry finds of Peppol BIS Self-Billing 3, and what it has otherwise than billing."""

from pathlib import Path

import pytest

from checks.case_files import assert_case, cases
from faktura.checks import check
from faktura.documents import check as check_document
from faktura.model import Invoice
from faktura.specifications import en16931, peppol_bis_3, peppol_self_billing
from faktura.specifications.peppol_self_billing import document

CASES = cases(Path(__file__).parent / "cases")
OWN = {"PEPPOL-EN16931-R004", "PEPPOL-EN16931-R007", "PEPPOL-EN16931-P0100", "PEPPOL-EN16931-P0101"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case(case):
    assert_case(case)


def test_the_specification_builds_on_the_european_core():
    (specification,) = peppol_self_billing.SPECIFICATIONS
    core = en16931.SPECIFICATIONS[-1]
    assert (specification.name, specification.builds_on) == ("peppol-bis-3-selfbilling", core.name)
    assert specification.rules.rules[: len(core.rules.rules)] == core.rules.rules


def test_the_model_rules_are_those_of_billing_but_for_identifier_process_and_types():
    billing = {rule.id: rule for rule in peppol_bis_3.RULES.rules}
    ours = {rule.id: rule for rule in peppol_self_billing.RULES.rules}
    assert len(ours) == len(peppol_self_billing.RULES.rules)
    assert billing.keys() - ours.keys() == {"PEPPOL-EN16931-P0112"}
    assert {rule for rule in ours if ours[rule] is not billing.get(rule)} == OWN


def test_the_book_has_the_rules_of_billing_for_all_countries():
    book = peppol_self_billing.SPECIFICATIONS[0].books["ubl"][-1]
    texts, billing = book.catalogue(), peppol_bis_3.ubl.BOOK.catalogue()
    # The assertions of PEPPOL-EN16931-UBL-SB in the release of May 2026, counted in its XSLT.
    assert len(texts) == 62
    assert {rule for rule in texts if texts[rule] != billing[rule]} == OWN


def fired(invoice: Invoice) -> set[str]:
    return {finding.rule for finding in check(invoice, document.RULES)}


def test_a_self_billed_invoice_of_the_model():
    invoice = Invoice(
        specification=document.IDENTIFIER, business_process=document.BUSINESS_PROCESS, type_code="389", number="1"
    )
    assert fired(invoice) == set()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"specification": peppol_bis_3.IDENTIFIER}, "PEPPOL-EN16931-R004"),
        ({"business_process": peppol_bis_3.BUSINESS_PROCESS}, "PEPPOL-EN16931-R007"),
        ({"type_code": "380"}, "PEPPOL-EN16931-P0100"),
        ({"type_code": "381"}, "PEPPOL-EN16931-P0101"),
    ],
)
def test_a_wrong_invoice_of_the_model(changes, rule):
    plain = {
        "specification": document.IDENTIFIER,
        "business_process": document.BUSINESS_PROCESS,
        "type_code": "389",
        "number": "1",
    }
    assert fired(Invoice(**plain | changes)) == {rule}


def test_a_document_is_recognised_by_its_identifier():
    own = next(case for case in CASES if case.rule == "PEPPOL-EN16931-P0100")
    assert check_document(own.bad_document).specification == "peppol-bis-3-selfbilling"
