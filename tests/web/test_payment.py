from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from faktura.formats.pdf.language import find_language
from faktura.model import CreditTransfer, DirectDebit, Invoice, Payee, PaymentCard, PaymentInstructions
from faktura.web.payment import Payment, describe_payment, draw_code
from faktura.web.words import find_words

from .sample import IBAN, invoice, standing_on


def paying(document: Invoice, **state: Any) -> Payment | None:
    return describe_payment(document, standing_on(document, **state), find_language("en"), find_words("en"))


def must(document: Invoice, **state: Any) -> Payment:
    payment = paying(document, **state)
    assert payment is not None
    return payment


def values(payment: Payment) -> dict[str, str]:
    return {value.label: "".join(value.groups) for value in payment.values}


def transfer(**changes: Any) -> PaymentInstructions:
    return replace(PaymentInstructions(means_code="58", credit_transfers=(CreditTransfer(account=IBAN),)), **changes)


def test_a_transfer_has_everything_that_a_bank_asks_for() -> None:
    payment = must(invoice())
    assert values(payment) == {
        "Account holder": "Wiesenhof GmbH",
        "IBAN": IBAN,
        "BIC": "OPSKATWW",
        "Amount": "120.00",
        "Payment reference": "2026-00001",
    }
    assert payment.title == "How to pay"
    assert payment.code.startswith("<svg")


def test_an_iban_is_grouped_for_the_eye_and_whole_for_copying() -> None:
    iban = next(value for value in must(invoice()).values if value.label == "IBAN")
    assert iban.groups == ("AT61", "1904", "3002", "3457", "3201")


def test_an_iban_with_blanks_is_the_same() -> None:
    account = CreditTransfer(account="AT61 1904 3002 3457 3201")
    document = invoice(payment_instructions=(transfer(credit_transfers=(account,)),))
    assert values(must(document))["IBAN"] == IBAN


def test_another_account_stays_as_it_is() -> None:
    document = invoice(payment_instructions=(transfer(credit_transfers=(CreditTransfer(account="12-3456-7"),)),))
    payment = must(document)
    assert values(payment)["Account"] == "12-3456-7"
    assert payment.code == ""


def test_given_references_and_names_are_used() -> None:
    account = CreditTransfer(account=IBAN, account_name="Wiesenhof Inkasso")
    instructions = transfer(credit_transfers=(account,), remittance_information="RF18539007547034")
    payment = must(invoice(payment_instructions=(instructions,)))
    assert values(payment)["Account holder"] == "Wiesenhof Inkasso"
    assert values(payment)["Payment reference"] == "RF18539007547034"


def test_a_payee_is_named_where_the_account_names_nobody() -> None:
    document = invoice(payee=Payee(name="Factoring Bank"), payment_instructions=(transfer(),))
    assert values(must(document))["Account holder"] == "Factoring Bank"


def test_only_what_is_open_is_asked_for() -> None:
    whole, rest = must(invoice()), must(invoice(), paid="100.00")
    assert values(rest)["Amount"] == "20.00"
    assert whole.code != rest.code


@pytest.mark.parametrize("state", [{"paid": "120.00"}, {"paid": "130.00"}, {"credited": "120.00"}])
def test_nothing_is_asked_for_when_nothing_is_open(state: dict[str, str]) -> None:
    assert paying(invoice(), **state) is None


def test_a_credit_note_asks_for_nothing() -> None:
    assert paying(invoice(type_code="381")) is None


def test_other_currencies_have_no_code() -> None:
    payment = must(invoice(currency="CHF"))
    assert payment.code == ""
    amount = next(value for value in payment.values if value.label == "Amount")
    assert (amount.groups, amount.unit) == (("120.00",), "CHF")


def test_other_ways_to_pay_are_told_as_the_document_tells_them() -> None:
    debit = DirectDebit(mandate_reference="M-17", creditor_identifier="DE98ZZZ09999999999", debited_account=IBAN)
    document = invoice(payment_instructions=(PaymentInstructions(means_code="59", direct_debit=debit),))
    payment = must(document)
    assert payment.title == "Payment"
    assert payment.values == ()
    assert payment.code == ""
    assert ("Mandate reference", "M-17") in payment.facts
    card = PaymentInstructions(means_code="48", card=PaymentCard(account_number="4111111111111111"))
    told = must(invoice(payment_instructions=(card,)))
    assert all("411111" not in text for _, text in told.facts)


def test_terms_alone_are_told_and_without_any_way_there_is_no_block() -> None:
    assert must(invoice(payment_instructions=(), payment_terms="Cash on delivery")).terms == "Cash on delivery"
    assert paying(invoice(payment_instructions=())) is None


def test_a_code_is_a_drawing_that_takes_any_size_and_runs_nothing() -> None:
    drawing = draw_code("BCD\n002\n1\nSCT\n\n<script>\nAT611904300234573201\nEUR1.00")
    root = etree.fromstring(drawing)
    assert {etree.QName(element).localname for element in root.iter()} == {"svg", "path"}
    assert root.get("viewBox")
    assert root.get("width") is None
    assert "style" not in drawing
