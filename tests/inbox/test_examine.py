"""What is read of a document, and what hostile ones lead to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from documents import samples
from documents.test_bad_inputs import BOMB, EXTERNAL, UNREADABLE
from faktura.inbox import limits
from faktura.inbox.examine import examine, facts_of, given_up, normal
from faktura.model import Identifier

from .stage import IBAN, invoice, paid_to, xml


def test_facts_of_a_good_invoice() -> None:
    examined = examine(xml(number="R-1", purchase_order_reference="PO-1"))
    facts = examined.facts
    assert examined.verdict == "valid"
    assert examined.format == "ubl-invoice"
    assert (facts.number, facts.type_code, facts.currency, facts.order_reference) == ("R-1", "380", "EUR", "PO-1")
    assert (facts.supplier_name, facts.supplier_vat_id) == ("Supplier GmbH", "ATU12345675")
    assert facts.accounts == (IBAN,)
    assert isinstance(facts.total_with_vat, Decimal)
    assert "supplier" in examined.words


@pytest.mark.parametrize("name", samples.FORMS)
def test_every_form_is_read(name: str) -> None:
    examined = examine(samples.FORMS[name])
    assert examined.format == name
    assert examined.facts.number == samples.INVOICE.number
    assert examined.facts.amount_due == Decimal("1235.59")


def test_a_broken_rule_makes_it_invalid_and_keeps_the_facts() -> None:
    examined = examine(samples.WRONG_TOTAL)
    assert examined.verdict == "invalid"
    assert "BR-CO-16" in {finding["rule"] for finding in examined.findings}
    assert examined.facts.number == samples.INVOICE.number


@pytest.mark.parametrize("name", [name for name in UNREADABLE if name not in ("too long", "a million elements")])
def test_what_can_not_be_read_is_a_finding(name: str) -> None:
    examined = examine(UNREADABLE[name])
    assert examined.verdict in ("unreadable", "unsupported"), name
    assert examined.findings[0]["severity"] == "fatal"
    assert examined.facts.number is None


@pytest.mark.parametrize("content", [BOMB, EXTERNAL])
def test_bombs_are_not_expanded(content: str) -> None:
    examined = examine(content.encode())
    assert examined.verdict == "unreadable"
    assert "root:" not in str(examined)


def test_a_pdf_without_xml_inside_is_told() -> None:
    examined = examine(b"%PDF-1.7\n%%EOF\n")
    assert examined.verdict in ("unreadable", "unsupported")


def test_findings_are_limited_the_gravest_first() -> None:
    lines = tuple(replace(samples.INVOICE.lines[0], id=str(n), vat=None) for n in range(limits.FINDINGS_KEPT_MAX + 50))
    examined = examine(xml(lines=lines))
    assert len(examined.findings) == limits.FINDINGS_KEPT_MAX
    assert examined.findings_total > limits.FINDINGS_KEPT_MAX
    assert examined.findings[0]["severity"] == "fatal"


def test_facts_are_cut_and_amounts_beyond_our_own_are_left_out() -> None:
    facts = facts_of(
        replace(
            invoice(),
            number="n" * 5_000,
            purchase_order_reference="a\n b",
            seller=None,
            totals=replace(invoice().totals, amount_due=Decimal(10) ** 30),  # type: ignore[type-var]
            payment_instructions=paid_to(*(f"A{n}" for n in range(50)), " "),
        )
    )
    assert facts.number == "n" * limits.FACT_LENGTH_MAX
    assert facts.order_reference == "a b"
    assert facts.amount_due is None
    assert facts.total_with_vat is not None
    assert facts.supplier_name is None
    assert len(facts.accounts) == limits.ACCOUNTS_MAX


def test_identifiers_are_compared_without_signs() -> None:
    assert normal("at 61-19.04") == "AT611904"
    assert facts_of(replace(invoice(), buyer=None)).buyer_name is None
    seller = replace(invoice().seller, legal_registration=Identifier(value="FN 1", scheme="0088"))  # type: ignore[type-var]
    assert facts_of(replace(invoice(), seller=seller)).supplier_legal_scheme == "0088"


def test_what_was_given_up_is_unreadable() -> None:
    examined = given_up("It takes too long.")
    assert (examined.verdict, examined.findings[0]["code"]) == ("unreadable", "document_unreadable")
